using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Figures;

/// <summary>
/// Evaluates one expression. Its own walk over Scriban's tree rather than Scriban's evaluator: numbers stay exact decimals, every
/// cell read is noted, and every mistake has its character.
/// </summary>
/// <param name="mine">What <c>mine</c> stands for; null in an issue that is not personal.</param>
internal sealed class FigureEvaluation(QueryTables tables, Language language, PersonalRow? mine = null)
{
    /// <summary>The name of a subscriber's own row.</summary>
    public const string Mine = "mine";

    private readonly FigureFunctions _functions = new(language);
    private readonly List<QueryTable> _queries = [];
    private readonly List<FigureCell> _cells = [];

    /// <summary>The queries read, in the order of the expression.</summary>
    public IReadOnlyList<QueryTable> Queries => _queries;

    /// <summary>The cells read.</summary>
    public IReadOnlyList<FigureCell> Cells => _cells;

    /// <summary>Who says so, of a cited figure.</summary>
    public string? Citation => _functions.Citation;

    /// <summary>Whether it read the subscriber's own row, so that others may see another value.</summary>
    public bool IsPersonal { get; private set; }

    /// <summary>The value of an expression; never null.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="text">As its author wrote it.</param>
    /// <exception cref="FigureException">It has none.</exception>
    /// <exception cref="FailedQueryException">It reads a query that failed.</exception>
    public SingleValue Run(ScriptExpression expression, string text)
    {
        var value = Single(Evaluate(expression), 0);
        if (value is { Value: null, Printed: null })
        {
            throw new FigureException(
                FigureRules.NoValue,
                0,
                $"\"{text}\" has no value{Where()}.",
                "Say what stands there instead: {{ … ?? \"n/a\" }}."
            );
        }
        if (value.Value is double number && !double.IsFinite(number))
            throw new FigureException(FigureRules.NoValue, 0, $"\"{text}\" is no finite number.", "Something was divided by zero.");
        return value;
    }

    private FigureValue Evaluate(ScriptExpression expression, SingleValue? piped = null) =>
        expression switch
        {
            ScriptLiteral literal => Literal(literal),
            ScriptNestedExpression nested => Evaluate(nested.Expression!),
            ScriptVariableGlobal variable
                when piped is null && tables.Find(variable.Name) is null && FigureFunctions.Names.Contains(variable.Name) => Call(
                variable,
                [],
                piped
            ),
            ScriptVariableGlobal variable => piped is null ? Query(variable) : Call(variable, [], piped),
            ScriptFunctionCall { Target: ScriptVariableGlobal target } call => Call(target, call.Arguments, piped),
            ScriptPipeCall pipe => Evaluate(pipe.To!, Single(Evaluate(pipe.From!, piped), Offset(pipe.From!))),
            ScriptMemberExpression member => Member(Evaluate(member.Target!), member.Member!.Name, Offset(member.Member)),
            ScriptIndexerExpression indexer => Indexer(
                Evaluate(indexer.Target!),
                Single(Evaluate(indexer.Index!), Offset(indexer.Index!)),
                Offset(indexer.Index!)
            ),
            ScriptUnaryExpression unary => Unary(unary),
            ScriptBinaryExpression { Operator: ScriptBinaryOperator.EmptyCoalescing } binary => Coalesce(binary, piped),
            ScriptBinaryExpression binary => FigureOperators.Apply(
                binary.Operator,
                Single(Evaluate(binary.Left!), Offset(binary.Left!)),
                Single(Evaluate(binary.Right!), Offset(binary.Right!)),
                Offset(binary)
            ),
            ScriptConditionalExpression conditional => Conditional(conditional),
            _ => throw new FigureException(
                FigureRules.NotAnExpression,
                Offset(expression),
                "This is not a value.",
                "A figure names a value of a query, computes, compares and formats; logic belongs in the SQL."
            ),
        };

    private FigureValue Query(ScriptVariableGlobal variable)
    {
        if (variable.Name == Mine && (mine is not null || tables.Find(Mine) is null))
            return Row(variable);
        if (tables.Find(variable.Name) is not { } query)
        {
            throw new FigureException(
                FigureRules.UnknownQuery,
                Offset(variable),
                $"There is no query \"{variable.Name}\" in this issue.",
                NearestName.Hint(variable.Name, tables.Names)
                    ?? "A figure names a query of this issue; a dataset is read by a query: ```sql name"
            );
        }
        if (!_queries.Contains(query))
            _queries.Add(query);
        return new TableValue(query, query.Table ?? throw new FailedQueryException());
    }

