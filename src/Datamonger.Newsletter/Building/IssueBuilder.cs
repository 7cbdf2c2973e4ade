using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Rules;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Building;

/// <summary>Builds one issue: the only type that knows the order of the stages.</summary>
public sealed class IssueBuilder(IssueParser parser, QueryRunner queries, ChartRenderer charts, EmailComposer composer, CheckRunner checks)
    : IDisposable
{
    /// <summary>A builder with the stages of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="time">The clock; no output depends on it.</param>
    public static IssueBuilder For(Workspace workspace, TimeProvider time) => For(workspace, time, null);

    /// <summary>The same, told of each boundary that a build enters.</summary>
    internal static IssueBuilder For(Workspace workspace, TimeProvider time, Action<string>? probe)
    {
        var cache = new BuildCache(workspace.CacheDirectory, time);
        return new IssueBuilder(
            new IssueParser(new WorkspaceFiles(workspace), workspace.Settings),
            new QueryRunner(workspace, cache, time),
            new ChartRenderer(workspace.Settings.Theme, cache),
            new EmailComposer(workspace.Root, workspace.Settings, cache),
            new CheckRunner(workspace, time)
            {
                LastPush = slug =>
                    PushedRecord.FiguresOf(workspace.StateDirectory, slug) is { } figures ? FiguresFile.TryRead(figures) : null,
            }
        )
        {
            Probe = probe,
        };
    }

    /// <summary>
    /// The same builder with the names of the workspace's snippets and issues read again: engines stay open, templates parsed. Either
    /// disposes both.
    /// </summary>
    public IssueBuilder Reread(Workspace workspace) =>
        new(new IssueParser(new WorkspaceFiles(workspace), workspace.Settings), queries, charts, composer, checks.Reread(workspace))
        {
            Probe = Probe,
        };

    /// <summary>What findings about an issue depend on beside its own files and those that it names.</summary>
    /// <param name="slug">The folder's name.</param>
    public string Surroundings(string slug) => checks.Surroundings(slug);

    /// <summary>Is told of each boundary that a build enters, so that a test can fail there.</summary>
    internal Action<string>? Probe { get; init; }

    /// <summary>Begins to open the engine of the queries, so that it is there when the first issue is built.</summary>
    public void WarmUp() => queries.WarmUp();

    /// <summary>Builds an issue. What its author did wrong is in the result; only an I/O error throws.</summary>
    /// <param name="slug">The folder's name.</param>
    /// <param name="source">Its file.</param>
    /// <param name="cancellationToken">Stops the build; nothing has been written.</param>
    public async Task<IssueBuild> BuildAsync(string slug, SourceText source, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag { Probe = Probe };
        var issue = parser.Parse(slug, source, diagnostics);
        var tables = await queries.RunAsync(issue, diagnostics, cancellationToken);
        var figures = FigureEvaluator.Evaluate(issue, tables, diagnostics);
        var claims = diagnostics.Guard(
            "check",
            "the check of the words beside figures",
            SourceLocation.StartOf(source.Path),
            () => ClaimFinder.Find(ShownPassages.Of(issue), figures, tables, issue.FrontMatter.Language),
            _ => IssueClaims.None
        );
        var images = charts.Render(issue, tables, figures, diagnostics, cancellationToken);
        var email = composer.Compose(issue, tables, figures, images, diagnostics);
        checks.Run(issue, tables, figures, claims, images, email, diagnostics);
        return new IssueBuild(issue, tables, figures, images, email, Allowances.Apply(issue.FrontMatter, diagnostics.ToImmutable()))
        {
            Claims = claims,
        };
    }

    /// <summary>Only reads an issue, runs its queries and evaluates its figures: no charts, no email, no checks.</summary>
    /// <param name="slug">The folder's name.</param>
    /// <param name="source">Its file.</param>
    /// <param name="reader">Reads it, with the files that it names.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<EvaluatedIssue> EvaluateAsync(string slug, SourceText source, IssueParser reader, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag { Probe = Probe };
        var issue = reader.Parse(slug, source, diagnostics);
        var tables = await queries.RunAsync(issue, diagnostics, cancellationToken);
        return new EvaluatedIssue(issue, tables, FigureEvaluator.Evaluate(issue, tables, diagnostics), diagnostics.ToImmutable());
    }

    /// <summary>Makes the pages of the archive that show a built issue as the subscribers of each key see it, charts and all.</summary>
    /// <param name="build">The issue; one that is the same for everybody has no such pages.</param>
    /// <param name="step">Told of each key when its charts are there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public IssueAreas BuildAreas(IssueBuild build, Action<string> step, CancellationToken cancellationToken)
    {
        if (build.Figures.Editions is not { } editions)
            return new IssueAreas([], []);
        var (issue, diagnostics) = (build.Issue, new DiagnosticBag());
        OwnPages.ReportSlugs(issue, editions, diagnostics);
        var pages = composer.ComposeAreas(
            issue,
            build.Tables,
            build.Figures,
            edition =>
            {
                var own = charts.RenderFor(edition, build.Charts, issue, build.Tables, build.Figures, diagnostics);
                step(edition.Key);
                return own;
            },
            diagnostics,
            cancellationToken
        );
        return new IssueAreas(
            pages,
            [.. diagnostics.ToImmutable().Where(found => !Allowances.Allows(issue.FrontMatter, found.Rule.Code)).Except(build.Diagnostics)]
        );
    }

    /// <inheritdoc/>
    public void Dispose() => queries.Dispose();
}
