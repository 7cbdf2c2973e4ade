using System.Reflection;
using System.Text;

namespace Datamonger.Newsletter.Tests.Data;

public class DatasetTests
{
    [Theory]
    [InlineData("n\n1\n-2\n", "n:Integer | 1 | -2")]
    [InlineData("n\n\"54,870\"\n1\n", "n:Integer | 54870 | 1")]
    [InlineData("n\n\"1,2345\"\n1\n", "n:Text | 1,2345 | 1")]
    [InlineData("n\n78.099999999999994\n1\n", "n:Decimal | 78.099999999999994 | 1.000000000000000")]
    [InlineData("n\n0.10\n12.5\n", "n:Decimal | 0.10 | 12.50")]
    [InlineData("n\n1e3\n2.5E-1\n", "n:Decimal | 1000.00 | 0.25")]
    [InlineData("n\n.5\n+5.\n", "n:Decimal | 0.5 | 5.0")]
    [InlineData("n\n 12 \n7\n", "n:Integer | 12 | 7")]
    [InlineData("n\n−5\n7\n", "n:Integer | -5 | 7")]
    [InlineData("n\n123456789012345678\n1\n", "n:Integer | 123456789012345678 | 1")]
    [InlineData("n\n12345678901234567890\n1\n", "n:Decimal | 12345678901234567890 | 1")]
    [InlineData("share\n32%\n7.5 %\n", "share:Decimal | 0.320 | 0.075")]
    [InlineData("code\n007\n123\n", "code:Text | 007 | 123")]
    [InlineData("code\nE08000020\nE08000037\n", "code:Text | E08000020 | E08000037")]
    [InlineData("n\n0\n0.5\n", "n:Decimal | 0.0 | 0.5")]
    [InlineData("year\n2015/16\n2016-17 (OT)\n2018 (Rev)\n", "year:Text | 2015/16 | 2016-17 (OT) | 2018 (Rev)")]
    [InlineData("year\n2015-16\n2016-17\n", "year:Text | 2015-16 | 2016-17")]
    [InlineData("day\n2017-03-16\n2016-02-29\n", "day:Date | 2017-03-16 | 2016-02-29")]
    [InlineData("day\n16/03/2017\n01/12/2016\n", "day:Date | 2017-03-16 | 2016-12-01")]
    [InlineData("day\n03/16/2017\n01/12/2016\n", "day:Text | 03/16/2017 | 01/12/2016")]
    [InlineData("day\n2017-02-29\n", "day:Text | 2017-02-29")]
    [InlineData(
        "time\n2017-03-16 09:30\n2017-03-16T09:30:15.25\n2017-03-17\n",
        "time:Timestamp | 2017-03-16T09:30:00 | 2017-03-16T09:30:15.25 | 2017-03-17T00:00:00"
    )]
    [InlineData("time\n2017-03-16T09:30:00Z\n", "time:Timestamp | 2017-03-16T09:30:00")]
    [InlineData("time\n2017-03-16T09:30:00.25+00:00\n", "time:Timestamp | 2017-03-16T09:30:00.25")]
    [InlineData("time\n2017-03-16T09:30:00+01:00\n", "time:Text | 2017-03-16T09:30:00+01:00")]
    [InlineData("time\n16/03/2017 09:30\n1/3/2017 09:30:15\n", "time:Timestamp | 2017-03-16T09:30:00 | 2017-03-01T09:30:15")]
    [InlineData("time\n2017-03-16 24:00\n", "time:Text | 2017-03-16 24:00")]
    [InlineData("day\n1/3/2017\n16/03/2017\n", "day:Date | 2017-03-01 | 2017-03-16")]
    [InlineData("day\n01-Apr-2017\n1-SEPT-2017\n", "day:Date | 2017-04-01 | 2017-09-01")]
    [InlineData("day\n1 April 2017\n31 december 2016\n2017-03-16\n", "day:Date | 2017-04-01 | 2016-12-31 | 2017-03-16")]
    [InlineData("day\n25/03/17\n01/01/30\n", "day:Date | 2017-03-25 | 1930-01-01")]
    [InlineData("day\n1-Apr-29\n", "day:Date | 2029-04-01")]
    [InlineData("day\n16.03.2017\n1-3-2017\n", "day:Date | 2017-03-16 | 2017-03-01")]
    [InlineData("day\n31/04/2017\n", "day:Text | 31/04/2017")]
    [InlineData("day\n1 Smarch 2017\n", "day:Text | 1 Smarch 2017")]
    [InlineData("day\n01-02-03\n", "day:Text | 01-02-03")]
    [InlineData("day\n1 3 2017\n", "day:Text | 1 3 2017")]
    [InlineData("cost\n\"£1,234\"\n-£5\n", "cost:Integer | 1234 | -5")]
    [InlineData("cost\n£1.50\n2\n", "cost:Decimal | 1.50 | 2.00")]
    [InlineData("cost\n$7\n$-8\n", "cost:Integer | 7 | -8")]
    [InlineData("cost\n7.50 €\n€8\n", "cost:Decimal | 7.50 | 8.00")]
    [InlineData("cost\n£7\n€8\n", "cost:Text | £7 | €8")]
    [InlineData("cost\n£7\n8%\n", "cost:Text | £7 | 8%")]
    [InlineData("cost\n£\n£5£\n", "cost:Text | £ | £5£")]
    [InlineData("share\n\"32% \"\n7.5\u00A0%\u00A0\n1\u202F%\n", "share:Decimal | 0.320 | 0.075 | 0.010")]
    [InlineData("n\n1\n\" \"\n\"\u00A0\"\n", "n:Integer | 1 | ∅ | ∅")]
    [InlineData("n\n1e-2147483648\n", "n:Text | 1e-2147483648")]
    [InlineData("n\n1e2147483647\n", "n:Text | 1e2147483647")]
    [InlineData("n\n999999999999999999\n1\n", "n:Integer | 999999999999999999 | 1")]
    [InlineData("n\n1000000000000000000\n1\n", "n:Decimal | 1000000000000000000 | 1")]
    [InlineData("flag\ntrue\nFALSE\n", "flag:Boolean | True | False")]
    [InlineData("flag\nyes\nno\n", "flag:Text | yes | no")]
    [InlineData("a,b\n1,\n,x\n", "a:Integer b:Text | 1 ∅ | ∅ x")]
    [InlineData("a,b\n,\n1,x\n,\n", "a:Integer b:Text | 1 x")]
    [InlineData("name\n Barnet \nBrent\n", "name:Text |  Barnet  | Brent")]
    [InlineData("text\n\"one\ntwo, \"\"three\"\"\"\nx\n", "text:Text | one\ntwo, \"three\" | x")]
    [InlineData("a;b\n1;2\n", "a:Integer b:Integer | 1 2")]
    [InlineData("a\tb\n1\t2\n", "a:Integer b:Integer | 1 2")]
    [InlineData("a|b\r\n1|2\r\n", "a:Integer b:Integer | 1 2")]
    [InlineData("a,b\r1,2\r3,4", "a:Integer b:Integer | 1 2 | 3 4")]
    [InlineData("\uFEFFa,b\n1,2\n", "a:Integer b:Integer | 1 2")]
    [InlineData("a,b,,\n1,2,,\n", "a:Integer b:Integer | 1 2")]
    [InlineData("n\n1\n2\nn/k\n3\n4\n5\n6\n7\n8\n", "n:Text | 1 | 2 | n/k | 3 | 4 | 5 | 6 | 7 | 8")]
    public async Task Cells_become_values_of_the_type_that_all_of_a_column_share(string csv, string expected)
    {
        using var data = new TestData().With("t.csv", csv);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(expected, TableText.Of(run["q"]));
        Assert.Empty(run.Errors);
    }

