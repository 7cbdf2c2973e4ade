using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Builds issues: email, text, web page, pictures, figures.</summary>
internal sealed class BuildCommand : Verb
{
    private readonly CliSession _session;

    public BuildCommand(CliSession session)
        : base("build", "Build issues: email, text part, web page, pictures, figures")
    {
        _session = session;
        var slugs = new Argument<string[]>("issue") { Description = "Slugs, or how they begin; all issues when left out", Arity = ArgumentArity.ZeroOrMore };
        slugs.CompletionSources.Add(_ => Slugs.Complete(session));
        var output = new Option<string?>("--out", "-o") { Description = "Folder to write to; artifacts/newsletter when left out", HelpName = "dir" };
        Add(slugs);
        Add(output);
        SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(slugs) ?? [], parsed.GetValue(output), cancellationToken));
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
    [
        ("datamonger build", "build what changed"),
        ("datamonger build 2017-03", "build the issue that begins so"),
        ("datamonger build --out /tmp/proof --json", "write elsewhere, report for a script"),
    ];

    private async Task<int> RunAsync(string[] names, string? output, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var workspace = _session.Workspace;
        ImmutableArray<string> slugs = names.Length == 0 ? workspace.Slugs : [.. names.Select(name => Slugs.Known(workspace, name)).Distinct()];
        if (slugs.IsEmpty) throw new CliException(ExitCode.Usage, "There are no issues in content/issues.", "Begin one with: datamonger new 2017-04-fostering");
        var folder = output is null ? workspace.OutputDirectory : Path.GetFullPath(output, _session.Environment.CurrentDirectory);
        _session.Reporter.Report(workspace.Diagnostics);
        using var builder = IssueBuilder.For(workspace, _session.Environment.Time);
        var builds = new ConcurrentDictionary<string, IssueBuild>(StringComparer.Ordinal);
        using (var progress = new ProgressLine(_session.Environment, "Building", slugs.Length))
        {
            await Parallel.ForEachAsync(slugs, cancellationToken, async (slug, token) =>
            {
                var build = await builder.BuildAsync(slug, workspace.ReadIssue(slug), token);
                OutputFolder.Replace(Path.Combine(folder, build.Issue.Slug), IssueOutput.Files(build, IssueOutput.Inputs(workspace, build)));
                builds[slug] = build;
                progress.Step(slug);
            });
        }
        foreach (var slug in slugs) _session.Reporter.Report(builds[slug].Diagnostics);
        if (_session.AsJson) _session.Reporter.Json(Json(slugs, builds));
        else Summarise(workspace, folder, slugs, builds, clock.Elapsed);
        return builds.Values.Any(build => build.HasErrors) || workspace.Diagnostics.Any(found => found.Rule.Severity == Diagnostics.Severity.Error) ? ExitCode.Diagnostics : ExitCode.Done;
    }

    private void Summarise(Workspace workspace, string folder, ImmutableArray<string> slugs, ConcurrentDictionary<string, IssueBuild> builds, TimeSpan elapsed)
    {
        foreach (var slug in slugs)
        {
            var email = builds[slug].Email;
            var bytes = System.Text.Encoding.UTF8.GetByteCount(email.Html);
            var path = Path.Combine(folder, builds[slug].Issue.Slug, "email.html");
            var shown = path.StartsWith(workspace.Root, StringComparison.Ordinal) ? workspace.RelativePath(path) : path;
            _session.Reporter.Say($"{shown}  {bytes / 1024.0:0.0} KB, {builds[slug].Figures.All.Length} figures, {email.Images.Length} pictures");
        }
        var found = ConsoleReporter.Count(builds.Values.SelectMany(build => build.Diagnostics));
        _session.Reporter.Say($"Built {slugs.Length} issue{(slugs.Length == 1 ? "" : "s")} in {elapsed.TotalSeconds:0.00} s{(found is null ? "" : $": {found}")}.");
    }

    private static JsonObject Json(ImmutableArray<string> slugs, ConcurrentDictionary<string, IssueBuild> builds) => new()
    {
        ["issues"] = new JsonArray([.. slugs.Select(slug => (JsonNode)new JsonObject
        {
            ["slug"] = builds[slug].Issue.Slug,
            ["subject"] = builds[slug].Email.Subject,
            ["bytes"] = System.Text.Encoding.UTF8.GetByteCount(builds[slug].Email.Html),
            ["figures"] = builds[slug].Figures.All.Length,
            ["diagnostics"] = new JsonArray([.. builds[slug].Diagnostics.Select(found => (JsonNode)ConsoleReporter.ToJson(found))]),
        })]),
    };
}
