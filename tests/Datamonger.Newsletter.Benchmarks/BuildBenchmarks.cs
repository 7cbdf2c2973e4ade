using System.Globalization;
using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>
/// The sample issue from its source to the finished email, in a process that is warm. Budgets: 120 ms when everything is made again,
/// 60 ms when a query changed, 10 ms when a word did.
/// </summary>
[MemoryDiagnoser]
public class BuildBenchmarks
{
    private const string Slug = "2017-03-safeguarding";
    private Workspace _workspace = null!;
    private SourceText _source = null!;
    private IssueBuilder _kept = null!;
    private int _edit;

    /// <summary>Opens the workspace that this repository is, and builds the issue once.</summary>
    [GlobalSetup]
    public void Open()
    {
        var root = Workspace.FindRoot(AppContext.BaseDirectory) ?? throw new InvalidOperationException("Run it inside the repository.");
        _workspace = Workspace.Open(root);
        _source = _workspace.ReadIssue(Slug);
        _kept = NewBuilder();
        if (Build(_kept, _source).HasErrors)
            throw new InvalidOperationException("The sample issue has mistakes.");
    }

    /// <summary>Closes the engine.</summary>
    [GlobalCleanup]
    public void Close() => _kept.Dispose();

    /// <summary>Data files typed, queries run, charts drawn, email composed and checked; nothing is at hand.</summary>
    [Benchmark(Baseline = true)]
    public IssueBuild Everything()
    {
        using var builder = NewBuilder();
        return Build(builder, _source);
    }

    /// <summary>One query differs from all before it, and so does a chart of it.</summary>
    [Benchmark]
    public IssueBuild A_query_changed() =>
        Build(_kept, Edited("order by rate desc\n```", $"order by rate desc limit {2 + (++_edit % 7)}\n-- {_edit}\n```"));

    /// <summary>One word of the prose differs.</summary>
    [Benchmark]
    public IssueBuild A_word_changed() =>
        Build(
            _kept,
            Edited(
                "National Safeguarding Month, and",
                string.Create(CultureInfo.InvariantCulture, $"National Safeguarding Month {++_edit}, and")
            )
        );

    /// <summary>The same text again.</summary>
    [Benchmark]
    public IssueBuild Nothing_changed() => Build(_kept, _source);

    private SourceText Edited(string old, string changed) =>
        new(_source.Path, _source.Text.Replace(old, changed, StringComparison.Ordinal));

    private static IssueBuild Build(IssueBuilder builder, SourceText source) =>
        builder.BuildAsync(Slug, source, CancellationToken.None).GetAwaiter().GetResult();

    private IssueBuilder NewBuilder()
    {
        var cache = new BuildCache(null);
        return new IssueBuilder(
            new IssueParser(new WorkspaceFiles(_workspace), _workspace.Settings),
            new QueryRunner(_workspace, cache, TimeProvider.System),
            new ChartRenderer(_workspace.Settings.Theme, cache),
            new EmailComposer(_workspace.Root, _workspace.Settings, new BuildCache(null)),
            new CheckRunner(_workspace, TimeProvider.System)
        );
    }
}
