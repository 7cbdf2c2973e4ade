using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Emails.Styles;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>Putting the stylesheet on the elements of the sample email. The budget is 4 ms.</summary>
[MemoryDiagnoser]
public class StyleBenchmarks
{
    private string _css = null!;
    private string _html = null!;
    private StyleSheet _sheet = null!;
    private IHtmlDocument _document = null!;

    /// <summary>Takes the built email's classes back: a document of about its size, with the template's stylesheet.</summary>
    [GlobalSetup]
    public void Read()
    {
        var root = Workspace.FindRoot(AppContext.BaseDirectory) ?? throw new InvalidOperationException("Run it inside the repository.");
        var workspace = Workspace.Open(root);
        using var builder = IssueBuilder.For(workspace, TimeProvider.System);
        // The archive page has the same body and keeps its classes.
        _html = builder
            .BuildAsync("2017-03-safeguarding", workspace.ReadIssue("2017-03-safeguarding"), CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .Email.Web;
        var start = _html.IndexOf("<style>", StringComparison.Ordinal) + 7;
        _css = _html[start.._html.IndexOf("</style>", start, StringComparison.Ordinal)];
        _sheet = Sheet();
    }

    /// <summary>A document whose elements bear no style yet.</summary>
    [IterationSetup]
    public void Parse() => _document = new HtmlParser().ParseDocument(_html);

    /// <summary>The stylesheet taken apart; done once for a stylesheet.</summary>
    [Benchmark]
    public object Take_the_sheet_apart() => Sheet();

    /// <summary>Its rules put on the elements.</summary>
    [Benchmark]
    public void Inline() => CssInliner.Inline(_document, _sheet);

    private StyleSheet Sheet() => StyleSheet.Parse(_css, _ => SourceLocation.StartOf("theme.css"), new DiagnosticBag());
}
