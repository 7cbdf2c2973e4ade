using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Data;

/// <summary>What surrounds the table of a file, and the files that are none.</summary>
public sealed class FileShapeTests
{
    [Theory]
    [InlineData("Table 7: spending\n\nArea,2015,2016\nBarnet,1,2\n", "Area:Text 2015:Integer 2016:Integer | Barnet 1 2", 3)]
    [InlineData("Table 7: spending,,\n,,\nArea,Boys,Girls\nBarnet,1,2\n", "Area:Text Boys:Integer Girls:Integer | Barnet 1 2", 3)]
    [InlineData("\"Title, with a comma\"\n\"over two\nlines\"\na,b\nx,2\n", "a:Text b:Integer | x 2", 4)]
    [InlineData("Spending, 2017\na;b;c\nx;1,5;2\n", "a:Text b:Text c:Integer | x 1,5 2", 2)]
    [InlineData("Publisher,DfE\nDate,March\na,b,c,d,e\nx,1,2,3,4\n", "a:Text b:Integer c:Integer d:Integer e:Integer | x 1 2 3 4", 3)]
    [InlineData("a,b\n1,2\n", "a:Integer b:Integer | 1 2", 0)]
    [InlineData("la,\nBarnet,x\n", "la:Text column_2:Text | Barnet x", 0)]
    [InlineData("la,,\n1,2,3\n", "la:Integer column_2:Integer column_3:Integer | 1 2 3", 0)]
    [InlineData("a\nx\ny\n", "a:Text | x | y", 0)]
    [InlineData("sep=;\na;b\n1;2\n", "a:Integer b:Integer | 1 2", 0)]
    [InlineData("\uFEFF\"sep=|\"\r\na|b\r\n1|2\r\n", "a:Integer b:Integer | 1 2", 0)]
    [InlineData("a [note 1],b [notes 1 and 2],c (1)\n1,2,3\n", "a:Integer b:Integer c (1):Integer | 1 2 3", 0)]
    [InlineData("n\n1\n2\n\n\n", "n:Integer | 1 | 2", 0)]
    [InlineData("n\n1\n\n2\n", "n:Integer | 1 | ∅ | 2", 0)]
    [InlineData("a,b,c\n1,2,3\n,,Source: DfE\n", "a:Integer b:Integer c:Integer | 1 2 3", 0)]
    public async Task A_header_is_found_below_titles_and_told(string csv, string expected, int line)
    {
        using var data = new TestData().With("t.csv", csv);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(expected, TableText.Of(run["q"]));
        if (line > 0)
            Assert.Contains($"t.csv:{line}:1: info DM254: The header was found in line {line}", run.Found, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("The header was found", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_delimiters_behind_the_last_name_are_no_columns()
    {
        var commas = new string(',', 16_383);
        using var data = new TestData().With("t.csv", $"a,b{commas}\n1,2{commas}\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("a:Integer b:Integer | 1 2", TableText.Of(run["q"]));
        Assert.Empty(run.Found);
    }

    [Fact]
    public async Task A_lone_return_inside_quotes_is_a_line()
    {
        using var data = new TestData().With("t.csv", "n,m\n\"a\rb\",1\nx,2,3\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith("content/datasets/t.csv:4:1: warning DM227: Row 4 ", run.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Area,2015,,\n,Boys,Girls,All\nBarnet,1,2,3\nBrent,4,5,9\n", "header_rows: 2")]
    [InlineData("Area,2015,\nName,Number,Rate\n,,per 10,000\nBarnet,1,2\nBrent,4,5\nBexley,4,5\n", "header_rows: 3")]
    public async Task A_header_over_several_rows_is_told_once_with_the_remedy(string csv, string remedy)
    {
        using var data = new TestData().With("t.csv", csv.Replace("per 10,000", "per head", StringComparison.Ordinal));
        var run = await data.RunAsync("```sql q\nselect count(*) as n from t\n```\n");
        Assert.Equal(["DM283"], run.Codes.Where(code => code is "DM230" or "DM283"));
        Assert.Contains(remedy, run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_of_the_file_s_own_that_is_called_like_notes_is_no_mark()
    {
        using var data = new TestData().With("t.csv", "la,n,n_note\nA,5,see below\nB,,estimated\n").With("u.csv", "la,n\nA,5\nB,c\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n\n```sql r\nselect * from u\n```\n");
        Assert.Null(CellNote.Of(run["q"], 1, "n"));
        Assert.Equal("c", CellNote.Of(run["r"], 1, "n")!.Value.Marker);
    }

    [Theory]
    [InlineData("notes.txt", "DM282", "of no format that is read")]
    [InlineData("README.md", "DM282", "of no format that is read")]
    [InlineData("map.geojson", "DM224", "is a map")]
    [InlineData("data.sqlite", "DM224", "is a database")]
    [InlineData("data.xlsx.gz", "DM224", "is packed")]
    [InlineData("data.gz", "DM224", "is packed")]
    public async Task Every_file_among_the_data_that_is_no_table_is_told(string name, string code, string what)
    {
        using var data = new TestData().With("t.csv", "n\n1\n").With(name, "x");
        var run = await data.RunAsync("```sql q\nselect n from t\n```\n");
        Assert.Equal([code], run.Codes);
        Assert.Contains(name, run.Found, StringComparison.Ordinal);
        Assert.Contains(what, run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_objects_may_be_called_jsonl()
    {
        using var data = new TestData().With("t.jsonl", "{\"a\": 1}\n{\"a\": 2}\n");
        Assert.Equal("a:Integer | 1 | 2", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Fact]
    public async Task A_thousand_datasets_may_be_declared()
    {
        using var data = new TestData().With("t.csv", "n\n1\n");
        data.Declaring(
            "t: {title: T}\n"
                + string.Concat(
                    Enumerable.Range(0, 1000).Select(i => $"# {i}: what is known of the release of that number, as it was given to us\n")
                )
        );
        var run = await data.RunAsync("```sql q\nselect n from t\n```\n");
        Assert.Empty(run.Found);
    }
}
