using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Data.Model;
using static Datamonger.Newsletter.Data.Engine.Review.SumTree;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>A table that counts come from: a data file, or another query.</summary>
/// <param name="Name">Its name in the query.</param>
/// <param name="Columns">All of its columns, in their order.</param>
/// <param name="Counts">Those whose values are counts.</param>
/// <param name="IsOfPersons">Whether each row is a person.</param>
internal sealed record SumInput(string Name, ImmutableArray<string> Columns, ImmutableHashSet<string> Counts, bool IsOfPersons)
{
    /// <summary>Stands for the rows where each is a person.</summary>
    public const string Rows = "*";

    /// <summary>The column that a probe adds to the table: where each row comes from.</summary>
    public string RowColumn => $"~{Name}";
}

/// <summary>
/// Asks of which rows each sum of a result is: the same query with more columns, which list the rows behind each count. Followed are sums,
/// means, windows, differences, shares and roundings, through FROM, joins, WITH, subqueries and UNION ALL; a query with anything else is
/// not
/// followed, and nothing is said of it.
/// </summary>
internal sealed class SumProbe
{
    private readonly ImmutableDictionary<string, ImmutableArray<SumColumn>> _inputs;
    private readonly Dictionary<int, ImmutableArray<SumColumn>> _sides = [];
    private int _lists;

