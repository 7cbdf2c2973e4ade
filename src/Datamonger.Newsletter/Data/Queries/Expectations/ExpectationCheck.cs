using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Data.Queries.Expectations;

/// <summary>Tests what an author expects of a query's result, and says what was found instead.</summary>
internal static class ExpectationCheck
{
    /// <summary>Tests every condition of a query; each that cannot be read or does not hold is reported at its place.</summary>
    public static void Run(QueryBlock query, Table table, DiagnosticBag diagnostics)
    {
        foreach (var expectation in query.Expectations)
        {
            if (Parse(expectation, diagnostics) is not { } condition)
                continue;
            if (ColumnOf(condition) is { } name && table[name] is null)
            {
                diagnostics.Add(
                    QueryRules.BadExpectation,
                    expectation.Location,
                    $"\"{query.Name}\" has no column \"{name}\".",
                    NearestName.Hint(name, [.. table.ColumnNames])
                );
            }
            else if (Violation(condition, table) is { } found)
            {
                diagnostics.Add(
                    QueryRules.ExpectationFailed,
                    expectation.Location,
                    $"\"{query.Name}\" should have {expectation.Text}; {found}."
                );
            }
        }
    }

    /// <summary>Reads a condition; one that cannot be read is reported.</summary>
    public static Condition? Parse(Expectation expectation, DiagnosticBag diagnostics)
    {
        var condition = ConditionParser.Parse(expectation.Text);
        if (condition is null)
        {
            diagnostics.Add(
                QueryRules.BadExpectation,
                expectation.Location,
                $"\"{expectation.Text}\" is no condition.",
                $"Such as: {string.Join("; ", ConditionParser.Forms.Select(form => form.Form))}."
            );
        }
        return condition;
    }

    private static string? ColumnOf(Condition condition) =>
        condition switch
        {
            SumCondition sum => sum.Column,
            NotNullCondition notNull => notNull.Column,
            UniqueCondition unique => unique.Column,
            BetweenCondition between => between.Column,
            InCondition values => values.Column,
            _ => null,
        };

    // What was found, when the condition does not hold.
    private static string? Violation(Condition condition, Table table) =>
        condition switch
        {
            RowCountCondition rows => Holds(table.RowCount, rows.Comparison, rows.Number, 0) ? null
            : table.RowCount == 1 ? "it has 1 row"
            : $"it has {Shown(table.RowCount)} rows",
            SumCondition sum => SumViolation(sum, table[sum.Column]!),
            NotNullCondition notNull => NullViolation(table[notNull.Column]!),
            UniqueCondition unique => UniqueViolation(table[unique.Column]!),
            BetweenCondition between => BetweenViolation(between, table[between.Column]!),
            InCondition values => InViolation(values, table[values.Column]!),
            _ => throw new ArgumentOutOfRangeException(nameof(condition)),
        };

    private static string? SumViolation(SumCondition condition, Column column)
    {
        if (!column.IsNumeric)
            return $"\"{column.Name}\" holds {TypeName(column.Type)}, which has no sum";
        try
        {
            decimal sum = 0;
            foreach (var value in column.Values)
            {
                if (value is null)
                    continue;
                if (ValueFormat.ToDecimal(value) is not { } number)
                    return $"\"{column.Name}\" holds {Shown(value)}, which has no sum";
                sum += number;
            }
            return Holds(sum, condition.Comparison, condition.Number, condition.Tolerance) ? null : $"the sum is {Shown(sum)}";
        }
        catch (OverflowException)
        {
            return "the sum has more than 28 digits";
        }
    }

    private static string? NullViolation(Column column)
    {
        var missing = Enumerable.Range(0, column.Values.Length).Where(row => column.Values[row] is null).ToList();
        return missing.Count == 0 ? null
            : missing.Count == 1 ? $"row {missing[0] + 1} has no value"
            : $"{Shown(missing.Count)} rows have no value, row {missing[0] + 1} the first";
    }

    private static string? UniqueViolation(Column column)
    {
        var seen = new Dictionary<object, int>();
        for (var row = 0; row < column.Values.Length; row++)
        {
            if (column.Values[row] is { } value && !seen.TryAdd(value, row))
                return $"{Shown(value)} stands in rows {seen[value] + 1} and {row + 1}";
        }
        return null;
    }

    private static string? BetweenViolation(BetweenCondition condition, Column column)
    {
        if (ValueOf(condition.Low, column.Type) is not { } low)
            return $"\"{condition.Low}\" is no value of a column that holds {TypeName(column.Type)}";
        if (ValueOf(condition.High, column.Type) is not { } high)
            return $"\"{condition.High}\" is no value of a column that holds {TypeName(column.Type)}";
        return FirstRow(
            column,
            value => Comparable(value) is not { } comparable || Compare(comparable, low) < 0 || Compare(comparable, high) > 0
        );
    }

    private static string? InViolation(InCondition condition, Column column)
    {
        var allowed = new HashSet<object>();
        foreach (var text in condition.Values)
        {
            if (ValueOf(text, column.Type) is not { } value)
                return $"\"{text}\" is no value of a column that holds {TypeName(column.Type)}";
            allowed.Add(value);
        }
        return FirstRow(column, value => Comparable(value) is not { } comparable || !allowed.Contains(comparable));
    }

    private static string? FirstRow(Column column, Func<object, bool> isViolation)
    {
        var rows = Enumerable.Range(0, column.Values.Length).Where(row => column.Values[row] is { } value && isViolation(value)).ToList();
        if (rows.Count == 0)
            return null;
        var more =
            rows.Count == 1 ? ""
            : rows.Count == 2 ? ", and one more row fails"
            : $", and {Shown(rows.Count - 1)} more rows fail";
        return $"row {rows[0] + 1} has {Shown(column.Values[rows[0]]!)}{more}";
    }

    private static bool Holds(decimal found, Comparison comparison, decimal wanted, decimal tolerance) =>
        comparison switch
        {
            Comparison.Equal => Math.Abs(found - wanted) <= tolerance,
            Comparison.NotEqual => Math.Abs(found - wanted) > tolerance,
            Comparison.Less => found < wanted + tolerance,
            Comparison.LessOrEqual => found <= wanted + tolerance,
            Comparison.Greater => found > wanted - tolerance,
            _ => found >= wanted - tolerance,
        };

    // Numbers compare as exact decimals, whatever the column's type.
    private static object? Comparable(object value) => value is long or double ? ValueFormat.ToDecimal(value) : value;

    private static int Compare(object left, object right) =>
        (left, right) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (IComparable a, _) => a.CompareTo(right),
            _ => 0,
        };

    private static object? ValueOf(string text, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Integer or ColumnType.Decimal or ColumnType.Double:
                var percent = text.EndsWith('%');
                if (!decimal.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    return null;
                return percent ? number / 100 : number;
            case ColumnType.Boolean:
                return bool.TryParse(text, out var flag) ? flag : null;
            case ColumnType.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : null;
            case ColumnType.Timestamp:
                return DateTime.TryParseExact(
                    text,
                    ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"],
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var time
                )
                    ? time
                    : null;
            default:
                return text;
        }
    }

    private static string TypeName(ColumnType type) =>
        type switch
        {
            ColumnType.Text => "text",
            ColumnType.Boolean => "true or false",
            ColumnType.Date => "days",
            ColumnType.Timestamp => "times",
            _ => "numbers",
        };

    private static string Shown(object value) =>
        value switch
        {
            string text => $"\"{(text.Length <= 60 ? text : text[..60] + "…")}\"",
            _ => ValueFormat.Plain(value, Language.BritishEnglish) ?? "",
        };
}
