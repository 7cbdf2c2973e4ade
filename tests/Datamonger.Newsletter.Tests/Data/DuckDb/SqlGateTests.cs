using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Data.DuckDb;

public class SqlGateTests(FosteringData fostering) : IClassFixture<FosteringData>
{
    /// <summary>Each is refused from its text alone: nothing of it is bound or run.</summary>
    public static TheoryData<string> Hostile =>
        [
            "copy fostering to 'content/datasets/fostering.csv'",
            "copy (select 1) to '/tmp/out.csv'",
            "copy fostering from '/etc/passwd'",
            "export database '/tmp/out'",
            "import database '/tmp/out'",
            "attach '/tmp/other.db' as other",
            "attach ':memory:' as other",
            "detach memory",
            "use memory",
            "install httpfs",
            "load httpfs",
            "force install spatial from community",
            "set memory_limit = '100GB'",
            "set enable_external_access = true",
            "reset lock_configuration",
            "pragma enable_profiling",
            "pragma database_list",
            "call enable_profiling()",
            "call pragma_version()",
            "create table t as select 1",
            "create or replace view fostering as select 1",
            "create macro f(x) as x",
            "create function f(x) as table select 1",
            "create temp table t (a int)",
            "create schema s",
            "create sequence s",
            "create type mood as enum ('a')",
            "create secret s (type s3, key_id 'a', secret 'b')",
            "drop table fostering",
            "alter table fostering add column x int",
            "insert into fostering values (1)",
            "update fostering set year = ''",
            "delete from fostering",
            "merge into fostering using fostering f on true when matched then delete",
            "truncate fostering",
            "begin transaction",
            "commit",
            "checkpoint",
            "vacuum",
            "analyze",
            "prepare p as select 1",
            "execute p",
            "deallocate p",
            "comment on table fostering is 'x'",
            "explain select 1",
            "explain analyze select 1",
            "describe fostering",
            "show tables",
            "show all tables",
            "summarize fostering",
            "select * from (describe fostering)",
            "select * from (show tables)",
            "select * from (summarize fostering)",
            "select 1; drop table fostering",
            "select 1; select 2",
            "select * from '/etc/passwd'",
            "select * from '/etc/passwd.csv'",
            "select * from 'content/datasets/fostering.csv'",
            "select * from \"../secret.parquet\"",
            "select * from 'https://example.org/x.csv'",
            "select * from 's3://bucket/x.parquet'",
            "select * from 'hf://datasets/x/y.csv'",
            "select * from read_csv('/etc/passwd')",
            "select * from read_csv_auto('/etc/passwd')",
            "select * from sniff_csv('/etc/passwd')",
            "select * from read_text('/etc/passwd')",
            "select * from read_blob('/etc/passwd')",
            "select * from read_json('/etc/passwd')",
            "select * from read_ndjson_objects('/etc/passwd')",
            "select * from read_parquet('/tmp/x.parquet')",
            "select * from parquet_metadata('/tmp/x.parquet')",
            "select * from parquet_scan('https://example.org/x')",
            "select * from read_duckdb('/tmp/x.db')",
            "select * from glob('/etc/*')",
            "select * from postgres_scan('host=10.0.0.1', 'public', 't')",
            "select * from postgres_query('db', 'select 1')",
            "select * from sqlite_scan('/tmp/x.db', 't')",
            "select * from mysql_query('db', 'select 1')",
            "select * from query('select 1')",
            "select * from query_table('fostering')",
            "select * from duckdb_settings()",
            "select * from duckdb_secrets()",
            "select * from duckdb_tables()",
            "select * from duckdb_extensions()",
            "select * from duckdb_temporary_files()",
            "select * from duckdb_logs",
            "select * from duckdb_logs()",
            "select * from pragma_table_info('fostering')",
            "select * from enable_logging(storage = 'file', storage_config = {'path': '/tmp/log'})",
            "select * from disable_logging()",
            "select * from enable_profiling()",
            "select * from truncate_duckdb_logs()",
            "select * from checkpoint()",
            "select * from force_checkpoint()",
            "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
            "select * from seq_scan('fostering')",
            "select * from test_all_types()",
            "select * from repeat_row(1, num_rows = 1000000000)",
            "select * from information_schema.tables",
            "select * from main.fostering",
            "select * from memory.main.fostering",
            "select * from shared.fostering",
            "select * from pg_catalog.pg_settings",
            "select * from pg_tables",
            "select * from sqlite_master",
            "select * from temp.fostering",
            "select getenv('HOME') as h",
            "select current_setting('memory_limit') as m",
            "select getvariable('x') as x",
            "select write_log('x') as x",
            "select sleep_ms(60000) as x",
            "select pg_sleep(60) as x",
            "select nextval('s') as n",
            "select currval('s') as n",
            "select json_serialize_plan('select 1') as p",
            "select json_deserialize_sql(json_serialize_sql('select 1')) as s",
            "select has_table_privilege('fostering', 'select') as h",
            "select stats(year) as s from fostering",
            "select error('x') as e",
            "select * from fostering where year = $1",
            "select * from fostering where year = ?",
            "select * from fostering at (version => 1)",
            "select (select content from read_text('/etc/passwd')) as t",
            "with t as (select * from read_text('/etc/passwd')) select * from t",
            "with recursive r as (select 1 as n union all select n + 1 from r, read_text('/etc/passwd')) select * from r",
            "select * from fostering where year in (select content from read_text('/etc/passwd'))",
            "select * from fostering f, lateral (select * from read_text(f.year))",
            "select * from fostering join read_csv('/etc/passwd') on true",
            "select * from (values ((select content from read_text('/etc/passwd'))))",
            "from read_text('/etc/passwd') select content",
            "select * from fostering order by (select content from read_text('/etc/passwd'))",
            "select * from fostering limit (select count(*) from glob('/*'))",
            "select year from fostering group by all having count(*) > (select count(*) from glob('/*'))",
            "select sum(applications) over (order by (select max(content) from read_text('/etc/passwd'))) as s from fostering",
            "select sum(applications) filter (where (select true from glob('/*'))) as s from fostering",
            "select list_transform([1], x -> (select count(*) from glob('/*'))) as l",
            "select case when true then (select max(content) from read_text('/etc/passwd')) end as c",
            "pivot (select * from read_text('/etc/passwd')) on filename in ('a') using count(*)",
            "pivot fostering on year using sum(applications)",
            "select * from fostering union all select content from read_text('/etc/passwd')",
            "select main.read_text('/etc/passwd') as t",
            "select len(range(200000000)) as n",
            "select len(range(2e8)) as n",
            "select len(generate_series(1, 200000000)) as n",
            "select repeat('a', 1000000000) as n",
            "select repeat('a', 1000 * 1000 * 1000) as n",
            "select repeat(repeat('a', 1000000), 1000000) as n",
            "select rpad('a', 1000000000, 'b') as n",
            "select lpad('a', 1000000000, 'b') as n",
            "select list_resize([1], 1000000000) as n",
            "select bitstring('1', 1000000000) as n",
            "select list_aggregate([1, 2], 'reservoir_quantile', 0.5) as n",
            "select list_aggregate([1, 2], lower('SUM')) as n",
        ];

