using System.Text.Json;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Workspaces;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Cli.Data;

/// <summary><c>query</c>, <c>tables</c> and <c>describe</c>, as a person or a script runs them.</summary>
public sealed class DataVerbTests
{
    [Fact]
    public async Task A_query_prints_CSV_where_nobody_looks()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", "select year, applications from fostering order by year"]);
        Assert.Equal(
            (0, "\"year\",\"applications\"\r\n\"2014/15\",\"16920\"\r\n\"2015/16\",\"11460\"\r\n", ""),
            (run.ExitCode, run.Output, run.Error)
        );
    }

    [Fact]
    public async Task A_query_prints_a_table_on_a_terminal_and_says_when_it_is_not_all()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", "from fostering order by year", "--rows", "1"], onTerminal: true);
        Assert.Contains("applications", run.Output, StringComparison.Ordinal);
        Assert.Contains("16920", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("11460", run.Output, StringComparison.Ordinal);
        Assert.Equal("The first 1 of 2 rows; --rows 0 shows them all.\n", run.Error);
    }

    [Fact]
    public async Task Numbers_of_a_JSON_result_keep_all_their_digits()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(
            folder,
            ["query", "--json", "select 0.10 as share, 9007199254740993 as n, date '2017-03-16' as day, null as nothing"]
        );
        Assert.Equal("[\n  {\"share\":0.10,\"n\":9007199254740993,\"day\":\"2017-03-16\",\"nothing\":null}\n]\n", run.Output);
    }

    [Fact]
    public async Task The_issue_s_queries_are_tables_when_the_issue_is_named()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", "select max(applications) as most from applications", "--issue", "2017-03"]);
        Assert.Equal((0, "\"most\"\r\n\"16920\"\r\n"), (run.ExitCode, run.Output));
        var without = await CliRun.InAsync(folder, ["query", "from applications"]);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("There is no dataset or query \"applications\".", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "select 1,\n  aplications from fostering",
        "sql:2:3: error DM201: There is no column \"aplications\" here.\n  Did you mean \"applications\"?\n"
    )]
    [InlineData("from fosterin", "sql:1:6: error DM203: There is no dataset or query \"fosterin\".\n  Did you mean \"fostering\"?\n")]
    [InlineData("select * from read_csv('/etc/passwd')", "error DM202")]
    [InlineData("copy fostering to 'x.csv'", "error DM202")]
    public async Task A_mistake_is_told_with_its_place_in_the_argument(string sql, string expected)
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", sql]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_mistake_as_JSON()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", "--json", "from fosterin"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("DM203", JsonDocument.Parse(run.Output).RootElement.GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task SQL_comes_from_stdin_or_a_file_with_its_option_lines()
    {
        using var folder = CliRun.Workspace();
        Assert.Equal(
            "\"n\"\r\n\"2\"\r\n",
            (await CliRun.InAsync(folder, ["query", "-"], input: "select count(*) as n from fostering")).Output
        );
        folder.Write("count.sql", "--| expect: rows = 2\nselect count(*) as n from fostering\n");
        var run = await CliRun.InAsync(folder, ["query", "count.sql"]);
        Assert.Equal((1, "\"n\"\r\n\"2\"\r\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("count.sql:1:13: error DM213", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd|''/c calc''!A1")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("  =1+1")]
    [InlineData("＝1+1")]
    public async Task A_cell_that_a_spreadsheet_would_run_is_made_harmless(string cell)
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", $"select '{cell}' as x, -3 as n, '-1.5' as t"]);
        Assert.Equal($"\"x\",\"n\",\"t\"\r\n\"'{cell.Replace("''", "'", StringComparison.Ordinal)}\",\"-3\",\"-1.5\"\r\n", run.Output);
    }

    [Fact]
    public async Task Data_cannot_steer_the_terminal()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["query", "select chr(27) || ']0;title' || chr(7) as x"], onTerminal: true);
        Assert.DoesNotContain('\e', run.Output);
        Assert.DoesNotContain('\a', run.Output);
    }

    [Fact]
    public async Task Tables_lists_name_file_size_publisher_and_release()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["tables"]);
        Assert.Equal(0, run.ExitCode);
        var line = Assert.Single(run.Output.Split('\n'), line => line.Contains("fostering", StringComparison.Ordinal));
        Assert.Equal(
            ["fostering", "fostering.csv", "2", "4", "Ofsted", "2017-02-28"],
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
        var table = JsonDocument.Parse((await CliRun.InAsync(folder, ["tables", "--json"])).Output).RootElement.GetProperty("tables")[0];
        Assert.Equal(64, table.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public async Task Describe_shows_types_gaps_markers_with_their_meaning_and_a_distribution()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["describe", "fostering"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(
            "fostering  content/datasets/fostering.csv\nFostering in England · Ofsted · released 2017-02-28 · retrieved 2017-03-06\n2 "
                + "rows, 3 columns\n",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("█              █", run.Output, StringComparison.Ordinal);
        var marker = Assert.Single(run.Output.Split('\n'), line => line.Contains("suppressed", StringComparison.Ordinal));
        Assert.Equal(
            "rate c suppressed to protect confidentiality 1",
            string.Join(' ', marker.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
        var json = JsonDocument.Parse((await CliRun.InAsync(folder, ["describe", "fostering", "--json"])).Output).RootElement;
        Assert.Equal(
            ["year", "applications", "rate"],
            json.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString())
        );
        Assert.Equal(1, json.GetProperty("columns")[2].GetProperty("nulls").GetInt64());
    }

    [Theory]
    [InlineData("tables")]
    [InlineData("describe", "wide")]
    public async Task Lists_fit_a_hundred_characters_where_their_output_is_no_terminal(params string[] arguments)
    {
        using var folder = CliRun.Workspace();
        var name = "a-release-of-the-department-with-a-very-long-name-of-its-own-as-they-have-on-their-pages";
        folder.Write($"content/datasets/{name}.csv", "x\n1\n");
        folder.Write(
            "content/datasets/wide.csv",
            "the number of children who,area,day\n123456789,Blackburn with Darwen and a lot of other places,2017-03-16\n"
                + "123456789,Blackburn with Darwen and a lot of other places besides,2017-03-17\n"
                + "123456789,Blackburn with Darwen and a lot of other places,2017-03-16\n"
        );
        folder.Write(
            "content/datasets/datasets.yml",
            "wide: {publisher: The Department for Education and the Office for Standards in Education, released: 2017-02-28}\n"
        );
        var run = await CliRun.InAsync(folder, arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.Contains("wide", run.Output, StringComparison.Ordinal);
        Assert.Contains("2017-", run.Output, StringComparison.Ordinal);
        // What was shortened is whole for a script.
        var json = (await CliRun.InAsync(folder, [.. arguments, "--json"])).Output;
        Assert.Contains(
            arguments is ["tables"] ? name + ".csv" : "Blackburn with Darwen and a lot of other places besides",
            json,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Describe_of_an_unknown_table_names_the_nearest()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["describe", "fosterin"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean \"fostering\"?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_reads_the_result_of_an_issue_s_query()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["describe", "applications", "-i", "2017-03"]);
        Assert.StartsWith("applications  a query\n2 rows, 2 columns\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_as_JSON_says_of_each_file_what_is_wrong_with_it_and_ends_well()
    {
        using var folder = CliRun.Workspace();
        folder.Write("content/datasets/broken.csv", "a,b\n1,\"2\n");
        var run = await CliRun.InAsync(folder, ["tables", "--json"]);
        var tables = JsonDocument
            .Parse(run.Output)
            .RootElement.GetProperty("tables")
            .EnumerateArray()
            .ToDictionary(table => table.GetProperty("name").GetString()!);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, tables["fostering"].GetProperty("diagnostics").GetArrayLength());
        Assert.Equal(2, tables["fostering"].GetProperty("rows").GetInt32());
        var finding = Assert.Single(tables["broken"].GetProperty("diagnostics").EnumerateArray());
        Assert.Equal("content/datasets/broken.csv", finding.GetProperty("file").GetString());
        Assert.Equal(JsonValueKind.Null, tables["broken"].GetProperty("rows").ValueKind);
    }

    [Fact]
    public async Task A_time_beyond_the_calendar_in_one_file_leaves_the_other_tables()
    {
        using var folder = CliRun.Workspace();
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            var path = Path.Combine(folder.Path, "content", "datasets", "far.parquet");
            command.CommandText = $"COPY (SELECT TIMESTAMP '12000-01-01' AS at, 1 AS n) TO '{path}' (FORMAT parquet)";
            command.ExecuteNonQuery();
        }
        var run = await CliRun.InAsync(folder, ["tables"]);
        Assert.Contains("fostering", run.Output, StringComparison.Ordinal);
        Assert.Contains("content/datasets/far.parquet", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(212)]
    [InlineData(500)]
    [InlineData(4000)]
    public async Task A_wide_table_is_described_column_by_column(int columns)
    {
        using var folder = CliRun.Workspace();
        var numbers = Enumerable.Range(0, columns).ToList();
        string Row(int row) => string.Join(',', numbers.Select(column => column % 2 == 0 ? $"{column + row}" : $"t{row}"));
        folder.Write(
            "content/datasets/wide.csv",
            $"{string.Join(',', numbers.Select(column => $"c{column}"))}\n{Row(1)}\n{Row(2)}\n{Row(3)}\n"
        );
        var run = await CliRun.InAsync(folder, ["describe", "wide", "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var described = JsonDocument.Parse(run.Output).RootElement.GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(columns, described.Count);
        for (var column = 0; column < columns; column++)
        {
            Assert.Equal($"c{column}", described[column].GetProperty("name").GetString());
            Assert.Equal(3, described[column].GetProperty("distinct").GetInt32());
            Assert.Equal(column % 2 == 0 ? $"{column + 1}" : "t1", described[column].GetProperty("least").ToString());
        }
    }
}
