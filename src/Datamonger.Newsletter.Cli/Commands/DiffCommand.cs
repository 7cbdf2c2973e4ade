using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Comparing;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Says which figures of an issue changed, from what to what, because of which dataset.</summary>
internal sealed class DiffCommand : Verb
{
    private readonly PublishingParts _parts;
    private readonly Argument<string> _issue = new("issue") { Description = "The issue's slug, or how it begins", HelpName = "issue" };
    private readonly Option<string?> _against = new("--against", "-a")
    {
        Description = "sent, pushed, a revision of git, or a folder that build wrote; what was sent, else pushed, by default",
        HelpName = "what",
    };
    private readonly Option<bool> _exitCode = new("--exit-code") { Description = "End with 1 when a figure changed" };

    public DiffCommand(PublishingParts parts)
        : base("diff", "Say which figures changed, from what to what, because of which dataset")
    {
        _parts = parts;
        _issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(_issue);
        Add(_against);
        Add(_exitCode);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger diff 2017-03", "against what was sent, or pushed last"),
            ("datamonger diff 2017-03 --against HEAD~1", "against an earlier commit, which is built for it"),
            ("datamonger diff 2017-03 --against /tmp/proof --exit-code", "against a build that was kept, for a script"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = _parts.Session;
        var folder = Slugs.Known(session.Workspace, parsed.GetValue(_issue)!);
        var build = await _parts.BuildAsync(folder, cancellationToken);
        session.Reporter.Report(build.Diagnostics);
        var slug = build.Issue.Slug;
        var baseline = await Baseline.FindAsync(session, slug, folder, parsed.GetValue(_against), cancellationToken);
        var comparison = FigureComparison.Of(baseline.Figures, Baseline.Of(build));
        new ComparisonPrinter(session).Print(slug, build.Issue.Source.Path, baseline, comparison);
        var changed = comparison.Changes.Any(change => change.Kind != FigureChangeKind.PrintsTheSame);
        return build.HasErrors || (changed && parsed.GetValue(_exitCode)) ? ExitCode.Diagnostics : ExitCode.Done;
    }
}