    /// <summary>Each would give another answer on another day or machine.</summary>
    public static TheoryData<string> NotRepeatable =>
        [
            "select current_date as d",
            "select current_timestamp as d",
            "select current_time as d",
            "select localtimestamp as d",
            "select localtime as d",
            "select now() as d",
            "select today() as d",
            "select get_current_timestamp() as d",
            "select transaction_timestamp() as d",
            "select current_date() as d",
            "select current_localtimestamp() as d",
            "select ago(interval 1 day) as d",
            "select age(date '2017-03-16') as d",
            "select date '2017-03-16' < current_date as d",
            "select random() as r",
            "select setseed(0.5) as r",
            "select uuid() as u",
            "select uuidv7() as u",
            "select gen_random_uuid() as u",
            "select * from fostering order by random()",
            "select * from fostering using sample 10%",
            "select * from fostering tablesample reservoir(1 rows)",
            "select reservoir_quantile(applications, 0.5) as q from fostering",
            "select version() as v",
            "select current_user as u",
            "select current_database() as u",
            "select txid_current() as t",
        ];

    /// <summary>What editors write, and more.</summary>
    public static TheoryData<string> Honest =>
        [
            "select * from fostering",
            "from fostering",
            "from fostering select year, applications",
            "table fostering",
            "values (1, 'a'), (2, 'b')",
            "select distinct on (year) * from fostering order by year",
            "select year, sum(applications) as n from fostering group by all order by all",
            "select sum(applications) filter (where year > '2014') as n, count(*) as rows from fostering",
            "select *, lag(applications) over (order by year) as before, rank() over (order by applications desc) as place from fostering",
            "select *, sum(applications) over w as running from fostering window w as (order by year rows between unbounded preceding "
                + "and current row)",
            "select * from fostering qualify row_number() over (partition by year order by applications) = 1",
            "with a as (from fostering), b as (from a) select a.year from a join b using (year)",
            "with recursive r as (select 1 as n union all select n + 1 from r where n < 5) select n from r",
            "select f.*, v.label from fostering f left join (values ('2014/15', 'then')) v(year, label) on f.year = v.year",
            "select * from fostering asof join (select '2014/15' as year) b using (year)",
            "select * from fostering positional join (select 1 as one)",
            "select (select max(applications) from fostering) as most, exists (select 1 from fostering) as any_row",
            "select * from fostering where year in (select max(year) from fostering)",
            "pivot fostering on year in ('2014/15', '2015/16') using sum(applications)",
            "unpivot fostering on applications into name what value n",
            "select * exclude (share) from fostering",
            "select * replace (applications / 1000 as applications) from fostering",
            "select columns('a.*') from fostering",
            "select * from fostering tablesample reservoir(1 rows) repeatable (42)",
            "select unnest([1, 2, 3]) as n",
            "select * from range(3) t(n)",
            "select * from generate_series(1, 3) t(n)",
            "select a.n, b.m from range(2) a(n), lateral (select n * 2 as m) b",
            "select coalesce(null, 1) as a, nullif(1, 1) as b, greatest(1, 2) as c, ifnull(null, 2) as d",
            "select case year when '2014/15' then 'then' else 'now' end as label from fostering",
            "select round(100.0 * sum(applications) / 30000, 1) as share, applications::varchar || ' in ' || year as text from "
                + "fostering group by applications, year",
            "select strftime(date '2017-03-16', '%d %B %Y') as day, date_trunc('month', date '2017-03-16') as month, date_diff('day', "
                + "date '2017-03-01', date '2017-03-16') as days",
            "select age(date '2017-03-16', date '2016-03-16') as age, date '2017-03-16' + interval 1 month as later",
            "select upper(year) as u, year.lower().replace('/', '-') as r, regexp_replace(year, '/.*', '') as y, split_part(year, '/', "
                + "1) as s, year like '2014%' as l, year ilike 'a%' as i, year similar to '2.*' as m from fostering",
            "select list_transform([1, 2], x -> x + 1)[1] as a, array_to_string([x * 2 for x in [1, 2]], ', ') as b, len([1, 2]) as c, "
                + "{'a': 1}.a as d",
            "select string_agg(year, ', ' order by year) as years, median(applications) as middle, quantile_cont(applications, 0.9) as "
                + "top, mode(year) as m, arg_max(year, applications) as y, stddev(applications) as s, corr(applications, share) as c "
                + "from fostering",
            "select year, applications from fostering union by name select year, share from fostering order by 1, 2",
            "select * from fostering intersect select * from fostering",
            "select * from fostering except select * from fostering order by year limit 0",
            "select year collate nocase as y from fostering order by y",
            "select try_cast('x' as int) as a, 5 // 2 as b, 5 % 2 as c, 2 ** 3 as d, -1 as e, not true as f, 1 between 0 and 2 as g, 1 "
                + "is distinct from 2 as h, 1 in (1, 2) as i",
            "select year, applications from fostering order by applications desc nulls last limit 1 offset 1",
            "select count(*) as n from fostering group by grouping sets ((year), ())",
            "select year, grouping(year) as g from fostering group by rollup (year)",
            "select 'it''s; drop table fostering -- not' as text /* ; drop */ -- ; drop",
            "select hash(year) as h, md5(year) as m, sha256(year) as s from fostering",
            "select json_extract_string('{\"a\": [1, 2]}', '$.a[0]') as j, to_json({'a': 1}) as t",
            "select bar(applications, 0, 20000, 10) as b, repeat('█', 10) as r, lpad('7', 3, '0') as p from fostering",
        ];

