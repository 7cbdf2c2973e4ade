using Datamonger.Newsletter.Tests.Checks;

namespace Datamonger.Newsletter.Tests.Data.DuckDb.Review;

/// <summary>What a query's rows do not show: each fault beside the query without it.</summary>
public sealed class QueryReviewTests
{
    private const string ByYear =
        "select a.la, a.places, b.carers from places a join carers b on a.la = b.la and a.year = b.year order by 1";

    [Theory]
    [InlineData("select p.la, c.carers from places p join carers c on p.la = c.la", "1:54 DM218")]
    [InlineData("select la, carers from places join carers using (la)", "1:31 DM218")]
    [InlineData("select p.la, c.carers\nfrom places p, carers c\nwhere c.la = p.la", "3:7 DM218")]
    [InlineData("select p.la, sum(p.places) as n from places p left join carers c on p.la = c.la group by p.la", "1:69 DM218")]
    [InlineData("with p as (select * from places where places > 0) select p.la, carers from p join carers c on p.la = c.la", "1:95 DM218")]
    [InlineData("select x.n from (select p.la, c.carers as n from places p join carers c on p.la = c.la) x", "1:76 DM218")]
    [InlineData("select g.la, c.carers from regions g join places p on p.la = g.la join carers c on c.la = g.la", "1:84 DM218")]
    [InlineData("select p.la, c.carers from places p, carers c", "1:38 DM218")]
    [InlineData("select p.la, c.carers from places p join carers c on c.carers < p.places", "1:42 DM218")]
    [InlineData("select p.la, c.carers from places p, (select max(carers) as carers from carers) c", "")]
    [InlineData(ByYear, "")]
    [InlineData("select p.la, c.carers from places p join carers c on p.la = c.la where p.year = 2015 and c.year = 2015", "")]
    [InlineData("select p.la, c.carers from places p join carers c on p.la = c.la where p.year = 2015", "")]
    [InlineData("select p.la, g.region from places p join regions g on p.la = g.la", "")]
    [InlineData("select p.la, q.places from places p join places q on p.la = q.la and q.year = p.year - 1", "")]
    [InlineData("select p.la, count(*) as place from places p join places q on p.year = q.year and q.places >= p.places group by p.la", "")]
    [InlineData("select p.la, max(c.carers) as most from places p join carers c on p.la = c.la group by p.la", "")]
    [InlineData("select distinct p.la from places p join carers c on p.la = c.la", "")]
    [InlineData("select p.la from places p semi join carers c on p.la = c.la", "")]
    [InlineData("select g.region, y.year from regions g cross join (select distinct year from places) y", "")]
    [InlineData("select p.la from places p join range(3) r(i) on p.year = 2014 + r.i", "")]
    public async Task A_join_that_multiplies_rows_is_told_by_its_key(string sql, string expected)
    {
        using var workspace = Make();
        Assert.Equal(expected, await FindAsync(workspace, sql, "", "DM218"));
    }

