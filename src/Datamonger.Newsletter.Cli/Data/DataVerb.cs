using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>A verb that looks at the data with the engine of the issues' queries.</summary>
internal abstract class DataVerb : Verb
{
    protected DataVerb(CliSession session, string name, string description, bool readsIssue)
        : base(name, description)
    {
        Session = session;
        if (readsIssue)
        {
            Issue.CompletionSources.Add(_ => Slugs.Complete(session));
            Add(Issue);
        }
        SetAction(RunAsync);
    }

    protected CliSession Session { get; }

    /// <summary><c>--issue</c></summary>
    protected Option<string?> Issue { get; } =
        new("--issue", "-i") { Description = "Also read the queries and tables of this issue", HelpName = "slug" };

    /// <summary>Whether findings of severity error end it with exit code 1: not where they are part of what was asked for.</summary>
    protected virtual bool FailsOnErrors => true;

    /// <summary>Looks, and prints what is there.</summary>
    /// <returns>Whether there was anything to print.</returns>
    protected abstract Task<bool> RunAsync(
        ParseResult parsed,
        QueryRunner runner,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    );

    /// <summary>The issue that is meant; null when none is.</summary>
    protected Issue? ReadIssue(ParseResult parsed)
    {
        if (parsed.GetValue(Issue) is not { } name)
            return null;
        var workspace = Session.Workspace;
        var slug = Slugs.Known(workspace, name);
        // What is wrong with the issue is told when it is built.
        return new IssueParser(new WorkspaceFiles(workspace), workspace.Settings).Parse(
            slug,
            workspace.ReadIssue(slug),
            new DiagnosticBag()
        );
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(Session.Workspace.Diagnostics);
        using var runner = QueryRunner.For(Session.Workspace, Session.Environment.Time);
        var printed = await RunAsync(parsed, runner, diagnostics, cancellationToken);
        Session.Reporter.Report(diagnostics.ToImmutable());
        if (!printed && Session.AsJson)
            Session.Reporter.Json(
                new JsonObject
                {
                    ["diagnostics"] = new JsonArray([
                        .. diagnostics.ToImmutable().Select(found => (JsonNode)ConsoleReporter.ToJson(found)),
                    ]),
                }
            );
        return printed && !(FailsOnErrors && diagnostics.HasErrors) ? ExitCode.Done : ExitCode.Diagnostics;
    }
}