    [Theory]
    [InlineData("c", "c: suppressed to protect confidentiality")]
    [InlineData("x", "x: not available")]
    [InlineData("z", "z: not applicable")]
    [InlineData("u", "u: low reliability")]
    [InlineData("k", "k: rounds to zero")]
    [InlineData("low", "low: rounds to zero")]
    [InlineData(":", ":: not available")]
    [InlineData(".", ".: not applicable")]
    [InlineData("..", "..: not available")]
    [InlineData("-", "-: negligible")]
    [InlineData("^", "^: not available")]
    [InlineData("*", "*: suppressed to protect confidentiality")]
    [InlineData("[c]", "[c]: suppressed to protect confidentiality")]
    [InlineData("C", "C: suppressed to protect confidentiality")]
    [InlineData("LOW", "LOW: rounds to zero")]
    [InlineData("[X]", "[X]: not available")]
    [InlineData("w", "w: none recorded")]
    [InlineData("[x]", "[x]: not available")]
    [InlineData("[z]", "[z]: not applicable")]
    [InlineData("[u]", "[u]: low reliability")]
    [InlineData("[w]", "[w]: none recorded")]
    [InlineData("[low]", "[low]: rounds to zero")]
    [InlineData("–", "–: negligible")]
    [InlineData("NA", "NA: not available")]
    [InlineData("n/a", "n/a: not available or not applicable")]
    [InlineData("NULL", "NULL: not available")]
    [InlineData("nan", "nan: not available")]
    public async Task A_marker_among_numbers_is_no_number_and_its_reason_stands_beside(string marker, string note)
    {
        using var data = new TestData().With("t.csv", $"la,n\nA,5\nB,{marker}\nC,\n");
        Assert.Equal($"la:Text n:Integer n_note:Text | A 5 ∅ | B ∅ {note} | C ∅ ∅", TableText.Of(await data.QueryAsync("select * from t")));
        Assert.Equal(marker, Datamonger.Newsletter.Data.Model.CellNote.Parse(note)!.Value.Marker);
    }

