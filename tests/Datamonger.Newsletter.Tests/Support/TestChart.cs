using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Charts over rows that a test writes: everything from the fence to the picture, without an engine.</summary>
internal sealed class TestChart
{
    private TestChart(IssueCharts charts, DiagnosticBag diagnostics) => (Charts, Diagnostics) = (charts, diagnostics.ToImmutable());

    public IssueCharts Charts { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public RenderedChart Only => Charts.All.Single();

    public ChartImage Image => Only.Image ?? throw new InvalidOperationException($"There is no picture. {Only.Failure} {Found}");

    public string Alt => Only.Alt;

    /// <summary>The rows as printed, one a line, under their headings.</summary>
    public string Table => string.Join('\n', new[] { Only.Headings }.Concat(Only.Printed).Select(row => string.Join(" | ", row)));

    /// <summary>What was found, one a line, without the path. The fence of a chart from <see cref="Draw"/> stands on line 9.</summary>
    public string Found =>
        string.Join(
            '\n',
            Diagnostics.Select(diagnostic => diagnostic.ToString().Replace("content/issues/test/index.md:", "", StringComparison.Ordinal))
        );

    /// <summary>The only mistake.</summary>
    public Diagnostic Mistake => Diagnostics.Single();

    /// <summary>Draws one chart. Its <c>data</c> stands on line 10, its other keys from line 11 on.</summary>
    public static TestChart Draw(
        string kind,
        string keys,
        string rows,
        Theme? theme = null,
        BuildCache? cache = null,
        string language = "en-GB"
    ) => Draw(Body(kind, keys), TestTable.Of(rows), theme, cache, language);

    /// <summary>Draws a chart as a picture even where table cells would suit it.</summary>
    public static TestChart Picture(string kind, string keys, string rows, Theme? theme = null) =>
        Draw(kind, $"{keys}\nrender: image", rows, theme);

    /// <summary>Draws the charts of a text; its query, whatever it says, gives these rows.</summary>
    public static TestChart Draw(string body, Table table, Theme? theme = null, BuildCache? cache = null, string language = "en-GB")
    {
        var lang = language == "en-GB" ? "" : $"lang: {language}\n";
        var parsed = TestIssue.Parse($"---\ntitle: Test\nsubject: Test\n{lang}---\n{body}");
        var tables = new QueryTables(parsed.Issue.Queries.Select(query => new QueryTable(query, table, [])));
        var figures = FigureEvaluator.Evaluate(parsed.Issue, tables, parsed.Bag);
        var renderer = new ChartRenderer(theme ?? Theme.Default, cache ?? new BuildCache(null));
        return new TestChart(renderer.Render(parsed.Issue, tables, figures, parsed.Bag, TestContext.Current.CancellationToken), parsed.Bag);
    }

    private static string Body(string kind, string keys) =>
        $"```sql rows\nselect 1\n```\n\n```chart {kind}\ndata: rows\n{keys.Trim()}\n```\n";
}
