using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>
/// What is odd about releases as they are published, from the file to the rows of a query; each file is as small as its hazard.
/// </summary>
public sealed class HazardTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("", "info DM257: \"content/datasets/t.csv\" is no UTF-8 and was read as Windows-1252.")]
    [InlineData("t: {encoding: windows-1252}", "")]
    public async Task Windows_1252_is_found_and_said_or_declared_and_taken(string declared, string found)
    {
        using var data = new TestData().With("t.csv", Windows1252.GetBytes("la,note\nYnys Môn,“£5 – café”\n"));
        if (declared.Length > 0)
            data.Declaring(declared);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("la:Text note:Text | Ynys Môn “£5 – café”", TableText.Of(run["q"]));
        Assert.Contains(found, run.Found, StringComparison.Ordinal);
        Assert.Equal(found.Length == 0, run.Found.Length == 0);
    }

    [Fact]
    public async Task Utf_16_that_is_none_is_told_and_not_taken_for_an_empty_table()
    {
        using var data = new TestData().With("t.csv", "la,n\nKent,1\n").Declaring("t: {encoding: utf-16}");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Contains(
            "error DM256: \"content/datasets/t.csv\" cannot be read: it is declared as utf-16le",
            run.Found,
            StringComparison.Ordinal
        );
        Assert.Null(run.Tables.Find("q")!.Table);
    }

    [Fact]
    public async Task Codes_of_two_vintages_years_of_four_spellings_and_names_with_a_blank_behind_them_are_kept_as_published()
    {
        using var data = new TestData().With(
            "t.csv",
            "code ,year,la\nE08000020,2015/16,Gateshead\nE08000037,2016-17 (OT), Gateshead \n0123,2018 (Rev),Barnet\n"
        );
        Assert.Equal(
            "code:Text year:Text la:Text | E08000020 2015/16 Gateshead | E08000037 2016-17 (OT)  Gateshead  | 0123 2018 (Rev) Barnet",
            TableText.Of(await data.QueryAsync("select * from t"))
        );
    }

    [Fact]
    public async Task Notes_below_a_CSV_table_are_left_out_and_told()
    {
        using var data = new TestData().With("t.csv", "la,n,rate\nKent,1,2\n\nSource: DfE\n1. Provisional.\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("la:Text n:Integer rate:Integer | Kent 1 2", TableText.Of(run["q"]));
        Assert.StartsWith(
            "content/datasets/t.csv:4:1: info DM254: The notes from line 4 on were left out.",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_looks_like_a_note_in_the_midst_of_a_CSV_table_is_a_row_of_it()
    {
        using var data = new TestData().With("t.csv", "la,n,rate\nKent,1,2\n\nSource: DfE\nBarnet,3,4\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("la:Text n:Integer rate:Integer | Kent 1 2 | Source: DfE ∅ ∅ | Barnet 3 4", TableText.Of(run["q"]));
        Assert.StartsWith(
            "content/datasets/t.csv:4:1: warning DM227: Row 4 has 1 cell where the header has 3",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Phantom_sheets_and_columns_are_not_seen()
    {
        // Hundreds of sheets of other files, of which a copy is kept, and a table that declares every column there is.
        var phantom = string.Concat(
            Enumerable
                .Range(0, 519)
                .Select(i =>
                    $"<table:table table:name=\"'file:///C:/x.xls'#{i}\"><table:table-source "
                    + $"xlink:href=\"x\"/>{OdsFile.Row("", "ghost", "1")}</table:table>"
                )
        );
        var table =
            $"<table:table table:name=\"Table 1\"><table:table-column "
            + $"table:number-columns-repeated=\"16384\"/>{OdsFile.Row("", "la", "n")}{OdsFile.Row("", "Kent", "5")}"
            + "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell "
            + "table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
        using var data = new TestData().With("t.ods", OdsFile.WithTables(phantom + table).ToBytes());
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("la:Text n:Integer | Kent 5", TableText.Of(run["q"]));
        Assert.Equal("", run.Found);
    }

    [Fact]
    public async Task A_number_computed_in_binary_is_the_number_its_author_saw()
    {
        var sheet = new TestSheet("s", ["la", "share", "total"], ["Kent", 78.099999999999994, 0.1 + 0.2]);
        using var data = new TestData()
            .With("x.xlsx", XlsxFile.Write(sheet))
            .With("o.ods", OdsFile.Write(sheet))
            .With("j.json", "[{\"la\": \"Kent\", \"share\": 78.1, \"total\": 0.3}]");
        foreach (var name in new[] { "x", "o", "j" })
            Assert.Equal(
                "la:Text share:Decimal total:Decimal | Kent 78.1 0.3",
                TableText.Of(await data.QueryAsync($"select * from {name}"))
            );
    }

    [Fact]
    public async Task A_day_is_a_day_in_every_format()
    {
        var sheet = new TestSheet("s", ["la", "day"], ["Kent", new DateOnly(2016, 3, 27)]);
        using var data = new TestData()
            .With("x.xlsx", XlsxFile.Write(sheet))
            .With("o.ods", OdsFile.Write(sheet))
            .With("c.csv", "la,day\nKent,27/03/2016\n")
            .With("j.json", "[{\"la\": \"Kent\", \"day\": \"2016-03-27\"}]");
        foreach (var name in new[] { "x", "o", "c", "j" })
            Assert.Equal("la:Text day:Date | Kent 2016-03-27", TableText.Of(await data.QueryAsync($"select * from {name}")));
    }
}