    [Fact]
    public void Every_known_marker_has_its_case() =>
        Assert.Empty(
            Datamonger.Newsletter.Data.Reading.Typing.Markers.Known.Keys.Except(
                typeof(DatasetTests)
                    .GetMethod(nameof(A_marker_among_numbers_is_no_number_and_its_reason_stands_beside))!
                    .GetCustomAttributesData()
                    .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
                    .Select(attribute =>
                        ((ICollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).First().Value
                    )
                    .OfType<string>(),
                StringComparer.OrdinalIgnoreCase
            )
        );

    [Theory]
    [InlineData("percent", "32", "0.32")]
    [InlineData("percent", "32%", "0.32")]
    [InlineData("percent", "32% ", "0.32")]
    [InlineData("percent", " 32 %", "0.32")]
    [InlineData("percent", "32%\u00A0", "0.32")]
    [InlineData("percent", "32\u00A0%", "0.32")]
    [InlineData("percent", "32\u202F%\u202F", "0.32")]
    [InlineData("percent", "-7.5 %", "-0.075")]
    [InlineData("percent", "0%", "0.00")]
    [InlineData("decimal", "32% ", "0.32")]
    [InlineData("decimal", "£1,234.50", "1234.50")]
    [InlineData("double", "32%\u00A0", "0.32")]
    [InlineData("double", "£1,234.5", "1234.5")]
    [InlineData("integer", "£1,234", "1234")]
    public async Task A_declared_number_is_divided_once_whatever_stands_round_it(string type, string cell, string value)
    {
        using var data = new TestData().With("t.csv", $"n;m\n{cell};1\n").Declaring($"t: {{delimiter: \";\", types: {{n: {type}}}}}");
        var run = await data.RunAsync("```sql q\nselect cast(n as varchar) as n from t\n```\n");
        Assert.Equal(
            decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            decimal.Parse((string)run["q"].ValueAt(0, "n")!, System.Globalization.CultureInfo.InvariantCulture)
        );
        Assert.Empty(run.Found);
    }

    [Theory]
    [InlineData("percent", "£5", false)]
    [InlineData("integer", "32%", false)]
    [InlineData("decimal", "32,1%", false)]
    public async Task A_number_of_another_unit_does_not_fit(string type, string cell, bool fits)
    {
        using var data = new TestData().With("t.csv", $"n;m\n{cell};1\n").Declaring($"t: {{delimiter: \";\", types: {{n: {type}}}}}");
        var run = await data.RunAsync("```sql q\nselect n from t\n```\n");
        Assert.Equal(fits, run.Found.Length == 0);
        Assert.Contains("DM225", run.Codes);
    }

    [Theory]
    [InlineData("day\n3/16/2017\n1/2/2017\n", "", "DM280")]
    [InlineData("day\n25/03/17\n", "", "DM281")]
    [InlineData("day\n25/03/17\n", "t: {types: {day: date}}", "DM281")]
    [InlineData("n\n£5\n€7\n", "", "DM230")]
    [InlineData("n\n£5\n7%\n", "", "DM230")]
    [InlineData("n\n32%\n7\n", "t: {types: {n: decimal}}", "DM230")]
    [InlineData("n\n32%\n7\n", "t: {types: {n: percent}}", null)]
    [InlineData("n\n£5\n7\n", "", null)]
    [InlineData("day\n25/03/2017\n", "", null)]
    public async Task What_could_be_read_in_two_ways_is_told(string csv, string declared, string? code)
    {
        using var data = new TestData().With("t.csv", csv).Declaring(declared.Length == 0 ? "{}" : declared);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(code is null ? [] : [code], run.Codes.Distinct());
    }

    // What is wrong with one cell is told, however large the file is.
    [Fact]
    public async Task A_number_of_sixty_digits_in_a_large_file_is_told()
    {
        var rows = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},{i % 100}.5\n"));
        using var data = new TestData().With("t.csv", $"n,m\n{rows}1,{new string('9', 60)}\n").Declaring("t: {types: {m: decimal}}");
        var run = await data.RunAsync("```sql q\nselect count(m) as n, max(m) as most from t\n```\n");
        Assert.Equal("n:Integer most:Decimal | 300000 99.5", TableText.Of(run["q"]));
        Assert.Contains("\"999999999", run.Found, StringComparison.Ordinal);
        Assert.Contains("DM225", run.Codes);
    }