    [Fact]
    public async Task It_says_which_value_and_how_many_rows()
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(Text("select p.la, c.carers from places p join carers c on p.la = c.la", ""));
        Assert.Equal(
            "\"la\" names several rows on both sides of this join: \"Barnet\" is in 2 and 2, which makes 4, and 1 value more so.",
            Assert.Single(found, finding => finding.Rule.Code == "DM218").Message
        );
        // The second run takes the answer from what was kept.
        Assert.Contains(
            await workspace.CheckAsync(Text("select p.la, c.carers from places p join carers c on p.la = c.la", "")),
            finding => finding.Rule.Code == "DM218"
        );
    }

    [Fact]
    public async Task Where_a_row_is_a_person_no_name_is_printed()
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(Text("select count(*) as n from persons p join persons q on p.name = q.name", ""));
        Assert.Contains(
            "join: one value is in 2 and 2",
            Assert.Single(found, finding => finding.Rule.Code == "DM218").Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("select sum(n) as n from withheld", "", "1:8 DM219")]
    [InlineData("select region,\n  round(avg(w.n * 1.0), 1) as mean from withheld w group by region order by 1", "", "2:9 DM219")]
    [InlineData("select sum(n) filter (where region = 'South') as n from withheld", "", "1:8 DM219")]
    [InlineData("with s as (select * from withheld) select sum(n) as n from s", "", "")]
    [InlineData("with s as (select sum(n) as n from withheld) select n from s", "", "1:19 DM219")]
    [InlineData("select sum(case when region = 'South' then n else 0 end) as n from withheld", "", "1:8 DM219")]
    [InlineData("select sum(case when region = 'North' then n else 0 end) as n from withheld", "", "")]
    [InlineData("select sum(n) as n from withheld where region = 'North'", "", "")]
    [InlineData("select sum(n) filter (where region = 'North') as n from withheld", "", "")]
    [InlineData("select sum(n) as n, count(n_note) as left_out from withheld", "", "")]
    [InlineData("select sum(n) as n from withheld", "withheld: left out", "")]
    [InlineData("select max(n) as n from withheld", "", "")]
    [InlineData("select sum(places) as n from places", "", "")]
    [InlineData("select sum(n) as n from other", "", "1:8 DM219")]
    public async Task A_sum_over_withheld_values_is_told(string sql, string option, string expected)
    {
        using var workspace = Make();
        Assert.Equal(expected, await FindAsync(workspace, sql, option, "DM219"));
    }

    [Fact]
    public async Task It_says_how_many_cells_of_which_table()
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(Text("select sum(n) as n from withheld", ""));
        Assert.Equal(
            "sum(n) leaves out 2 values that \"withheld\" withholds.",
            Assert.Single(found, finding => finding.Rule.Code == "DM219").Message
        );
    }

    [Fact]
    public async Task The_option_has_one_value()
    {
        using var workspace = Make();
        Assert.Contains(
            await workspace.CheckAsync(Text("select sum(n) as n from withheld", "withheld: as zero")),
            finding => finding.Rule.Code == "DM138" || finding.Message.Contains("wants left out", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("select la, avg(age) as age from persons group by la order by la", "age", "10:1 DM572")]
    [InlineData("select la, avg(age) as age from persons group by la having count(*) >= 3 order by la", "age", "")]
    [InlineData("select la, round(max(age)) as eldest from persons group by la having count(*) >= 3 order by la", "eldest", "10:1 DM572")]
    [InlineData("select max(age) as eldest from persons", "eldest", "")]
    [InlineData(
        "select la, median(age) filter (where age > 15) as age from persons group by la having count(*) >= 3 order by la",
        "age",
        "10:1 DM572"
    )]
    [InlineData("select la, avg(age) as age from persons group by la order by la", "la", "")]
    [InlineData("select la, avg(places) as places from places group by la order by la", "places", "")]
    public async Task The_mean_or_extreme_of_few_persons_is_not_shown(string sql, string shown, string expected)
    {
        using var workspace = Make();
        Assert.Equal(
            expected,
            await FindAsync(
                workspace,
                sql,
                "",
                "DM572",
                $"```table\ndata: q\ncolumns: [la, {shown}]\n```"
                    .Replace("[la, la]", "[la]", StringComparison.Ordinal)
                    .Replace(sql.Contains("select la", StringComparison.Ordinal) ? "\0" : "la, ", "", StringComparison.Ordinal)
            )
        );
    }

    private static CheckWorkspace Make()
    {
        var workspace = new CheckWorkspace();
        workspace.Write("content/datasets/places.csv", "la,year,places\nBarnet,2014,40\nBarnet,2015,50\nYork,2014,60\nYork,2015,65\n");
        workspace.Write("content/datasets/carers.csv", "la,year,carers\nBarnet,2014,20\nBarnet,2015,24\nYork,2014,30\nYork,2015,31\n");
        workspace.Write("content/datasets/regions.csv", "la,region\nBarnet,London\nYork,North\n");
        workspace.Write(
            "content/datasets/withheld.csv",
            "la,region,n\nBarnet,South,20\nBexley,South,c\nYork,North,35\nLeeds,North,40\nCamden,South,c\n"
        );
        workspace.Write(
            "content/datasets/persons.csv",
            "name,la,age\nAda,Barnet,14\nBen,Barnet,12\nCai,York,15\nDee,York,16\nEve,York,17\nAda,York,13\nFay,Leeds,12\n"
        );
        workspace.Write("content/datasets/datasets.yml", "withheld: {nulls: {c: suppressed}}\npersons: {people: [\"*\"]}\n");
        return workspace;
    }

    private static string Text(string sql, string option, string body = "") =>
        $"---\ntitle: Test\nsubject: Children in foster care this year\n---\n\n```sql q\n"
        + $"{(option.Length == 0 ? "" : $"--| {option}\n")}{sql}\n```\n\n{body}\n\n```sql other\nselect la, n, n_note from "
        + $"withheld\n```\n";

    private static async Task<string> FindAsync(CheckWorkspace workspace, string sql, string option, string code, string body = "")
    {
        var found = await workspace.CheckAsync(Text(sql, option, body));
        var wrong = found.Where(finding => finding.Rule.Code[2] == '2' && finding.Rule.Severity == Newsletter.Diagnostics.Severity.Error);
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
        return string.Join(
            ' ',
            found
                .Where(finding => finding.Rule.Code == code)
                .Select(finding =>
                    $"{finding.Location.Line - (body.Length > 0 ? 0 : option.Length == 0 ? 6 : 7)}:{finding.Location.Column} {code}"
                )
        );
    }
}