    private SumProbe(ImmutableArray<SumInput> inputs) =>
        _inputs = inputs.ToImmutableDictionary(
            input => input.Name,
            input =>
                input
                    .Columns.Select(column => new SumColumn(
                        column,
                        input.Counts.Contains(column) ? new SumForm.Listed(input.RowColumn, column) : null
                    ))
                    .Append(
                        new SumColumn(input.RowColumn, input.IsOfPersons ? new SumForm.Listed(input.RowColumn, SumInput.Rows) : null)
                        {
                            IsHidden = true,
                        }
                    )
                    .ToImmutableArray(),
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>The column that says which side of a UNION a row is of.</summary>
    private const string Side = "~side";

    /// <summary>Whether a table has its rows marked.</summary>
    public bool Marks(string table) => _inputs.ContainsKey(table);

    /// <summary>The tree of the question.</summary>
    public string Statement { get; private set; } = "";

    /// <summary>The question to a query; null when it cannot be followed.</summary>
    /// <param name="tree">The syntax tree that the gate let through.</param>
    /// <param name="inputs">The tables with counts.</param>
    public static SumProbe? Of(string tree, ImmutableArray<SumInput> inputs)
    {
        try
        {
            var root = JsonNode.Parse(tree, null, new JsonDocumentOptions { MaxDepth = 1 << 16 })!;
            var probe = new SumProbe(inputs);
            var node = root["statements"]![0]!["node"]!.AsObject();
            var common = probe.Common(node, ImmutableDictionary<string, ImmutableArray<SumColumn>?>.Empty);
            probe.Sides(node, common);
            probe.Statement = Write(root);
            return probe;
        }
        catch (Exception e) when (e is NotFollowedException or InsufficientExecutionStackException)
        {
            return null;
        }
    }

    /// <summary>What the answer says of a result: for each column that could be followed, how each row is made.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="result">The rows of the query itself.</param>
    /// <param name="find">A count that is listed, by the text of its row and its column; null when nothing is known of it.</param>
    public ImmutableDictionary<string, ImmutableArray<CountSum?>> Read(
        Table answer,
        Table result,
        Func<string, string, (bool IsKnown, CountSum? Count)> find
    )
    {
        var made = ImmutableDictionary.CreateBuilder<string, ImmutableArray<CountSum?>>(StringComparer.OrdinalIgnoreCase);
        if (answer.RowCount != result.RowCount || !result.Columns.All(IsAsAnswered))
            return made.ToImmutable();
        var sides = _sides.ToDictionary(side => side.Key, side => side.Value.Where(column => !column.IsHidden).ToImmutableArray());
        for (var place = 0; place < result.Columns.Length; place++)
        {
            var rows = ImmutableArray.CreateBuilder<CountSum?>(result.RowCount);
            for (var row = 0; row < result.RowCount; row++)
            {
                var side = sides[int.Parse((string)answer[Side]!.Values[row]!, CultureInfo.InvariantCulture)];
                var at = row;
                rows.Add(side.Length == result.Columns.Length ? side[place].Form?.Of(listed => ListOf(listed, at)) : null);
            }
            if (rows.Any(sum => sum is not null))
                made[result.Columns[place].Name] = rows.ToImmutable();
        }
        return made.ToImmutable();

        bool IsAsAnswered(Column column) => answer[column.Name] is { } same && same.Values.SequenceEqual(column.Values);

        ImmutableArray<CountSum>? ListOf(SumForm.Listed listed, int row)
        {
            if (answer[listed.List] is not { } list)
                return null;
            var counts = ImmutableArray.CreateBuilder<CountSum>();
            foreach (var part in (list.Values[row] as string ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var (isKnown, count) = find(part, listed.Column);
                if (!isKnown)
                    return null;
                // What is withheld is in no sum.
                if (count is not null)
                    counts.Add(count);
            }
            return counts.ToImmutable();
        }
    }

    private ImmutableDictionary<string, ImmutableArray<SumColumn>?> Common(
        JsonObject node,
        ImmutableDictionary<string, ImmutableArray<SumColumn>?> common
    )
    {
        foreach (var entry in (node["cte_map"]?["map"]?.AsArray() ?? []).Select(entry => entry!.AsObject()))
        {
            var name = Text(entry, "key");
            var value = entry["value"]!;
            var made = Query(value["query"]!["node"]!.AsObject(), common);
            common = common.SetItem(name.ToLowerInvariant(), made is { } columns ? Renamed(columns, value["aliases"] as JsonArray) : null);
        }
        return common;
    }

    // Each side of the outermost UNION ALL has forms of its own; they come out with as many lists.
    private void Sides(JsonObject node, ImmutableDictionary<string, ImmutableArray<SumColumn>?> common)
    {
        var sides = new List<JsonArray>();
        Visit(node, common);
        var most = sides.Max(items => items.Count(IsList));
        foreach (var items in sides)
        {
            for (var missing = most - items.Count(IsList); missing > 0; missing--)
                items.Add(Constant("", $"~{++_lists}"));
        }
        // The sides meet by position, so that what says which one a row is of comes last, behind equally many lists.
        for (var side = 0; side < sides.Count; side++)
            sides[side].Add(Constant(side.ToString(CultureInfo.InvariantCulture), Side));
        // The names are those of the first side: the lists of the others are found by their places.
        var names = Lists(sides[0]);
        for (var side = 0; side < sides.Count; side++)
        {
            var own = Lists(sides[side]);
            _sides[side] =
            [
                .. _sides[side].Select(column => column with { Form = column.Form is null ? null : Moved(column.Form, own, names) }),
            ];
        }

        void Visit(JsonObject one, ImmutableDictionary<string, ImmutableArray<SumColumn>?> visible)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            if (one != node)
                visible = Common(one, visible);
            if (IsUnionAll(one))
            {
                Visit(one["left"]!.AsObject(), visible);
                Visit(one["right"]!.AsObject(), visible);
                return;
            }
            // (select … union all select …) as a whole.
            if (Wrapped(one) is { } inner)
            {
                Visit(inner, visible);
                return;
            }
            var columns = Select(one, visible);
            var items = one["select_list"]!.AsArray();
            _sides[sides.Count] = columns;
            sides.Add(items);
        }
    }

    private static string[] Lists(JsonArray items) => [.. items.Where(IsList).Select(item => Text(item!.AsObject(), "alias"))];

    private static bool IsList(JsonNode? item) =>
        Text(item!.AsObject(), "alias") is ['~', ..] name && name.Length > 1 && char.IsAsciiDigit(name[1]);

    private static SumForm Moved(SumForm form, string[] own, string[] names) =>
        form switch
        {
            SumForm.Listed listed => Array.IndexOf(own, listed.List) is >= 0 and var at
                ? listed with
                {
                    List = names[at],
                }
                : throw new NotFollowedException(),
            SumForm.OneOf => form,
            SumForm.Mean mean => new SumForm.Mean((SumForm.Listed)Moved(mean.Counts, own, names)),
            SumForm.Scaled scaled => scaled with { Form = Moved(scaled.Form, own, names) },
            SumForm.Added added => added with { One = Moved(added.One, own, names), Other = Moved(added.Other, own, names) },
            SumForm.Share share => share with
            {
                Form = Moved(share.Form, own, names),
                Base = share.Base is null ? null : Moved(share.Base, own, names),
            },
            SumForm.Rounded rounded => rounded with { Form = Moved(rounded.Form, own, names) },
            _ => throw new NotFollowedException(),
        };

    // FROM (…), with nothing else.
    private static JsonObject? Wrapped(JsonObject node) =>
        Text(node, "type") == "SELECT_NODE"
        && node["select_list"]!.AsArray() is [JsonObject star]
        && IsPlainStar(star)
        && node["where_clause"] is null
        && node["group_expressions"]!.AsArray().Count == 0
        && node["modifiers"]!.AsArray().All(modifier => Text(modifier!.AsObject(), "type") != "DISTINCT_MODIFIER")
        && node["from_table"]!.AsObject() is var from
        && Text(from, "type") == "SUBQUERY"
        && from["column_name_alias"] is null or JsonArray { Count: 0 }
            ? node["from_table"]!["subquery"]!["node"]!.AsObject()
            : null;

    private static bool IsUnionAll(JsonObject node) =>
        Text(node, "type") == "SET_OPERATION_NODE"
        && Text(node, "setop_type") == "UNION"
        && node["setop_all"]?.GetValue<bool>() is true
        && node["left"] is JsonObject
        && node["right"] is JsonObject;

    // Null for what reads no counts, which stays as it is.
    private ImmutableArray<SumColumn>? Query(JsonObject node, ImmutableDictionary<string, ImmutableArray<SumColumn>?> common)
    {
        if (!Reads(node, common))
            return null;
        common = Common(node, common);
        return Text(node, "type") == "SELECT_NODE" ? Select(node, common) : throw new NotFollowedException();
    }

    private bool Reads(JsonNode? element, ImmutableDictionary<string, ImmutableArray<SumColumn>?> common)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return element switch
        {
            JsonArray items => items.Any(item => Reads(item, common)),
            JsonObject node => (
                Text(node, "type") == "BASE_TABLE"
                && Text(node, "table_name") is var name
                && (_inputs.ContainsKey(name) || common.GetValueOrDefault(name.ToLowerInvariant()) is not null)
            ) || node.Any(property => Reads(property.Value, common)),
            _ => false,
        };
    }

