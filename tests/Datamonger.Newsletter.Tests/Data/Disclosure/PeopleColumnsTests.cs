using Datamonger.Newsletter.Data.Disclosure;

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
    [InlineData("select avg(children) as mean, max(children) as most, coalesce(min(children), 0) as least from care", "mean:derived most:count least:count")]
    [InlineData("select la, case when places > 5 then children else 0 end as n from care", "n:count")]
    [InlineData("select la, cast(children as double) as n, round(children, -1) as r from care", "n:count r:count")]
    [InlineData("with a as (select la, children as n from care) select la, n as m, n / 2 as half from a", "m:count half:derived")]
    [InlineData("select n from (select children as n from care)", "n:count")]
    [InlineData("select la, places from care union all select 'all', sum(children) from care", "places:count")]
    [InlineData("select la, sum(children) over (order by la) as running from care", "running:count")]
    [InlineData("select (select max(children) from care) as most", "most:count")]
    [InlineData("select la, places from care", "")]
    [InlineData("select count(*) as areas from care where children < 5", "")]
    [InlineData("select count(*) as n, count(*) / 2 as half from persons", "n:count")]
    [InlineData("select la, sum(case when age < 5 then 1 else 0 end) as young, sum(1) as everyone from persons group by la", "young:count everyone:count")]
    [InlineData("select la, count(distinct age) from persons group by la", "count(DISTINCT age):count")]
    [InlineData("select upstream.m, m / 2 as half from upstream", "m:count half:derived")]
    [InlineData("select rate from rates", "rate:derived")]
    public async Task Counts_of_people_are_followed_through_queries(string sql, string expected)
    {
        using var data = new TestData().With("care.csv", "la,children,places\nBarnet,12,6\nLambeth,40,8\n").With("persons.csv", "la,age\nBarnet,4\nBarnet,9\nLambeth,7\n")
            .Declaring("care: {people: [children]}\npersons: {people: [\"*\"]}\n");
        var run = await data.RunAsync($"```sql upstream\nselect la, children as m from care\n```\n\n```sql rates\nselect m * 1.0 / 7 as rate from upstream\n```\n\n```sql q\n{sql}\n```\n");
        Assert.Empty(run.Errors);
        Assert.Equal(expected, string.Join(' ', run.Tables.Find("q")!.People.Select(column => $"{column.Name}:{(column.IsCount ? "count" : "derived")}")));
    }

    [Fact]
    public async Task Each_table_may_have_its_own_threshold()
    {
        using var data = new TestData(settings: "checks: {disclosure_threshold: 8}\n").With("a.csv", "n\n1\n").With("b.csv", "n\n1\n").With("c.csv", "n\n1\n")
            .Declaring("a: {people: [n]}\nb: {people: [n], disclosure_threshold: 11}\nc: {people: [n], disclosure_threshold: 0}\n");
        var run = await data.RunAsync("```sql x\nselect n from a\n```\n\n```sql y\nselect n from b\n```\n\n```sql z\nselect n from c\n```\n");
        Assert.Equal([8, 11, 0], run.Tables.All.Select(table => table.People.Single().Threshold));
        Assert.False(run.Tables.Find("z")!.People.Single().IsSmall(3));
        Assert.Equal([false, true, true, false, false], new decimal?[] { 0, 1, 7, 8, null }.Select(run.Tables.Find("x")!.People.Single().IsSmall));
    }
}
