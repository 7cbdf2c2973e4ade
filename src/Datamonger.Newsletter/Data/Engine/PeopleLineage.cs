using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Follows people through a query, from the tables that it reads to the columns of its result. It fails safe: a column is free of people
/// only where its expression proves that; whatever cannot be followed tells of everybody the query reads.
/// </summary>
/// <remarks>
/// Followed are values, not conditions: what a CASE chooses between, not what it asks; which rows WHERE keeps is nobody's count.
/// </remarks>
internal sealed class PeopleLineage
{
    private readonly ImmutableDictionary<string, LineageTable> _tables;
    private readonly LineageTable? _others;
    private readonly Tells _everything;

    private PeopleLineage(IEnumerable<(string Name, LineageTable Table)> tables, LineageTable? others)
    {
        _others = others;
        _tables = tables.ToImmutableDictionary(entry => entry.Name, entry => entry.Table, StringComparer.OrdinalIgnoreCase);
        _everything = Tells
            .All(_tables.Values.Concat(others is null ? [] : [others]).Select(table => table.Anything.With(table.Persons)))
            .Changed();
    }

    /// <summary>What each column of a result tells of people.</summary>
    /// <param name="tree">The syntax tree that the gate let through.</param>
    /// <param name="tables">The tables that it reads, by the names it uses.</param>
    /// <param name="others">Any other table that it reads; null where there is none.</param>
    /// <param name="result">The names of the result's columns.</param>
    /// <returns>One for each column, and what its rows are: <see cref="LineageTable.Persons"/>.</returns>
    public static (ImmutableArray<Tells> Columns, Tells Persons) Of(
        string tree,
        IEnumerable<(string Name, LineageTable Table)> tables,
        LineageTable? others,
        ImmutableArray<string> result
    )
    {
        var lineage = new PeopleLineage(tables, others);
        if (tree.Length == 0)
            return ([.. result.Select(_ => lineage._everything)], lineage._everything);
        try
        {
            using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1 << 16 });
            var node = document.RootElement.GetProperty("statements")[0].GetProperty("node");
            var made = lineage.Query(node, LineageScope.Empty);
            return (made.Columns(result, lineage._everything), made.Persons);
        }
        catch (InsufficientExecutionStackException)
        {
            return ([.. result.Select(_ => lineage._everything)], lineage._everything);
        }
    }

    private LineageTable Query(JsonElement node, LineageScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node.TryGetProperty("cte_map", out var map))
        {
            foreach (var entry in map.GetProperty("map").EnumerateArray())
            {
                var value = entry.GetProperty("value");
                scope = scope.WithTable(
                    Text(entry, "key"),
                    Query(value.GetProperty("query").GetProperty("node"), scope).Named(Names(value, "aliases"))
                );
            }
        }
        switch (Text(node, "type"))
        {
            case "SELECT_NODE":
                return Select(node, scope);
            case "SET_OPERATION_NODE":
                var isByName = Text(node, "setop_type").EndsWith("BY_NAME", StringComparison.Ordinal);
                return Query(node.GetProperty("left"), scope).Union(Query(node.GetProperty("right"), scope), isByName);
            case "RECURSIVE_CTE_NODE":
                return Recursive(node, scope);
            default:
                return LineageTable.Unknown(_everything);
        }
    }

    // Once round for each step that a value may take from column to column.
    private LineageTable Recursive(JsonElement node, LineageScope scope)
    {
        var made = Query(node.GetProperty("left"), scope).Named(Names(node, "aliases"));
        for (var round = 0; round <= made.Parts.Length; round++)
            made = made.Union(Query(node.GetProperty("right"), scope.WithTable(Text(node, "cte_name"), made)), false);
        return made;
    }

    private LineageTable Select(JsonElement node, LineageScope outer)
    {
        var scope = From(node.GetProperty("from_table"), outer).Inside(outer);
        JsonElement[] items = [.. node.GetProperty("select_list").EnumerateArray()];
        foreach (var item in items.Where(item => Text(item, "alias").Length > 0))
            scope = scope.WithAlias(Text(item, "alias"), item);
        var columns = ImmutableArray.CreateBuilder<(string, Tells)>();
        var rest = Tells.Nothing;
        var isComplete = true;
        foreach (var item in items)
        {
            if (Text(item, "class") == "STAR" && !item.GetProperty("columns").GetBoolean())
            {
                var star = Star(item, scope);
                columns.AddRange(star.Parts);
                (isComplete, rest) = (isComplete && star.IsComplete, rest.With(star.Rest));
            }
            else if (Within(item).Any(element => Text(element, "class") == "STAR"))
            {
                // COLUMNS(…) makes several columns, and may call them anything.
                isComplete = false;
                if (Text(item, "class") == "STAR" && Text(item, "alias").Length == 0)
                    columns.AddRange(scope.All.Parts);
                rest = rest.With(Read(item, scope));
            }
            else
                columns.Add((NameOf(item), Read(item, scope)));
        }
        return new LineageTable(columns.ToImmutable(), isComplete, rest, PersonsOf(node, items, scope));
    }

    // Grouped rows are no persons, unless nothing is made of the groups: then they are the different persons.
    private static Tells PersonsOf(JsonElement node, JsonElement[] items, LineageScope scope)
    {
        var isAggregated = items.Any(item => Within(item).Any(IsAggregate)) || Within(node.GetProperty("having")).Any(IsAggregate);
        var isGrouped =
            node.GetProperty("group_expressions").GetArrayLength() > 0 || Text(node, "aggregate_handling") == "FORCE_AGGREGATES";
        var isDistinct = node.GetProperty("modifiers").EnumerateArray().Any(modifier => Text(modifier, "type") == "DISTINCT_MODIFIER");
        return isAggregated || ((isGrouped || isDistinct) && items.Length == 1 && Text(items[0], "class") != "STAR")
            ? Tells.Nothing
            : scope.All.Persons;
    }

    private LineageTable Star(JsonElement star, LineageScope scope)
    {
        var table = Text(star, "relation_name") is { Length: > 0 } name ? scope.Find(name) ?? LineageTable.Unknown(_everything) : scope.All;
        var without = Names(star, "exclude_list")
            .Concat(star.GetProperty("qualified_exclude_list").EnumerateArray().Select(column => Text(column, "column")))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var instead = star.GetProperty("replace_list")
            .EnumerateArray()
            .ToDictionary(entry => Text(entry, "key"), entry => entry.GetProperty("value"), StringComparer.OrdinalIgnoreCase);
        var renamed = star.GetProperty("rename_list")
            .EnumerateArray()
            .ToLookup(entry => Text(entry.GetProperty("key"), "column"), entry => Text(entry, "value"), StringComparer.OrdinalIgnoreCase);
        return table with
        {
            Parts =
            [
                .. table
                    .Parts.Where(column => !without.Contains(column.Name))
                    .Select(column =>
                        (
                            renamed[column.Name].FirstOrDefault(column.Name),
                            instead.TryGetValue(column.Name, out var expression) ? Read(expression, scope) : column.Made
                        )
                    ),
            ],
            Rest = Tells.All(instead.Values.Select(expression => Read(expression, scope)).Prepend(table.Rest)),
        };
    }

    private LineageFrom From(JsonElement from, LineageScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var alias = Text(from, "alias");
        switch (Text(from, "type"))
        {
            case "EMPTY":
                return LineageFrom.Nothing;
            case "BASE_TABLE":
                var name = Text(from, "table_name");
                var table = scope.Table(name) ?? _tables.GetValueOrDefault(name) ?? _others ?? LineageTable.Unknown(_everything);
                return LineageFrom.Of(alias.Length > 0 ? alias : name, table.Named(Names(from, "column_name_alias")));
            case "SUBQUERY":
                var query = Query(from.GetProperty("subquery").GetProperty("node"), scope);
                return LineageFrom.Of(alias, query.Named(Names(from, "column_name_alias")));
            case "JOIN":
                var left = From(from.GetProperty("left"), scope);
                var right = From(from.GetProperty("right"), left.Inside(scope));
                return left.Join(right, Text(from, "join_type"), Text(from, "ref_type"), Names(from, "using_columns"));
            case "PIVOT":
                return LineageFrom.Of(alias, Pivot(from, scope).Named(Names(from, "column_name_alias")));
            case "EXPRESSION_LIST":
                return LineageFrom.Of(alias, Values(from, scope).Named(Names(from, "expected_names")));
            case "TABLE_FUNCTION":
                var function = from.GetProperty("function");
                var made = Tells.All(Children(function).Select(argument => Read(argument, scope))).Changed();
                string[] names = Names(from, "column_name_alias");
                return LineageFrom.Of(
                    alias.Length > 0 ? alias : Text(function, "function_name"),
                    new LineageTable([.. names.Select(column => (column, made))], false, made, Tells.Nothing)
                );
            default:
                return LineageFrom.Of(alias, LineageTable.Unknown(_everything));
        }
    }

    private LineageTable Values(JsonElement list, LineageScope scope)
    {
        var columns = ImmutableArray<(string, Tells)>.Empty;
        foreach (var row in list.GetProperty("values").EnumerateArray())
        {
            Tells[] cells = [.. row.EnumerateArray().Select(cell => Read(cell, scope))];
            columns = columns.IsEmpty
                ? [.. cells.Select((cell, i) => ($"col{i}", cell))]
                : [.. columns.Zip(cells, (column, cell) => (column.Item1, column.Item2.With(cell)))];
        }
        return new LineageTable(columns, true, Tells.Nothing, Tells.Nothing);
    }

    // PIVOT: the columns that are neither turned nor summed stay, the others hold what is summed. UNPIVOT: the columns named become the values of one.
    private LineageTable Pivot(JsonElement pivot, LineageScope outer)
    {
        var source = From(pivot.GetProperty("source"), outer);
        var scope = source.Inside(outer);
        JsonElement[] aggregates = [.. pivot.GetProperty("aggregates").EnumerateArray()];
        string[] values = Names(pivot, "unpivot_names");
        var all = scope.All;
        if (values.Length > 0)
        {
            var names = pivot.GetProperty("pivots").EnumerateArray().SelectMany(turned => Names(turned, "unpivot_names"));
            var any = all.Anything.Changed();
            return new LineageTable(
                [.. all.Parts, .. names.Select(name => (name, Tells.Nothing)), .. values.Select(name => (name, any))],
                false,
                any,
                all.Persons
            );
        }
        var cells = aggregates.Length == 0 ? all.Persons : Tells.All(aggregates.Select(aggregate => Read(aggregate, scope)));
        var used = aggregates
            .Concat(pivot.GetProperty("pivots").EnumerateArray())
            .SelectMany(Within)
            .Where(element => Text(element, "class") == "COLUMN_REF")
            .SelectMany(element => Names(element, "column_names"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] groups = Names(pivot, "groups");
        var kept = all.Parts.Where(column =>
            groups.Length > 0 ? groups.Contains(column.Name, StringComparer.OrdinalIgnoreCase) : !used.Contains(column.Name)
        );
        return new LineageTable([.. kept], false, cells.With(all.Rest), Tells.Nothing);
    }

    private Tells Read(JsonElement expression, LineageScope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (Text(expression, "class"))
        {
            case "CONSTANT":
                return Tells.Constant(expression);
            case "COLUMN_REF":
                return Column(Names(expression, "column_names"), scope);
            case "POSITIONAL_REFERENCE":
                return scope.All.Anything;
            case "CAST" or "COLLATE":
                return Read(expression.GetProperty("child"), scope);
            case "CASE":
                return Tells.All(
                    expression
                        .GetProperty("case_checks")
                        .EnumerateArray()
                        .Select(check => check.GetProperty("then_expr"))
                        .Append(expression.GetProperty("else_expr"))
                        .Select(choice => Read(choice, scope))
                ) with
                {
                    IsConstant = false,
                };
            case "COMPARISON" or "CONJUNCTION" or "BETWEEN":
                return Tells.Nothing;
            case "OPERATOR":
                return
                    Text(expression, "type")
                        is "COMPARE_IN"
                            or "COMPARE_NOT_IN"
                            or "GROUPING_FUNCTION"
                            or "OPERATOR_IS_NULL"
                            or "OPERATOR_IS_NOT_NULL"
                            or "OPERATOR_NOT"
                    ? Tells.Nothing
                    : Tells.All(Children(expression).Select(child => Read(child, scope)));
            case "SUBQUERY":
                return Text(expression, "subquery_type") == "SCALAR"
                    ? Query(expression.GetProperty("subquery").GetProperty("node"), scope).Anything
                    : Tells.Nothing;
            case "STAR":
                return scope.All.Anything.Changed();
            case "LAMBDA":
                return Read(expression.GetProperty("lhs"), scope).With(Read(expression.GetProperty("expr"), scope)).Changed();
            case "FUNCTION" or "WINDOW":
                return Call(expression, scope);
            default:
                return _everything;
        }
    }

    private Tells Column(string[] names, LineageScope scope)
    {
        if (scope.Column(names) is { } found)
            return found;
        // An alias of the same SELECT; it does not see itself.
        if (scope.Alias(names[0]) is var (alias, item, without) && alias is not null)
            return Read(item, without);
        return _everything;
    }

    private Tells Call(JsonElement call, LineageScope scope)
    {
        var name = Text(call, "function_name").ToLowerInvariant();
        JsonElement[] children = [.. Children(call)];
        var arguments = ImmutableArray.CreateBuilder<Tells>();
        if (SqlNodes.SubjectOf(call) is { IsEmpty: false } subject)
            arguments.Add(Column([.. subject], scope));
        foreach (var child in children.Where(child => Text(child, "class") != "LAMBDA"))
            arguments.Add(Read(child, scope));
        if (call.TryGetProperty("default_expr", out var fallback) && fallback.ValueKind == JsonValueKind.Object)
            arguments.Add(Read(fallback, scope));
        // x -> …: x is an element of what stands beside it.
        foreach (var lambda in children.Where(child => Text(child, "class") == "LAMBDA"))
        {
            var element = Tells.All(arguments).Changed();
            var inner = Within(lambda.GetProperty("lhs"))
                .Where(part => Text(part, "class") == "COLUMN_REF")
                .Select(part => Names(part, "column_names")[0])
                .Aggregate(scope, (known, parameter) => known.WithParameter(parameter, element));
            arguments.Add(Read(lambda.GetProperty("expr"), inner).Changed());
        }
        return LineageFunctions.Call(name, arguments.ToImmutable(), scope.All.Persons);
    }

    private static bool IsAggregate(JsonElement element) =>
        Text(element, "class") == "FUNCTION" && SqlFunctions.Aggregates.Contains(Text(element, "function_name"));

    // Not into subqueries, whose columns and aggregates are their own.
    private static IEnumerable<JsonElement> Within(JsonElement element)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(Within);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return element
            .EnumerateObject()
            .Where(property => !property.NameEquals("subquery"))
            .SelectMany(property => Within(property.Value))
            .Prepend(element);
    }

    private static string NameOf(JsonElement item) =>
        Text(item, "alias") is { Length: > 0 } alias ? alias
        : Text(item, "class") == "COLUMN_REF" ? Names(item, "column_names")[^1]
        : "";

    private static JsonElement.ArrayEnumerator Children(JsonElement node) =>
        node.TryGetProperty("children", out var children) ? children.EnumerateArray() : default;

    private static string[] Names(JsonElement node, string property) =>
        node.TryGetProperty(property, out var names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)]
            : [];

    private static string Text(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
