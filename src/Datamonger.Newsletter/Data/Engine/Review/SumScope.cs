using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using static Datamonger.Newsletter.Data.Engine.Review.SumTree;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>A column of a SELECT or table, with how it is made of counts; null where that is not known, or it is none.</summary>
internal sealed record SumColumn(string Name, SumForm? Form)
{
    /// <summary>Whether it was added for the question.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>A table of FROM.</summary>
internal sealed record SumTable(string Alias, ImmutableArray<SumColumn> Columns);

/// <summary>Reads how the expressions of one SELECT are made of the counts of its tables.</summary>
/// <param name="tables">The tables of FROM.</param>
/// <param name="isGrouped">Whether it gives one row for each of several.</param>
/// <param name="selected">What it selects; takes the lists.</param>
/// <param name="nextList">A name for a list.</param>
internal sealed class SumScope(ImmutableArray<SumTable> tables, bool isGrouped, JsonArray selected, Func<string> nextList)
{
    private static readonly string[] Sums = ["sum", "fsum", "kahan_sum", "sumkahan", "sum_no_overflow"];
    private static readonly string[] Means = ["avg", "mean", "favg"];
    private static readonly string[] Choices = ["max", "min", "median", "mode", "first", "last", "any_value", "arbitrary"];
    private static readonly string[] Whole = ["DOUBLE", "BIGINT", "HUGEINT", "INTEGER"];

