using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Reads what became of sent issues, into datasets that the next issue can query.</summary>
internal sealed class ReportCommand : Verb
{
    private readonly PublishingParts _parts;
    private readonly Argument<string?> _issue = new("issue")
    {
        Description = "The issue's slug, or how it begins; every sent issue by default",
        HelpName = "issue",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Folder of the two files; content/datasets by default, and nothing is written of a sandbox's figures",
        HelpName = "dir",
    };
    private readonly Option<string?> _target = PublishingParts.TargetOption();

    public ReportCommand(PublishingParts parts)
        : base("report", "Read opens, clicks per link and unsubscribes of sent issues, in sums, into datasets")
    {
        _parts = parts;
        _issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(_issue);
        Add(_out);
        Add(_target);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger report --target mailchimp", "of every sent issue, into content/datasets/issue_reports.csv and link_reports.csv"),
            ("datamonger report 2017-03 --out reports", "of one issue at newsletter.yml's target, into another folder"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (session, printer) = (_parts.Session, new ReceiptPrinter(_parts.Session));
        try
        {
            string[] slugs = parsed.GetValue(_issue) is { } begun ? [Slugs.Known(session.Workspace, begun)] : [.. session.Workspace.Slugs];
            var target = await _parts.TargetAsync(parsed.GetValue(_target), cancellationToken);
            var reports = await new MailchimpReports(target, _parts.Options).ReadAsync(
                session.Workspace.Settings.Name,
                slugs,
                cancellationToken
            );
            if (session.AsJson)
                session.Reporter.Json(new JsonObject { ["reports"] = new JsonArray([.. reports.Select(ToJson)]) });
            else
                Print(reports);
            Save(parsed.GetValue(_out), target, reports);
            return ExitCode.Done;
        }
        catch (PublishStoppedException stopped)
        {
            printer.Print(stopped);
            return (int)stopped.Outcome;
        }
    }

    private void Save(string? directory, PublishTarget target, ImmutableArray<CampaignReport> reports)
    {
        var session = _parts.Session;
        if (reports.IsEmpty)
        {
            session.Reporter.Say($"Nothing has been sent at {target.Name} yet.");
            return;
        }
        // Invented readers' clicks must not stand among the data of real ones.
        if (directory is null && target.IsLocal)
        {
            session.Reporter.Say("These are the sandbox's figures, of invented readers; --out writes them to a folder.");
            return;
        }
        var folder = directory is null
            ? Path.Combine(session.Workspace.Root, "content", "datasets")
            : Path.GetFullPath(directory, session.Environment.CurrentDirectory);
        ReportDatasets.Write(folder, reports);
        session.Reporter.Say($"Wrote {string.Join(" and ", ReportDatasets.FileNames)} in {session.Workspace.RelativePath(folder)}.");
    }

    private void Print(ImmutableArray<CampaignReport> reports)
    {
        var output = _parts.Session.Environment.Output;
        foreach (var report in reports)
        {
            output.WriteLine(
                $"{report.Issue}{(report.Edition is null ? "" : $" ({report.Edition})")}, "
                    + $"{(report.IsProvisional ? "provisional" : "final")}"
            );
            output.WriteLine(
                $"  sent to {report.Recipients}, opened by {report.Opens.Unique}, clicked by {report.Clicks.Unique}, unsubscribed "
                    + $"{report.Unsubscribed}, bounced {report.Bounces.Hard + report.Bounces.Soft}"
            );
            foreach (var link in report.Links.Where(link => link.Total > 0))
                output.WriteLine($"  {link.Unique, 6}  {link.Url}");
        }
    }

    private static JsonNode ToJson(CampaignReport report) =>
        new JsonObject
        {
            ["issue"] = report.Issue,
            ["campaign"] = report.Campaign,
            ["edition"] = report.Edition,
            ["sent"] = report.Sent?.ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            ["provisional"] = report.IsProvisional,
            ["recipients"] = report.Recipients,
            ["opens"] = report.Opens.Total,
            ["openers"] = report.Opens.Unique,
            ["clicks"] = report.Clicks.Total,
            ["clickers"] = report.Clicks.Unique,
            ["unsubscribed"] = report.Unsubscribed,
            ["hard_bounces"] = report.Bounces.Hard,
            ["soft_bounces"] = report.Bounces.Soft,
            ["complaints"] = report.Complaints,
            ["links"] = new JsonArray([
                .. report.Links.Select(link =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["url"] = link.Url,
                            ["clicks"] = link.Total,
                            ["clickers"] = link.Unique,
                        }
                ),
            ]),
        };
}
