using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Rules.Numbers;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Authorities;

/// <summary>Releases that spell authorities in two ways, or use the codes of two years, join.</summary>
public sealed class AuthorityJoinTests
{
    private const string Places = "area,places\nE08000020,10\nE06000048,20\nMedway Towns,30\nSt Helens,40\n";
    private const string Rates =
        "code,name,rate\nE08000037,Gateshead,1\nE06000057,Northumberland,2\nE06000035,Medway,3\nE08000013,St. Helens,4\n";

    [Fact]
    public async Task Old_codes_and_other_spellings_join_by_la_code()
    {
        using var data = new TestData().With("places.csv", Places).With("rates.csv", Rates);
        var table = await data.QueryAsync("select name, places, rate from places join rates on la_code(area) = code order by places");
        Assert.Equal(
            "name:Text places:Integer rate:Integer | Gateshead 10 1 | Northumberland 20 2 | Medway 30 3 | St. Helens 40 4",
            TableText.Of(table)
        );
    }

    [Fact]
    public async Task They_join_by_name_once_the_file_is_normalised()
    {
        using var data = new TestData()
            .With("places.csv", Places)
            .With("rates.csv", Rates)
            .Declaring("places:\n  normalise: {area: la_name}\n");
        var table = await data.QueryAsync("select area, places, rate from places join rates on area = name order by places");
        Assert.Equal(
            "area:Text places:Integer rate:Integer | Gateshead 10 1 | Northumberland 20 2 | Medway 30 3 | St. Helens 40 4",
            TableText.Of(table)
        );
    }

    [Fact]
    public async Task Three_rows_of_London_that_share_a_code_are_told_apart_by_their_names()
    {
        const string file = "code,area,n\nE12000007,London,3\nE12000007,Inner London,1\nE12000007,Outer London,2\n";
        using var data = new TestData()
            .With("london.csv", file)
            .With("same.csv", file)
            .Declaring("london:\n  normalise: {code: la_code, area: la_name}\n");
        Assert.Equal(
            "code:Text n:Integer | E12000007 3 | E13000001 1 | E13000002 2",
            TableText.Of(await data.QueryAsync("select code, n from london order by code"))
        );
        Assert.Equal(
            "code:Text n:Integer | E12000007 3 | E13000001 1 | E13000002 2",
            TableText.Of(await data.QueryAsync("select la_code(code, area) as code, n from same order by 1"))
        );
    }

