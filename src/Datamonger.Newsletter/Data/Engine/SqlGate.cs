using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Decides from a query's syntax tree, before anything of it is bound or run, whether it may run: one SELECT over plain table
/// names, with functions that compute from their arguments alone. The same bytes in must give the same bytes out.
/// </summary>
/// <remarks>
/// Everything that is not known to be harmless is refused: a kind of node that a later engine adds is an error here until somebody
/// has looked at it. Places in the tree are byte offsets into the UTF-8 of the query.
/// </remarks>
internal sealed class SqlGate
{
    /// <summary>Part of every key of a query's result: changes with what the gate lets through.</summary>
    public const string Version = "3";

    private const ulong NoPlace = ulong.MaxValue;
    private const decimal MaximumSize = 1_000_000;
    private readonly string _sql;
    private readonly byte[] _bytes;
    private readonly ImmutableArray<TableReference>.Builder _tables = ImmutableArray.CreateBuilder<TableReference>();
    private readonly ImmutableArray<SqlProblem>.Builder _problems = ImmutableArray.CreateBuilder<SqlProblem>();

    private SqlGate(string sql) => (_sql, _bytes) = (sql, Encoding.UTF8.GetBytes(sql));

    /// <summary>Judges a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="tree">What <c>json_serialize_sql</c> made of it.</param>
    public static SqlAnalysis Judge(string sql, string tree)
    {
        var gate = new SqlGate(sql);
        try
        {
            using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1 << 16 });
            gate.JudgeStatements(document.RootElement);
            var orderFree = gate._problems.Count == 0 && SqlOrder.IsFree(document.RootElement);
            var analysis = new SqlAnalysis(gate._tables.ToImmutable(), gate._problems.ToImmutable(), orderFree);
            return analysis.IsAllowed
                ? analysis with
                {
                    Tree = tree,
                    Lineage = SqlLineage.Of(document.RootElement),
                    Columns = SqlColumnReader.Of(document.RootElement),
                    IsOrdered = SqlOrder.IsByAuthor(document.RootElement),
                    TakesSomeRows = SqlLimit.TakesSomeRows(document.RootElement),
                }
                : analysis;
        }
        catch (Exception e) when (e is InsufficientExecutionStackException or JsonException)
        {
            return new SqlAnalysis([], [new SqlProblem(QueryRules.Refused, 1, 1, "The query is nested too deeply.")], false);
        }
    }

    /// <summary>Whether a tree is of one SELECT, allowed or not.</summary>
    public static bool IsOneSelect(string tree)
    {
        using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1 << 16 });
        return document.RootElement.TryGetProperty("statements", out var statements) && statements.GetArrayLength() == 1;
    }

    private void JudgeStatements(JsonElement root)
    {
        if (root.GetProperty("error").GetBoolean())
        {
            JudgeError(root);
            return;
        }
        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() == 0)
            Refuse(QueryRules.Failed, NoPlace, "The query is empty.");
        else if (statements.GetArrayLength() > 1)
            Refuse(
                QueryRules.Refused,
                NoPlace,
                $"There are {statements.GetArrayLength()} statements; a query is one.",
                "Give each its own block, or join them with WITH."
            );
        else
            Walk(statements[0], "statements", []);
    }

    private void JudgeError(JsonElement root)
    {
        var message = root.GetProperty("error_message").GetString() ?? "";
        var position =
            root.TryGetProperty("position", out var at) && ulong.TryParse(at.GetString(), CultureInfo.InvariantCulture, out var offset)
                ? offset
                : NoPlace;
        if (root.GetProperty("error_type").GetString() != "not implemented")
        {
            var error = EngineError.Translate(message, _sql);
            Refuse(QueryRules.Failed, position, error.Message, error.Hint);
            return;
        }
        // The parser reads it, but it is no SELECT. A PIVOT without its values is more than one statement inside the engine.
        var isPivot = _sql.Contains("pivot", StringComparison.OrdinalIgnoreCase);
        Refuse(
            QueryRules.Refused,
            NoPlace,
            "A query only selects: nothing is created, changed, loaded, set or copied here.",
            isPivot
                ? "PIVOT wants its values: PIVOT t ON year IN ('2014/15', '2015/16') USING sum(n)."
                : "Begin with SELECT, WITH, FROM or VALUES."
        );
    }

    // Every node is known by its shape: a kind, a type or a property that SqlNodes does not list is refused, and all else is looked into.
    private void Walk(JsonElement element, string under, ImmutableHashSet<string> visible)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Walk(item, under, visible);
            return;
        }
        if (element.ValueKind == JsonValueKind.Null)
            return;
        if (SqlNodes.Of(element, under) is not { } shape)
        {
            RefuseUnknown(element, SqlNodes.KindOf(element, under));
            return;
        }
        visible = WithCommonTables(element, visible);
        Judge(element, under, visible);
        foreach (var property in element.EnumerateObject())
        {
            if (shape.Nodes.Contains(property.Name))
            {
                // The tables of WITH have been walked, each with the names that it sees.
                if (!property.NameEquals("cte_map"))
                    Walk(property.Value, property.Name, visible);
            }
            else if (!shape.Data.Contains(property.Name) || SqlNodes.HoldsNodes(property.Value))
                RefuseUnknown(element, $"{SqlNodes.KindOf(element, under)} {property.Name}");
        }
    }

    private void Judge(JsonElement element, string under, ImmutableHashSet<string> visible)
    {
        if (element.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object)
            JudgeSample(element, sample);
        switch (SqlNodes.KindOf(element, under))
        {
            // The function of a table function is judged with its node: its rows flow, however many they are.
            case "FUNCTION" or "WINDOW" when !(under == "function" && Text(element, "class") == "FUNCTION"):
                JudgeFunction(element, Text(element, "function_name"));
                break;
            case "COLUMN_REF":
                var names = element.GetProperty("column_names");
                if (names.GetArrayLength() == 1 && SqlFunctions.ClockNames.Contains(names[0].GetString()!))
                    RefuseClock(
                        element,
                        names[0].GetString()!,
                        $"If it is a column, write it with its table: visits.{names[0].GetString()}."
                    );
                break;
            case "PARAMETER":
                Refuse(QueryRules.Refused, Place(element), "A query has no parameters (? and $name).");
                break;
            case "BASE_TABLE":
                JudgeTable(element, visible);
                break;
            case "TABLE_FUNCTION":
                JudgeTableFunction(element);
                break;
            case "SHOW_REF":
                Refuse(
                    QueryRules.Refused,
                    Place(element),
                    "DESCRIBE, SHOW and SUMMARIZE do not give the rows of a table.",
                    "Use the command describe instead."
                );
                break;
        }
    }

    private void JudgeTableFunction(JsonElement node)
    {
        var function = node.GetProperty("function");
        var name = Text(function, "function_name");
        if (!SqlFunctions.AllowedTables.Contains(name) || !SqlNodes.SubjectOf(function).IsEmpty)
        {
            Refuse(
                QueryRules.Refused,
                Place(node),
                $"{name}() is not a table here: queries read datasets and other queries alone.",
                "Put the file into content/datasets/ and use its name."
            );
        }
    }

    private void RefuseUnknown(JsonElement element, string what) =>
        Refuse(
            QueryRules.Refused,
            Place(element),
            $"This kind of SQL ({what.ToLowerInvariant().Replace('_', ' ')}) is not read.",
            "Write it in another way."
        );

    // WITH: each table sees those before it, a recursive one itself too; the rest of the node sees all.
    private ImmutableHashSet<string> WithCommonTables(JsonElement element, ImmutableHashSet<string> visible)
    {
        if (element.TryGetProperty("cte_map", out var map) && map.TryGetProperty("map", out var entries))
        {
            foreach (var unknown in map.EnumerateObject().Where(property => !property.NameEquals("map")))
                RefuseUnknown(element, $"cte_map {unknown.Name}");
            foreach (var entry in entries.EnumerateArray())
            {
                var name = entry.GetProperty("key").GetString()!.ToLowerInvariant();
                var body = entry.GetProperty("value").GetProperty("query").GetProperty("node");
                var recursive = body.GetProperty("type").GetString() == "RECURSIVE_CTE_NODE";
                Walk(entry, "map", recursive ? visible.Add(name) : visible);
                visible = visible.Add(name);
            }
        }
        return element.TryGetProperty("cte_name", out var own) && own.ValueKind == JsonValueKind.String
            ? visible.Add(own.GetString()!.ToLowerInvariant())
            : visible;
    }

    private void JudgeTable(JsonElement node, ImmutableHashSet<string> visible)
    {
        var (name, schema, catalog) = (Text(node, "table_name"), Text(node, "schema_name"), Text(node, "catalog_name"));
        if (schema.Length > 0 || catalog.Length > 0)
        {
            Refuse(
                QueryRules.Refused,
                Place(node),
                $"\"{string.Join('.', new[] { catalog, schema, name }.Where(part => part.Length > 0))}\" is no table here: tables have "
                    + $"plain names.",
                $"Write {name}, if that is the dataset or query."
            );
        }
        else if (node.TryGetProperty("at_clause", out var at) && at.ValueKind == JsonValueKind.Object)
        {
            Refuse(QueryRules.Refused, Place(node), $"\"{name}\" has no versions: AT is not read.");
        }
        else if (!visible.Contains(name.ToLowerInvariant()))
        {
            var (line, column) = LineAndColumn(Place(node));
            _tables.Add(new TableReference(name, line, column));
        }
    }

    private void JudgeFunction(JsonElement node, string name)
    {
        var children = node.GetProperty("children");
        if (SqlFunctions.NotRepeatable.Contains(name))
            RefuseClock(node, $"{name}()", null);
        else if (name.Equals("age", StringComparison.OrdinalIgnoreCase) && children.GetArrayLength() < 2)
            RefuseClock(node, "age() of one date", "Give it both dates: age(later, earlier).");
        else if (!SqlFunctions.Allowed.Contains(name) && !SqlFunctions.Operators.Contains(name))
        {
            var near = NearestName.To(name, SqlFunctions.Names);
            Refuse(
                near is null ? QueryRules.Refused : QueryRules.Failed,
                Place(node),
                $"{name}() is not a function that a query can call.",
                near is null ? null : $"Did you mean {near}()?"
            );
        }
        else if (
            name is "list_aggregate" or "list_aggr" or "array_aggregate" or "array_aggr"
            && (children.GetArrayLength() < 2 || ConstantText(children[1]) is not { } inner || !SqlFunctions.Allowed.Contains(inner))
        )
        {
            Refuse(QueryRules.Refused, Place(node), $"{name}() wants the name of an aggregate, written out.");
        }
        if (SqlFunctions.Sizes.TryGetValue(name, out var sizeArgument))
            JudgeSize(node, name, children, SqlNodes.SubjectOf(node).IsEmpty ? sizeArgument : Math.Max(sizeArgument - 1, -1));
    }

    // 'x' a thousand million times is allocated in one go, past the memory limit and deaf to being stopped.
    private void JudgeSize(JsonElement node, string name, JsonElement children, int argument)
    {
        for (var i = 0; i < children.GetArrayLength(); i++)
        {
            if ((argument < 0 || argument == i) && ConstantNumber(children[i]) is { } size && Math.Abs(size) > MaximumSize)
            {
                Refuse(
                    QueryRules.TooCostly,
                    Place(node),
                    $"{name}() of {size.ToString("#,0", CultureInfo.InvariantCulture)} is more than a query may make "
                        + $"({MaximumSize.ToString("#,0", CultureInfo.InvariantCulture)})."
                );
                return;
            }
        }
        if (argument >= 0 && children.GetArrayLength() > 0 && ContainsSized(children[0]))
            Refuse(
                QueryRules.TooCostly,
                Place(node),
                $"{name}() inside another function that multiplies its text is more than a query may make."
            );
    }

    private static bool ContainsSized(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().Any(ContainsSized),
            JsonValueKind.Object => (
                element.TryGetProperty("function_name", out var name)
                && SqlFunctions.Sizes.TryGetValue(name.GetString()!, out var argument)
                && argument >= 0
            ) || element.EnumerateObject().Any(property => ContainsSized(property.Value)),
            _ => false,
        };

    private void JudgeSample(JsonElement node, JsonElement sample)
    {
        if (sample.TryGetProperty("seed", out var seed) && seed.ValueKind == JsonValueKind.Number && seed.GetDecimal() >= 0)
            return;
        Refuse(
            QueryRules.NotRepeatable,
            Place(node),
            "A sample without a seed is another one every time.",
            "Write REPEATABLE (42) behind it."
        );
    }

    private void RefuseClock(JsonElement node, string what, string? hint) =>
        Refuse(
            QueryRules.NotRepeatable,
            Place(node),
            $"{what} gives another answer on another day or machine: the same data must give the same issue.",
            hint ?? "Write the day or the number itself, or put it into a dataset."
        );

    private void Refuse(DiagnosticRule rule, ulong place, string message, string? hint = null)
    {
        var (line, column) = LineAndColumn(place);
        var problem = new SqlProblem(rule, line, column, message, hint);
        if (!_problems.Contains(problem))
            _problems.Add(problem);
    }

    private static decimal? ConstantNumber(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("class", out var kind))
            return null;
        switch (kind.GetString())
        {
            case "CONSTANT":
                return
                    element.TryGetProperty("value", out var value)
                    && value.TryGetProperty("value", out var number)
                    && number.ValueKind == JsonValueKind.Number
                    ? number.TryGetDecimal(out var exact)
                        ? exact
                        : decimal.MaxValue
                    : null;
            case "CAST":
                return ConstantNumber(element.GetProperty("child"));
            case "FUNCTION" when element.GetProperty("children") is var children && children.GetArrayLength() == 2:
                if (ConstantNumber(children[0]) is not { } left || ConstantNumber(children[1]) is not { } right)
                    return null;
                try
                {
                    return Text(element, "function_name") switch
                    {
                        "+" => left + right,
                        "-" => left - right,
                        "*" => left * right,
                        "**" or "^" or "pow" or "power" => (decimal)Math.Pow((double)left, (double)right),
                        _ => null,
                    };
                }
                catch (OverflowException)
                {
                    return decimal.MaxValue;
                }
            default:
                return null;
        }
    }

    private static string? ConstantText(JsonElement element) =>
        element.TryGetProperty("value", out var value)
        && value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("value", out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static ulong Place(JsonElement element) =>
        element.TryGetProperty("query_location", out var place) && place.TryGetUInt64(out var offset) ? offset : NoPlace;

    private (int Line, int Column) LineAndColumn(ulong place)
    {
        if (place == NoPlace)
            return (1, 1);
        var before = Encoding.UTF8.GetString(_bytes, 0, (int)Math.Min(place, (ulong)_bytes.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return (before.AsSpan().Count('\n') + 1, before.Length - lineStart + 1);
    }
}
