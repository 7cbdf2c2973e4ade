using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Archive;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Revisions;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Makes a static site of all issues.</summary>
internal sealed class ArchiveCommand : Verb
{
    private readonly CliSession _session;

    public ArchiveCommand(CliSession session)
        : base("archive", "Make a static site of all issues: a list with search, their pages and those of areas, an Atom feed")
    {
        _session = session;
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Folder of the site, empty or an earlier site; artifacts/newsletter/archive by default",
            HelpName = "dir",
        };
        var url = new Option<string?>("--base-url")
        {
            Description =
                "Where the site will be found, https; archive.url of newsletter.yml by default. Gives the feed whole addresses, a "
                + "sitemap and canonical links",
            HelpName = "url",
        };
        var drafts = new Option<bool>("--drafts")
        {
            Description = "Take drafts in: issues whose date has not come in the newsletter's time zone, or that have none",
        };
        Add(output);
        Add(url);
        Add(drafts);
        SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(output), parsed.GetValue(url), parsed.GetValue(drafts), cancellationToken)
        );
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger archive", "make the site"),
            ("datamonger archive --base-url https://example.org/archive", "make it for that address"),
            ("datamonger archive --out /tmp/proof --drafts", "look at it with the next issue in it"),
            ("datamonger archive --json", "report for a script"),
        ];

    private async Task<int> RunAsync(string? output, string? url, bool withDrafts, CancellationToken cancellationToken)
    {
        var workspace = _session.Workspace;
        if ((url ?? workspace.Settings.ArchiveUrl) is { } address)
            workspace = workspace.WithArchive(Checked(address, url is null ? "archive.url of content/newsletter.yml" : "--base-url"));
        if (workspace.Slugs.IsEmpty)
            throw new CliException(
                ExitCode.Usage,
                "There are no issues in content/issues.",
                "Begin one with: datamonger new 2017-04-fostering"
            );
        var folder = output is null ? workspace.ArchiveDirectory : Path.GetFullPath(output, _session.Environment.CurrentDirectory);
        if (ArchiveFolder.Refusal(folder) is { } refusal)
            throw new CliException(
                ExitCode.Usage,
                $"{workspace.Shown(folder)} {refusal}; nothing was written.",
                "Name an empty folder, or one that archive made, with --out."
            );

        _session.Reporter.Report(workspace.Diagnostics);
        var issues = await BuildAsync(workspace, withDrafts, cancellationToken);
        foreach (var issue in issues)
            _session.Reporter.Report(issue.Diagnostics);
        var own = new DiagnosticBag();
        var files = Write(workspace, folder, issues, own);
        _session.Reporter.Report(own.ToImmutable());

        if (_session.AsJson)
            _session.Reporter.Json(Json(workspace, folder, issues, files, own.ToImmutable()));
        else
            Summarise(workspace, folder, issues, files);
        return issues.SelectMany(issue => issue.Diagnostics).Concat(workspace.Diagnostics).Concat(own.ToImmutable()).Any(IsError)
            ? ExitCode.Diagnostics
            : ExitCode.Done;
    }

    // What has no page yet is not built, so that its mistakes are its author's alone.
    private async Task<ImmutableArray<ArchivedIssue>> BuildAsync(Workspace workspace, bool withDrafts, CancellationToken cancellationToken)
    {
        var today = workspace.Settings.Today(_session.Environment.Time);
        var references = new WorkspaceFiles(workspace).Issues;
        string[] wanted =
        [
            .. references.Where(issue => withDrafts || issue.Date is null || issue.Date <= today).Select(issue => issue.Slug),
        ];
        var builds = new ConcurrentDictionary<string, IssueBuild>(StringComparer.Ordinal);
        var sent = new ConcurrentDictionary<string, SentRecordOf>(StringComparer.Ordinal);
        using var builder = IssueBuilder.For(workspace, _session.Environment.Time);
        using (var progress = new ProgressLine(_session.Environment, "Archiving", wanted.Length))
        {
            await Parallel.ForEachAsync(
                wanted,
                cancellationToken,
                async (slug, token) =>
                {
                    sent[slug] = SentRecordOf.Find(workspace, slug);
                    // What was sent is not built again; of a personal issue the pages of its keys are.
                    if (sent[slug] is { Kept: null or { Issue.IsPersonal: true }, Damage: null })
                        builds[slug] = await builder.BuildAsync(slug, workspace.ReadIssue(slug), token);
                    progress.Step(slug);
                }
            );
        }
        foreach (
            var twins in builds
                .OrderBy(build => build.Key, StringComparer.Ordinal)
                .GroupBy(build => build.Value.Issue.Slug)
                .Where(group => group.Count() > 1)
        )
        {
            throw new CliException(
                ExitCode.Usage,
                $"{string.Join(" and ", twins.Select(twin => $"content/issues/{twin.Key}"))} have the slug \"{twins.Key}\"; nothing "
                    + $"was written.",
                "Give one of them another."
            );
        }
        return WithAreas(
            builder,
            [
                .. references.Select(issue =>
                    Corrected(
                        workspace,
                        issue.Slug,
                        ArchivedIssue.Of(
                            issue.Page,
                            sent.GetValueOrDefault(issue.Slug),
                            builds.GetValueOrDefault(issue.Slug),
                            withDrafts,
                            EmbargoOf
                        )
                    )
                ),
            ],
            cancellationToken
        );

        string? EmbargoOf(IssueBuild build) => build.EmbargoBy(workspace.Settings).Banner(_session.Environment.Time.GetUtcNow());
    }

    // With its notices. One that is not finished, or cannot be read, is a mistake of the issue.
    private static ArchivedIssue Corrected(Workspace workspace, string folder, ArchivedIssue issue)
    {
        if (issue.State is not ArchivedState.Listed)
            return issue;
        var found = new DiagnosticBag();
        var notices = CorrectionNotice.Of(workspace, folder, found);
        foreach (var finding in notices.Select(notice => notice.Finding).OfType<Diagnostic>())
            found.Add(finding);
        return issue with
        {
            Notices = notices,
            NoticeFindings = found.ToImmutable(),
            State = found.HasErrors ? ArchivedState.Errors : issue.State,
        };
    }

    // The pages of single keys, of the issues that the site is to show.
    private ImmutableArray<ArchivedIssue> WithAreas(
        IssueBuilder builder,
        ImmutableArray<ArchivedIssue> issues,
        CancellationToken cancellationToken
    )
    {
        using var progress = new ProgressLine(
            _session.Environment,
            "Drawing the pages of areas",
            issues.Where(issue => issue.State is ArchivedState.Listed).Sum(issue => issue.Build?.Figures.Editions?.All.Length ?? 0)
        );
        return
        [
            .. issues.Select(issue =>
            {
                if (issue is not { State: ArchivedState.Listed, Build: { HasErrors: false } finished })
                    return issue;
                var areas = builder.BuildAreas(finished, progress.Step, cancellationToken);
                var build = finished with { Diagnostics = [.. finished.Diagnostics, .. areas.Diagnostics] };
                return issue with
                {
                    Build = build,
                    Areas = areas.Pages,
                    State = build.HasErrors && issue.Sent?.Kept is null ? ArchivedState.Errors : issue.State,
                };
            }),
        ];
    }

    // Null when nothing was written: a site that is whole is not replaced by one from which an issue is missing.
    private static int? Write(Workspace workspace, string folder, ImmutableArray<ArchivedIssue> issues, DiagnosticBag diagnostics)
    {
        var isWhole = issues.All(issue => issue.State is not ArchivedState.Errors);
        ImmutableArray<ArchiveIssue> sound = [.. issues.Where(issue => issue.State is ArchivedState.Listed).Select(issue => issue.Shown())];
        if (workspace.Diagnostics.Any(IsError) || sound.IsEmpty || (!isWhole && ArchiveFolder.IsWhole(folder)))
            return null;
        var files = ArchiveSite.Files(workspace, sound, isWhole, diagnostics);
        if (diagnostics.ToImmutable().Any(IsError))
            return null;
        ArchiveFolder.Replace(folder, files);
        return files.Length;
    }

    private void Summarise(Workspace workspace, string folder, ImmutableArray<ArchivedIssue> issues, int? files)
    {
        foreach (var issue in issues)
        {
            if (issue.State is ArchivedState.Draft)
                _session.Reporter.Say(
                    $"{issue.Slug}  left out: {(issue.Build is null ? "its date has not come" : "it has no date")} (--drafts takes it in)"
                );
            else if (issue.State is ArchivedState.Embargoed)
                _session.Reporter.Say($"{issue.Slug}  left out: {issue.Embargo}");
            else if (issue.State is ArchivedState.Errors)
                _session.Reporter.Say($"{issue.Slug}  left out: it has errors");
        }
        var listed = issues.Count(issue => issue.State is ArchivedState.Listed);
        var place = workspace.Shown(Path.Combine(folder, "index.html"));
        _session.Reporter.Say(
            files is { } count ? $"{place}  {listed} issue{(listed == 1 ? "" : "s")}, {count} files"
            : File.Exists(Path.Combine(folder, "index.html")) ? $"{place}  kept as it last was"
            : "Nothing was written: no issue can be shown."
        );
    }

    private static JsonObject Json(
        Workspace workspace,
        string folder,
        ImmutableArray<ArchivedIssue> issues,
        int? files,
        ImmutableArray<Diagnostic> own
    ) =>
        new()
        {
            ["folder"] = workspace.Shown(folder),
            ["state"] = files is null ? "kept" : "written",
            ["url"] = workspace.Settings.ArchiveUrl,
            ["files"] = files ?? 0,
            ["issues"] = new JsonArray([
                .. issues.Select(issue =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["slug"] = issue.Slug,
                            ["state"] = issue.State.ToString().ToLowerInvariant(),
                            ["title"] = issue.Sent?.Kept?.Issue.Title ?? issue.Build?.Issue.FrontMatter.Title,
                            ["sent"] = issue.Sent?.Kept is not null,
                            ["corrections"] = issue.Notices.Length,
                            ["embargo"] = issue.Embargo,
                            ["diagnostics"] = new JsonArray([
                                .. issue.Diagnostics.Select(found => (JsonNode)ConsoleReporter.ToJson(found)),
                            ]),
                        }
                ),
            ]),
            ["diagnostics"] = new JsonArray([
                .. workspace.Diagnostics.Concat(own).Select(found => (JsonNode)ConsoleReporter.ToJson(found)),
            ]),
        };

    private static string Checked(string address, string name) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "https"
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri.TrimEnd('/')
            : throw new CliException(
                ExitCode.Usage,
                $"{name} is \"{address}\", which is no address of a site.",
                "Write it like https://example.org/archive."
            );

    private static bool IsError(Diagnostic found) => found.Rule.Severity == Severity.Error;

    private enum ArchivedState
    {
        Listed,
        Draft,
        Embargoed,
        Errors,
    }

    // The record of what was sent of an issue; what is wrong with it stands in the place of its files.
    private sealed record SentRecordOf(KeptIssue? Kept, Diagnostic? Damage)
    {
        public static SentRecordOf Find(Workspace workspace, string folder)
        {
            var directory = Path.Combine(workspace.IssuesDirectory, folder, "sent");
            var path = workspace.RelativePath(Path.Combine(directory, SentIssueReader.FileName));
            try
            {
                var kept = SentIssueReader.Find(directory);
                return new SentRecordOf(kept, kept is null ? null : ArchiveIssue.Judge(kept, path));
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                return new SentRecordOf(null, ArchiveIssue.Damaged(path, e.Message));
            }
        }
    }

    private sealed record ArchivedIssue(string Slug, IssueBuild? Build, ArchivedState State)
    {
        public ImmutableArray<AreaPage> Areas { get; init; } = [];

        public string? Embargo { get; init; }

        public SentRecordOf? Sent { get; init; }

        public ImmutableArray<CorrectionNotice> Notices { get; init; } = [];

        public ImmutableArray<Diagnostic> NoticeFindings { get; init; } = [];

        public ImmutableArray<Diagnostic> Diagnostics =>
            [
                .. Sent is { Damage: { } damage } ? [damage]
                : Sent is { Kept: not null } ? []
                : Build?.Diagnostics ?? [],
                .. NoticeFindings,
            ];

        // An issue with errors is none of the drafts, even without a date: its front matter may be what is wrong.
        public static ArchivedIssue Of(
            string slug,
            SentRecordOf? sent,
            IssueBuild? build,
            bool withDrafts,
            Func<IssueBuild, string?> embargoOf
        )
        {
            var embargo = build is null || sent?.Kept is not null ? null : embargoOf(build);
            return new(
                build?.Issue.Slug ?? slug,
                build,
                (sent, build) switch
                {
                    ({ Damage: not null }, _) => ArchivedState.Errors,
                    ({ Kept: not null }, _) => ArchivedState.Listed,
                    (_, null) => ArchivedState.Draft,
                    (_, { HasErrors: true }) => ArchivedState.Errors,
                    (_, { Issue.FrontMatter.Date: null }) when !withDrafts => ArchivedState.Draft,
                    _ when embargo is not null => ArchivedState.Embargoed,
                    _ => ArchivedState.Listed,
                }
            )
            {
                Embargo = embargo,
                Sent = sent,
            };
        }

        public ArchiveIssue Shown() =>
            (Sent?.Kept is { } kept ? ArchiveIssue.Of(Slug, kept, Areas) : ArchiveIssue.Of(Build!, Areas)).Corrected(Notices, Sent?.Kept);
    }
}