    [Theory, MemberData(nameof(Hostile))]
    public async Task Hostile_sql_is_refused_before_it_runs_and_the_data_stay_as_they_are(string sql)
    {
        var analysis = fostering.Judge(sql);
        Assert.True(!analysis.IsAllowed || analysis.Tables.Any(table => table.Name != "fostering"), "The gate lets it through.");
        var before = fostering.Fingerprint();
        Assert.Matches(@"^\d+:\d+: error DM20[12367]: ", await fostering.Data.FailAsync(sql));
        Assert.Equal(before, fostering.Fingerprint());
    }

    [Theory, MemberData(nameof(NotRepeatable))]
    public async Task What_depends_on_the_day_or_on_chance_is_refused_for_that_reason(string sql)
    {
        Assert.Contains("error DM206: ", await fostering.Data.FailAsync(sql), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Honest))]
    public async Task Honest_sql_runs(string sql)
    {
        var run = await fostering.Data.RunAsync($"```sql q\n--| allow_empty: true\n{sql}\n```\n");
        Assert.Equal("", run.Found);
    }

    [Theory]
    [InlineData("select 1 where " + "(((((((((((((((((((", 19)]
    [InlineData("brackets", 20_000)]
    [InlineData("sums", 20_000)]
    [InlineData("subqueries", 3_000)]
    [InlineData("cases", 5_000)]
    public async Task Sql_that_is_nested_without_end_is_refused_and_nothing_falls_over(string kind, int depth)
    {
        var sql = kind switch
        {
            "brackets" => $"select {new string('(', depth)}1{new string(')', depth)} as n",
            "sums" => $"select {string.Join('+', Enumerable.Repeat("1", depth))} as n",
            "subqueries" => $"{string.Concat(Enumerable.Repeat("select * from (", depth))}select 1{new string(')', depth)}",
            "cases" =>
                $"select {string.Concat(Enumerable.Repeat("case when true then ", depth))}1{string.Concat(Enumerable.Repeat(" end", depth))} as n",
            _ => kind,
        };
        var run = await fostering.Data.RunAsync($"```sql q\n{sql}\n```\n```sql after\nselect 1 as one\n```\n");
        Assert.Equal(1L, run["after"].ValueAt(0, "one"));
    }
}

