using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks.Data;

/// <summary>Each fault planted once, beside its clean twin.</summary>
public sealed class DataChecksTests
{
    private const string Table = "```table\ndata: places\n```\n";

    private const string Parts = "```sql parts\nselect * from (values ('A', 0.5, ";

    private const string Drawn =
        ")) as t (x, one, two)\n```\n\n```chart stacked-bar\ndata: parts\nx: x\ny: [one, two]\nformat: pct0\n```\n";

    [Theory]
    [InlineData("DM574", "```sql none\nselect sum(places) as n from areas where la = 'Nowhere'\n```\n", "1:1")]
    [InlineData("DM574", "```sql none\n--| allow_empty: true\nselect sum(places) as n from areas where la = 'Nowhere'\n```\n", "")]
    [InlineData("DM574", "```sql some\nselect sum(places) as n, null as m from areas\n```\n", "")]
    [InlineData("DM575", "```sql bare\nselect n from unknown\n```\n\n```table\ndata: bare\n```\n", "5:1")]
    [InlineData("DM575", "```sql bare\nselect n, 'a' as x from unknown\n```\n\n```chart bar\ndata: bare\nx: x\ny: n\n```\n", "5:1")]
    [InlineData("DM575", "```sql bare\nselect n from unknown\n```\n\n```table\ndata: bare\nsource: Our own count\n```\n", "")]
    [InlineData("DM575", Table, "")]
    [InlineData("DM242", "```sql some\nselect la from areas limit 2\n```\n", "1:1")]
    [InlineData("DM242", "```sql some\nselect la from (select la, places from areas limit 2) order by la\n```\n", "1:1")]
    [InlineData("DM242", "```sql some\nselect la from areas order by la limit 2\n```\n", "")]
    [InlineData("DM576", "```sql many\nselect i from range(41) as t(i)\n```\n\n```table\ndata: many\n```\n", "5:1")]
    [InlineData("DM576", "```sql many\nselect i from range(40) as t(i)\n```\n\n```table\ndata: many\n```\n", "")]
    [InlineData(
        "DM577",
        "```sql parts\nselect * from (values ('A', 0.5, 0.4), ('B', 0.5, 0.5)) as t (x, one, two)\n```\n\n```chart stacked-bar\ndata: "
            + "parts\nx: x\ny: [one, two]\nformat: pct0\n```\n",
        "5:1"
    )]
    [InlineData(
        "DM577",
        "```sql parts\nselect * from (values ('A', 0.5, 0.5), ('B', 0.496, 0.5)) as t (x, one, two)\n```\n\n```chart stacked-bar\n"
            + "data: parts\nx: x\ny: [one, two]\nformat: pct0\n```\n",
        ""
    )]
    [InlineData(
        "DM577",
        "```sql parts\nselect * from (values ('A', 5, 4), ('B', 5, 5)) as t (x, one, two)\n```\n\n```chart stacked-bar\ndata: parts\n"
            + "x: x\ny: [one, two]\n```\n",
        ""
    )]
    // 99 to 101 of a hundred are a whole.
    [InlineData("DM577", Parts + "0.49" + Drawn, "")]
    [InlineData("DM577", Parts + "0.51" + Drawn, "")]
    [InlineData("DM577", Parts + "0.489" + Drawn, "5:1")]
    [InlineData("DM577", Parts + "0.511" + Drawn, "5:1")]
    public async Task A_fault_of_the_data_is_found_in_its_place(string code, string body, string expected)
    {
        using var planted = new Planted();
        planted.Workspace.Write("content/datasets/unknown.csv", "n\n240\n");
        Assert.Equal(expected.Length == 0 ? [] : [$"{expected} {code}"], await planted.FindAsync(body, code));
    }

    [Theory]
    [InlineData("2017-03-16", "2017-03-15", 1)]
    [InlineData("2017-03-16", "2017-03-16", 1)]
    [InlineData("2017-03-16", "2017-03-17", 0)]
    [InlineData("2017-03-16", "", 0)]
    [InlineData("2016-02-11", "2017-03-15", 0)]
    public async Task A_newer_release_is_one_that_was_out_on_the_day_of_the_issue(string day, string next, int expected)
    {
        using var planted = new Planted();
        var declared = next.Length == 0 ? "" : $", next_release: {next}";
        planted.Workspace.Write(
            "content/datasets/datasets.yml",
            $"fostering: {{title: Fostering, publisher: Ofsted}}\nareas: {{title: Places, publisher: Ofsted{declared}}}\n"
        );
        var found = await planted.DiagnoseBelowAsync(
            CheckWorkspace.FrontMatter.Replace("2017-03-16", day, StringComparison.Ordinal),
            Table,
            "DM578"
        );
        Assert.Equal(expected, found.Length);
        Assert.All(found, finding => Assert.Equal("content/datasets/datasets.yml:2:1", finding.Location.ToString()));
    }

    [Fact]
    public async Task Without_a_day_the_issue_is_judged_by_today()
    {
        using var planted = new Planted();
        planted.Workspace.Write(
            "content/datasets/datasets.yml",
            "fostering: {title: Fostering, publisher: Ofsted}\nareas: {title: Places, publisher: Ofsted, next_release: 2017-03-16}\n"
        );
        Assert.Single(
            await planted.DiagnoseBelowAsync(
                CheckWorkspace.FrontMatter.Replace("date: 2017-03-16\n", "", StringComparison.Ordinal),
                Table,
                "DM578"
            )
        );
    }

