using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data;

public class DatasetCatalogTests
{
    [Theory]
    [InlineData("fostering.csv", "fostering")]
    [InlineData("SFR41-2016 Main (Final).xlsx", "sfr41_2016_main_final")]
    [InlineData("2016-la.csv", "t_2016_la")]
    [InlineData("Años.csv", "años")]
    [InlineData("----.csv", "table")]
    public void A_table_is_called_after_its_file(string file, string expected) =>
        Assert.Equal(expected, DatasetCatalog.NameOf("content/datasets/" + file));

    [Fact]
    public void Every_data_file_is_a_table_and_nothing_else_is()
    {
        using var data = new TestData()
            .With("b.csv", "a\n")
            .With("A.TSV", "a\n")
            .With("c.parquet", "x")
            .With("d.json", "[]")
            .With("e.ndjson", "{}")
            .With("f.xlsx", "x")
            .With("g.ods", "x")
            .With("readme.md", "x")
            .With(".hidden.csv", "x")
            .With("datasets.yml", "");
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], Read(data).Catalog.Names);
    }

    [Fact]
    public void What_is_declared_of_a_file_goes_with_its_table()
    {
        using var data = new TestData()
            .With("fostering.csv", "a\n")
            .Declaring(
                """
                fostering:
                  title: Fostering in England
                  publisher: Ofsted
                  released: 2017-02-28
                  retrieved: 2017-03-06
                  next_release: 2018-02-27
                  licence: Open Government Licence v3.0
                  url: https://example.org/fostering
                  illustrative: true
                  people: [carers]
                  sheet: Table 3
                  range: A9:P188
                  skip: 2
                  header_rows: 2
                  encoding: windows-1252
                  delimiter: tab
                  nulls: {c: suppressed, "..": not available}
                  types: {code: text}
                  decimal: ","
                  thousands: "."
                  normalise: {authority: la_name}
                """
            );
        var (catalog, found) = Read(data);
        var dataset = catalog.Find("FOSTERING")!;
        Assert.Equal("", found);
        Assert.Equal(
            ("Fostering in England", "Ofsted", new DateOnly(2017, 2, 28), new DateOnly(2017, 3, 6), new DateOnly(2018, 2, 27)),
            (dataset.Title, dataset.Publisher, dataset.Released!.Value, dataset.Retrieved!.Value, dataset.NextRelease!.Value)
        );
        Assert.Equal(
            ("Open Government Licence v3.0", "https://example.org/fostering", true),
            (dataset.Licence, dataset.Url, dataset.Illustrative)
        );
        Assert.Equal(["carers"], dataset.PeopleColumns);
        var options = dataset.Options;
        Assert.Equal(
            ("Table 3", "A9:P188", 2, 2, "windows-1252", "\t", ",", "."),
            (
                options.Sheet,
                options.Range,
                options.Skip,
                options.HeaderRows,
                options.Encoding,
                options.Delimiter,
                options.Decimal,
                options.Thousands
            )
        );
        Assert.Equal(
            ("suppressed", "not available", "text", "la_name"),
            (options.Nulls["c"], options.Nulls[".."], options.Types["code"], options.Normalise["authority"])
        );
        Assert.Equal("content/datasets/datasets.yml:1:1", dataset.Location.ToString());
    }

    [Fact]
    public void One_workbook_can_be_several_tables()
    {
        using var data = new TestData()
            .With("release.xlsx", "x")
            .Declaring("one: {file: release.xlsx, sheet: T1}\ntwo: {file: release.xlsx, sheet: T2}\n");
        Assert.Equal(["one", "two"], Read(data).Catalog.Names);
    }

    [Theory]
    [InlineData(
        "fostring: {title: x}",
        "content/datasets/datasets.yml:1:1: error DM223: No file of content/datasets/ is the table \"fostring\". [Did you mean "
            + "\"fostering\"?]"
    )]
    [InlineData(
        "other: {file: fostring.csv}",
        "content/datasets/datasets.yml:1:15: error DM223: content/datasets/fostring.csv does not exist, or is no data file. [Did you "
            + "mean \"fostering.csv\"?]"
    )]
    [InlineData(
        "other: {file: ../../secret.csv}",
        "content/datasets/datasets.yml:1:15: error DM223: content/datasets/../../secret.csv does not exist, or is no data file."
    )]
    [InlineData(
        "fostering: {titel: x}",
        "content/datasets/datasets.yml:1:13: error DM103: \"titel\" is not a key of table \"fostering\". [Did you mean \"title\"?]"
    )]
    [InlineData("fostering: {released: yesterday}", "content/datasets/datasets.yml:1:23: error DM105:")]
    [InlineData(
        "fostering: {types: {a: [text]}}",
        "content/datasets/datasets.yml:1:24: error DM105: \"a\" of types is a list; it must be a single value."
    )]
    [InlineData(
        "fostering: csv",
        "content/datasets/datasets.yml:1:12: error DM105: \"fostering\" is a single value; it must be a mapping (key: value)."
    )]
    [InlineData(
        "- fostering",
        "content/datasets/datasets.yml:1:1: error DM105: datasets.yml is a list; it must be a mapping of table names."
    )]
    public void What_is_wrong_in_datasets_yml_is_told_with_its_place(string yaml, string expected)
    {
        using var data = new TestData().With("fostering.csv", "a\n").Declaring(yaml);
        Assert.StartsWith(expected, Read(data).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "t: {types: {nope: text}}",
        "content/datasets/datasets.yml:1:13: error DM228: content/datasets/t.csv has no column \"nope\". [Known: name, number.]"
    )]
    [InlineData(
        "t: {types: {number: integr}}",
        "content/datasets/datasets.yml:1:21: error DM229: types: \"integr\" of \"number\" is not known. [Did you mean \"integer\"?]"
    )]
    [InlineData(
        "t:\n  title: x\n  normalise:\n    name: la_nmae\n",
        "content/datasets/datasets.yml:4:11: error DM229: normalise: \"la_nmae\" of \"name\" is not known. [Did you mean \"la_name\"?]"
    )]
    [InlineData(
        "t: {people: [nmber]}",
        "content/datasets/datasets.yml:1:14: error DM228: content/datasets/t.csv has no column \"nmber\" to count people. [Did you "
            + "mean \"number\"?]"
    )]
    public async Task What_is_declared_of_columns_that_are_not_there_is_told(string yaml, string expected)
    {
        using var data = new TestData().With("t.csv", "name,number\nx,1\n").Declaring(yaml);
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Equal(expected, run.Found);
    }

    [Fact]
    public async Task A_declaration_that_moved_is_told_where_it_stands_now()
    {
        using var data = new TestData().With("t.csv", "name\nx\n").Declaring("t:\n  types: {nope: text}\n");
        var before = await data.RunAsync("```sql q\nselect * from t\n```\n");
        data.Restart();
        data.Declaring("t:\n  title: T\n  types: {nope: text}\n");
        var after = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.StartsWith("content/datasets/datasets.yml:2:11: error DM228", before.Found, StringComparison.Ordinal);
        Assert.StartsWith("content/datasets/datasets.yml:3:11: error DM228", after.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_name_are_told()
    {
        using var data = new TestData().With("t.csv", "a\n").With("t.json", "[]");
        var (catalog, found) = Read(data);
        Assert.Equal(
            "content/datasets/t.json:1:1: error DM222: content/datasets/t.json and content/datasets/t.csv would both be the table "
                + "\"t\"; only the latter is read. [Rename one of them, or give it a name of its own in datasets.yml with file:.]",
            found
        );
        Assert.Equal("content/datasets/t.csv", catalog.Find("t")!.Path);
    }

    [Fact]
    public async Task An_issue_has_tables_of_its_own_and_they_hide_those_of_the_workspace()
    {
        using var data = new TestData().With("t.csv", "a\n1\n").With("../issues/test/own.csv", "b\nc\n2\n");
        var run = await data.RunAsync(
            "```sql q\nselect * from t\n```\n```sql p\nselect * from whole\n```\n",
            "tables:\n  t: {file: own.csv, types: {b: text}}\n  whole: t.csv\n"
        );
        Assert.Equal("", run.Found);
        Assert.Equal("b:Text | c | 2", TableText.Of(run["q"]));
        Assert.Equal("a:Integer | 1", TableText.Of(run["p"]));
        Assert.Equal("content/issues/test/own.csv", run.Tables.Find("q")!.Datasets[0].Path);
    }

    [Fact]
    public async Task A_table_of_an_issue_says_all_that_one_of_the_workspace_says()
    {
        Assert.Equal(DataFileFields.DatasetTable.Skip(1), DataFileFields.IssueTable.Skip(1));
        using var data = new TestData().With("t.csv", "boys\n10\n");
        var run = await data.RunAsync(
            "```sql q\nselect * from t\n```\n",
            "tables:\n  t: {file: t.csv, title: Boys, publisher: Ofsted, released: 2017-02-28, people: [boys], disclosure_threshold: 5}\n"
        );
        Assert.Equal("", run.Found);
        var dataset = run.Tables.Find("q")!.Datasets[0];
        Assert.Equal(
            ("Boys", "Ofsted", new DateOnly(2017, 2, 28), 5),
            (dataset.Title, dataset.Publisher, dataset.Released, dataset.DisclosureThreshold)
        );
        Assert.Equal(["boys"], dataset.PeopleColumns);
    }

    [Theory]
    [InlineData(
        "tables:\n  t: {file: t.csv, types: {a: txt}}\n",
        "5:31: error DM229: types: \"txt\" of \"a\" is not known. [Did you mean \"text\"?]"
    )]
    [InlineData("tables:\n  t: nope.csv\n", "5:6: error DM223: \"nope.csv\" is neither beside the issue nor under content/datasets/.")]
    [InlineData("tables:\n  t: ../../../etc/passwd.csv\n", "5:6: error DM224:")]
    [InlineData("tables:\n  t: /etc/passwd\n", "5:6: error DM22")]
    [InlineData(
        "tables:\n  t: {file: t.csv, shet: 1}\n",
        "5:20: error DM103: \"shet\" is not a key of table \"t\". [Did you mean \"sheet\"?]"
    )]
    [InlineData("tables:\n  t: {sheet: x}\n", "5:6: error DM104: \"file\" is missing; table \"t\" needs it.")]
    [InlineData("tables:\n  t: [a]\n", "5:6: error DM105: \"t\" is a list; it must be a file name or a mapping.")]
    public async Task What_is_wrong_with_a_table_of_an_issue_is_told_with_its_place(string frontMatter, string expected)
    {
        using var data = new TestData().With("t.csv", "a\n1\n");
        var run = await data.RunAsync("```sql q\nselect 1 as one\n```\n", frontMatter);
        Assert.StartsWith(expected, run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_are_not_followed_be_they_files_or_folders()
    {
        using var outside = new Support.TemporaryFolder();
        outside.Write("secret.csv", "a\n1\n");
        using var data = new TestData().With("good.csv", "a\n1\n");
        File.CreateSymbolicLink(Path.Combine(data.DatasetsDirectory, "link.csv"), Path.Combine(outside.Path, "secret.csv"));
        Directory.CreateSymbolicLink(Path.Combine(data.Root, "content", "issues"), outside.Path);
        var run = await data.RunAsync(
            "```sql a\nselect * from link\n```\n```sql b\nselect * from folder\n```\n",
            "tables:\n  folder: ../../issues/secret.csv\n"
        );
        Assert.DoesNotContain("link", Read(data).Catalog.Names);
        Assert.Null(run.Tables.Find("a")!.Table);
        Assert.Null(run.Tables.Find("b")!.Table);
        Assert.Equal(2, run.Found.Split("DM224").Length - 1);
    }

    private static (DatasetCatalog Catalog, string Found) Read(TestData data)
    {
        var diagnostics = new DiagnosticBag();
        var catalog = DatasetCatalog.Read(data.Workspace, diagnostics);
        return (
            catalog,
            string.Join(
                '\n',
                diagnostics.ToImmutable().Select(diagnostic => diagnostic + (diagnostic.Hint is null ? "" : $" [{diagnostic.Hint}]"))
            )
        );
    }
}
