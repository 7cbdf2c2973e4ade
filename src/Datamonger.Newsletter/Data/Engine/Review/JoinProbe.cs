using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>Asks of a join whether some value of its key stands in several rows on both sides, which multiplies them.</summary>
/// <remarks>Only joins of tables that are held are asked, for the question costs as much as the join.</remarks>
internal sealed class JoinProbe
{
    private static readonly string[] Multiplied =
    [
        "sum",
        "count",
        "count_star",
        "avg",
        "mean",
        "median",
        "list",
        "array_agg",
        "string_agg",
        "quantile",
        "quantile_cont",
        "quantile_disc",
        "stddev",
        "var_samp",
        "mad",
        "product",
        "fsum",
        "histogram",
    ];

    private readonly string _key;
    private readonly int _keys;
    private readonly JsonElement _place;
    private readonly bool _isOfPeople;

    private JoinProbe(string key, int keys, JsonElement place, bool isOfPeople, string statement, string outer) =>
        (_key, _keys, _place, _isOfPeople, Statement, Outer) = (key, keys, place, isOfPeople, statement, outer);

    /// <summary>The tree of the question.</summary>
    public string Statement { get; }

    /// <summary>What is asked of its rows.</summary>
    public string Outer { get; }

    /// <summary>The questions to a SELECT, one for each join by equal values.</summary>
    public static IEnumerable<JoinProbe> Of(SelectNode node, ColumnOwners columns)
    {
        if (
            node.Tables.Length < 2
            || node.IsDistinct
            || !node.Tables.All(table => table.Table is null || columns.Find(table.Table)?.RowCount is not null)
            || IsBlindToRepeats(node)
        )
            return [];
        return Joins(node.Node.GetProperty("from_table")).Select(join => Of(join, node, columns)).OfType<JoinProbe>();
    }

    /// <summary>
    /// The right side of the join whose rows are the query's, and how many rows there are to join; null where more rows than those are
    /// meant (CROSS JOIN, unnest) or not to be counted.
    /// </summary>
    public static (JsonElement Join, long Inputs)? ProductOf(ImmutableArray<SelectNode> nodes, ColumnOwners columns)
    {
        if (
            nodes.FirstOrDefault(candidate => candidate.IsOutermost) is not { IsGrouped: false, IsDistinct: false } node
            || node.Tables.Length < 2
            || HasCrossJoin(node.Node.GetProperty("from_table"))
        )
            return null;
        if (node.Items.SelectMany(SelectNode.Within).Any(element => SelectNode.Text(element, "function_name") == "unnest"))
            return null;
        int?[] rows = [.. node.Tables.Select(table => columns.Find(table.Table)?.RowCount)];
        return rows.Contains(null)
            ? null
            : (node.Node.GetProperty("from_table").GetProperty("right"), rows.Sum(count => (long)count!.Value));
    }

    /// <summary>What the answer says.</summary>
    public IEnumerable<ManyToMany> Read(Table? answer, SqlPlaces places)
    {
        if (answer is not { RowCount: > 0 })
            yield break;
        // Where a row is a person, what names them is not printed.
        var value = _isOfPeople
            ? ""
            : string.Join(", ", answer.Columns.Take(_keys).Select(column => ValueFormat.Plain(column.Values[0], Language.BritishEnglish)));
        long Number(int column) => Convert.ToInt64(answer.Columns[_keys + column].Values[0], CultureInfo.InvariantCulture);
        var (line, at) = places.Of(_place);
        yield return new ManyToMany(_key, value, Number(0), Number(1), Number(2), line, at);
    }

    // Grouped, and made of nothing that a repeated row changes: the greatest, or those that differ.
    private static bool IsBlindToRepeats(SelectNode node)
    {
        JsonElement[] calls =
        [
            .. node
                .Items.SelectMany(SelectNode.Within)
                .Where(element => SelectNode.Text(element, "class") == "FUNCTION" && !IsDistinct(element)),
        ];
        return node.IsGrouped && !calls.Any(call => Multiplied.Contains(SelectNode.Text(call, "function_name")));
    }

    private static bool IsDistinct(JsonElement call) =>
        call.TryGetProperty("distinct", out var distinct) && distinct.ValueKind == JsonValueKind.True;