    [Theory]
    [InlineData("fostering", 16_920, 11_460, "")]
    [InlineData("other", 16_920, 11_460, "DM579")]
    [InlineData("other", 16_920, 9_000, "DM579")]
    [InlineData("other", 16_920, 1_146, "DM579 DM580")]
    [InlineData("fostering", 16_920, -11_460, "DM580")]
    [InlineData("fostering", 16_920, 0, "DM580")]
    public async Task What_changed_since_the_last_push_is_found(string hash, int first, int pushed, string expected)
    {
        using var planted = new Planted();
        const string Body = "From {{ applications.first.applications | num0 }} to {{ applications.last.applications | num0 }}.\n";
        var build = await planted.BuildAsync(Body);
        var real = build.Figures.All[0].Datasets[0].Hash;
        var json = $$"""
            {"figures": [
              {"place": "index.md:18:9", "printed": "", "expression": "applications.first.applications | num0", "value": "{{first}}", "datasets": [{"name": "fostering", "sha256": "{{(
                hash == "fostering" ? real : new string('0', 64)
            )}}"}]},
              {"place": "index.md:18:9", "printed": "", "expression": "applications.last.applications | num0", "value": "{{pushed}}", "datasets": []}
            ]}
            """;
        planted.Workspace.Write(".datamonger/pushed/sandbox/test/figures.json", json);
        var found = await planted.DiagnoseAsync(Body, "DM579", "DM580");
        Assert.Equal(expected, string.Join(' ', found.Select(finding => finding.Rule.Code)));
        planted.Workspace.Write(".datamonger/pushed/sandbox/test/figures.json", "no json");
        Assert.Empty(await planted.DiagnoseAsync(Body, "DM579", "DM580"));
    }

    [Theory]
    [InlineData("la,places,share\nBarnet,240,0.32\nLambeth,166,0.54\n", "DM579")]
    [InlineData("la,places,share\nBarnet,240.5,0.32\nLambeth,165,0.54\n", "DM579")]
    [InlineData("la,places,share\nBarnet,none,0.32\nLambeth,few,0.54\n", "DM569 DM579")]
    [InlineData("la,place,share\nBarnet,240,0.32\nLambeth,165,0.54\n", "DM569 DM579")]
    [InlineData("la,places\nBarnet,240\nLambeth,165\n", "DM579")]
    [InlineData("la,places,share\nBarnet,240,0.32\nLambeth,165,0.54\nSwindon,1234567,0.075\n", "")]
    public async Task A_column_that_is_read_stays_what_it_was_when_pushed(string file, string expected)
    {
        using var planted = new Planted();
        const string Queries = "\n```sql q\nselect la, places from areas order by la\n```\n\n```table\ndata: q\n```\n";
        var build = await planted.Workspace.BuildAsync(CheckWorkspace.FrontMatter + Queries);
        planted.Workspace.Write(
            ".datamonger/pushed/sandbox/test/figures.json",
            Newsletter.Outputs.FiguresJson.Write(build.Figures, build.Tables.Datasets)
        );
        planted.Workspace.Write("content/datasets/areas.csv", file);
        var found = (await planted.Workspace.CheckAsync(CheckWorkspace.FrontMatter + Queries))
            .Where(finding => finding.Rule.Code is "DM579" or "DM569")
            .OrderBy(finding => finding.Rule.Code)
            .ToArray();
        Assert.Equal(expected, string.Join(' ', found.Select(finding => finding.Rule.Code)));
        Assert.All(found, finding => Assert.Equal("content/issues/test/index.md:8:1", finding.Location.ToString()));
        if (file.StartsWith("la,places\n", StringComparison.Ordinal))
            Assert.Contains("the column \"share\" is gone", found[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_of_numbers_people_data_dates_and_markdown_is_shown_by_a_fault()
    {
        var folder = Path.Combine(RepositoryFolder.Tests, "Checks");
        var tests = string.Concat(
            Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetDirectoryName(file) != folder || Path.GetFileName(file) == "PlantedFaults.cs")
                .Select(File.ReadAllText)
        );
        var codes = Newsletter
            .Checks.CheckCatalog.Rules.Select(rule => rule.Rule.Code)
            .Where(code => string.CompareOrdinal(code, "DM560") >= 0 && string.CompareOrdinal(code, "DM587") <= 0)
            .ToArray();
        Assert.Equal(28, codes.Length);
        Assert.All(codes, code => Assert.Contains($"\"{code}\"", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_that_earlier_stages_hold_are_named_by_their_codes()
    {
        var known = Newsletter.Data.Queries.DataRules.All.Select(rule => rule.Code).ToHashSet();
        Assert.All(
            Newsletter.Checks.CheckCatalog.ReportedElsewhere,
            pair => Assert.All(pair.Value, code => Assert.Matches("^DM[1-8][0-9]{2}$", code))
        );
        Assert.All(
            Newsletter.Checks.CheckCatalog.ReportedElsewhere.Values.SelectMany(codes => codes).Where(code => code[2] == '2'),
            code => Assert.Contains(code, known)
        );
        Assert.Contains("DAT-01", Newsletter.Checks.CheckCatalog.ReportedElsewhere.Keys);
    }
}
