using System.Text.Json;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Data.DuckDb;

public sealed class SqlOrderTests : IDisposable
{
    private readonly DuckDbEngine _engine = DuckDbEngine.Open(QueryLimits.Default, []);

    public void Dispose() => _engine.Dispose();

    private bool IsFree(string sql)
    {
        using var tree = JsonDocument.Parse(_engine.Parse(sql));
        return SqlOrder.IsFree(tree.RootElement);
    }

    [Theory]
    [InlineData("select la, year, sum(n) as n from t group by la, year order by la, year")]
    [InlineData("select la, sum(n) as n, count(*) from t where year > 2000 and la like 'K%' group by la order by n desc, la limit 10")]
    [InlineData("select la, sum(n) from t group by 1 order by 1")]
    [InlineData("select la, year, sum(n) from t group by all order by la, year")]
    [InlineData("select la, sum(n) from t group by all order by all")]
    [InlineData("select upper(la) as place, avg(n) from t group by 1 order by place")]
    [InlineData("select count(*) as rows, count(distinct la) as places, min(day) as first, sum(n * 2 - 1) as n from t")]
    [InlineData("select la, round(100 * sum(n) / sum(m), 1) as rate from t join u using (la) group by la having sum(m) > 0 order by la")]
    [InlineData("select sum(n) filter (where year = 2016) as n from t")]
    public void Grouped_ordered_and_exact_queries_may_be_read_by_several_threads(string sql) => Assert.True(IsFree(sql));

    [Theory]
    [InlineData("select * from t order by la")]
    [InlineData("select la, n from t")]
    [InlineData("select la, sum(n) from t group by la")]
    [InlineData("select la, year, sum(n) as n from t group by la, year order by la")]
    [InlineData("select la, year, sum(n) as n from t group by la, year order by n, la")]
    [InlineData("select upper(la) as la, sum(n) from t group by la order by la")]
    [InlineData("select year as y, y as z, sum(n) from t group by y, z order by y")]
    [InlineData("select la, sum(n / 3) as n from t group by la order by la")]
    [InlineData("select la, sum(n * 0.5e0) as n from t group by la order by la")]
    [InlineData("select la, sum(cast(n as double)) as n from t group by la order by la")]
    [InlineData("select la, string_agg(name) as names from t group by la order by la")]
    [InlineData("select la, first(n) as n from t group by la order by la")]
    [InlineData("select la, stddev(n) as n from t group by la order by la")]
    [InlineData("select distinct la from t order by la")]
    [InlineData("select la, sum(n) over (order by year) from t order by la")]
    [InlineData("select la, (select max(n) from u) as m from t group by la order by la")]
    [InlineData("with x as (select * from t limit 3) select la, sum(n) from x group by la order by la")]
    [InlineData("select la, sum(n) from (select * from t limit 3) group by la order by la")]
    [InlineData("select la, year, sum(n) from t group by cube (la, year) order by la, year")]
    [InlineData("select la, sum(n) from t group by la union all select la, 1 from t order by la")]
    public void Every_other_query_keeps_to_one(string sql) => Assert.False(IsFree(sql));

    [Theory]
    [InlineData("select * from t order by a", true)]
    [InlineData("select * from (select * from t order by a)", true)]
    [InlineData("with c as (select * from t order by a) select a from c where a > 1", true)]
    [InlineData("values (1), (2)", true)]
    [InlineData("select * from (values ('b'), ('a')) v(x)", true)]
    [InlineData("select a from t union all select b from t order by 1", true)]
    [InlineData("select a from t", false)]
    [InlineData("select a, row_number() over (order by b) as n from t", false)]
    [InlineData("select 'order by' as a, values from t", false)]
    [InlineData("select list(a order by a) as l from t", false)]
    [InlineData("select a from t where a in (select b from t order by b limit 1)", false)]
    [InlineData("select a, count(*) from (select * from t order by a) group by a", false)]
    [InlineData("select distinct a from (select * from t order by a)", false)]
    public void The_order_of_the_author_is_that_of_the_whole(string sql, bool expected)
    {
        using var engine = DuckDbEngine.Open(QueryLimits.Default, []);
        Assert.Equal(expected, SqlOrder.IsByAuthor(engine.Parse(sql)));
    }
}