/// <summary>One small data file and one engine for many queries.</summary>
public sealed class FosteringData : IDisposable
{
    private readonly DuckDbEngine _engine = DuckDbEngine.Open(QueryLimits.Default, []);

    internal TestData Data { get; } =
        new TestData().With("fostering.csv", "year,applications,share\n2014/15,16920,7%\n2015/16,11460,10%\n");

    internal SqlAnalysis Judge(string sql) => SqlGate.Judge(sql, Parse(sql));

    internal string Parse(string sql) => _engine.Parse(sql);

    /// <summary>Every function of the engine that is shipped.</summary>
    internal ImmutableArray<(string Name, string Type)> Functions()
    {
        using var connection = _engine.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT function_name, function_type FROM duckdb_functions() ORDER BY ALL";
        using var reader = command.ExecuteReader();
        var found = ImmutableArray.CreateBuilder<(string, string)>();
        while (reader.Read())
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found.ToImmutable();
    }

    /// <summary>Every file of the workspace but the cache, with its hash.</summary>
    internal string Fingerprint() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Data.Root, "*", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(Data.CacheDirectory, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => $"{Path.GetRelativePath(Data.Root, file)} {ContentHash.Of(File.ReadAllBytes(file))}")
        );

    public void Dispose()
    {
        Data.Dispose();
        _engine.Dispose();
    }
}
