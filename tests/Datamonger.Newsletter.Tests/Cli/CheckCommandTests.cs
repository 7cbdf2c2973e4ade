using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Checks;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private const string Fault =
        CheckWorkspace.FrontMatter + "\n## Foster care\n\nSee [the return]() and [the next](http://example.org/next).\n";
    private const string Warning = CheckWorkspace.FrontMatter + "\n## Foster care\n\nSee [the next](http://example.org/next).\n";

    private readonly CheckWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private const string Claims =
        CheckWorkspace.FrontMatter
        + """

            ## Foster care

            Places rose from {{ places["2014"].n | num0 }} to {{ places["2015"].n | num0 }}, and carers fell from
            {{ places["2014"].carers | num0 }} to {{ places["2015"].carers | num0 }}.

            ```sql places
            --| key: year
            select * from (values ('2014', 30, 20), ('2015', 40, 25)) as t (year, n, carers) order by year
            ```

            """;

    [Fact]
    public async Task The_words_that_were_judged_are_listed_with_the_values_that_decided()
    {
        var (code, output, error) = await RunAsync(Claims, "--claims");
        Assert.Equal(ExitCode.Diagnostics, code);
        Assert.Equal(
            """
            content/issues/test/index.md
              10:8  true  "rose": 40 is more than 30
              10:93  false  "fell": 25 is more than 20


            """,
            output
        );
        Assert.Contains("1 error", error, StringComparison.Ordinal);

        var (_, json, _) = await RunAsync(Claims, "--claims", "--json");
        var listed = JsonNode.Parse(json)!.AsArray();
        Assert.Equal(2, listed.Count);
        var last = listed[1]!.AsObject();
        Assert.Equal(
            ["file", "line", "column", "words", "class", "verdict", "reason", "figures", "keys"],
            last.Select(property => property.Key)
        );
        Assert.Equal("fell direction false 25 is more than 20", $"{last["words"]} {last["class"]} {last["verdict"]} {last["reason"]}");
        Assert.Equal("content/issues/test/index.md 10 93", $"{last["file"]} {last["line"]} {last["column"]}");
        Assert.Equal("{{ places[\"2014\"].carers | num0 }}", last["figures"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task People_see_each_finding_under_its_file_with_its_line_and_a_mark()
    {
        var (_, output, error) = await RunAsync(Fault);
        Assert.Equal(
            """
            content/issues/test/index.md
              10:5  error DM501  The link "the return" leads nowhere.
                10 | See [the return]() and [the next](http://example.org/next).
                   |     ^
                     Write its address between the parentheses.
              10:24  warning DM502  The link "the next" leads to example.org over http.
                10 | See [the return]() and [the next](http://example.org/next).
                   |                        ^
                     Try https://example.org.


            """,
            output
        );
        Assert.Matches(@"^Checked 1 issue in \d+\.\d\d s: 1 error, 1 warning\.\r?\n$", error);
    }

    [Theory]
    [InlineData(Fault, "error", 1)]
    [InlineData(Fault, "never", 0)]
    [InlineData(Warning, "error", 0)]
    [InlineData(Warning, "warning", 1)]
    public async Task The_exit_code_follows_what_the_run_is_to_fail_on(string issue, string failOn, int exitCode) =>
        Assert.Equal(exitCode, (await RunAsync(issue, "--fail-on", failOn)).ExitCode);

    [Fact]
    public async Task A_format_that_is_not_there_is_a_mistake_of_the_command_line() =>
        Assert.Equal(2, (await RunAsync(Warning, "--format", "xml")).ExitCode);

    [Fact]
    public async Task Nothing_found_prints_nothing()
    {
        var (exitCode, output, error) = await RunAsync(CheckWorkspace.FrontMatter + "\n## Foster care\n\nNothing is wrong here.\n");
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Contains("nothing found", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--format=json")]
    public async Task Scripts_get_JSON(string option)
    {
        var json = JsonNode.Parse((await RunAsync(Fault, option)).Output)!;
        Assert.Equal((1, 1), ((int)json["errors"]!, (int)json["warnings"]!));
        Assert.Equal("DM501", (string?)json["diagnostics"]![0]!["code"]);
        Assert.Equal((10, 5), ((int)json["diagnostics"]![0]!["line"]!, (int)json["diagnostics"]![0]!["column"]!));
    }

    [Fact]
    public async Task GitHub_gets_one_command_a_finding()
    {
        var lines = (await RunAsync(Fault, "--format", "github")).Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(
            "::error file=content/issues/test/index.md,line=10,col=5,title=DM501%3A A link without an address::The link \"the return\" "
                + "leads nowhere.%0AWrite its address between the parentheses.",
            lines[0]
        );
        Assert.StartsWith("::warning file=content/issues/test/index.md,line=10,col=24,", lines[1], StringComparison.Ordinal);
    }

    // The requirements of SARIF 2.1.0 on the properties that are written: §3.13, §3.14, §3.19, §3.27, §3.28, §3.30, §3.49.
    [Fact]
    public async Task Code_hosts_get_SARIF()
    {
        var log = JsonNode.Parse((await RunAsync(Fault, "--format", "sarif")).Output)!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.EndsWith("sarif-2.1.0.json", (string?)log["$schema"], StringComparison.Ordinal);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        Assert.Equal("utf16CodeUnits", (string?)run["columnKind"]);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.False(string.IsNullOrEmpty((string?)run["tool"]!["driver"]!["name"]));
        Assert.Equal(rules.Count, rules.Select(rule => (string?)rule!["id"]).Distinct().Count());
        Assert.All(
            rules,
            rule =>
            {
                Assert.False(string.IsNullOrEmpty((string?)rule!["shortDescription"]!["text"]));
                Assert.Contains((string?)rule["defaultConfiguration"]!["level"], new[] { "error", "warning", "note" });
            }
        );
        var results = run["results"]!.AsArray();
        Assert.Equal(["DM501", "DM502"], results.Select(result => (string?)result!["ruleId"]));
        Assert.All(
            results,
            result =>
            {
                Assert.Equal((string?)result!["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]);
                Assert.False(string.IsNullOrEmpty((string?)result["message"]!["text"]));
                var place = Assert.Single(result["locations"]!.AsArray())!["physicalLocation"]!;
                Assert.Equal("content/issues/test/index.md", (string?)place["artifactLocation"]!["uri"]);
                Assert.Equal("%SRCROOT%", (string?)place["artifactLocation"]!["uriBaseId"]);
                Assert.Equal(10, (int)place["region"]!["startLine"]!);
                Assert.True((int)place["region"]!["startColumn"]! >= 1);
            }
        );
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string issue, params string[] options)
    {
        _workspace.Write("content/issues/test/index.md", issue);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = _workspace.Root,
            Variable = _ => null,
            Time = new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)),
        };
        var exitCode = await CommandLineApp.RunAsync(["check", "test", .. options], environment, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
