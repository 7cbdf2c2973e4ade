using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>Charts from their fences to PNG files, nothing cached. The budget is 15 ms for one of 1200 × 750 pixels.</summary>
[MemoryDiagnoser]
public class ChartBenchmarks
{
    private const string Size = "width: 600\nheight: 375\nrender: image";
    private readonly Table _table = Regions();
    private Issue _issue = null!;
    private QueryTables _tables = null!;

    /// <summary>The chart that is drawn.</summary>
    [ParamsAllValues]
    public ChartShape Shape { get; set; }

    /// <summary>Reads the issue; that is not measured.</summary>
    [GlobalSetup]
    public void Parse()
    {
        var fence = Shape switch
        {
            ChartShape.Bar => $"```chart bar\ndata: rows\nx: region\ny: share\nhighlight: Region 3\n{Size}\n```",
            ChartShape.Column => $"```chart column\ndata: rows\nx: region\ny: share\n{Size}\n```",
            _ => $"```chart line\ndata: rows\nx: year\ny: [share, places, children]\n{Size}\n```",
        };
        var diagnostics = new DiagnosticBag();
        var settings = new NewsletterSettings
        {
            Name = "Test",
            Organisation = new Organisation("Test"),
            Sender = new Sender("Test", "editors@example.org"),
        };
        _issue = new IssueParser(new NoFiles(), settings).Parse(
            "test",
            new SourceText("index.md", $"---\ntitle: Test\nsubject: Test\n---\n```sql rows\nselect 1\n```\n\n{fence}\n"),
            diagnostics
        );
        _tables = new QueryTables(_issue.Queries.Select(query => new QueryTable(query, _table, [])));
        if (Render().All.Any(chart => chart.Image is null))
            throw new InvalidOperationException(string.Join('\n', diagnostics.ToImmutable()));
    }

    /// <summary>Keys read, rows arranged, marks drawn, picture encoded.</summary>
    [Benchmark]
    public IssueCharts Render() =>
        new ChartRenderer(Theme.Default, new BuildCache(null)).Render(
            _issue,
            _tables,
            new IssueFigures([]),
            new DiagnosticBag(),
            CancellationToken.None
        );

    private static Table Regions()
    {
        object?[] Values(Func<int, object?> value) => [.. Enumerable.Range(0, 12).Select(value)];
        return new Table(
            [
                new Column("region", ColumnType.Text, [.. Values(i => $"Region {i}")]),
                new Column("year", ColumnType.Integer, [.. Values(i => 2005L + i)]),
                new Column("share", ColumnType.Integer, [.. Values(i => 30L + (i * 37 % 50))]),
                new Column("places", ColumnType.Integer, [.. Values(i => 60L + (i * 29 % 40))]),
                new Column("children", ColumnType.Integer, [.. Values(i => 20L + (i * 3))]),
            ],
            12
        );
    }
}

/// <summary>Charts of about equal weight.</summary>
public enum ChartShape
{
    /// <summary>Twelve horizontal bars.</summary>
    Bar,

    /// <summary>Twelve columns.</summary>
    Column,

    /// <summary>Three lines of twelve points.</summary>
    Line,
}
