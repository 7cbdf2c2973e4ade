using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Data.Engine;

namespace Datamonger.Newsletter.Tests.Data.DuckDb;

/// <summary>The gate looks into every node of every kind of statement, and refuses what it does not know.</summary>
public sealed class SqlNodesTests(FosteringData fostering) : IClassFixture<FosteringData>
{
    /// <summary>Every node that SELECT can be made of, at least once.</summary>
    private static readonly string[] Grammar =
    [
        "select * from t",
        "select t.* from t",
        "select columns(c -> c like 'a%') from t",
        "select columns('a.*') from t",
        "select columns(*) + 1 from t",
        "select *columns(['a','b']) from t",
        "select coalesce(*columns(*)) from t",
        "select * like 'a%' from t",
        "select unpack(columns(*)) from t",
        "select list_transform(l, x -> x + 1) from t",
        "select list_transform(l, lambda x, i : x + i) from t",
        "select [x*2 for x in l if x > 1] from t",
        "select {'a': 1, 'b': t.x}, map {'a': 1}, [1,2], (1,2), row(1,2), t from t",
        "select (s).a, s.a.b, s['a'], l[1], l[1:2], l[1:4:2], l[:] from t",
        "pivot t on y in ('a','b') using sum(x) as s group by z",
        "pivot t on y in ('a','b') using sum(x), count(*)",
        "select * from t pivot (sum(x) for y in ('a', 'b') z in ('c') group by q) as p(a,b)",
        "unpivot t on a, b into name n value v",
        "unpivot t on (a, b) as ab, (c, d) as cd into name n value v, w",
        "select * from t unpivot include nulls (v for n in (a, b as bb))",
        "select * from a positional join b",
        "select * from a asof left join b on a.x >= b.x",
        "select * from a asof join b using (x, y)",
        "select * from a natural join b",
        "select * from a cross join b",
        "select * from a semi join b using (x)",
        "select * from a anti join b using (x)",
        "select * from a full outer join b on a.x = b.x and a.y < b.y",
        "select * from a, b",
        "select * from a, lateral (select a.x + 1) l(y)",
        "select * from a left join lateral (select a.x + 1 as z) l on true",
        "select * from t qualify row_number() over (partition by a order by b) = 1",
        "select sum(x) over (partition by a order by b rows between 1 preceding and 2 following exclude ties) from t",
        "select sum(x) over w, lag(x, 1, 0) over w, first_value(x ignore nulls) over w from t window w as (order by b range between interval 1 day preceding and current row)",
        "select count(*) filter (where a > 1) over (order by b groups between unbounded preceding and unbounded following exclude current row) from t",
        "select nth_value(x, 2) over (order by a), ntile(4) over (), cume_dist() over (), percent_rank() over (order by a), rank() over (order by a), dense_rank() over (order by a), lead(x order by y) over (order by z) from t",
        "select a, b from t group by cube (a,b)",
        "select a, b from t group by rollup (a,b)",
        "select a, sum(x) from t group by all",
        "select distinct a from t",
        "select distinct on (a) a, b from t",
        "with c as (select 1 as x) select * from c",
        "with c(x, y) as materialized (select 1, 2), d as not materialized (from c) select * from d",
        "with recursive r as (select 1 as n union all select n+1 from r where n < 3) select * from r",
        "with recursive r(n, m) using key (n) as (select 1, 2 union select n+1, m from r where n < 3) select * from r",
        "values (1, 'a'), (2, 'b')",
        "select * from (values (1,2)) v(a,b)",
        "select (select 1), exists (select 1), not exists (select 1), a in (select b from u), a = any (select b from u), a <> all (select b from u), a not in (1, 2), array(select 1) from t",
        "select a in l, a not in (select 1), a > any (array[1,2]) from t",
        "select a collate nocase.noaccent from t",
        "select cast(a as int), a::decimal(10,2), try_cast(a as date), a::int[], a::struct(x int), a::map(varchar, int), a::union(x int), a::enum('a','b'), a::varchar collate nocase from t",
        "select a between 1 and 2, a not between 1 and 2 from t",
        "select case when a then b else c end, case a when 1 then 2 end from t",
        "select a + b, a - b, -a, +a, a * b, a / b, a // b, a % b, a ^ b, a ** b, a & b, a | b, a << b, a >> b, ~a, a || b, @a, a! from t",
        "select a = b, a <> b, a < b, a <= b, a > b, a >= b, a == b, a != b, a is distinct from b, a is not distinct from b, a is null, a is not null, a isnull, a notnull, not a, a and b, a or b, a is true, a is not true, a is unknown from t",
        "select a like b, a not like b, a ilike b, a glob b, a similar to b, a not similar to b, a ~ b, a ~~ b, a !~~ b, a like b escape '$', a not like b escape '$', a ilike b escape '$' from t",
        "from t",
        "from t select a",
        "from t where x limit 3",
        "select a from t union select a from u",
        "select a from t union all by name select a from u",
        "select a from t union by name select b from u",
        "select a from t intersect all select a from u",
        "select a from t except all select a from u",
        "select * from t order by all",
        "select * from t order by all desc nulls last",
        "select * from t order by a asc nulls first, b desc, 1",
        "select * from t limit 10%",
        "select * from t limit 10 offset 5",
        "select * from t limit (select 3) offset (select 1)",
        "select * from t limit 10.5 %",
        "select * from range(3) r(n)",
        "select * from unnest([1,2]) with ordinality u(x)",
        "select * from generate_series(1, 3)",
        "select unnest(l), unnest(s, recursive := true) from t",
        "select * from t tablesample reservoir(10 rows) repeatable (3)",
        "select position('a' in b), substring(a from 1 for 2), trim(both 'x' from a), nullif(a,b), coalesce(a,b), ifnull(a,b), if(a,b,c), greatest(a,b), least(a,b) from t",
        "select sum(distinct a), string_agg(a, ',' order by b desc), list(a order by b) filter (where c), array_agg(a) from t",
        "select percentile_cont(0.5) within group (order by a), mode() within group (order by a) from t",
        "select a as \"x\", b y from t",
        "select #1, #2 from t",
        "select x'ab', 'ab'::blob, e'\\n', 1e3, 1.5, 1_000, 123456789012345678901234567890, true, null, infinity from t",
        "select a.b.lower().upper(), a.replace('x','y') from t",
        "select * from t as tt(x, y, z)",
        "select * from (select 1) as s(x)",
        "select * from (t join u using (a)) j",
        "select a, from t",
        "select * from t where (a,b) in ((1,2),(3,4))",
        "select * from t where (a,b) = (1,2)",
        "select list_aggregate(l, 'sum'), list_reduce(l, (x,y) -> x+y), list_filter(l, x -> x>1) from t",
        "select prefix: a from t",
        "from x: t select x.a",
        "select typeof(a), a::type from t",
        "select a from t where a in (from u)",
        "select 1 where 1 in (values (1),(2))",
        "select * exclude (t.a) from t",
        "select t.* replace (a+1 as a) from t",
        "select * rename (a as b) from t",
        "pivot (select * from t) on (a || '_' || b) in ('x_y') using max(v)",
        "(select 1) union all (select 2) order by 1 limit 1",
        "select a from t offset 3",
        "select a from t fetch first 3 rows only",
        "select bit '101', '101'::bit, uuid '00000000-0000-0000-0000-000000000000', '1'::json from t",
        "select [a for a in (select list(x) from u)] from t",
        "select sum(x) from t group by a having sum(x) > 1",
        "select last_value(x) over (order by a), fill(x) over (order by a) from t",
        "select grouping(a), grouping_id(a, b) from t group by cube (a, b)",
        "select * replace (b + 1 as b) rename (c as d) from t",
        "select * from t using sample reservoir(10 rows) repeatable (3)",
        "select a ->> 'x', try(a), a -> '$.x' from t",
        "select extract(year from d), interval 3 day, interval (a) day, date '2017-01-01', d at time zone 'UTC' from t",
    ];

