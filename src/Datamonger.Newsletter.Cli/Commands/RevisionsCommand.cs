using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Archive;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Revisions;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Says which figures of sent issues today's data print otherwise.</summary>
internal sealed class RevisionsCommand : Verb
{
    private readonly CliSession _session;
    private readonly Argument<string[]> _issues = new("issue")
    {
        Description = "Slugs, or how they begin; all sent issues by default",
        HelpName = "issue…",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "End with 1 when a figure would print otherwise" };

    public RevisionsCommand(CliSession session)
        : base("revisions", "Say which figures of sent issues today's data print otherwise, the gravest first")
    {
        _session = session;
        _issues.CompletionSources.Add(_ => Slugs.Complete(session));
        Add(_issues);
        Add(_exitCode);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger revisions", "all sent issues, on today's data"),
            ("datamonger revisions 2017-03", "the issue that begins so"),
            ("datamonger revisions --exit-code --json", "for a script that runs when data change"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (workspace, names) = (_session.Workspace, parsed.GetValue(_issues) ?? []);
        var asked = names.Select(name => Slugs.Known(workspace, name)).ToImmutableHashSet(StringComparer.Ordinal);
        _session.Reporter.Report(workspace.Diagnostics);
        var found = ImmutableArray.CreateBuilder<IssueRevisions>();
        var damaged = new DiagnosticBag();
        using (var builder = IssueBuilder.For(workspace, _session.Environment.Time))
        {
            foreach (var issue in new WorkspaceFiles(workspace).Issues.Where(issue => asked.IsEmpty || asked.Contains(issue.Slug)))
            {
                try
                {
                    if (SentIssueReader.Find(workspace, issue.Slug, issue.Page) is { } kept)
                        found.Add(
                            await IssueRevisions.FindAsync(workspace, Evaluate(builder, issue.Slug), issue.Page, kept, cancellationToken)
                        );
                    else if (!asked.IsEmpty)
                        throw new CliException(
                            ExitCode.Usage,
                            $"{issue.Page} has not been sent, or nothing was kept of it.",
                            "Compare it with what was pushed: datamonger diff " + issue.Page
                        );
                }
                catch (InvalidDataException e)
                {
                    damaged.Add(ArchiveIssue.Damaged($"content/issues/{issue.Slug}/sent/{SentIssueReader.FileName}", e.Message));
                }
            }
        }
        _session.Reporter.Report(damaged.ToImmutable());
        if (_session.AsJson)
            _session.Reporter.Json(Json(found.ToImmutable(), damaged.ToImmutable()));
        else
            Print(found.ToImmutable());
        return damaged.HasErrors || (parsed.GetValue(_exitCode) && found.Any(issue => !issue.Figures.IsEmpty))
            ? ExitCode.Diagnostics
            : ExitCode.Done;
    }

    /// <summary>Evaluates an issue with the stages of a builder.</summary>
    internal static EvaluateIssue Evaluate(IssueBuilder builder, string folder) =>
        (source, reader, cancellationToken) => builder.EvaluateAsync(folder, source, reader, cancellationToken);

    private void Print(ImmutableArray<IssueRevisions> found)
    {
        var output = _session.Environment.Output;
        foreach (var issue in found)
        {
            var recipients = issue.Kept.Sends.Sum(send => send.Recipients ?? 0);
            output.WriteLine(
                $"{issue.Slug}  sent {issue.Kept.Sent.UtcDateTime:yyyy-MM-dd}, {recipients} {(recipients == 1 ? "recipient" : "recipients")}"
            );
            foreach (var revision in issue.Figures)
            {
                var (was, now) = (revision.Change.Before!, revision.Change.After);
                var key = was.Key is { } whose ? $"{whose}: " : "";
                var change = revision.IsComparable
                    ? $"{was.Printed} → {now!.Printed}{Relative(revision)}"
                    : $"{was.Printed}, cannot be compared";
                var releases = string.Concat(revision.Releases.Select(release => $"  {Released(release)}"));
                output.WriteLine($"  {revision.Rank}  line {was.Place.Line}  {key}{change}{releases}");
                if (revision.Sentence.Length > 0)
                    output.WriteLine($"     {revision.Sentence}");
            }
            var changed = issue.Figures.Length;
            var total = changed + issue.Unprinted + issue.Unchanged;
            output.WriteLine(
                $"  {changed} of {total} figures would print otherwise today"
                    + $"{(issue.Unprinted == 0 ? "" : $"; {issue.Unprinted} differ only in digits that are not printed")}."
            );
        }
        if (found.IsEmpty)
            _session.Reporter.Say("No issue has been sent from this workspace, or nothing was kept of it.");
        else if (found.FirstOrDefault(issue => !issue.Figures.IsEmpty) is { } first)
            _session.Reporter.Say($"To correct one: datamonger correct {first.Slug}");
    }

    private static string Relative(Revision revision) =>
        revision.Relative is { } relative
            ? string.Create(CultureInfo.InvariantCulture, $" ({(relative < 0 ? "−" : "+")}{Math.Abs(relative) * 100:0.0}%)")
            : "";

    private static string Released((string Dataset, string? Then, string? Now) release) =>
        release.Then == release.Now
            ? $"{release.Dataset}, same release"
            : $"{release.Dataset}, released {release.Then ?? "?"} → {release.Now ?? "?"}";

    private static JsonObject Json(ImmutableArray<IssueRevisions> found, ImmutableArray<Diagnostic> damaged) =>
        new()
        {
            ["issues"] = new JsonArray([
                .. found.Select(issue =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["slug"] = issue.Slug,
                            ["sent"] = issue.Kept.Sent.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                            ["recipients"] = issue.Kept.Sends.Sum(send => send.Recipients ?? 0),
                            ["unchanged"] = issue.Unchanged,
                            ["unprinted"] = issue.Unprinted,
                            ["revisions"] = new JsonArray([.. issue.Figures.Select(revision => (JsonNode)Json(revision))]),
                        }
                ),
            ]),
            ["diagnostics"] = new JsonArray([.. damaged.Select(finding => (JsonNode)ConsoleReporter.ToJson(finding))]),
        };

    private static JsonObject Json(Revision revision) =>
        new()
        {
            ["rank"] = revision.Rank,
            ["place"] = revision.Change.Before!.Place.ToString(),
            ["expression"] = revision.Change.Before.Expression,
            ["key"] = revision.Change.Before.Key,
            ["sentence"] = revision.Sentence,
            ["was"] = revision.Change.Before.Printed,
            ["is"] = revision.IsComparable ? revision.Change.After!.Printed : null,
            ["relative"] = revision.Relative,
            ["datasets"] = new JsonArray([
                .. revision.Releases.Select(release =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = release.Dataset,
                            ["released_then"] = release.Then,
                            ["released_now"] = release.Now,
                        }
                ),
            ]),
        };
}
