using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
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

/// <summary>
/// All offline rules on the sample issue, built before. The budget is 30 ms warm; the cold job is the first run of a process.
/// </summary>
[MemoryDiagnoser]
[MinColumn]
[SimpleJob]
[SimpleJob(RunStrategy.ColdStart, launchCount: 5, warmupCount: 0, iterationCount: 1, id: "Cold")]
public class CheckBenchmarks
{
    private const string Slug = "2017-03-safeguarding";
    private Issue _issue = null!;
    private QueryTables _tables = null!;
    private IssueFigures _figures = null!;
    private IssueCharts _charts = null!;
    private Email _email = null!;
    private CheckRunner _runner = null!;

    /// <summary>Runs the stages before the checks; that is not measured.</summary>
    [GlobalSetup]
    public void Build()
    {
        var workspace = Workspace.Open(
            Workspace.FindRoot(AppContext.BaseDirectory) ?? throw new InvalidOperationException("The benchmarks run inside the repository.")
        );
        var (cache, diagnostics) = (new BuildCache(null), new DiagnosticBag());
        _issue = new IssueParser(new WorkspaceFiles(workspace), workspace.Settings).Parse(Slug, workspace.ReadIssue(Slug), diagnostics);
        using var queries = new QueryRunner(workspace, cache, TimeProvider.System);
        _tables = queries.RunAsync(_issue, diagnostics, CancellationToken.None).GetAwaiter().GetResult();
        _figures = FigureEvaluator.Evaluate(_issue, _tables, diagnostics);
        _charts = new ChartRenderer(workspace.Settings.Theme, cache).Render(_issue, _tables, _figures, diagnostics, CancellationToken.None);
        _email = new EmailComposer(workspace.Root, workspace.Settings, new BuildCache(null)).Compose(
            _issue,
            _tables,
            _figures,
            _charts,
            diagnostics
        );
        if (diagnostics.HasErrors)
            throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable()));
        _runner = new CheckRunner(workspace, TimeProvider.System);
    }

    /// <summary>Every rule of the catalogue, nothing kept from the run before.</summary>
    [Benchmark]
    public ImmutableArray<Diagnostic> Check()
    {
        var diagnostics = new DiagnosticBag();
        _runner.Run(_issue, _tables, _figures, IssueClaims.None, _charts, _email, diagnostics);
        return diagnostics.ToImmutable();
    }
}