    public static TheoryData<string> Statements => [.. Grammar];

    [Theory, MemberData(nameof(Statements))]
    public void Every_kind_of_select_passes(string sql) => Assert.Equal([], fostering.Judge(sql).Problems);

    [Theory, MemberData(nameof(Statements))]
    public void Whatever_stands_in_any_place_of_an_expression_is_judged(string sql)
    {
        foreach (var (path, tree) in Variants(sql, IsExpression, _ => JsonNode.Parse(Random)!))
        {
            // As a table, random() is refused for being none.
            var code = path.EndsWith(".function", StringComparison.Ordinal) ? "DM202" : "DM206";
            Assert.True(SqlGate.Judge(sql, tree).Problems.Any(problem => problem.Rule.Code == code), $"random() passes at {path}.");
        }
    }

    [Theory, MemberData(nameof(Statements))]
    public void Whatever_table_is_read_in_any_place_is_a_dependency(string sql)
    {
        foreach (var (path, tree) in Variants(sql, IsExpression, _ => JsonNode.Parse(Hidden)!))
            Assert.True(Reads(sql, tree, "hidden"), $"A subquery at {path} is no dependency.");
        foreach (var (path, tree) in Variants(sql, IsTable, _ => JsonNode.Parse(HiddenTable)!))
            Assert.True(Reads(sql, tree, "hidden"), $"A table at {path} is no dependency.");
    }