    private RowValue Row(ScriptVariableGlobal variable)
    {
        if (mine is null)
        {
            throw new FigureException(
                PersonalRules.NotPersonal,
                Offset(variable),
                $"\"{Mine}\" is a subscriber's own row, and this issue is not personal.",
                "Say in the front matter whose: personal: {by: LA, query: name, key: la, default: England}"
            );
        }
        IsPersonal = true;
        var query = mine.Query ?? throw new FailedQueryException();
        if (!_queries.Contains(query))
            _queries.Add(query);
        return new RowValue(query, query.Table!, mine.Row);
    }

    private FigureValue Member(FigureValue target, string name, int offset)
    {
        switch (target)
        {
            case TableValue table:
                return name switch
                {
                    "count" => new SingleValue((long)table.Table.RowCount)
                    {
                        Trace = new FigureTrace($"{table.Query.Query.Name}.count", []),
                    },
                    "first" => Row(table, 0, offset),
                    "last" => Row(table, table.Table.RowCount - 1, offset),
                    _ when table.Table.RowCount == 1 && table.Table[name] is not null => Cell(
                        new RowValue(table.Query, table.Table, 0),
                        name,
                        offset
                    ),
                    _ => throw new FigureException(
                        FigureRules.NotSingle,
                        offset,
                        $"\"{table.Query.Query.Name}\" has {table.Table.RowCount} rows; \"{name}\" does not say which.",
                        table.Table[name] is not null
                            ? $"Write {table.Query.Query.Name}.first.{name}, .last.{name} or [\"key\"].{name}."
                            : NearestName.Hint(name, ["first", "last", "count"])
                    ),
                };
            case RowValue row:
                return Cell(row, name, offset);
            default:
                throw new FigureException(FigureRules.CannotCompute, offset, $"A single value has no \"{name}\".");
        }
    }

    private FigureValue Indexer(FigureValue target, SingleValue index, int offset)
    {
        if (target is RowValue row && index.Value is string column)
            return Cell(row, column, offset);
        if (target is not TableValue table)
            throw new FigureException(FigureRules.CannotCompute, offset, "Only a query or a row can be followed by [ ].");
        if (ValueFormat.ToDecimal(index.Value) is { } number)
        {
            number = decimal.Truncate(number);
            var position = number < 0 ? table.Table.RowCount + number : number;
            return position >= 0 && position < table.Table.RowCount
                ? new RowValue(table.Query, table.Table, (int)position)
                : throw NoRow(table, number, offset);
        }
        var name = table.Query.Query.Name;
        if (table.Query.Query.Key is not { } key || table.Table[key] is not { } keys)
        {
            throw new FigureException(
                FigureRules.NoSuchRow,
                offset,
                $"\"{name}\" has no key, so no row can be named.",
                $"Say which column names the rows, in the query: --| key: {table.Table.ColumnNames.FirstOrDefault() ?? "column"}"
            );
        }
        var at = keys.Values.IndexOf(
            index.Value,
            0,
            keys.Values.Length,
            EqualityComparer<object?>.Create((a, b) => KeyText(a) == KeyText(b))
        );
        if (at >= 0)
            return Row(table, at, offset);
        string[] known = [.. keys.Values.Select(KeyText)];
        throw new FigureException(
            FigureRules.NoSuchRow,
            offset,
            $"\"{name}\" has no row \"{index.Value}\".",
            NearestName.Hint(KeyText(index.Value), known)
        );
    }

    private static RowValue Row(TableValue table, int row, int offset) =>
        row >= 0 && row < table.Table.RowCount ? new RowValue(table.Query, table.Table, row) : throw NoRow(table, row, offset);

    // That a query gives no rows has been reported, unless its author expects it.
    private static Exception NoRow(TableValue table, decimal row, int offset)
    {
        var (name, count) = (table.Query.Query.Name, table.Table.RowCount);
        if (count == 0 && !table.Query.Query.AllowEmpty)
            return new FailedQueryException();
        return new FigureException(
            FigureRules.NoSuchRow,
            offset,
            count == 0
                ? $"\"{name}\" has no rows."
                : $"\"{name}\" has {count} row{(count == 1 ? "" : "s")}, the first is [0]; there is no [{row}].",
            count == 0 ? "Say what stands there when there is none, in the query." : null
        );
    }

