using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Comparing;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Writes down that a person has looked at an issue and says yes to it. Calls nobody.</summary>
internal sealed class ApproveCommand : Verb
{
    private readonly PublishingParts _parts;
    private readonly Argument<string> _issue = new("issue") { Description = "The issue's slug, or how it begins", HelpName = "issue" };
    private readonly Option<string?> _as = new("--as") { Description = "Who approves it; git's user.name by default", HelpName = "name" };

    public ApproveCommand(PublishingParts parts)
        : base("approve", "Say yes to an issue as it is now: its text, its figures and its audience")
    {
        _parts = parts;
        _issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(_issue);
        Add(_as);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger approve 2017-03", "in your own name, as git knows it"),
            ("datamonger approve 2017-03 --as \"Marian Hale\"", "in a name that is said"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return await ApproveAsync(parsed, cancellationToken);
        }
        catch (PublishStoppedException stopped)
        {
            new ReceiptPrinter(_parts.Session).Print(stopped);
            return (int)stopped.Outcome;
        }
    }

    private async Task<int> ApproveAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = _parts.Session;
        var said = parsed.GetValue(_as) ?? await GitRevision.UserNameAsync(session.Workspace.Root, cancellationToken);
        var name =
            Approval.NameOf(said)
            ?? throw new CliException(
                ExitCode.Usage,
                said is null ? "Nobody knows who approves it: git has no user.name here." : "That is not the name of a person.",
                "Say who: --as \"Marian Hale\". Email addresses are not written down."
            );
        var request = await _parts.RequestAsync(parsed.GetValue(_issue)!, cancellationToken);
        session.Reporter.Report(request.Diagnostics);
        if (request.Diagnostics.Any(diagnostic => diagnostic.Rule.Severity == Severity.Error))
            throw new CliException(ExitCode.Diagnostics, $"{request.Slug} has errors; nothing was approved.", "Fix them first.");

        var parts = ApprovedParts.Of(request);
        var known = Approval.Valid(request);
        var file = known.Any(approval => approval.IsBy(name))
            ? null
            : new ApprovalFolder(request.ApprovalsDirectory!).Write(new Approval(name, session.Environment.Time.GetUtcNow(), parts));
        var count = known.Length + (file is null ? 0 : 1);
        var path = file is null
            ? null
            : Path.GetRelativePath(session.Workspace.Root, Path.Combine(request.ApprovalsDirectory!, file)).Replace('\\', '/');
        if (session.AsJson)
        {
            session.Reporter.Json(
                new JsonObject
                {
                    ["issue"] = request.Slug,
                    ["by"] = name,
                    ["file"] = path,
                    ["content"] = parts.Content,
                    ["figures"] = parts.Figures,
                    ["audience"] = parts.Audience,
                    ["approvals"] = count,
                    ["approvals_needed"] = request.Approvals,
                }
            );
            return ExitCode.Done;
        }
        session.Environment.Output.WriteLine($"issue     {request.Slug}");
        session.Environment.Output.WriteLine($"approved  {count} of {request.Approvals}, by {name}");
        session.Reporter.Say(path is null ? $"{name} has approved it already; nothing was written." : $"wrote {path}; commit it.");
        return ExitCode.Done;
    }
}
