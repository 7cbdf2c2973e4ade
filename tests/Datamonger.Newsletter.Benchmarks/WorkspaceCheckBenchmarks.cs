using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>All offline rules on a workspace of 200 issues, each the sample under a name and subject of its own, built before.</summary>
[MemoryDiagnoser]
[MinColumn]
public class WorkspaceCheckBenchmarks
{
    private const string Sample = "2017-03-safeguarding";
    private readonly string _root = Path.Combine(Path.GetTempPath(), $"datamonger-{Guid.NewGuid():n}");
    private ImmutableArray<Built> _built = [];
    private CheckRunner _runner = null!;

    /// <summary>How many issues there are; the subject of each is held against all others.</summary>
    [Params(200)]
    public int Issues { get; set; }

    /// <summary>Makes the workspace and runs the stages before the checks; that is not measured.</summary>
    [GlobalSetup]
    public void Build()
    {
        var repository =
            Workspace.FindRoot(AppContext.BaseDirectory)
            ?? throw new InvalidOperationException("The benchmarks run inside the repository.");
        foreach (
            var folder in (ReadOnlySpan<string>)
                ["content/datasets", "content/snippets", "templates", "content/issues/2016-02-disabled-children"]
        )
            Copy(Path.Combine(repository, folder), Path.Combine(_root, folder));
        File.Copy(Path.Combine(repository, "content", "newsletter.yml"), Path.Combine(_root, "content", "newsletter.yml"));
        var text = File.ReadAllText(Path.Combine(repository, "content", "issues", Sample, "index.md"));
        for (var i = 0; i < Issues; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(_root, "content", "issues", $"issue-{i:000}")).FullName;
            // Without a figure in it, so that it is held against those of all issues before it.
            File.WriteAllText(
                Path.Combine(folder, "index.md"),
                Regex.Replace(
                    text,
                    "^subject: .*$",
                    string.Create(CultureInfo.InvariantCulture, $"subject: Fewer people applied to foster, part {i}"),
                    RegexOptions.Multiline
                )
            );
        }

        var workspace = Workspace.Open(_root);
        var cache = new BuildCache(null);
        var parser = new IssueParser(new WorkspaceFiles(workspace), workspace.Settings);
        using var queries = new QueryRunner(workspace, cache, TimeProvider.System);
        var (charts, composer) = (
            new ChartRenderer(workspace.Settings.Theme, cache),
            new EmailComposer(workspace.Root, workspace.Settings, new BuildCache(null))
        );
        var built = ImmutableArray.CreateBuilder<Built>(Issues);
        foreach (var slug in workspace.Slugs.Where(slug => slug.StartsWith("issue-", StringComparison.Ordinal)))
        {
            var diagnostics = new DiagnosticBag();
            var issue = parser.Parse(slug, workspace.ReadIssue(slug), diagnostics);
            var tables = queries.RunAsync(issue, diagnostics, CancellationToken.None).GetAwaiter().GetResult();
            var figures = FigureEvaluator.Evaluate(issue, tables, diagnostics);
            var images = charts.Render(issue, tables, figures, diagnostics, CancellationToken.None);
            var email = composer.Compose(issue, tables, figures, images, diagnostics);
            if (diagnostics.HasErrors)
                throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable()));
            built.Add(new Built(issue, tables, figures, images, email));
        }
        _built = built.ToImmutable();
        _runner = new CheckRunner(workspace, TimeProvider.System);
    }

    /// <summary>Deletes the workspace.</summary>
    [GlobalCleanup]
    public void Delete() => Directory.Delete(_root, recursive: true);

    /// <summary>Every rule of the catalogue on each issue, one after the other.</summary>
    [Benchmark]
    public int Check()
    {
        var diagnostics = new DiagnosticBag();
        foreach (var (issue, tables, figures, charts, email) in _built)
            _runner.Run(issue, tables, figures, IssueClaims.None, charts, email, diagnostics);
        return diagnostics.ToImmutable().Length;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed record Built(Issue Issue, QueryTables Tables, IssueFigures Figures, IssueCharts Charts, Email Email);
}