    [Fact]
    public async Task A_large_table_is_normalised_as_it_is_read()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 170_000)
                .Select(i =>
                    (i % 3) switch
                    {
                        0 => "E08000020,GATESHEAD,1\n",
                        1 => "E12000007,Inner London,1\n",
                        _ => "nowhere,Total,1\n",
                    }
                )
        );
        using var data = new TestData()
            .With("large.csv", "code,area,n\n" + rows)
            .Declaring("large:\n  normalise: {code: la_code, area: la_name}\n");
        Assert.Equal(
            "code:Text area:Text n:Integer | E08000037 Gateshead 56667 | E13000001 Inner London 56667 | nowhere Total 56666",
            TableText.Of(await data.QueryAsync("select code, area, sum(n) as n from large group by all order by code"))
        );
    }

    [Fact]
    public async Task The_functions_take_numbers_and_gaps_and_group_rows()
    {
        using var data = new TestData().With("a.csv", "code,n\n390,1\n841,2\n202,4\n,8\n999,16\n");
        var table = await data.QueryAsync(
            "select la_region(code) as region, sum(n) as n, min(la_name(code)) as name, min(la_code(code)) as la from a group by "
                + "la_region(code) order by region nulls last"
        );
        Assert.Equal(
            "region:Text n:Integer name:Text la:Text | London 4 Camden E09000007 | North East 3 Darlington E06000005 | ∅ 24 999 ∅",
            TableText.Of(table)
        );
    }

    [Theory]
    [InlineData("select la_code(null) as x", "x:Text | ∅")]
    [InlineData("select la_code('Hull', null) as x", "x:Text | E06000010")]
    [InlineData("select la_name('Rutland County Council') as x", "x:Text | Rutland")]
    [InlineData("select la_name('Total') as x", "x:Text | Total")]
    [InlineData("select la_region(202.0) as x", "x:Text | ∅")]
    [InlineData("select la_code(array['a']) as x", "x:Text | ∅")]
    public async Task The_functions_take_any_argument(string sql, string expected)
    {
        using var data = new TestData();
        Assert.Equal(expected, TableText.Of(await data.QueryAsync(sql)));
    }

    [Fact]
    public async Task A_declaration_that_means_nothing_is_told()
    {
        using var data = new TestData().With("places.csv", Places).Declaring("places:\n  normalise: {areas: la_name, area: la_nam}\n");
        var run = await data.RunAsync("```sql q\nfrom places\n```\n");
        Assert.Contains(
            "content/datasets/datasets.yml:2:15: error DM228: normalise: content/datasets/places.csv has no column \"areas\". [Did you "
                + "mean \"area\"?]",
            run.Found,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "content/datasets/datasets.yml:2:37: error DM229: normalise: \"la_nam\" of \"area\" is not known. [Did you mean \"la_name\"?]",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_no_authority_is_found_without_being_asked_for()
    {
        using var data = new TestData().With(
            "rates.csv",
            "area,note\nHull,a\nBristol,b\nCamden,c\nKent,d\nDevon,e\nGatehead,f\nLeeds,g\nBury,h\nSurrey,i\nEngland,j\n"
        );
        var run = await data.RunAsync("```sql q\nfrom rates\n```\n");
        var cell = Assert.Single(run.Tables.Datasets[0].UnmatchedAuthorities);
        Assert.Equal(("area", 6, "Gatehead", "Gateshead"), (cell.Column, cell.Row, cell.Value, cell.Nearest));
        var bag = new DiagnosticBag();
        new AuthoritiesAreKnown().Run(
            new CheckContext
            {
                Workspace = data.Workspace,
                Issue = run.Issue,
                Tables = run.Tables,
                Figures = IssueFigures.None,
                Charts = null!,
                Email = null!,
                Today = default,
            },
            bag
        );
        Assert.Equal(
            "content/datasets/rates.csv:1:1: warning DM588: \"area\" of content/datasets/rates.csv names what is no local authority of "
                + "England: \"Gatehead\" (row 6).",
            Assert.Single(bag.ToImmutable()).ToString()
        );
    }

    [Fact]
    public async Task Of_a_large_file_each_value_is_found_once_with_its_first_row_and_kept()
    {
        string[] areas = ["Hull", "Bristol", "Camden", "Kent", "Devon", "Gatehead", "Leeds", "Bury", "Surrey", "England", "Total"];
        var rows = string.Concat(
            Enumerable.Range(0, 170_000).Select(i => $"{areas[i % 11]},{(i % 11 == 5 ? "390" : "E06000010")},town {i % 900},{i}\n")
        );
        using var data = new TestData().With("large.csv", "area,code,town,n\n" + rows);
        var run = await data.RunAsync("```sql q\nselect count(*) as n from large\n```\n```sql p\nselect max(n) as n from large\n```\n");
        Assert.Empty(run.Errors);
        Assert.Equal(
            [("area", 6, "Gatehead", "Gateshead"), ("area", 11, "Total", null)],
            run.Tables.Datasets[0].UnmatchedAuthorities.Select(cell => (cell.Column, cell.Row, cell.Value, cell.Nearest))
        );

        data.Restart();
        var again = await data.RunAsync("```sql q\nselect count(*) as n from large\n```\n");
        Assert.False(data.Runner.IsEngineOpen);
        Assert.Equal(run.Tables.Datasets[0].UnmatchedAuthorities, again.Tables.Datasets[0].UnmatchedAuthorities);
    }

    [Fact]
    public async Task Of_a_large_file_that_is_normalised_a_code_beside_a_known_name_is_known()
    {
        var rows = string.Concat(
            Enumerable
                .Range(0, 170_000)
                .Select(i =>
                    (i % 4) switch
                    {
                        0 => "E08000020,GATESHEAD,1\n",
                        1 => "X1,Inner London,1\n",
                        2 => "X2,Nowhere,1\n",
                        _ => "390,Gatehead,1\n",
                    }
                )
        );
        using var data = new TestData()
            .With("large.csv", "code,area,n\n" + rows)
            .Declaring("large:\n  normalise: {code: la_code, area: la_name}\n");
        var run = await data.RunAsync("```sql q\nselect count(*) as n from large\n```\n");
        Assert.Equal(
            [("code", 3, "X2"), ("area", 3, "Nowhere"), ("area", 4, "Gatehead")],
            run.Tables.Datasets[0].UnmatchedAuthorities.Select(cell => (cell.Column, cell.Row, cell.Value))
        );
    }

    [Fact]
    public async Task A_value_that_stands_in_many_rows_is_told_once()
    {
        using var data = new TestData().With(
            "rates.csv",
            "area\n"
                + string.Concat(Enumerable.Repeat("Total\n", 60))
                + "Hull\nBristol\nCamden\nKent\nDevon\nLeeds\nBury\nSurrey\nGatehead\n"
        );
        var run = await data.RunAsync("```sql q\nfrom rates\n```\n");
        Assert.Equal([("Total", 1), ("Gatehead", 69)], run.Tables.Datasets[0].UnmatchedAuthorities.Select(cell => (cell.Value, cell.Row)));
    }

    [Fact]
    public async Task A_column_of_something_else_is_left_alone()
    {
        using var data = new TestData().With(
            "towns.csv",
            "town\nLincoln\nLeeds\nReading\nWigan\nBath\nTruro\nLancaster\nBury\nEly\nWells\n"
        );
        var run = await data.RunAsync("```sql q\nfrom towns\n```\n");
        Assert.Empty(run.Tables.Datasets[0].UnmatchedAuthorities);
    }
}
