namespace Datamonger.Newsletter.Tests.Data.Disclosure;

public sealed class PeopleColumnsTests
{
    [Theory]
    [InlineData("select la, children from care", "children:count")]
    [InlineData("select la, children as n, children + 1 as more from care", "n:count more:count")]
    [InlineData("select * from care", "children:count")]
    [InlineData("select *, children * 100.0 / places as share from care", "children:count share:derived")]
    [InlineData("select la, children / places as ratio, places from care", "ratio:derived")]
    [InlineData("select sum(children) from care", "sum(children):count")]
    [InlineData(
        "select avg(children) as mean, max(children) as most, coalesce(min(children), 0) as least from care",
        "mean:perhaps most:count least:count"
    )]
    [InlineData("select la, case when places > 5 then children else 0 end as n from care", "n:count")]
    [InlineData("select la, cast(children as double) as n, round(children, -1) as r from care", "n:count r:count")]
    [InlineData("with a as (select la, children as n from care) select la, n as m, n / 2 as half from a", "m:count half:count")]
    [InlineData("select n from (select children as n from care)", "n:count")]
    [InlineData("select la, places from care union all select 'all', sum(children) from care", "places:count")]
    [InlineData("select la, sum(children) over (order by la) as running from care", "running:count")]
    [InlineData("select (select max(children) from care) as most", "most:count")]
    [InlineData("select la, places from care", "")]
    [InlineData("select count(*) as areas from care where children < 5", "")]
    [InlineData("select count(*) as n, count(*) / 2 as half from persons", "n:count half:count")]
    [InlineData(
        "select la, sum(case when age < 5 then 1 else 0 end) as young, sum(1) as everyone from persons group by la",
        "young:count everyone:count"
    )]
    [InlineData("select la, count(distinct age) from persons group by la", "count(DISTINCT age):count")]
    [InlineData("select upstream.m, m / 2 as half from upstream", "m:count half:count")]
    [InlineData("select rate from rates", "rate:count")]
    // UNION: each column is what either side has there.
    [InlineData("select la, children as n from care union all select 'all', places from care", "n:count")]
    [InlineData("select 'all' as la, places as n from care union all select la, children from care", "n:count")]
    [InlineData("select la, places as n, 0 as m from care union by name select la, children as m from care", "m:count")]
    [InlineData("select la, places from care except select la, children from care", "places:count")]
    // By other names.
    [InlineData("select * from care as c(a, b, d)", "b:count")]
    [InlineData("select b from care as c(a, b)", "b:count")]
    [InlineData("with c(a, b, d) as (from care) select b, d from c", "b:count")]
    [InlineData("select * rename (children as kids) from care", "kids:count")]
    [InlineData("select * exclude (places) from care", "children:count")]
    [InlineData("select * replace (children as places) from care", "children:count places:count")]
    [InlineData("select c.* from care c", "children:count")]
    [InlineData("select columns('child.*') from care", "children:count")]
    [InlineData("select columns('(child).*') as '\\1' from care", "child:count")]
    [InlineData("select * from (select la, sum(children) from care group by la)", "sum(children):count")]
    [InlineData("select \"sum(children)\" as n from (select la, sum(children) from care group by la)", "n:count")]
    [InlineData("select #2 as n from care", "n:count")]
    [InlineData("select children as a, a as b from care", "a:count b:count")]
    [InlineData("from care select children as places", "places:count")]
    [InlineData("select u.n from (values (1)) v(x), lateral (select children as n from care) u", "n:count")]
    [InlineData(
        "with recursive r as (select children as n, 1 as i from care union all select n, i + 1 from r where i < 3) select n from r",
        "n:count"
    )]
    // Turned.
    [InlineData("pivot care on la in ('Barnet', 'Lambeth') using sum(children) group by places", "Barnet:count Lambeth:count")]
    [InlineData("pivot (select la, children from care) on la in ('Barnet', 'Lambeth') using sum(children)", "Barnet:count Lambeth:count")]
    [InlineData("unpivot care on children, places into name what value n", "n:count")]
    [InlineData("select what, n from (unpivot care on children into name what value n)", "n:count")]
    // Dressed up.
    [InlineData("select children::varchar as t from care", "t:count")]
    [InlineData("select children || '' as t from care", "t:count")]
    [InlineData("select format('{} of them', children) as t from care", "t:count")]
    [InlineData("select (c).children as n from care c", "n:count")]
    [InlineData("select c.children as n from care c", "n:count")]
    [InlineData("select {'a': children}.a as n from care", "n:count")]
    [InlineData("select [children][1] as n from care", "n:count")]
    [InlineData("select list_transform([children], x -> x + 0)[1] as n from care", "n:count")]
    [InlineData("select children.abs() as n from care", "n:count")]
    [InlineData(
        "select -children as n, children * 1 as m, 2 * children as d, children / 1 as o from care",
        "n:count m:count d:count o:count"
    )]
    [InlineData("select children / one as n from (select *, 1 as one from care)", "n:count")]
    [InlineData("select (children / places) * places as n from care", "n:perhaps")]
    [InlineData("select la, avg(children) as n, median(children) as m from care group by la", "n:perhaps m:perhaps")]
    [InlineData("select sum(children) over (partition by la) as n, lag(children) over (order by la) as b from care", "n:count b:count")]
    [InlineData(
        "select try_cast(children as double) as n, coalesce(children, 0) as c, greatest(children, 1) as g from care",
        "n:count c:count g:count"
    )]
    [InlineData("select string_agg(children, ', ') as t from care", "t:count")]
    [InlineData("select la || ': ' || m as t from upstream", "t:count")]
    // Each row a person.
    [InlineData("select count(*) as n from (select * from persons where age < 5)", "n:count")]
    [InlineData("with young as (select la from persons where age < 5) select la, count(*) as n from young group by la", "n:count")]
    [InlineData("select count(*) as n from people", "n:count")]
    [InlineData("select max(r) as n from (select row_number() over () as r from persons)", "n:count")]
    [InlineData("pivot persons on la in ('Barnet', 'Lambeth') using count(*) group by age", "Barnet:count Lambeth:count")]
    [InlineData("select la, age from persons", "*:count")]
    [InlineData("select * from people order by age", "*:count")]
    [InlineData("select la, array_to_string(list(age), ', ') as t from persons group by la", "t:count")]
    [InlineData(
        "select la, sum(young) as n from (select la, case when age < 5 then 1 else 0 end as young from persons) group by la",
        "n:count"
    )]
    // Proved to be something else.
    [InlineData("select la, places from care where children > 5 order by children", "")]
    [InlineData("select la, rank() over (order by children desc) as place from care", "")]
    [InlineData("select la, case when children > 20 then 'many' else 'few' end as size from care", "")]
    [InlineData("select count(*) as areas, count(distinct la) as names from care", "")]
    [InlineData("select sum(case when children < 6 then 1 else 0 end) as few from care", "")]
    [InlineData("select la, children is null as missing, children > 5 as is_large from care", "")]
    [InlineData("select la, places * 2 as double, upper(la) as name, places::varchar as t from care", "")]
    [InlineData("select la, places from (select * from care)", "")]
    [InlineData("with c as (select la, places as p, children as k from care) select la, p from c", "")]
    [InlineData("select p.la, p.places from care p join care q using (la)", "")]
    [InlineData(
        "select la, 100.0 * children / places as share, round(100.0 * children / sum(children) over (), 1) as part from care",
        "share:derived part:derived"
    )]
    [InlineData("select (sum(children) - sum(places)) * 100.0 / sum(places) as change from care", "change:derived")]
    [InlineData("select la, count(*) * 100.0 / sum(count(*)) over () as share from persons group by la", "share:derived")]
    [InlineData("select distinct la from persons", "")]
    [InlineData("select la from persons group by la", "")]
    [InlineData("select exists (select 1 from care where children < 6) as any_small", "")]
    [InlineData("unpivot (select la, places from care) on places into name what value n", "")]
    public async Task Counts_of_people_are_followed_through_queries(string sql, string expected)
    {
        using var data = new TestData()
            .With("care.csv", "la,children,places\nBarnet,12,6\nLambeth,40,8\n")
            .With("persons.csv", "la,age\nBarnet,4\nBarnet,9\nLambeth,7\n")
            .Declaring("care: {people: [children]}\npersons: {people: [\"*\"]}\n");
        var run = await data.RunAsync(
            $"```sql upstream\nselect la, children as m from care\n```\n\n```sql rates\nselect m * 1.0 / 7 as rate from upstream\n```\n\n"
                + "```sql people\nselect la, age from persons\n```\n"
                + $"\n```sql q\n{sql}\n```\n"
        );
        Assert.Empty(run.Errors);
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                run.Tables.Find("q")!
                    .People.Select(column => $"{column.Name}:{(column.IsCount ? "count" : column.MayBeCount ? "perhaps" : "derived")}")
            )
        );
    }

    [Theory]
    [InlineData("select -children as n from care", -3, 3)]
    [InlineData("select -children as n from care", -7, null)]
    [InlineData("select children * 1000 as n from care", 3000, 3)]
    [InlineData("select children / 1000.0 as n from care", 0.003, 3)]
    [InlineData("select children / 3 as n from care", 1, 3)]
    [InlineData("select children + 100 as n from care", 103, 3)]
    [InlineData("select 10 - children as n from care", 7, 3)]
    [InlineData("select 2 * (children + 1) as n from care", 8, 3)]
    [InlineData("select avg(children) as n from care", 3, 3)]
    [InlineData("select avg(children) as n from care", 3.5, null)]
    [InlineData("select children as n from care", 0, null)]
    [InlineData("select children as n from care", 6, null)]
    [InlineData("select children || ' of them' as n from care", "3 of them", 3)]
    [InlineData("select children || ' of them' as n from care", "1,003 of them", null)]
    [InlineData("select children || ' of them' as n from care", "33 of them", null)]
    [InlineData("select la || ': ' || children as n from care", "Year 10: 3", 3)]
    public async Task A_small_count_is_known_however_it_is_written(string sql, object value, int? small)
    {
        using var data = new TestData().With("care.csv", "la,children\nBarnet,12\nLambeth,40\n").Declaring("care: {people: [children]}\n");
        var run = await data.RunAsync($"```sql q\n{sql}\n```\n");
        var shown = value is string ? value : Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(small, run.Tables.Find("q")!.People.Single().SmallIn(shown));
    }

    [Theory]
    [InlineData("tables: {care: {file: care.csv}}", "care", "children", 6)]
    [InlineData("tables: {mine: care.csv}", "mine", "children", 6)]
    [InlineData("tables: {mine: {file: care.csv, people: [places]}}", "mine", "children places", 6)]
    [InlineData("tables: {mine: {file: care.csv, disclosure_threshold: 0}}", "mine", "children", 6)]
    [InlineData("tables: {mine: {file: care.csv, disclosure_threshold: 11}}", "mine", "children", 11)]
    public async Task A_table_of_an_issue_keeps_the_rule_of_its_file(string frontMatter, string table, string columns, int threshold)
    {
        using var data = new TestData()
            .With("care.csv", "la,children,places\nBarnet,12,6\nLambeth,40,8\n")
            .Declaring("care: {people: [children]}\n");
        var run = await data.RunAsync($"```sql q\nselect * from {table}\n```\n", frontMatter + "\n");
        Assert.Empty(run.Errors);
        Assert.Equal(columns, string.Join(' ', run.Tables.Find("q")!.People.Select(column => column.Name)));
        Assert.All(run.Tables.Find("q")!.People, column => Assert.Equal(threshold, column.Threshold));
    }

    [Fact]
    public async Task Each_table_may_have_its_own_threshold()
    {
        using var data = new TestData(settings: "checks: {disclosure_threshold: 8}\n")
            .With("a.csv", "n\n1\n")
            .With("b.csv", "n\n1\n")
            .With("c.csv", "n\n1\n")
            .Declaring("a: {people: [n]}\nb: {people: [n], disclosure_threshold: 11}\nc: {people: [n], disclosure_threshold: 0}\n");
        var run = await data.RunAsync(
            "```sql x\nselect n from a\n```\n\n```sql y\nselect n from b\n```\n\n```sql z\nselect n from c\n```\n"
        );
        Assert.Equal([8, 11, 0], run.Tables.All.Select(table => table.People.Single().Threshold));
        Assert.False(run.Tables.Find("z")!.People.Single().IsSmall(3));
        Assert.Equal(
            [false, true, true, false, false],
            new decimal?[] { 0, 1, 7, 8, null }.Select(run.Tables.Find("x")!.People.Single().IsSmall)
        );
    }
}