    [Theory, MemberData(nameof(Statements))]
    public void Kinds_types_and_properties_that_are_not_known_are_refused(string sql)
    {
        foreach (var name in new[] { "class", "type" })
        {
            foreach (var (path, tree) in Variants(sql, node => IsNode(node) && IsText(node, name), node => With(node, name, "FUTURE")))
                Assert.True(!SqlGate.Judge(sql, tree).IsAllowed, $"Another {name} passes at {path}.");
        }
        foreach (var (path, tree) in Variants(sql, IsNode, node => With(node, "future", true)))
            Assert.True(!SqlGate.Judge(sql, tree).IsAllowed, $"Another property passes at {path}.");
    }

    [Fact]
    public void Every_kind_that_is_known_occurs_in_a_statement_of_the_engine()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sql in Grammar.Concat(["select $x", "select * from t at (version => 1)", "select * from (describe t)"]))
            Collect(JsonSerializer.Deserialize<JsonElement>(fostering.Parse(sql)).GetProperty("statements"), "statements", seen);
        Assert.Empty(SqlNodes.Kinds.Except(seen));
    }

    [Fact]
    public void Every_function_of_the_engine_is_allowed_or_refused()
    {
        var known = SqlFunctions
            .Allowed.Concat(SqlFunctions.Operators)
            .Concat(SqlFunctions.NotRepeatable)
            .Concat(SqlFunctions.Refused)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tables = SqlFunctions.AllowedTables.Concat(SqlFunctions.RefusedTables).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var engine = fostering.Functions();
        string[] unclassified =
        [
            .. engine
                .Where(function =>
                    function.Type is "table" or "table_macro" or "pragma"
                        ? !tables.Contains(function.Name)
                        : !known.Contains(function.Name)
                            && !SqlFunctions.RefusedFamilies.Any(family => function.Name.StartsWith(family, StringComparison.Ordinal))
                )
                .Select(function => $"{function.Type} {function.Name}"),
        ];
        Assert.Empty(unclassified);
        // And none is on both lists, or on a list and not in the engine.
        Assert.Empty(SqlFunctions.Allowed.Intersect(SqlFunctions.Refused.Concat(SqlFunctions.NotRepeatable)));
        Assert.Empty(SqlFunctions.AllowedTables.Intersect(SqlFunctions.RefusedTables));
        // The macros over areas are made with each run.
        var names = engine
            .Select(function => function.Name)
            .Concat(AuthorityFunctions.Catalogue.Select(function => function.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Empty(SqlFunctions.Allowed.Except(names, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(SqlFunctions.Refused.Concat(SqlFunctions.RefusedTables).Except(names, StringComparer.OrdinalIgnoreCase));
        Assert.Empty(
            engine
                .Where(function => function.Type == "aggregate" && function.Name != "reservoir_quantile")
                .Select(function => function.Name)
                .Except(SqlFunctions.Aggregates)
        );
    }

    [Theory]
    [InlineData("select * replace (random() as year) from fostering", "DM206")]
    [InlineData("select * replace (now() as year) from fostering", "DM206")]
    [InlineData("select * replace (current_setting('memory_limit') as year) from fostering", "DM206")]
    [InlineData("select * replace ((select x from query('select 1 as x')) as year) from fostering", "DM202")]
    [InlineData("select * replace ((select max(value) from duckdb_settings()) as year) from fostering", "DM202")]
    [InlineData("select columns(* replace (random() as year)) from fostering", "DM206")]
    [InlineData("select f.* replace (uuid() as year) from fostering f", "DM206")]
    [InlineData("select year.random() from fostering", "DM206")]
    [InlineData("select year.repeat(1000000000) from fostering", "DM207")]
    [InlineData("select year.read_text() from fostering", "DM202")]
    [InlineData("select * from shared.range(3)", "DM202")]
    public async Task Nothing_hides_in_a_replaced_column(string sql, string code) =>
        Assert.Contains($"error {code}: ", await fostering.Data.FailAsync(sql), StringComparison.Ordinal);

    [Fact]
    public async Task A_table_that_is_read_in_a_replaced_column_is_a_dependency()
    {
        using var data = new TestData().With("places.csv", "p\n1\n").With("fostering.csv", "applications\n11460\n");
        const string Query = "```sql q\nselect * replace ((select max(applications) from fostering) as p) from places\n```\n";
        var first = await data.RunAsync(Query);
        Assert.Equal(11460L, first["q"].ValueAt(0, "p"));
        Assert.Equal(["fostering", "places"], first.Tables.Find("q")!.Datasets.Select(dataset => dataset.Name));
        data.With("fostering.csv", "applications\n11635\n").Restart();
        Assert.Equal(11635L, (await data.RunAsync(Query))["q"].ValueAt(0, "p"));
    }

    private const string Random = """
        {"class":"FUNCTION","type":"FUNCTION","alias":"","query_location":0,"function_name":"random","schema":"","children":[],"filter":null,
        "order_bys":{"type":"ORDER_MODIFIER","orders":[]},"distinct":false,"is_operator":false,"export_state":false,"catalog":""}
        """;

    private const string HiddenTable = """
        {"type":"BASE_TABLE","alias":"","sample":null,"query_location":0,"schema_name":"","table_name":"hidden","column_name_alias":[],
        "catalog_name":"","at_clause":null}
        """;

    private const string Hidden = $$$"""
        {"class":"SUBQUERY","type":"SUBQUERY","alias":"","query_location":0,"subquery_type":"SCALAR","child":null,"comparison_type":"INVALID",
        "subquery":{"named_param_map":[],"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},"select_list":[],"from_table":
        {{{HiddenTable}}},"where_clause":null,"group_expressions":[],"group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,
        "sample":null,"qualify":null} } }
        """;

    private static bool Reads(string sql, string tree, string table) =>
        SqlGate.Judge(sql, tree).Tables.Any(reference => reference.Name == table);

    private static bool IsText(JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String;

    private static bool IsExpression(JsonObject node) => IsText(node, "class");

    private static readonly string[] Tables = ["BASE_TABLE", "SUBQUERY", "TABLE_FUNCTION", "EXPRESSION_LIST", "JOIN", "PIVOT", "EMPTY"];

    private static bool IsTable(JsonObject node) => !IsExpression(node) && IsText(node, "type") && Tables.Contains((string)node["type"]!);

    // Constants and types are data, not nodes; so are the names behind EXCLUDE and RENAME.
    private static bool IsNode(JsonObject node) =>
        !node.ContainsKey("is_null")
        && !node.ContainsKey("id")
        && !node.ContainsKey("extension_info")
        && !node.GetPath().Contains("type_info", StringComparison.Ordinal)
        && !node.GetPath().Contains("rename_list", StringComparison.Ordinal)
        && !node.GetPath().Contains("qualified_exclude_list", StringComparison.Ordinal)
        && !node.GetPath().EndsWith("sample_size", StringComparison.Ordinal)
        && !(node.Parent is JsonObject { } parent && parent.ContainsKey("is_null"));

    private static JsonObject With(JsonObject node, string name, JsonNode value)
    {
        var copy = (JsonObject)node.DeepClone();
        copy[name] = value;
        return copy;
    }

    // The statement once for each of its nodes, with that node replaced.
    private IEnumerable<(string Path, string Tree)> Variants(string sql, Func<JsonObject, bool> isMeant, Func<JsonObject, JsonNode> change)
    {
        var original = fostering.Parse(sql);
        string[] paths = [.. Objects(JsonNode.Parse(original)!["statements"]!).Where(isMeant).Select(node => node.GetPath())];
        foreach (var path in paths)
        {
            var root = JsonNode.Parse(original)!;
            var node = Objects(root).First(candidate => candidate.GetPath() == path);
            node.ReplaceWith(change(node));
            yield return (path, root.ToJsonString());
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonArray array => array.SelectMany(Objects),
            JsonObject one => one.SelectMany(property => Objects(property.Value)).Prepend(one),
            _ => [],
        };

    private static void Collect(JsonElement element, string under, HashSet<string> seen)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Collect(item, under, seen);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        var kind = SqlNodes.KindOf(element, under);
        seen.Add(element.TryGetProperty("class", out _) ? $"{kind} {element.GetProperty("type").GetString()}" : kind);
        foreach (var property in element.EnumerateObject())
            Collect(property.Value, property.Name, seen);
    }
}