    // Tables with commas between them are a cross join too, which has no place of its own: only the one that is written out is meant.
    private static bool HasCrossJoin(JsonElement from) =>
        Joins(from).Any(join => SelectNode.Text(join, "ref_type") == "CROSS" && SqlPlaces.Has(join));

    private static IEnumerable<JsonElement> Joins(JsonElement from) =>
        SelectNode.Text(from, "type") != "JOIN"
            ? []
            : Joins(from.GetProperty("left")).Concat(Joins(from.GetProperty("right"))).Append(from);

    private static JoinProbe? Of(JsonElement join, SelectNode node, ColumnOwners columns)
    {
        if (SelectNode.Text(join, "join_type") is "SEMI" or "ANTI" || SelectNode.Text(join, "ref_type") is not ("REGULAR" or "CROSS"))
            return null;
        var (left, right) = (
            SelectNode.TablesOf(join.GetProperty("left"), node.CommonNames),
            SelectNode.TablesOf(join.GetProperty("right"), node.CommonNames)
        );
        if (left.IsEmpty || right.IsEmpty)
            return null;
        var (names, keys) = (new List<string>(), new List<string>());
        foreach (var used in join.GetProperty("using_columns").EnumerateArray())
        {
            names.Add(used.GetString()!);
            keys.Add(SelectNode.Column($"k{keys.Count}", used.GetString()!));
        }
        JsonElement? place = null;
        foreach (var condition in Conditions(join.GetProperty("condition")).Concat(Conditions(node.Node.GetProperty("where_clause"))))
        {
            if (Sides(condition) is not var (ofLeft, ofRight))
                return null;
            if (!ofLeft || !ofRight)
                continue;
            // What is joined by more than equal values (a range, all that are greater) is meant so.
            if (SelectNode.Text(condition, "type") != "COMPARE_EQUAL")
                return null;
            var (one, key) = (condition.GetProperty("left"), condition.GetProperty("right"));
            if (Sides(one) is (false, true))
                (one, key) = (key, one);
            if (Sides(one) is not (true, false) || Sides(key) is not (false, true))
                return null;
            names.Add(SelectNode.ColumnsIn(key).Select(column => SelectNode.NamesOf(column)[^1]).First());
            keys.Add(SelectNode.Named(key, $"k{keys.Count}"));
            place ??= SelectNode.ColumnsIn(condition).First();
        }
        if (keys.Count == 0)
            return null;
        var rows = left.Select((table, i) => SelectNode.Column($"l{i}", table.Alias))
            .Concat(right.Select((table, i) => SelectNode.Column($"r{i}", table.Alias)));
        var (key0, lefts, rights) = (List("k", keys.Count), List("l", left.Length), List("r", right.Length));
        var outer =
            $"SELECT *, count(*) OVER () AS n FROM (SELECT {key0}, count(DISTINCT ({lefts})) AS a, count(DISTINCT ({rights})) AS b "
            + $"FROM ({{0}}) WHERE k0 IS NOT NULL GROUP BY {key0} HAVING count(DISTINCT ({lefts})) > 1 AND count(DISTINCT "
            + $"({rights})) > 1) ORDER BY a * b DESC, {key0} LIMIT 1";
        return new JoinProbe(
            string.Join(", ", names),
            keys.Count,
            place ?? join,
            node.Tables.Any(table => columns.Find(table.Table) is { IsOfPeople: true }),
            node.Selecting(keys.Concat(rows)),
            outer
        );

        // Whether an expression is of the left side and of the right; null when that cannot be told.
        (bool Left, bool Right)? Sides(JsonElement expression)
        {
            FromTable?[] owners = [.. SelectNode.ColumnsIn(expression).Select(column => columns.Of(column, node.Tables))];
            return owners.Contains(null) ? null : (owners.Any(owner => left.Contains(owner!)), owners.Any(owner => right.Contains(owner!)));
        }
    }

    private static string List(string letter, int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{letter}{i}")));

    private static IEnumerable<JsonElement> Conditions(JsonElement condition) =>
        condition.ValueKind != JsonValueKind.Object ? []
        : SelectNode.Text(condition, "type") == "CONJUNCTION_AND"
            ? condition.GetProperty("children").EnumerateArray().SelectMany(Conditions)
        : [condition];
}