    private ImmutableArray<SumColumn> Select(JsonObject node, ImmutableDictionary<string, ImmutableArray<SumColumn>?> common)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (
            Text(node, "type") != "SELECT_NODE"
            || node["sample"] is not null
            || node["modifiers"]!.AsArray().Any(modifier => Text(modifier!.AsObject(), "type") == "DISTINCT_MODIFIER")
            || node["group_sets"]!.AsArray().Count > 1
        )
            throw new NotFollowedException();
        var tables = Tables(node["from_table"]!.AsObject(), common);
        var items = node["select_list"]!.AsArray();
        JsonObject[] own = [.. items.Select(item => item!.AsObject())];
        var isGrouped =
            node["group_expressions"]!.AsArray().Count > 0
            || Text(node, "aggregate_handling") == "FORCE_AGGREGATES"
            || own.Any(HasAggregate)
            || HasAggregate(node["having"]);
        var scope = new SumScope(tables, isGrouped, items, () => $"~{++_lists}");
        var columns = ImmutableArray.CreateBuilder<SumColumn>();
        foreach (var item in own)
        {
            if (Text(item, "class") != "STAR")
            {
                columns.Add(new SumColumn(NameOf(item), scope.FormOf(item, own)));
                continue;
            }
            if (!IsPlainStar(item) || isGrouped)
                throw new NotFollowedException();
            var relation = Text(item, "relation_name");
            foreach (var table in tables.Where(table => relation.Length == 0 || Same(table.Alias, relation)))
            {
                foreach (var column in table.Columns)
                    columns.Add(
                        column with
                        {
                            Form =
                                column.IsHidden ? column.Form
                                : column.Form is SumForm.Listed listed ? scope.List(SumScope.RowsOf(table, listed), listed.Column)
                                : null,
                        }
                    );
            }
        }
        return columns.ToImmutable();
    }

    private ImmutableArray<SumTable> Tables(JsonObject from, ImmutableDictionary<string, ImmutableArray<SumColumn>?> common)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var (alias, names) = (Text(from, "alias"), from["column_name_alias"] as JsonArray);
        switch (Text(from, "type"))
        {
            case "EMPTY":
                return [];
            case "BASE_TABLE":
                var name = Text(from, "table_name");
                var known =
                    common.TryGetValue(name.ToLowerInvariant(), out var found) ? found
                    : _inputs.TryGetValue(name, out var input) ? input
                    : null;
                return [new SumTable(alias.Length > 0 ? alias : name, known is { } columns ? Renamed(columns, names) : [])];
            case "SUBQUERY":
                return [new SumTable(alias, Query(from["subquery"]!["node"]!.AsObject(), common) is { } made ? Renamed(made, names) : [])];
            case "JOIN" when Text(from, "ref_type") != "NATURAL" && from["using_columns"] is null or JsonArray:
                return [.. Tables(from["left"]!.AsObject(), common), .. Tables(from["right"]!.AsObject(), common)];
            default:
                return Reads(from, common) ? throw new NotFollowedException() : [new SumTable(alias, [])];
        }
    }

    private static ImmutableArray<SumColumn> Renamed(ImmutableArray<SumColumn> columns, JsonArray? names) =>
        names is null || names.Count == 0 ? columns
        : names.Count <= columns.Count(column => !column.IsHidden)
            ? [.. columns.Select((column, i) => i < names.Count ? column with { Name = names[i]!.GetValue<string>() } : column)]
        : throw new NotFollowedException();

    /// <summary>The query does something that is not followed.</summary>
    private sealed class NotFollowedException : Exception;
}
