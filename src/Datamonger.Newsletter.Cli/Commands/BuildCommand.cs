using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Builds issues: email, text, web page, pictures, figures.</summary>
internal sealed class BuildCommand : Verb
{
    private readonly CliSession _session;

    public BuildCommand(CliSession session)
        : base("build", "Build issues: email, text part, web page, pictures, figures")
    {
        _session = session;
        var slugs = new Argument<string[]>("issue")
        {
            Description = "Slugs, or how they begin; all issues by default",
            HelpName = "issue…",
            Arity = ArgumentArity.ZeroOrMore,
        };
        slugs.CompletionSources.Add(_ => Slugs.Complete(session));
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Folder to write to; artifacts/newsletter by default",
            HelpName = "dir",
        };
        var force = new Option<bool>("--force") { Description = "Build again what has not changed" };
        Add(slugs);
        Add(output);
        Add(force);
        SetAction(
            (parsed, cancellationToken) =>
                RunAsync(parsed.GetValue(slugs) ?? [], parsed.GetValue(output), parsed.GetValue(force), cancellationToken)
        );
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger build", "build what changed"),
            ("datamonger build 2017-03", "build the issue that begins so"),
            ("datamonger build --force", "build all, changed or not"),
            ("datamonger build --out /tmp/proof --json", "write elsewhere, report for a script"),
        ];

    private async Task<int> RunAsync(string[] names, string? output, bool isForced, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var workspace = _session.Workspace;
        ImmutableArray<string> slugs =
            names.Length == 0 ? workspace.Slugs : [.. names.Select(name => Slugs.Known(workspace, name)).Distinct()];
        if (slugs.IsEmpty)
            throw new CliException(
                ExitCode.Usage,
                "There are no issues in content/issues.",
                "Begin one with: datamonger new 2017-04-fostering"
            );
        var folder = output is null ? workspace.OutputDirectory : Path.GetFullPath(output, _session.Environment.CurrentDirectory);
        _session.Reporter.Report(workspace.Diagnostics);
        var results = new ConcurrentDictionary<string, Result>(StringComparer.Ordinal);
        using (var builder = IssueBuilder.For(workspace, _session.Environment.Time))
        using (var progress = new ProgressLine(_session.Environment, "Building", slugs.Length))
        {
            var finished = new FinishedBuilds(
                workspace,
                _session.Environment.Time,
                slug => $"{builder.Surroundings(slug)} {PushedRecord.HashOf(workspace.StateDirectory, slug)}"
            );
            await Parallel.ForEachAsync(
                slugs,
                cancellationToken,
                async (slug, token) =>
                {
                    // An issue that gives itself another slug is always built: its folder is known only then.
                    var last =
                        isForced || OutputFolder.Refusal(folder, slug) is not null ? null : finished.Find(slug, Path.Combine(folder, slug));
                    results[slug] = last is null
                        ? await BuildAsync(workspace, builder, finished, slug, folder, token)
                        : new Result(last, last.Diagnostics, last.IsKept ? State.Kept : State.Unchanged) { IsBuilt = false };
                    progress.Step(slug);
                }
            );
        }
        foreach (var slug in slugs)
            _session.Reporter.Report(results[slug].Diagnostics);
        if (_session.AsJson)
            _session.Reporter.Json(Json(slugs, results));
        else
            Summarise(workspace, folder, slugs, results, clock.Elapsed);
        var found = results.Values.SelectMany(result => result.Diagnostics).Concat(workspace.Diagnostics);
        return found.Any(diagnostic => diagnostic.Rule.Severity == Severity.Error) ? ExitCode.Diagnostics : ExitCode.Done;
    }

    // Outputs of a sound build are not replaced by those of one with holes in it: the preview shows them.
    private static async Task<Result> BuildAsync(
        Workspace workspace,
        IssueBuilder builder,
        FinishedBuilds finished,
        string slug,
        string folder,
        CancellationToken cancellationToken
    )
    {
        var unbuilt = new DiagnosticBag();
        var built = await unbuilt.GuardAsync(
            "issue",
            $"the issue \"{slug}\"",
            SourceLocation.StartOf($"content/issues/{slug}/index.md"),
            async () => (IssueBuild?)await builder.BuildAsync(slug, workspace.ReadIssue(slug), cancellationToken),
            _ => null
        );
        if (built is not { } build)
            return new Result(new FinishedBuild(slug, "", 0, 0, 0), unbuilt.ToImmutable(), State.Refused);
        var result = new Result(FinishedBuild.Of(build, workspace.Settings), build.Diagnostics, State.Written);
        var issue = build.Issue;
        // A name that is nobody's or somebody else's has been reported.
        if (!Slug.IsValid(issue.Slug) || build.Diagnostics.Any(found => found.Rule == IssueRules.DuplicateSlug))
            return result with { State = State.Refused };
        var target = Path.Combine(folder, issue.Slug);
        if (OutputFolder.Refusal(folder, issue.Slug) is { } refusal)
            return result with
            {
                State = State.Refused,
                Diagnostics = build.Diagnostics.Add(
                    new Diagnostic(
                        IssueRules.ForeignOutput,
                        issue.FrontMatter.LocationOf("slug"),
                        $"{workspace.Shown(target)} {refusal}; nothing was written there.",
                        "Move that elsewhere, or name another folder with --out."
                    )
                ),
            };
        if (!build.IsWhole && OutputFolder.IsWhole(folder, issue.Slug))
        {
            finished.KeepFailed(slug, target, build, IssueOutput.Inputs(workspace, build));
            return result with { State = State.Kept };
        }
        var files = IssueOutput.Files(build, IssueOutput.Inputs(workspace, build));
        OutputFolder.Replace(folder, issue.Slug, files);
        finished.Keep(slug, target, build, files);
        return result;
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private void Summarise(
        Workspace workspace,
        string folder,
        ImmutableArray<string> slugs,
        ConcurrentDictionary<string, Result> results,
        TimeSpan elapsed
    )
    {
        foreach (var slug in slugs)
        {
            var (build, _, state) = results[slug];
            var shown = workspace.Shown(Path.Combine(folder, build.Slug, "email.html"));
            _session.Reporter.Say(
                state switch
                {
                    State.Kept => $"{shown}  kept as it last was without errors",
                    State.Unchanged => $"{shown}  unchanged",
                    State.Refused => $"{shown}  not written",
                    _ =>
                        $"{shown}  {build.Bytes / 1024.0:0.0} KB, {Counted(build.Figures, "figure")}, {Counted(build.Pictures, "picture")}",
                }
            );
            if (Banner(build) is { } banner)
                _session.Reporter.Say($"  {banner}. Show it to nobody without pre-release access.");
        }
        var found = ConsoleReporter.Count(results.Values.SelectMany(result => result.Diagnostics));
        var built = slugs.Length - results.Values.Count(result => !result.IsBuilt);
        _session.Reporter.Say(
            $"Built {built} issue{(built == 1 ? "" : "s")} in {elapsed.TotalSeconds:0.00} s{(found is null ? "" : $": {found}")}."
        );
    }

    private string? Banner(FinishedBuild build) => build.Until > _session.Environment.Time.GetUtcNow() ? build.Embargo : null;

    private JsonObject Json(ImmutableArray<string> slugs, ConcurrentDictionary<string, Result> results) =>
        new()
        {
            ["issues"] = new JsonArray([
                .. slugs.Select(slug =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["slug"] = results[slug].Build.Slug,
                            ["state"] = results[slug].State.ToString().ToLowerInvariant(),
                            ["subject"] = results[slug].Build.Subject,
                            ["embargo"] = Banner(results[slug].Build),
                            ["bytes"] = results[slug].Build.Bytes,
                            ["figures"] = results[slug].Build.Figures,
                            ["diagnostics"] = new JsonArray([
                                .. results[slug].Diagnostics.Select(found => (JsonNode)ConsoleReporter.ToJson(found)),
                            ]),
                        }
                ),
            ]),
        };

    private enum State
    {
        Written,
        Unchanged,
        Kept,
        Refused,
    }

    private sealed record Result(FinishedBuild Build, ImmutableArray<Diagnostic> Diagnostics, State State)
    {
        public bool IsBuilt { get; init; } = true;
    }
}
