using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What a column of a result is made of, by the names of the columns it reads.</summary>
/// <param name="Name">Its name; empty when the engine makes one of the expression.</param>
/// <param name="Same">Columns whose values it holds, sums or chooses from: of counts, it is a count.</param>
/// <param name="Derived">Columns that it computes something else from: of counts, a rate, share or mean.</param>
/// <param name="CountsRows">Whether it counts rows.</param>
internal sealed record OutputColumn(string Name, ImmutableHashSet<string> Same, ImmutableHashSet<string> Derived, bool CountsRows);

/// <summary>What the columns of a result come from.</summary>
/// <param name="Outputs">In the order of the result, unless <paramref name="HasStar"/>.</param>
/// <param name="HasStar">Whether columns come through by <c>*</c>, under their own names.</param>
internal sealed record SqlLineage(ImmutableArray<OutputColumn> Outputs, bool HasStar)
{
    /// <summary>Nothing is known: columns are what their names say.</summary>
    public static readonly SqlLineage Unknown = new([], true);

    private static readonly ImmutableHashSet<string> Keeping = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "sum",
        "min",
        "max",
        "any_value",
        "first",
        "last",
        "arbitrary",
        "arg_max",
        "arg_min",
        "max_by",
        "min_by",
        "coalesce",
        "ifnull",
        "nullif",
        "if",
        "greatest",
        "least",
        "abs",
        "+",
        "-",
        "round",
        "floor",
        "ceil",
        "ceiling",
        "trunc",
        "lag",
        "lead",
        "first_value",
        "last_value",
        "nth_value",
        "mode",
        "list",
        "array_agg",
        "unnest",
        "fsum",
        "sumkahan"
    );

    private static readonly ImmutableHashSet<string> Counting = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "count",
        "count_star",
        "count_if",
        "countif",
        "approx_count_distinct"
    );

    /// <summary>
    /// Reads it from the syntax tree. Columns are told apart by name alone, whichever table they stand in: what has the name of a
    /// count is taken for one, which errs on the safe side.
    /// </summary>
    /// <param name="root">The tree that the gate let through.</param>
    public static SqlLineage Of(JsonElement root)
    {
        var top = root.GetProperty("statements")[0].GetProperty("node");
        var inner = new Dictionary<string, OutputColumn>(StringComparer.OrdinalIgnoreCase);
        CollectInner(top, top, inner);
        var (outputs, hasStar) = OutputsOf(top);
        return new SqlLineage([.. outputs.Select(output => Resolve(output, inner))], hasStar);
    }

    /// <summary>
    /// What a column of the result is made of: by its position where the query names each column, by its name where some come through <c>*</c>.
    /// </summary>
    public OutputColumn OutputOf(Column column, int index, int count)
    {
        if (!HasStar && Outputs.Length == count)
            return Outputs[index];
        var own = new OutputColumn(column.Name, [column.Name], [], false);
        var named = Outputs.Where(output => output.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        // An expression without a name, among columns that come through *: its name is the expression.
        if (named.Length == 0 && column.Name.Contains('('))
            named = [.. Outputs.Where(output => output.Name.Length == 0)];
        return named.Aggregate(
            own,
            (all, output) =>
                all with
                {
                    Same = all.Same.Union(output.Same),
                    Derived = all.Derived.Union(output.Derived),
                    CountsRows = all.CountsRows || output.CountsRows,
                }
        );
    }

    /// <summary>The table with what its columns were chosen from, as far as the SQL says.</summary>
    /// <param name="table">The result.</param>
    /// <param name="inputs">The results of other queries that it reads.</param>
    public Table Told(Table table, IEnumerable<Table?> inputs)
    {
        if (Outputs.IsEmpty)
            return table;
        var known = inputs.OfType<Table>().ToArray();
        return table with { Columns = [.. table.Columns.Select((column, i) => Told(column, i))] };

        Column Told(Column column, int index)
        {
            var output = OutputOf(column, index, table.Columns.Length);
            return output.CountsRows || !output.Derived.IsEmpty
                ? column
                : column with
                {
                    MadeOf = [.. output.Same.SelectMany(name => MadeOf(name)).Distinct().Order(StringComparer.Ordinal)],
                };
        }

        ImmutableArray<string> MadeOf(string name) =>
            known.Select(input => input[name]).FirstOrDefault(column => column is { MadeOf.IsEmpty: false })?.MadeOf ?? [name];
    }

    private static (ImmutableArray<OutputColumn> Outputs, bool HasStar) OutputsOf(JsonElement node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node.TryGetProperty("select_list", out var list))
        {
            JsonElement[] items = [.. list.EnumerateArray()];
            return ([.. items.Where(item => ClassOf(item) != "STAR").Select(Output)], items.Any(item => ClassOf(item) == "STAR"));
        }
        foreach (var side in new[] { "child", "query" })
        {
            if (node.TryGetProperty(side, out var child) && child.ValueKind == JsonValueKind.Object)
                return OutputsOf(child.TryGetProperty("node", out var wrapped) ? wrapped : child);
        }
        if (!node.TryGetProperty("left", out var leftNode) || !node.TryGetProperty("right", out var rightNode))
            return ([], true);
        var (left, right) = (OutputsOf(leftNode), OutputsOf(rightNode));
        if (left.Outputs.Length != right.Outputs.Length)
            return ([.. left.Outputs, .. right.Outputs], true);
        return (
            [
                .. left.Outputs.Zip(
                    right.Outputs,
                    (a, b) =>
                        a with
                        {
                            Same = a.Same.Union(b.Same),
                            Derived = a.Derived.Union(b.Derived),
                            CountsRows = a.CountsRows || b.CountsRows,
                        }
                ),
            ],
            left.HasStar || right.HasStar
        );
    }

    private static OutputColumn Output(JsonElement expression)
    {
        var alias = expression.TryGetProperty("alias", out var name) ? name.GetString() ?? "" : "";
        var made = Read(expression);
        if (alias.Length == 0 && ClassOf(expression) == "COLUMN_REF")
            alias = made.Same.First();
        return made with { Name = alias };
    }

    private static readonly OutputColumn Nothing = new("", Names(), Names(), false);

    private static OutputColumn Read(JsonElement expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (ClassOf(expression))
        {
            case "COLUMN_REF":
                var names = expression.GetProperty("column_names");
                return Nothing with { Same = Names(names[names.GetArrayLength() - 1].GetString()!) };
            case "CAST" or "COLLATE":
                return Read(expression.GetProperty("child"));
            case "CASE":
                var results = expression
                    .GetProperty("case_checks")
                    .EnumerateArray()
                    .Select(check => check.GetProperty("then_expr"))
                    .Append(expression.GetProperty("else_expr"));
                return Union(results.Select(Read));
            case "OPERATOR" when expression.GetProperty("type").GetString() is "OPERATOR_COALESCE" or "OPERATOR_TRY":
                return Union(Children(expression).Select(Read));
            case "SUBQUERY":
                return expression.GetProperty("subquery").TryGetProperty("node", out var node) ? Union(OutputsOf(node).Outputs) : Nothing;
            case "FUNCTION" or "WINDOW":
                return Function(expression.GetProperty("function_name").GetString()!, [.. Children(expression).Select(Read)]);
            default:
                return Nothing;
        }
    }

    private static OutputColumn Function(string name, ImmutableArray<OutputColumn> arguments)
    {
        if (Counting.Contains(name))
            return Nothing with { CountsRows = true };
        var all = Union(arguments);
        // sum(1), sum(case when … then 1 else 0 end)
        if (name.Equals("sum", StringComparison.OrdinalIgnoreCase) && all.Same.IsEmpty && all.Derived.IsEmpty)
            return all with { CountsRows = true };
        if (Keeping.Contains(name))
            return all;
        return new OutputColumn("", Names(), all.Same.Union(all.Derived), false);
    }

    // The aliases of subqueries and WITH tables, in whichever of them they stand.
    private static void CollectInner(JsonElement element, JsonElement top, Dictionary<string, OutputColumn> inner)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                CollectInner(item, top, inner);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (element.TryGetProperty("select_list", out _))
        {
            foreach (
                var output in OutputsOf(element).Outputs.Where(output => output.Name.Length > 0 && !output.Same.SetEquals([output.Name]))
            )
            {
                inner[output.Name] = inner.TryGetValue(output.Name, out var other) ? Union([other, output]) : output;
            }
        }
        foreach (var property in element.EnumerateObject())
            CollectInner(property.Value, top, inner);
    }

    // A name that is the alias of something inside stands for what that is made of, as well as for itself.
    private static OutputColumn Resolve(OutputColumn output, Dictionary<string, OutputColumn> inner)
    {
        var (same, derived, counts) = (output.Same, output.Derived, output.CountsRows);
        for (var grew = true; grew; )
        {
            var before = same.Count + derived.Count;
            foreach (var name in same)
            {
                if (!inner.TryGetValue(name, out var made))
                    continue;
                (same, derived, counts) = (same.Union(made.Same), derived.Union(made.Derived), counts || made.CountsRows);
            }
            foreach (var name in derived)
            {
                if (inner.TryGetValue(name, out var made))
                    derived = derived.Union(made.Same).Union(made.Derived);
            }
            grew = same.Count + derived.Count > before;
        }
        return output with { Same = same, Derived = derived, CountsRows = counts };
    }

    private static OutputColumn Union(IEnumerable<OutputColumn> parts) =>
        parts.Aggregate(
            Nothing,
            (all, part) =>
                new OutputColumn("", all.Same.Union(part.Same), all.Derived.Union(part.Derived), all.CountsRows || part.CountsRows)
        );

    private static JsonElement[] Children(JsonElement expression) =>
        expression.TryGetProperty("children", out var children) ? [.. children.EnumerateArray()] : [];

    private static string ClassOf(JsonElement expression) =>
        expression.ValueKind == JsonValueKind.Object && expression.TryGetProperty("class", out var kind) ? kind.GetString() ?? "" : "";

    private static ImmutableHashSet<string> Names(params string[] names) =>
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, names);
}
