using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Data;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Docs;

/// <summary>docs/data.md says what the loader does.</summary>
public sealed partial class DataDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "data.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Examples => [.. Example().Matches(Page).Select(example => example.Groups["name"].Value)];

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_gives_the_table_below_it(string name)
    {
        var example = Example().Matches(Page).Single(candidate => candidate.Groups["name"].Value == name);
        using var data = new TestData().With(name, example.Groups["csv"].Value).Declaring(example.Groups["yaml"].Value);
        var table = await data.QueryAsync($"select * from {DatasetCatalog.NameOf(name)}");
        Assert.Equal(Rows(example.Groups["table"].Value), Rows(Print(table)));
    }

    [Fact]
    public void What_is_declared_on_the_page_can_be_declared()
    {
        foreach (Match fence in Yaml().Matches(Page))
        {
            using var data = new TestData().Declaring(fence.Groups["yaml"].Value);
            var bag = new DiagnosticBag();
            DatasetCatalog.Read(data.Workspace, bag);
            // The file is not there; nothing else may be wrong.
            Assert.All(bag.ToImmutable(), finding => Assert.Equal("DM223", finding.Rule.Code));
        }
    }

    [Fact]
    public void Every_key_and_every_finding_is_on_the_page()
    {
        Assert.All(DataFileFields.DatasetTable, field => Assert.Contains($"`{field.Name}`", Page, StringComparison.Ordinal));
        var rules = DataRules
            .All.Where(rule => string.CompareOrdinal(rule.Code, "DM221") >= 0 && string.CompareOrdinal(rule.Code, "DM231") <= 0)
            .Concat(WorkbookRules.All)
            .Concat(TextRules.All)
            .Append(DatasetRules.TooLarge);
        Assert.All(rules, rule => Assert.Contains(rule.Code, Page, StringComparison.Ordinal));
        Assert.All(
            Datamonger.Newsletter.Data.Reading.Typing.Markers.Known.Keys.Where(marker => marker[0] != '['),
            marker => Assert.Contains($"`{marker}`", Page, StringComparison.Ordinal)
        );
        Assert.All(DataFileFields.TypeNames, type => Assert.Contains($"`{type}`", Page, StringComparison.Ordinal));
        Assert.Equal(Datamonger.Newsletter.Data.Reading.Typing.ColumnPlanner.TypeNames, DataFileFields.TypeNames);
        Assert.All(FileFormat.Extensions, extension => Assert.Contains($"`{extension}`", Page, StringComparison.Ordinal));
    }

    private static string Print(Table table) =>
        string.Join(
            '\n',
            [
                $"| {string.Join(" | ", table.ColumnNames)} |",
                "| --- |",
                .. Enumerable
                    .Range(0, table.RowCount)
                    .Select(row => $"| {string.Join(" | ", table.Columns.Select(column => Shown(column.Values[row])))} |"),
            ]
        );

    private static string Shown(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    // The cells of a Markdown table without the line below its header.
    private static string Rows(string markdown) =>
        string.Join(
            '\n',
            markdown
                .Trim()
                .Split('\n')
                .Where((_, i) => i != 1)
                .Select(line => string.Join('|', line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())))
        );

    [GeneratedRegex(
        @"```csv (?<name>[\w.-]+)\n(?<csv>.*?)```\n(\n```yaml datasets\.yml\n(?<yaml>.*?)```\n)?\n(?<table>(\|[^\n]*\n)+)",
        RegexOptions.Singleline
    )]
    private static partial Regex Example();

    [GeneratedRegex(@"```yaml datasets\.yml\n(?<yaml>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
