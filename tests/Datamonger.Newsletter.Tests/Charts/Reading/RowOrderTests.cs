using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Reading;

public sealed class RowOrderTests
{
    [Theory]
    [InlineData("select a from t order by a", true)]
    [InlineData("SELECT a FROM t ORDER\nBY a LIMIT 3", true)]
    [InlineData("select a from (select a from t order by a)", false)]
    [InlineData("select a, row_number() over (order by b) from t", false)]
    [InlineData("select 'order by' as a from t", false)]
    [InlineData("select a from t -- order by a", false)]
    [InlineData("select a from t /* order by a */", false)]
    [InlineData("select a as \"order by\" from t", false)]
    [InlineData("with x as (select 1) select * from x order by all", true)]
    public void Only_the_whole_query_orders_its_rows(string sql, bool ordered) => Assert.Equal(ordered, RowOrder.IsGiven(sql));

    [Theory]
    [InlineData("order by month", "Apr May Jun")]
    [InlineData("", "Jun Apr May")]
    public void Names_stand_as_the_query_orders_them_and_otherwise_by_value(string order, string places)
    {
        var rows = TestTable.Of("month | n\nApr | 2\nMay | 1\nJun | 3");
        foreach (var kind in new[] { "bar", "column", "dot", "grouped-bar" })
        {
            var chart = TestChart.Draw($"```sql rows\nselect 1 {order}\n```\n\n```chart {kind}\ndata: rows\nx: month\ny: n\n```\n", rows);
            Assert.Equal(places, string.Join(' ', chart.Only.Printed.Select(row => row[0])));
        }
    }

    [Fact]
    public void Iso_months_stand_in_their_order() =>
        Assert.Equal(
            ["2016-12", "2017-01", "2017-02"],
            TestChart
                .Draw("column", "x: month\ny: n", "month | n\n2017-01 | 2\n2016-12 | 1\n2017-02 | 3")
                .Only.Printed.Select(row => row[0])
        );
}
