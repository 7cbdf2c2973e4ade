using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Emails.Body;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Tests.Support;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Tests.Issues.Markdown;

/// <summary>An issue's text is CommonMark: it makes the document that Markdig itself makes, HTML aside, which is cut down.</summary>
public sealed partial class CommonMarkTests
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseFootnotes()
        .UseDefinitionLists()
        .UseTaskLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true })
        .Build();

    [Theory]
    [InlineData("# One\n\nTwo\n===\n\n### Three ###\n")]
    [InlineData("*a* **b** ***c*** _d_ __e__ a*b*c snake_case_word\n")]
    [InlineData("- a\n- b\n  - c\n\n    d\n- e\n")]
    [InlineData("3. a\n4. b\n\n   c\n")]
    [InlineData("> a\n> > b\n\nc\n")]
    [InlineData("a\\\nb  \nc\n\n***\n\nd\n")]
    [InlineData("`a` `` b`c `` &amp; &copy; \\* \\# &#35;\n")]
    [InlineData("    code\n\n~~~ text\nmore *code*\n~~~\n")]
    [InlineData(
        "[a](https://example.org \"title\") [b] [c][d] <https://example.org/x> <a@example.org>\n\n[b]: https://example.org/b\n[d]: "
            + "https://example.org/d 'title'\n"
    )]
    [InlineData("www.example.org and https://example.org/a_b_c.\n")]
    [InlineData("| a | b |\n| :-- | --: |\n| 1 | *2* |\n| 3 |\n")]
    [InlineData("~~gone~~ stays\n")]
    [InlineData("Term\n:   What it means\n\nOther\n:   More\n")]
    public void Text_makes_the_document_that_Markdig_makes(string markdown) => Assert.Equal(Theirs(markdown), Ours(markdown));

    [Fact]
    public void Every_example_of_CommonMark_makes_the_document_that_Markdig_makes()
    {
        var spec = File.ReadAllText(Require.Variable("DATAMONGER_COMMONMARK_SPEC", "the text of CommonMark’s specification 0.31.2"))
            .ReplaceLineEndings("\n");
        string[] examples = [.. Example().Matches(spec).Select(match => match.Groups["markdown"].Value.Replace('→', '\t'))];
        Assert.Equal(652, examples.Length);
        string[] different = [.. examples.Where(markdown => !IsAside(markdown) && Theirs(markdown) != Ours(markdown))];
        Assert.Empty(different);
    }

    // Raw HTML is sanitised; a front matter, figures and merge tags are syntax of our own.
    // Bare email addresses are links in GFM.
    private static bool IsAside(string markdown) =>
        markdown.Contains("[[", StringComparison.Ordinal)
        || markdown.Contains('@', StringComparison.Ordinal)
        || Markdig.Markdown.Parse(markdown, Pipeline).Descendants().Any(node => node is HtmlBlock or HtmlInline);

    private static string Ours(string markdown)
    {
        var issue = TestIssue.Body(markdown).Issue;
        var diagnostics = new DiagnosticBag();
        var figures = FigureEvaluator.Evaluate(issue, QueryTables.None, diagnostics);
        var composition = new Composition(
            EmailPart.Html,
            issue,
            QueryTables.None,
            figures,
            new IssueCharts([]),
            TestIssue.Settings,
            new MergeTagMask(),
            diagnostics
        );
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new BodyRenderer(writer, composition);
        renderer.Render(issue.Body);
        return Plain(writer.ToString());
    }

    private static string Theirs(string markdown) => Plain(Markdig.Markdown.ToHtml(markdown, Pipeline));

    // Pictures stand as their words, which is what is left of one that is not beside the issue.
    private static string Plain(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var picture in document.QuerySelectorAll("img").ToList())
            picture.Replace(document.CreateTextNode(picture.GetAttribute("alt") ?? ""));
        foreach (var element in document.All)
        {
            foreach (
                var name in element
                    .Attributes.Select(attribute => attribute.Name)
                    .Where(name => name is not ("href" or "title" or "start" or "type"))
                    .ToList()
            )
                element.RemoveAttribute(name);
        }
        foreach (var link in document.QuerySelectorAll("a[href]"))
            link.SetAttribute("href", Uri.UnescapeDataString(link.GetAttribute("href")!));
        document.Body!.Normalize();
        return Blanks().Replace(document.Body.InnerHtml, "\n").Trim();
    }

    [GeneratedRegex(@"^`{32} example\n(?<markdown>.*?)^\.\n.*?^`{32}$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Blanks();
}
