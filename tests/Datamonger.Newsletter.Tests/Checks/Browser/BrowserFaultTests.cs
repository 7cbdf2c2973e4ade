using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks.Browser;

public sealed class BrowserFaultTests
{
    public static TheoryData<string, int> Faults => [.. BrowserFaults.All.Select((fault, index) => (fault.Code, index))];

    // A fault of the template has the same twin as all others of it.
    public static TheoryData<string> Twins => [.. BrowserFaults.All.Select(fault => fault.Clean ?? fault.Body).Distinct()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_planted_fault_is_found_once_in_its_place(string code, int index)
    {
        var fault = BrowserFaults.All[index];
        using var workspace = new CheckWorkspace();
        var (all, _) = await CheckAsync(workspace, fault.Prepare(workspace, isPlanted: true));
        var found = all.Where(finding => finding.Code == code).ToArray();
        Assert.True(found.Length == 1, $"{code} found {found.Length} times among:\n{string.Join('\n', all)}");
        Assert.Contains(fault.Place, found[0].Place, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(found[0].Hint), "a finding says what to do");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task Its_sound_twin_is_silent(string body)
    {
        using var workspace = new CheckWorkspace();
        var (all, _) = await CheckAsync(workspace, $"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{body}\n");
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    internal static async Task<(Finding[] Findings, string Said)> CheckAsync(CheckWorkspace workspace, string issue)
    {
        workspace.Write("content/issues/test/index.md", issue);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = workspace.Root,
            Variable = name => name == "DATAMONGER_BROWSER" ? Require.Browser() : null,
            Time = new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)),
        };
        var exitCode = await CommandLineApp.RunAsync(
            ["check", "test", "--browser", "--format", "json"],
            environment,
            TestContext.Current.CancellationToken
        );
        Assert.True(exitCode is 0 or 1, error.ToString());
        var findings = JsonNode.Parse(output.ToString())!["diagnostics"]!.AsArray();
        return (
            [
                .. findings.Select(finding => new Finding(
                    (string)finding!["code"]!,
                    $"{finding["file"]}:{finding["line"]}:{finding["column"]}",
                    (string)finding["message"]!,
                    (string?)finding["hint"]
                )),
            ],
            error.ToString()
        );
    }

    internal sealed record Finding(string Code, string Place, string Message, string? Hint);
}
