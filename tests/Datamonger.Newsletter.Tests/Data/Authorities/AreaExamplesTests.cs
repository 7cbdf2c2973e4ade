using System.Globalization;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Authorities;

/// <summary>Worked examples: areas through time, ranks, neighbours.</summary>
public sealed class AreaExamplesTests
{
    [Theory]
    [InlineData("2009-03-31", 150)]
    [InlineData("2000-01-01", 150)]
    [InlineData("2009-04-01", 152)]
    [InlineData("2016-03-31", 152)]
    [InlineData("2019-03-31", 152)]
    [InlineData("2019-04-01", 151)]
    [InlineData("2020-04-01", 151)]
    [InlineData("2021-04-01", 152)]
    [InlineData("2023-04-01", 153)]
    [InlineData("2026-11-30", 153)]
    public void So_many_authorities_there_were_on_a_day(string day, int count)
    {
        Assert.Equal(count, AuthorityHistory.On(Day(day)).Count());
        if (Day(day) < AreaTiles.Beginning)
            return;
        Assert.Equal(count, AreaTiles.On(Day(day)).Length);
        Assert.Equal(
            AuthorityHistory.On(Day(day)).Select(area => area.Code).Order(),
            AreaTiles.On(Day(day)).Select(tile => tile.Code).Order()
        );
        Assert.Equal(count, AreaTiles.On(Day(day)).Select(tile => (tile.Column, tile.Row)).Distinct().Count());
    }

    [Theory]
    [InlineData("Gateshead", "2012-06-30", "E08000020")]
    [InlineData("Gateshead", "2016-03-31", "E08000037")]
    [InlineData("E08000037", "2012-06-30", "E08000020")]
    [InlineData("Buckinghamshire", "2019-03-31", "E10000002")]
    [InlineData("E10000002", "2021-03-31", "E06000060")]
    [InlineData("825", "2021-03-31", "E06000060")]
    [InlineData("Dorset", "2018-03-31", "E10000009")]
    [InlineData("Dorset", "2020-03-31", "E06000059")]
    [InlineData("835", "2018-03-31", "E10000009")]
    [InlineData("E10000009", "2020-03-31", null)]
    [InlineData("Poole", "2020-03-31", null)]
    [InlineData("Cumbria", "2024-03-31", null)]
    [InlineData("Cumberland", "2022-03-31", null)]
    [InlineData("Sheffield", "2025-03-31", "E08000019")]
    [InlineData("Sheffield", "2025-04-01", "E08000039")]
    [InlineData("Gloucester", "2020-01-01", null)]
    [InlineData("Worcester", "2020-01-01", null)]
    [InlineData("Lancaster", "2020-01-01", null)]
    public void An_area_has_its_code_of_the_day_or_none(string text, string day, string? code) =>
        Assert.Equal(code, AuthorityHistory.At(text, Day(day))?.Code);

    [Fact]
    public void No_spelling_names_two_areas_on_one_day() =>
        Assert.All(
            AuthorityHistory.All.Where(area => area.To is null),
            area => Assert.Equal(area, AuthorityHistory.Find(area.Name, new DateOnly(2026, 11, 30)))
        );

    [Theory]
    [InlineData("Cumberland", "E06000063")]
    [InlineData("Bournemouth, Christchurch and Poole", "E06000058")]
    [InlineData("West Northamptonshire", "E06000062")]
    public void An_authority_of_later_years_is_known(string name, string code) => Assert.Equal(code, LocalAuthorities.Find(name)?.Code);

    [Theory]
    [InlineData("Cumbria", "2023-03-31", "2024-03-31", "Cumberland + Westmorland and Furness")]
    [InlineData("Cumberland", "2023-03-31", "2024-03-31", "Cumberland + Westmorland and Furness")]
    [InlineData("Poole", "2019-03-31", "2020-03-31", "Bournemouth, Christchurch and Poole + Dorset")]
    [InlineData("Bournemouth, Christchurch and Poole", "2019-03-31", "2020-03-31", "Bournemouth, Christchurch and Poole + Dorset")]
    [InlineData("Poole", "2017-03-31", "2018-03-31", "Poole")]
    [InlineData("Gateshead", "2012-03-31", "2014-03-31", "Gateshead")]
    [InlineData("Lambeth", "2010-03-31", "2025-03-31", "Lambeth")]
    public void The_smallest_comparable_area_is_the_whole_of_what_was_split_or_merged(
        string text,
        string one,
        string other,
        string names
    ) => Assert.Equal(names, string.Join(" + ", AuthorityHistory.Comparable(text, Day(one), Day(other)).Select(area => area.Name)));

