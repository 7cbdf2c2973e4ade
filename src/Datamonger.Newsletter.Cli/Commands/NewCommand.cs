using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Begins an issue from the last one.</summary>
internal sealed class NewCommand : Verb
{
    public NewCommand(CliSession session)
        : base("new", "Begin an issue from the last one, its recurring blocks kept")
    {
        var slug = new Argument<string>("slug") { Description = "The new issue's folder: 2017-04-fostering" };
        var from = new Option<string?>("--from") { Description = "The issue to begin from; the last one by default", HelpName = "slug" };
        from.CompletionSources.Add(_ => Slugs.Complete(session));
        var copy = new Option<bool>("--copy") { Description = "Keep queries, charts, tables and the end of the letter, too" };
        Add(slug);
        Add(from);
        Add(copy);
        SetAction(parsed => Run(session, parsed.GetValue(slug)!, parsed.GetValue(from), parsed.GetValue(copy)));
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger new 2017-04-fostering", "begin from the last issue"),
            ("datamonger new 2017-04-fostering --copy", "keep its queries, charts and tables, and write the text again"),
            ("datamonger new 2017-04-fostering --from 2016-02-disabled-children", "begin from another"),
        ];

    private static int Run(CliSession session, string slug, string? from, bool copy)
    {
        var workspace = session.Workspace;
        if (!Slug.IsValid(slug))
            throw new CliException(ExitCode.Usage, $"\"{slug}\" cannot be a slug.", Slug.Advice(slug));
        var folder = Path.Combine(workspace.IssuesDirectory, slug);
        if (Directory.Exists(folder))
            throw new CliException(ExitCode.Usage, $"{workspace.RelativePath(folder)} is there already; nothing was written.");
        var earlier = from is null
            ? IssueScaffold.Last(workspace.Slugs.Select(workspace.ReadIssue), issue => issue.Path.Split('/')[^2])
            : Slugs.Known(workspace, from);
        var day = IssueScaffold.DayOf(slug, DateOnly.FromDateTime(session.Environment.Time.GetLocalNow().DateTime));
        var text = earlier is null ? IssueScaffold.First(day) : IssueScaffold.Next(workspace.ReadIssue(earlier), day, copy);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "index.md"), text);
        session.Reporter.Say($"wrote {workspace.RelativePath(folder)}/index.md{(earlier is null ? "" : $", begun from {earlier}")}");
        session.Reporter.Say($"Next: datamonger preview {slug}");
        return ExitCode.Done;
    }
}