    private SingleValue Cell(RowValue row, string column, int offset)
    {
        if (row.Table[column] is not { } found)
        {
            string[] known = [.. row.Table.ColumnNames];
            throw new FigureException(
                FigureRules.UnknownColumn,
                offset,
                $"\"{row.Query.Query.Name}\" has no column \"{column}\".",
                NearestName.Hint(column, known)
            );
        }
        var cell = new FigureCell(row.Query.Query.Name, row.Row, found.Name);
        _cells.Add(cell);
        return new SingleValue(found.Values[row.Row])
        {
            IsYear = YearColumns.AreYears(found),
            Trace = new FigureTrace($"[].{found.Name}", [cell]),
        };
    }

    private SingleValue Call(ScriptVariableGlobal function, IEnumerable<ScriptExpression> arguments, SingleValue? piped)
    {
        ImmutableArray<SingleValue> values =
        [
            .. piped is null ? [] : (SingleValue[])[piped],
            .. arguments.Select(argument => Single(Evaluate(argument), Offset(argument))),
        ];
        return _functions.Call(function.Name, values, Offset(function));
    }

    private FigureValue Coalesce(ScriptBinaryExpression binary, SingleValue? piped)
    {
        var left = Evaluate(binary.Left!, piped);
        if (left is not SingleValue { Value: null })
            return left;
        return Single(Evaluate(binary.Right!), Offset(binary.Right!)) with { IsFallback = true };
    }

    // Which of two values stands there is the data's choice: it is a value of no one kind.
    private FigureValue Conditional(ScriptConditionalExpression conditional)
    {
        var condition = Single(Evaluate(conditional.Condition!), Offset(conditional));
        var chosen = Evaluate(FigureOperators.IsTrue(condition) ? conditional.ThenValue! : conditional.ElseValue!);
        return chosen is SingleValue single ? single with { Trace = FigureTrace.None } : chosen;
    }

    private SingleValue Unary(ScriptUnaryExpression unary)
    {
        var value = Single(Evaluate(unary.Right!), Offset(unary));
        return unary.Operator switch
        {
            ScriptUnaryOperator.Negate when value.Value is null => value,
            ScriptUnaryOperator.Negate when ValueFormat.ToDecimal(value.Value) is { } number => new SingleValue(-number)
            {
                Trace = value.Trace with { Shape = value.Trace.Shape is { } shape ? $"-{shape}" : null },
            },
            ScriptUnaryOperator.Not => new SingleValue(!FigureOperators.IsTrue(value)),
            _ => throw new FigureException(
                FigureRules.CannotCompute,
                Offset(unary),
                $"\"{value.Value}\" is no number.",
                "Give the column a type in datasets.yml, or cast it in the SQL."
            ),
        };
    }

    private static SingleValue Single(FigureValue value, int offset) =>
        value switch
        {
            SingleValue single => single,
            TableValue table => throw new FigureException(
                FigureRules.NotSingle,
                offset,
                $"\"{table.Query.Query.Name}\" is a whole table.",
                $"Name a row and a column: {table.Query.Query.Name}.first.{table.Table.ColumnNames.FirstOrDefault()}"
            ),
            RowValue row => throw new FigureException(
                FigureRules.NotSingle,
                offset,
                $"This is a whole row of \"{row.Query.Query.Name}\".",
                $"Name a column: {string.Join(", ", row.Table.ColumnNames.Take(12))}."
            ),
            _ => throw new InvalidOperationException(),
        };

    private static SingleValue Literal(ScriptLiteral literal) =>
        new(
            literal.Value switch
            {
                int or long or double or decimal or float => ValueFormat.ToDecimal(literal.Value),
                var other => other,
            }
        )
        {
            Trace = new FigureTrace(ValueFormat.Plain(literal.Value, Formatting.Language.BritishEnglish), []),
        };

    private string Where()
    {
        if (_cells is not [.., var cell])
            return "";
        var note = tables.Find(cell.Query)?.Table is { } table ? CellNote.Of(table, cell.Row, cell.Column) : null;
        return $": {cell.Query} {(note is null ? "is empty" : $"has \"{note}\"")} in row {cell.Row + 1}, column {cell.Column}";
    }

    /// <summary>A value as a key is written.</summary>
    public static string KeyText(object? value) =>
        value is DateOnly day
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static int Offset(ScriptNode node) => Math.Max(0, node.Span.Start.Offset);
}
