using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Online;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Cli.Reports;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Runs every rule on issues and reports what they find. The findings are the data of this verb: they go to stdout.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly CliSession _session;
    private readonly Argument<string[]> _slugs = new("issue")
    {
        Description = "Slugs, or how they begin; all issues by default",
        HelpName = "issue…",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> _format = new("--format")
    {
        Description = "How findings are written: text, json, sarif, github",
        HelpName = "format",
        DefaultValueFactory = _ => "text",
    };
    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "What ends the run with exit code 1: error, warning, never",
        HelpName = "severity",
        DefaultValueFactory = _ => "error",
    };
    private readonly Option<bool> _browser = new("--browser")
    {
        Description = "Lay the issues out by the browser of this machine: overflow, contrast as painted, size of tap targets",
    };
    private readonly Option<bool> _links = new("--links") { Description = "Ask the network too whether linked pages are there" };

    private readonly Option<bool> _claims = new("--claims")
    {
        Description = "List each word that was held against the data, and the values that decided it; findings are only counted",
    };

    public CheckCommand(CliSession session)
        : base("check", "Run every rule on issues: links, pictures, figures, disclosure, accessibility, clients, spam")
    {
        _session = session;
        _slugs.CompletionSources.Add(_ => Slugs.Complete(session));
        _format.AcceptOnlyFromAmong("text", "json", "sarif", "github");
        _failOn.AcceptOnlyFromAmong("error", "warning", "never");
        Add(_slugs);
        Add(_format);
        Add(_failOn);
        Add(_links);
        Add(_browser);
        Add(_claims);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger check", "check all issues"),
            ("datamonger check 2017-03 --links", "check one, and ask whether its links answer"),
            ("datamonger check 2017-03 --browser", "check one, and measure it in a browser at the widths of a phone, light and dark"),
            ("datamonger check 2017-03 --claims", "see which words the data bear out, and why"),
            ("datamonger check --fail-on warning --format github", "in a workflow: stop at warnings, show them beside the lines"),
            ("datamonger check --format sarif > checks.sarif", "for editors and code hosts"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var (workspace, environment) = (_session.Workspace, _session.Environment);
        string[] names = parsed.GetValue(_slugs) ?? [];
        ImmutableArray<string> slugs =
            names.Length == 0 ? workspace.Slugs : [.. names.Select(name => Slugs.Known(workspace, name)).Distinct()];
        if (slugs.IsEmpty)
            throw new CliException(
                ExitCode.Usage,
                "There are no issues in content/issues.",
                "Begin one with: datamonger new 2017-04-fostering"
            );
        var browser = parsed.GetValue(_browser) ? new BrowserRun(_session, InstalledBrowser.Require(environment.Variable)) : null;
        // What is looked at again stays in memory; of the others, however many, only the findings.
        var isLookedAtAgain = browser is not null || parsed.GetValue(_links);
        var built = new IssueBuild?[isLookedAtAgain ? slugs.Length : 0];
        var found = new ImmutableArray<Diagnostic>[slugs.Length];
        var claims = new ImmutableArray<Claim>[slugs.Length];
        var findings = new DiagnosticBag();
        using (var builder = IssueBuilder.For(workspace, environment.Time))
        using (var progress = new ProgressLine(environment, "Checking", slugs.Length))
        {
            await Parallel.ForAsync(
                0,
                slugs.Length,
                cancellationToken,
                async (i, token) =>
                {
                    var build = await findings.GuardAsync(
                        "issue",
                        $"the issue \"{slugs[i]}\"",
                        SourceLocation.StartOf($"content/issues/{slugs[i]}/index.md"),
                        async () => (IssueBuild?)await builder.BuildAsync(slugs[i], workspace.ReadIssue(slugs[i]), token),
                        _ => null
                    );
                    found[i] = build?.Diagnostics ?? [];
                    claims[i] = build?.Claims.All ?? [];
                    if (isLookedAtAgain)
                        built[i] = build;
                    progress.Step(slugs[i]);
                }
            );
        }
        IssueBuild[] builds = [.. built.OfType<IssueBuild>()];
        findings.AddRange(workspace.Diagnostics);
        findings.AddRange(PersonaFile.Read(workspace).Diagnostics);
        foreach (var some in found)
            findings.AddRange(some);
        if (parsed.GetValue(_links))
            await AskLinksAsync(workspace, builds, findings, cancellationToken);
        if (browser is not null)
            findings.AddRange(await browser.MeasureAsync(workspace, [.. builds], cancellationToken));
        var all = findings.ToImmutable();
        var isJson = _session.AsJson || parsed.GetValue(_format) == "json";
        if (!parsed.GetValue(_claims))
            Format(isJson ? "json" : parsed.GetValue(_format)!, workspace).Write(environment.Output, all);
        else if (isJson)
            ClaimList.WriteJson(environment.Output, [.. claims.SelectMany(issue => issue)]);
        else
            ClaimList.WriteText(environment.Output, [.. claims.SelectMany(issue => issue)]);
        _session.Reporter.Details(all);
        _session.Reporter.Say(
            $"Checked {slugs.Length} issue{(slugs.Length == 1 ? "" : "s")} in {clock.Elapsed.TotalSeconds:0.00} s: "
                + $"{ConsoleReporter.Count(all) ?? "nothing found"}."
        );
        browser?.ThrowIfUnfinished(workspace);
        return Fails(parsed.GetValue(_failOn)!, all) ? ExitCode.Diagnostics : ExitCode.Done;
    }

    private async Task AskLinksAsync(Workspace workspace, IssueBuild[] builds, DiagnosticBag findings, CancellationToken cancellationToken)
    {
        using var check = new LinkCheck(workspace, _session.Environment.Time);
        foreach (var issue in builds.Select(build => build.ForChecks(workspace)))
        {
            using var progress = new ProgressLine(_session.Environment, "Asking", LinkCheck.Count(issue));
            var found = await check.RunAsync(issue, progress.Step, cancellationToken);
            findings.AddRange(found.Where(finding => !Allowances.Allows(issue.Issue.FrontMatter, finding.Rule.Code)));
        }
    }

    private IFindingsFormat Format(string name, Workspace workspace) =>
        name switch
        {
            "json" => new JsonFindings(_session.Reporter),
            "sarif" => new SarifFindings(),
            "github" => new GitHubFindings(),
            _ => new TextFindings(workspace.Root, _session.Environment.OutputColours),
        };

    private static bool Fails(string failOn, ImmutableArray<Diagnostic> findings) =>
        failOn switch
        {
            "never" => false,
            "warning" => findings.Any(finding => finding.Rule.Severity >= Severity.Warning),
            _ => findings.Any(finding => finding.Rule.Severity == Severity.Error),
        };
}