    [Fact]
    public async Task Cumbria_from_2024_is_the_sum_of_its_successors() =>
        Assert.Equal(
            "Cumberland + Westmorland and Furness | 729 | 79.9 | 740 | -1.5",
            await Rows(
                """
                with now(area, children, population) as (values ('Cumberland', 482, 52019), ('Westmorland and Furness', 247, 39177)),
                earlier(area, children) as (values ('Cumbria', 740)),
                n as (select la_comparable(area, date '2023-03-31', date '2024-03-31') area, sum(children) children,
                    round(10000 * sum(children) / sum(population), 1) rate from now group by 1),
                t as (select la_comparable(area, date '2023-03-31', date '2024-03-31') area, sum(children) was from earlier group by 1)
                select area, children, rate, was, round(100 * (children - was) / was, 1) change from n join t using (area)
                """
            )
        );

    [Fact]
    public async Task Bournemouth_Poole_and_Dorset_are_compared_as_one() =>
        Assert.Equal(
            "5166 | 5135",
            await Rows(
                """
                with rows(year, area, n) as (values (2019, 'Bournemouth', 1351), (2019, 'Poole', 1103), (2019, 'Dorset', 2712),
                    (2020, 'Bournemouth, Christchurch and Poole', 2281), (2020, 'Dorset', 2854))
                select sum(n) filter (year = 2019), sum(n) filter (year = 2020) from rows
                group by la_comparable(area, date '2019-03-31', date '2020-03-31')
                """
            )
        );

    [Fact]
    public async Task Equal_values_share_a_rank_and_the_next_is_skipped() =>
        Assert.Equal(
            "5 | 1 | 4 | -1.225\n7 | 2 | 4 | 0\n7 | 2 | 4 | 0\n9 | 4 | 4 | 1.225\n |  | 4 |",
            (
                await Rows(
                    """
                    select v, la_rank(v, better := 'lower'), la_ranked(v), round(la_z(v), 3) from (values (9), (7), (NULL), (5), (7)) t(v)
                    order by v nulls last
                    """
                )
            ).TrimEnd()
        );

    [Fact]
    public async Task Years_are_ranked_apart() =>
        Assert.Equal(
            "2015 | 3 | 1\n2015 | 1 | 2\n2016 | 2 | 1",
            await Rows("select y, v, la_rank(v, within := y) r from (values (2015, 1), (2015, 3), (2016, 2)) t(y, v) order by y, r")
        );

    [Fact]
    public async Task Quartiles_are_cut_by_rank() =>
        Assert.Equal(
            "38 | 1\n39 | 2\n114 | 3\n115 | 4",
            await Rows(
                """
                with q as (select i, la_quartile(i, better := 'lower') q from range(1, 153) t(i))
                select i, q from q where i in (38, 39, 114, 115) order by i
                """
            )
        );

    [Fact]
    public async Task Fewer_than_twenty_have_no_quartiles() =>
        Assert.Equal("0", await Rows("with q as (select la_quartile(i) q from range(1, 20) t(i)) select count(q) from q"));

    [Fact]
    public async Task Lambeth_in_2016_is_joint_53rd_highest_of_152() =>
        Assert.Equal(
            "73 | joint 53rd highest of 152",
            await Rows(
                """
                with p as (select name, rate_per_10000 rate, place(rate_per_10000) place from read_me)
                select rate, place from p where name = 'Lambeth'
                """
            )
        );

    [Theory]
    [InlineData("2025", "64.6")]
    [InlineData("2021", "66.0")]
    public async Task The_average_of_the_neighbours_of_Lambeth_is_that_of_those_published(string version, string average) =>
        Assert.Equal(
            decimal.Parse(average, CultureInfo.InvariantCulture),
            decimal.Parse(
                await Rows(
                    $"""
                    select round(avg(rate_per_10000), 1) from neighbours('Lambeth', version := '{version}') n
                    join read_me on la_code(read_me.ons_code) = la_code(n.code)
                    """
                ),
                CultureInfo.InvariantCulture
            )
        );

    [Fact]
    public async Task Neighbours_come_in_their_order() =>
        Assert.Equal(
            "1 | Enfield\n2 | Luton",
            await Rows("select rank, name from neighbours('Barking and Dagenham') where rank < 3 order by rank")
        );

    // read_me stands for the published table of 2016.
    private static async Task<string> Rows(string sql)
    {
        using var data = new TestData().With(
            "read_me.csv",
            File.ReadAllText(Path.Combine(RepositoryFolder.Root, "content", "datasets", "local-authorities.csv"))
        );
        var table = await data.QueryAsync(sql);
        return string.Join(
            '\n',
            Enumerable
                .Range(0, table.RowCount)
                .Select(row =>
                    string.Join(" | ", table.Columns.Select(column => Convert.ToString(column.Values[row], CultureInfo.InvariantCulture)))
                )
        );
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