    /// <summary>The form of an item; null where it is none. A pure sum becomes a list of rows of its own.</summary>
    /// <param name="item">The item, or a part of one.</param>
    /// <param name="items">All that the author selects.</param>
    public SumForm? FormOf(JsonObject item, JsonObject[] items)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (RowsIn(item, false) is var (rows, column) && rows is not null)
            return List(rows, column);
        var children = (item["children"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        switch (Text(item, "class"))
        {
            case "CAST" when Whole[0] == Text(item["cast_type"]!.AsObject(), "id"):
                return FormOf(item["child"]!.AsObject(), items);
            case "FUNCTION":
                break;
            default:
                return null;
        }
        switch (Text(item, "function_name").ToLowerInvariant())
        {
            case var mean when Means.Contains(mean) && children is [var counts] && IsAll(item):
                return RowsIn(counts, true) is var (listed, of) && listed is not null
                    ? new SumForm.Mean(List(Listing(item, listed), of))
                    : null;
            case var choice when Choices.Contains(choice) && children is [var chosen]:
                return RowsIn(chosen, true).Rows is null ? null : new SumForm.OneOf();
            case "+" or "-" when children is [var one, var other]:
                var sign = Text(item, "function_name") == "+" ? 1 : -1;
                return (FormOf(one, items), Number(one), FormOf(other, items), Number(other)) switch
                {
                    ({ } left, _, { } right, _) => new SumForm.Added(left, right, sign),
                    ({ } left, _, null, { } number) => new SumForm.Scaled(left, 1, sign * number),
                    (null, { } number, { } right, _) => new SumForm.Scaled(right, sign, number),
                    _ => null,
                };
            case "-" when children is [var negative]:
                return FormOf(negative, items) is { } minus ? new SumForm.Scaled(minus, -1, 0) : null;
            case "*" when children is [var one, var other]:
                return (FormOf(one, items), Number(one), FormOf(other, items), Number(other)) switch
                {
                    ({ } left, _, null, { } number) => new SumForm.Scaled(left, number, 0),
                    (null, { } number, { } right, _) => new SumForm.Scaled(right, number, 0),
                    _ => null,
                };
            case "/" when children is [var above, var below] && FormOf(above, items) is { } share:
                return Number(below) is { } divisor
                    ? divisor == 0
                        ? null
                        : new SumForm.Scaled(share, 1 / divisor, 0)
                    : FormOf(below, items) is { } whole
                        ? new SumForm.Share(share, whole, null)
                        : ColumnThatIs(below, items) is { } beside
                            ? new SumForm.Share(share, null, beside)
                            : null;
            case "round" when children is [var exact, ..] && FormOf(exact, items) is { } form:
                var digits = children.Length == 1 ? 0 : Number(children[1]);
                return digits is { } places && Math.Abs(places) < 15 ? new SumForm.Rounded(form, (int)places) : null;
            default:
                return null;
        }
    }

    // An expression that gives the rows that another one sums; null when that sums none.
    private (JsonObject? Rows, string Column) RowsIn(JsonObject expression, bool isInside)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var children = (expression["children"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var function = Text(expression, "function_name").ToLowerInvariant();
        switch (Text(expression, "class"))
        {
            case "COLUMN_REF" when isInside || !isGrouped:
                string[] names = [.. expression["column_names"]!.AsArray().Select(name => name!.GetValue<string>())];
                var found = tables
                    .Where(table => names.Length == 1 || Same(table.Alias, names[^2]))
                    .SelectMany(table => table.Columns.Where(column => Same(column.Name, names[^1])).Select(column => (table, column)))
                    .ToArray();
                return found is [(var owner, { Form: SumForm.Listed listed })] ? (RowsOf(owner, listed), listed.Column) : default;
            case "CAST" when Whole.Contains(Text(expression["cast_type"]!.AsObject(), "id")):
                return RowsIn(expression["child"]!.AsObject(), isInside);
            case "CASE"
                when isInside
                    && expression["case_checks"]!.AsArray() is [JsonObject check]
                    && expression["else_expr"] is JsonObject otherwise
                    && (IsNull(otherwise) || Number(otherwise) == 0):
                var then = check["then_expr"]!.AsObject();
                var (chosen, of) = Number(then) == 1 ? Persons() : RowsIn(then, true);
                if (chosen is null)
                    return default;
                var choice = expression.DeepClone().AsObject();
                choice["case_checks"]![0]!["then_expr"] = chosen;
                choice["else_expr"] = JsonNode.Parse(NullText);
                return (choice, of);
            case "FUNCTION" when !isInside && Sums.Contains(function) && children is [var summed] && IsAll(expression):
                var (rows, column) = RowsIn(summed, true);
                return rows is null ? default : (Listing(expression, rows), column);
            case "FUNCTION" when !isInside && function == "count_star" && IsAll(expression):
                var (persons, all) = Persons();
                return persons is null ? default : (Listing(expression, persons), all);
            case "WINDOW" when !isInside && Sums.Contains(function) && children is [var running] && IsAll(expression):
                var (within, name) = RowsIn(running, Text(running, "class") is "COLUMN_REF" or "CASE" && !isGrouped);
                return within is null ? default : (Listing(expression, within), name);
            default:
                return default;
        }
    }

    private (JsonObject? Rows, string Column) Persons()
    {
        var found = tables
            .SelectMany(table =>
                table.Columns.Where(column => column is { IsHidden: true, Form: not null }).Select(column => (table, column.Name))
            )
            .ToArray();
        return found is [var (owner, name)]
            ? (JsonNode.Parse(SelectNode.Column("", owner.Alias, name))!.AsObject(), SumInput.Rows)
            : default;
    }

    /// <summary>Has a list of rows selected, too.</summary>
    public SumForm.Listed List(JsonObject rows, string column)
    {
        var name = nextList();
        var item = rows.DeepClone().AsObject();
        item["alias"] = name;
        selected.Add((JsonNode)item);
        return new SumForm.Listed(name, column);
    }

    /// <summary>The rows that a table of FROM lists of a column.</summary>
    public static JsonObject RowsOf(SumTable table, SumForm.Listed listed) =>
        JsonNode
            .Parse(table.Alias.Length > 0 ? SelectNode.Column("", table.Alias, listed.List) : SelectNode.Column("", listed.List))!
            .AsObject();
}
