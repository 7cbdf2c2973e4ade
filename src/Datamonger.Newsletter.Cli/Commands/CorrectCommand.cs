using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Revisions;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Writes the notice that corrects a sent issue, and the issue that announces it.</summary>
internal sealed class CorrectCommand : Verb
{
    private readonly CliSession _session;
    private readonly Argument<string> _issue = new("issue") { Description = "The sent issue's slug, or how it begins", HelpName = "issue" };
    private readonly Option<string?> _kind = new("--kind")
    {
        Description =
            "correction (an error) or revision (newer data); by default revision where every dataset behind the figures has a new release",
        HelpName = "kind",
    };
    private readonly Option<string?> _by = new("--by") { Description = "Who answers for it", HelpName = "name" };
    private readonly Option<bool> _draft = new("--draft")
    {
        Description = "Begin the issue that tells subscribers, once the notice is filled in",
    };

    public CorrectCommand(CliSession session)
        : base("correct", "Write the notice that corrects a sent issue; it is shown in the archive once it says why")
    {
        _session = session;
        _kind.AcceptOnlyFromAmong("correction", "revision");
        _issue.CompletionSources.Add(_ => Slugs.Complete(session));
        Add(_issue);
        Add(_kind);
        Add(_by);
        Add(_draft);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger correct 2017-03", "write the notice: each figure as it was and is, with room for why"),
            ("datamonger correct 2017-03 --kind correction --by \"Marian Hale\"", "of an error, with who answers for it"),
            ("datamonger correct 2017-03 --draft", "begin the issue that announces it"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var workspace = _session.Workspace;
        var folder = Slugs.Known(workspace, parsed.GetValue(_issue)!);
        var slug = new WorkspaceFiles(workspace).Issues.First(issue => issue.Slug == folder).Page;
        var diagnostics = new DiagnosticBag();
        var notices = CorrectionNotice.Of(workspace, folder, diagnostics);
        _session.Reporter.Report(diagnostics.ToImmutable());
        if (diagnostics.HasErrors)
            return ExitCode.Diagnostics;
        var kept = Kept(workspace, folder, slug);
        return parsed.GetValue(_draft)
            ? await DraftAsync(workspace, folder, kept, notices, cancellationToken)
            : await NoteAsync(workspace, folder, slug, kept, notices, parsed, cancellationToken);
    }

    private async Task<int> NoteAsync(
        Workspace workspace,
        string folder,
        string slug,
        KeptIssue kept,
        ImmutableArray<CorrectionNotice> notices,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        using var builder = IssueBuilder.For(workspace, _session.Environment.Time);
        var revisions = await IssueRevisions.FindAsync(
            workspace,
            RevisionsCommand.Evaluate(builder, folder),
            slug,
            kept,
            cancellationToken
        );
        var told = notices.SelectMany(notice => notice.Figures).Select(figure => (figure.Place, figure.Key, figure.Is)).ToHashSet();
        ImmutableArray<Revision> fresh =
        [
            .. revisions
                .Figures.Where(revision => revision.IsComparable)
                .Where(revision =>
                    !told.Contains((revision.Change.Before!.Place.ToString(), revision.Change.Before.Key, revision.Change.After!.Printed))
                ),
        ];
        var kind = parsed.GetValue(_kind);
        if (fresh.IsEmpty && kind is null)
            return Report(workspace, notices, null);
        var date = workspace.Settings.Today(_session.Environment.Time);
        var name = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".md";
        var path = Path.Combine(workspace.IssuesDirectory, folder, CorrectionNotice.Folder, name);
        if (File.Exists(path))
            throw new CliException(
                ExitCode.Usage,
                $"{workspace.RelativePath(path)} is there already; nothing was written.",
                "Fill it in; or delete it, and write it again."
            );
        var notice = new CorrectionNotice(
            workspace.RelativePath(path),
            date,
            [
                .. fresh
                    .OrderBy(revision => revision.Change.Before!.Place)
                    .Select(revision => new CorrectedFigure(
                        revision.Change.Before!.Place.ToString(),
                        revision.Change.Before.Expression,
                        revision.Change.Before.Key,
                        revision.Change.Before.What,
                        revision.Change.Before.Printed,
                        revision.Change.After!.Printed
                    )),
            ]
        )
        {
            IsRevision = kind is null ? fresh.All(revision => revision.HasNewRelease) : kind == "revision",
            By = parsed.GetValue(_by),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, notice.Write(), cancellationToken);
        return Report(workspace, notices.Add(notice), notice);
    }

    private async Task<int> DraftAsync(
        Workspace workspace,
        string folder,
        KeptIssue kept,
        ImmutableArray<CorrectionNotice> notices,
        CancellationToken cancellationToken
    )
    {
        if (notices.LastOrDefault(notice => notice.Issue is null) is not { } notice)
            throw new CliException(
                ExitCode.Usage,
                $"{folder} has no correction that waits for an issue.",
                $"Write one with: datamonger correct {folder}"
            );
        if (notice.Finding is { } finding)
        {
            _session.Reporter.Report([finding]);
            return ExitCode.Diagnostics;
        }
        var number = 1;
        while (Directory.Exists(Path.Combine(workspace.IssuesDirectory, $"{folder}-correction-{number}")))
            number++;
        var slug = $"{folder}-correction-{number}";
        var text = notice.Draft(IssueRevisions.Read(workspace, folder, kept), kept, workspace.Settings.Name);
        var path = Path.Combine(workspace.IssuesDirectory, slug, "index.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(workspace.Root, notice.Path), (notice with { Issue = slug }).Write(), cancellationToken);
        if (_session.AsJson)
            _session.Reporter.Json(
                new JsonObject
                {
                    ["issue"] = slug,
                    ["file"] = workspace.RelativePath(path),
                    ["notice"] = notice.Path,
                }
            );
        _session.Reporter.Say($"wrote {workspace.RelativePath(path)}");
        _session.Reporter.Say($"Next: datamonger preview {slug}");
        return ExitCode.Done;
    }

    private int Report(Workspace workspace, ImmutableArray<CorrectionNotice> notices, CorrectionNotice? written)
    {
        if (_session.AsJson)
        {
            _session.Reporter.Json(
                new JsonObject
                {
                    ["written"] = written?.Path,
                    ["notices"] = new JsonArray([
                        .. notices.Select(notice =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["file"] = notice.Path,
                                    ["kind"] = notice.IsRevision ? "revision" : "correction",
                                    ["state"] = notice.StateIn(workspace).ToString().ToLowerInvariant(),
                                    ["figures"] = notice.Figures.Length,
                                    ["issue"] = notice.Issue,
                                }
                        ),
                    ]),
                }
            );
            return ExitCode.Done;
        }
        foreach (var notice in notices)
        {
            var figures = notice.Figures.Length;
            _session.Environment.Output.WriteLine(
                $"{notice.Path}  {notice.StateIn(workspace).ToString().ToLowerInvariant()}, {figures} "
                    + $"{(figures == 1 ? "figure" : "figures")}"
            );
        }
        if (written is not null)
            _session.Reporter.Say("Fill in why: and effect:, one sentence each; the archive shows it from then on.");
        else if (notices.IsEmpty)
            _session.Reporter.Say("No figure would print otherwise today; nothing was written. An error in the words: --kind correction");
        return ExitCode.Done;
    }

    private static KeptIssue Kept(Workspace workspace, string folder, string slug)
    {
        try
        {
            return SentIssueReader.Find(workspace, folder, slug)
                ?? throw new CliException(
                    ExitCode.Usage,
                    $"{slug} has not been sent, or nothing was kept of it.",
                    "What has not been sent is not corrected: change it."
                );
        }
        catch (InvalidDataException e)
        {
            throw new CliException(
                ExitCode.Diagnostics,
                $"The record of what was sent of {slug} does not fit: {e.Message}.",
                "Restore it from git: git checkout -- content/issues/" + folder + "/sent"
            );
        }
    }
}
