using System.Globalization;
using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Engine;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>
/// What it costs to run queries in a process of their own, beside the same queries in this one. Budgets: 5 ms a query that changed, 20 ms a
/// cold start. <c>DATAMONGER_PROGRAM</c> names the program that is started: the native one, where it is to be measured.
/// </summary>
public class EngineBenchmarks
{
    private const string Slug = "2017-03-safeguarding";
    private Workspace _workspace = null!;
    private IssueParser _parser = null!;
    private SourceText _source = null!;
    private QueryRunner _kept = null!;
    private int _edit;

    /// <summary>Whether the queries run in a process of their own, as they do in the program.</summary>
    [Params(false, true)]
    public bool OwnProcess { get; set; }

    /// <summary>Opens the workspace that this repository is, and runs the queries once.</summary>
    [GlobalSetup]
    public void Open()
    {
        var root = Workspace.FindRoot(AppContext.BaseDirectory) ?? throw new InvalidOperationException("Run it inside the repository.");
        var program =
            Environment.GetEnvironmentVariable("DATAMONGER_PROGRAM")
            ?? Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "datamonger.exe" : "datamonger");
        _workspace = Workspace.Open(root, startEngine: OwnProcess ? new EngineProgram(program, [EngineServer.Verb]).Start : null);
        _parser = new IssueParser(new WorkspaceFiles(_workspace), _workspace.Settings);
        _source = _workspace.ReadIssue(Slug);
        _kept = NewRunner();
        Run(_kept, _source);
    }

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void Close() => _kept.Dispose();

    /// <summary>One query of the sample differs from all before it.</summary>
    [Benchmark]
    public QueryTables A_query_changed() =>
        Run(
            _kept,
            new SourceText(
                _source.Path,
                _source.Text.Replace(
                    "order by rate desc\n```",
                    string.Create(CultureInfo.InvariantCulture, $"order by rate desc\n-- {++_edit}\n```"),
                    StringComparison.Ordinal
                )
            )
        );

    /// <summary>The engine is started, and runs all queries of the sample.</summary>
    [Benchmark]
    public QueryTables Cold()
    {
        using var runner = NewRunner();
        runner.WarmUp();
        return Run(runner, _source);
    }

    private QueryRunner NewRunner() => new(_workspace, new BuildCache(null), TimeProvider.System);

    private QueryTables Run(QueryRunner runner, SourceText source)
    {
        var diagnostics = new DiagnosticBag();
        var tables = runner
            .RunAsync(_parser.Parse(Slug, source, diagnostics), diagnostics, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return diagnostics.HasErrors ? throw new InvalidOperationException("The sample issue has mistakes.") : tables;
    }
}
