using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>A workbook that was put into content/datasets is a table like any other.</summary>
public sealed class WorkbookDatasetTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    private static byte[] Write(string format, params TestSheet[] sheets) => format == "xlsx" ? XlsxFile.Write(sheets) : OdsFile.Write(sheets);

    private static TestSheet Release => new("Table 3",
        ["Table 3: Children looked after at 31 March, by local authority"],
        [null],
        ["Local authority", "Code", null, new Merged("2016", 1, 2), null],
        [null, null, null, new Raised("Number ", "1"), "Rate "],
        ["Kent", new PaddedCode(886, 4), null, "2,310", new Percent(0.7m)],
        ["Rutland", new PaddedCode(857, 4), null, "c", "x"],
        ["Surrey", new PaddedCode(936, 4), null, 880, new Percent(0.781m)],
        [null],
        ["1. Figures are rounded to the nearest 5."]);

    [Theory, MemberData(nameof(Formats))]
    public async Task It_is_read_as_datasets_yml_says(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, new TestSheet("Contents", ["Contents", "Page"], ["Table 3", 3]), Release)).Declaring("""
            release:
              sheet: Table 3
              range: from "Local authority"
              header_rows: 2
              nulls: {c: withheld, x: not collected}
              types: {Code: text, 2016 Number: integer}
            """);

        var table = await data.QueryAsync("select * from release");

        Assert.Equal(
            "Local authority:Text Code:Text 2016 Number:Integer 2016 Number_note:Text 2016 Rate:Decimal 2016 Rate_note:Text"
            + " | Kent 0886 2310 ∅ 0.700 ∅ | Rutland 0857 ∅ c: withheld ∅ x: not collected | Surrey 0936 880 ∅ 0.781 ∅",
            TableText.Of(table));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task An_issue_may_bring_its_own(string format)
    {
        using var data = new TestData();
        File.WriteAllBytes(Directory.CreateDirectory(Path.Combine(data.Root, "content", "issues", "test")).FullName + $"/returns.{format}", Write(format, Release));

        var run = await data.RunAsync("```sql q\nselect * from returns\n```\n", $"tables:\n  returns: {{file: returns.{format}, range: \"A4:E6\", types: {{column_1: text}}}}\n");

        Assert.Equal("column_1:Text column_2:Text Number:Integer Number_note:Text Rate:Decimal Rate_note:Text | Kent 0886 2310 ∅ 0.7 ∅ | Rutland 0857 ∅ c: suppressed to protect confidentiality ∅ x: not available", TableText.Of(run["q"]));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_cell_that_does_not_fit_its_column_is_told_with_file_sheet_row_column_and_value(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, new TestSheet("Table 1", ["la", null, "n"], ["Kent", null, 5], ["Surrey", null, "n/k"])))
            .Declaring("release: {types: {n: integer}}");

        var run = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Equal($"content/datasets/release.{format}:3:3: error DM225: \"n/k\" in cell C3 (\"n\") of sheet \"Table 1\" is no integer. [Declare it as a marker (nulls), or the column as text (types), in datasets.yml.]", Assert.Single(run.Errors));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task What_was_decided_for_the_author_is_told_again_when_the_table_comes_from_the_cache(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, Release));
        var fresh = await data.RunAsync("```sql q\nselect * from release\n```\n");
        data.Restart();
        var cached = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Contains("info DM254: Sheet \"Table 3\": the header was found in row 3; what stands above it was left out.", fresh.Found, StringComparison.Ordinal);
        Assert.Contains("the notes from row 9 on were left out.", fresh.Found, StringComparison.Ordinal);
        Assert.Equal(fresh.Found, cached.Found);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task An_unknown_sheet_is_told_where_it_is_declared(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, Release)).Declaring("release: {sheet: Table 4}");

        var run = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Equal($"content/datasets/datasets.yml:1:1: error DM246: \"content/datasets/release.{format}\" has no sheet \"Table 4\". [Did you mean \"Table 3\"?]", run.Found);
        Assert.Null(run.Tables.Find("q")!.Table);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_sheet_with_nothing_but_a_header_is_a_table_without_rows(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, new TestSheet("s", ["la", "n"])));

        var run = await data.RunAsync("```sql q\n--| allow_empty: true\nselect * from release\n```\n");

        Assert.Equal("la:Text n:Text", TableText.Of(run["q"]));
        Assert.Equal(["DM231"], run.Codes);
    }
}