    [Fact]
    public async Task A_marker_among_words_is_a_word()
    {
        using var data = new TestData().With("t.csv", "a,b\nx,c\ny,\n");
        Assert.Equal("a:Text b:Text | x c | y ∅", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Fact]
    public async Task Declared_markers_take_the_place_of_the_known_ones()
    {
        using var data = new TestData().With("t.csv", "n,m\n5,5\nn/a,c\n").Declaring("t: {nulls: {n/a: not collected}}");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal("n:Integer n_note:Text m:Text | 5 ∅ 5 | ∅ n/a: not collected c", TableText.Of(run["q"]));
    }

    [Fact]
    public async Task A_declared_type_is_kept_and_what_does_not_fit_is_told_with_row_and_value()
    {
        using var data = new TestData()
            .With("t.csv", "code,n,share,day,flag,r\n7,1.0,32,2017-03-16,true,0.1\n8,many,7.5%,16/03/2017,x,1e400\n")
            .Declaring("t: {types: {code: text, n: integer, share: percent, day: date, flag: boolean, r: double}}");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(
            "code:Text n:Integer share:Decimal day:Date flag:Boolean flag_note:Text r:Double | 7 1 0.320 2017-03-16 True ∅ 0.1 | 8 ∅ "
                + "0.075 2017-03-16 ∅ x: not available ∅",
            TableText.Of(run["q"])
        );
        Assert.Equal(
            "content/datasets/t.csv:3:1: error DM225: \"1e400\" in row 3 of \"r\" is no double. [Declare it as a marker (nulls), or "
                + "the column as text (types), in datasets.yml.]\n"
                + "content/datasets/t.csv:3:1: error DM225: \"many\" in row 3 of \"n\" is no integer. [Declare it as a marker (nulls), or "
                + "the column as text (types), in datasets.yml.]",
            run.Found
        );
    }

    [Theory]
    [InlineData("decimal", "20 behind it")]
    [InlineData("percent", "22 behind it")]
    public async Task Decimals_that_are_together_too_long_for_one_column_are_not_rounded_behind_the_author_s_back(
        string type,
        string behind
    )
    {
        using var data = new TestData()
            .With("t.csv", "n\n12345678901234567890\n0.12345678901234567890\n")
            .Declaring($"t: {{types: {{n: {type}}}}}\n");
        var run = await data.RunAsync("```sql q\nselect max(n) as n from t\n```\n");
        Assert.Equal(
            $"content/datasets/datasets.yml:1:13: error DM225: \"n\" of content/datasets/t.csv has numbers of up to 20 digits before "
                + $"the point and {behind}; a column of decimals holds 38 in all. [Declare it double, which keeps 15 digits of each, "
                + $"or text.]",
            Assert.Single(run.Errors)
        );
    }

    [Fact]
    public async Task Many_misfits_are_counted_not_listed()
    {
        using var data = new TestData()
            .With("t.csv", "n\n" + string.Concat(Enumerable.Repeat("much\n", 500)))
            .Declaring("t: {types: {n: integer}}");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(11, run.Errors.Count());
        Assert.Contains("\"n\" has 490 more values that are no integer.", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_point_and_the_separator_of_the_file_can_be_declared()
    {
        using var data = new TestData().With("t.csv", "n;m\n1.234,5;1.000\n2,5;7\n").Declaring("t: {decimal: \",\", thousands: \".\"}");
        Assert.Equal("n:Decimal m:Integer | 1234.5 1000 | 2.5 7", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Theory]
    [InlineData("a,,a ,A\n1,2,3,4\n", "a:Integer column_2:Integer a_2:Integer A_3:Integer", 3)]
    [InlineData("\" Local\n authority \",n\u200B\nx,1\n", "Local authority:Text n:Integer", 0)]
    [InlineData(
        "__proto__,constructor,select,😀,a\u202Eb\n1,2,3,4,5\n",
        "__proto__:Integer constructor:Integer select:Integer 😀:Integer ab:Integer",
        0
    )]
    public async Task Column_names_are_clean_unique_and_never_empty(string csv, string expected, int warnings)
    {
        using var data = new TestData().With("t.csv", csv);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(expected + " |", TableText.Of(run["q"]), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat("DM226", warnings), run.Codes);
    }

    [Fact]
    public async Task Lines_above_the_header_are_left_out_and_header_rows_joined()
    {
        using var data = new TestData()
            .With("t.csv", "A title, with a comma\n\"a note\nover two lines\"\n2016,,2017\nBoys,Girls,Boys\n1,2,3\n")
            .Declaring("t: {skip: 3, header_rows: 2}");
        Assert.Equal("2016 Boys:Integer Girls:Integer 2017 Boys:Integer | 1 2 3", TableText.Of(await data.QueryAsync("select * from t")));
    }

    [Theory]
    [InlineData(
        "a,b\n1\n2,3,4\n",
        "content/datasets/t.csv:2:1: warning DM227: Row 2 has 1 cell where the header has 2; missing ones are empty, further ones are "
            + "left out. One more row is of another length."
    )]
    [InlineData(
        "n\n1\n2\nn/k\n3\n4\n5\n6\n7\n8\n",
        "content/datasets/t.csv:4:1: warning DM230: \"n\" is numbers but for \"n/k\" (row 4); it is read as text."
    )]
    [InlineData(
        "n\n32%\n5\n",
        "content/datasets/t.csv:1:1: warning DM230: \"n\" of content/datasets/t.csv holds plain numbers (1) beside percentages (1); it "
            + "is read as text."
    )]
    [InlineData(
        "n\n123456789012345678901234567890\n",
        "content/datasets/t.csv:1:1: warning DM230: \"n\" of content/datasets/t.csv has numbers of more than 28 digits; it is read as text."
    )]
    [InlineData("a,b\n", "content/datasets/t.csv:1:1: warning DM231: content/datasets/t.csv has no rows.")]
    [InlineData("\n\n", "content/datasets/t.csv:1:1: error DM221: content/datasets/t.csv has no columns.")]
    public async Task What_is_odd_about_a_file_is_told(string csv, string expected)
    {
        using var data = new TestData().With("t.csv", csv);
        var run = await data.RunAsync("```sql q\n--| allow_empty: true\nselect * from t\n```\n");
        Assert.StartsWith(expected, run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_is_told_when_the_table_comes_from_the_cache()
    {
        using var data = new TestData().With("t.csv", "n\n32%\n5\n");
        var fresh = await data.RunAsync("```sql q\nselect * from t\n```\n");
        data.Restart();
        var cached = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.NotEmpty(fresh.Found);
        Assert.Equal(fresh.Found, cached.Found);
    }

    [Theory]
    [InlineData(
        "[{\"la\": \"A\", \"n\": 1.10}, {\"n\": 12345678901234567890.5, \"flag\": true, \"more\": {\"a\": [1]}}, {\"la\": null, "
            + "\"n\": \"c\"}]",
        "t.json"
    )]
    [InlineData(
        "{\"la\": \"A\", \"n\": 1.10}\n{\"n\": 12345678901234567890.5, \"flag\": true, \"more\": {\"a\": [1]}}\n\n{\"la\": null, "
            + "\"n\": \"c\"}\n",
        "t.ndjson"
    )]
    public async Task Json_rows_keep_the_digits_of_their_numbers(string json, string name)
    {
        using var data = new TestData().With(name, "\uFEFF" + json);
        Assert.Equal(
            "la:Text n:Decimal n_note:Text flag:Boolean more:Text | A 1.10 ∅ ∅ ∅ | ∅ 12345678901234567890.50 ∅ True {\"a\": [1]} | ∅ ∅ "
                + "c: suppressed to protect confidentiality ∅ ∅",
            TableText.Of(await data.QueryAsync("select * from t"))
        );
    }

    [Theory]
    [InlineData("[{\"a\": 1},", "content/datasets/t.json:1:10: error DM221: content/datasets/t.json is no table in JSON")]
    [InlineData(
        "[1, 2]",
        "content/datasets/t.json:1:1: error DM221: content/datasets/t.json is no table in JSON: a row is number, not an object."
    )]
    [InlineData("{\"a\":\n nope}", "content/datasets/t.json:2:3: error DM221:")]
    public async Task Json_that_is_no_table_is_told_with_its_place(string json, string expected)
    {
        using var data = new TestData().With("t.json", json);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(expected, run.Found, StringComparison.Ordinal);
        Assert.Null(run.Tables.Find("q")!.Table);
    }

    [Theory]
    [InlineData("integer")]
    [InlineData("decimal")]
    [InlineData("double")]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("boolean")]
    [InlineData("percent")]
    public async Task A_cell_of_nothing_but_blanks_is_empty_whatever_type_is_declared(string type)
    {
        using var data = new TestData().With("t.csv", "a,b\n1, \n2,\u00A0\n").Declaring($"t: {{types: {{b: {type}}}}}");
        var run = await data.RunAsync("```sql q\nselect count(b) as n from t\n```\n");
        Assert.Empty(run.Errors);
        Assert.Equal("n:Integer | 0", TableText.Of(run["q"]));
    }

    [Fact]
    public async Task A_record_without_end_is_refused_in_little_memory()
    {
        using var data = new TestData().With("t.csv", Encoding.ASCII.GetBytes("a,b\n1,\"" + new string('x', 40 << 20)));
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(
            "content/datasets/t.csv:2:1: error DM258: \"content/datasets/t.csv\" cannot be read: row 2 is longer than 16 MB.",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_told_with_the_line_on_which_it_opens()
    {
        using var data = new TestData().With("t.csv", "a,b\n1,\"" + string.Concat(Enumerable.Repeat("2,3\n", 5 << 20)));
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(
            "content/datasets/t.csv:1:1: error DM221: The record that begins on line 2 is longer than 16 MB: a quote is not closed",
            run.Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_header_of_a_million_columns_is_refused()
    {
        using var data = new TestData().With("t.csv", new string(',', 1_000_000) + "\n");
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith(
            "content/datasets/t.csv:1:1: error DM221: Line 1 has 1000001 columns; at most 10000 are read.",
            run.Found,
            StringComparison.Ordinal
        );
    }
}
