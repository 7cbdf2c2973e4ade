using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>A workbook that was put into content/datasets is a table like any other.</summary>
public sealed class WorkbookDatasetTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    private static byte[] Write(string format, params TestSheet[] sheets) =>
        format == "xlsx" ? XlsxFile.Write(sheets) : OdsFile.Write(sheets);

    private static TestSheet Release =>
        new(
            "Table 3",
            ["Table 3: Children looked after at 31 March, by local authority"],
            [null],
            ["Local authority", "Code", null, new Merged("2016", 1, 2), null],
            [null, null, null, new Raised("Number ", "1"), "Rate "],
            ["Kent", new PaddedCode(886, 4), null, "2,310", new Percent(0.7m)],
            ["Rutland", new PaddedCode(857, 4), null, "c", "x"],
            ["Surrey", new PaddedCode(936, 4), null, 880, new Percent(0.781m)],
            [null],
            ["1. Figures are rounded to the nearest 5."]
        );

    [Theory, MemberData(nameof(Formats))]
    public async Task It_is_read_as_datasets_yml_says(string format)
    {
        using var data = new TestData()
            .With($"release.{format}", Write(format, new TestSheet("Contents", ["Contents", "Page"], ["Table 3", 3]), Release))
            .Declaring(
                """
                release:
                  sheet: Table 3
                  range: from "Local authority"
                  header_rows: 2
                  nulls: {c: withheld, x: not collected}
                  types: {Code: text, 2016 Number: integer}
                """
            );

        var table = await data.QueryAsync("select * from release");

        Assert.Equal(
            "Local authority:Text Code:Text 2016 Number:Integer 2016 Number_note:Text 2016 Rate:Decimal 2016 Rate_note:Text"
                + " | Kent 0886 2310 ∅ 0.700 ∅ | Rutland 0857 ∅ c: withheld ∅ x: not collected | Surrey 0936 880 ∅ 0.781 ∅",
            TableText.Of(table)
        );
    }

    // What a cell shows is what it means: a ratio shown as a percentage is never divided again, a bare number in a percent column once.
    [Theory]
    [InlineData("xlsx", "", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("ods", "", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("xlsx", "percent", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("ods", "percent", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("xlsx", "decimal", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("ods", "double", "rate:Double | 0.322 | 0.075", null)]
    [InlineData("xlsx", "text", "rate:Text | 32.2% | 7.5%", null)]
    [InlineData("xlsx", "mixed", "rate:Text | 32.2% | 7.5", "DM230")]
    [InlineData("ods", "mixed", "rate:Text | 32.2% | 7.5", "DM230")]
    [InlineData("xlsx", "mixed percent", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("ods", "mixed percent", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("xlsx", "written percent", "rate:Decimal | 0.322 | 0.075", null)]
    [InlineData("ods", "written percent", "rate:Decimal | 0.322 | 0.075", null)]
    public async Task A_percentage_is_divided_once(string format, string told, string expected, string? code)
    {
        object second =
            told.StartsWith("mixed", StringComparison.Ordinal) ? 7.5m
            : told.StartsWith("written", StringComparison.Ordinal) ? "7.5%\u00A0"
            : new Percent(0.075m);
        var type = told.Split(' ')[^1];
        using var data = new TestData()
            .With($"t.{format}", Write(format, new TestSheet("Sheet1", ["area", "rate"], ["A", new Percent(0.322m)], ["B", second])))
            .Declaring(type is "" or "mixed" ? "{}" : $"t: {{types: {{rate: {type}}}}}");

        var run = await data.RunAsync("```sql q\nselect rate from t order by area\n```\n");

        Assert.Equal(expected, TableText.Of(run["q"]));
        Assert.Equal(code is null ? [] : [code], run.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_title_beside_a_link_is_not_the_header(string format)
    {
        using var data = new TestData().With(
            $"t.{format}",
            Write(
                format,
                new TestSheet(
                    "Sheet1",
                    ["Table 3: Children looked after", "Return to contents"],
                    [new Merged("England, 31 March", 1, 5), null, null, null, null],
                    [null],
                    ["Area", "Code", "Boys", "Girls", "All"],
                    ["Kent", "E1", 1, 2, 3],
                    [null, null, null, null, "Source: DfE"]
                )
            )
        );

        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");

        Assert.Equal("Area:Text Code:Text Boys:Integer Girls:Integer All:Integer | Kent E1 1 2 3", TableText.Of(run["q"]));
        Assert.Contains("skip: 3", run.Found, StringComparison.Ordinal);
        Assert.Equal(["DM254", "DM254"], run.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task Two_header_rows_are_found_below_a_title_and_named_when_they_are_not_declared(string format)
    {
        var sheet = new TestSheet(
            "Sheet1",
            ["Table 3: Children looked after"],
            [null, new Merged("2015", 1, 2), null, new Merged("2016", 1, 2), null],
            ["Area", "Boys", "Girls", "Boys", "Girls"],
            ["Kent", 1, 2, 3, 4],
            ["Essex", 5, 6, 7, 8]
        );
        using var data = new TestData()
            .With($"t.{format}", Write(format, sheet))
            .With($"u.{format}", Write(format, sheet))
            .Declaring("u: {header_rows: 2}");

        var run = await data.RunAsync("```sql q\nselect * from u\n```\n\n```sql r\nselect * from t\n```\n");

        Assert.Equal(
            "Area:Text 2015 Boys:Integer 2015 Girls:Integer 2016 Boys:Integer 2016 Girls:Integer | Kent 1 2 3 4 | Essex 5 6 7 8",
            TableText.Of(run["q"])
        );
        Assert.DoesNotContain("DM230", run.Codes);
        Assert.Equal("DM283", Assert.Single(run.Codes, code => code is "DM283"));
        Assert.Contains("header_rows: 2", run.Found, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_header_merged_over_the_whole_sheet_makes_no_columns(string format)
    {
        using var data = new TestData().With(
            $"t.{format}",
            Write(format, new TestSheet("Sheet1", ["a", new Merged("b", 1, 3), null, null], ["x", 1], ["y", 2]))
        );

        Assert.Equal("a:Text b:Integer | x 1 | y 2", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_cover_is_not_preferred(string format)
    {
        using var data = new TestData().With(
            $"t.{format}",
            Write(
                format,
                new TestSheet("Cover", ["Children looked after"], ["Published", "March 2017"]),
                new TestSheet("Hidden", ["x", "y", "z"], [1, 2, 3]) { Hidden = true },
                new TestSheet("Table 1", ["a", "b", "c"], ["x", 1, 2])
            )
        );

        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");

        Assert.Equal("a:Text b:Integer c:Integer | x 1 2", TableText.Of(run["q"]));
        Assert.Contains("\"Table 1\" was read, for it is the first that is a table.", run.Found, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_cell_of_one_blank_is_empty(string format)
    {
        using var data = new TestData().With(
            $"t.{format}",
            Write(format, new TestSheet("Sheet1", ["area", "n"], ["A", 5], ["B", " "], ["C", "\u00A0"], ["D", 7]))
        );

        var run = await data.RunAsync("```sql q\nselect n from t order by area\n```\n");

        Assert.Equal("n:Integer | 5 | ∅ | ∅ | 7", TableText.Of(run["q"]));
        Assert.Empty(run.Found);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task An_issue_may_bring_its_own(string format)
    {
        using var data = new TestData();
        File.WriteAllBytes(
            Directory.CreateDirectory(Path.Combine(data.Root, "content", "issues", "test")).FullName + $"/returns.{format}",
            Write(format, Release)
        );

        var run = await data.RunAsync(
            "```sql q\nselect * from returns\n```\n",
            $"tables:\n  returns: {{file: returns.{format}, range: \"A4:E6\", types: {{column_1: text}}}}\n"
        );

        Assert.Equal(
            "column_1:Text column_2:Text Number:Integer Number_note:Text Rate:Decimal Rate_note:Text | Kent 0886 2310 ∅ 0.70 ∅ | "
                + "Rutland 0857 ∅ c: suppressed to protect confidentiality ∅ x: not available",
            TableText.Of(run["q"])
        );
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task A_cell_that_does_not_fit_its_column_is_told_with_file_sheet_row_column_and_value(string format)
    {
        using var data = new TestData()
            .With(
                $"release.{format}",
                Write(format, new TestSheet("Table 1", ["la", null, "n"], ["Kent", null, 5], ["Surrey", null, "n/k"]))
            )
            .Declaring("release: {types: {n: integer}}");

        var run = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Equal(
            $"content/datasets/release.{format}:3:3: error DM225: \"n/k\" in cell C3 (\"n\") of sheet \"Table 1\" is no integer. "
                + $"[Declare it as a marker (nulls), or the column as text (types), in datasets.yml.]",
            Assert.Single(run.Errors)
        );
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task What_was_decided_for_the_author_is_told_again_when_the_table_comes_from_the_cache(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, Release));
        var fresh = await data.RunAsync("```sql q\nselect * from release\n```\n");
        data.Restart();
        var cached = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Contains(
            "info DM254: Sheet \"Table 3\": the header was found in row 3; what stands above it was left out.",
            fresh.Found,
            StringComparison.Ordinal
        );
        Assert.Contains("the notes from row 9 on were left out.", fresh.Found, StringComparison.Ordinal);
        Assert.Equal(fresh.Found, cached.Found);
    }

    [Theory, MemberData(nameof(Formats))]
    public async Task An_unknown_sheet_is_told_where_it_is_declared(string format)
    {
        using var data = new TestData().With($"release.{format}", Write(format, Release)).Declaring("release: {sheet: Table 4}");

        var run = await data.RunAsync("```sql q\nselect * from release\n```\n");

        Assert.Equal(
            $"content/datasets/datasets.yml:1:1: error DM246: \"content/datasets/release.{format}\" has no sheet \"Table 4\". [Did you "
                + $"mean \"Table 3\"?]",
            run.Found
        );
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
