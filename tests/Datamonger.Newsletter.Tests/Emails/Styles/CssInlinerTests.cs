using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Styles;

namespace Datamonger.Newsletter.Tests.Emails.Styles;

public sealed class CssInlinerTests
{
    [Fact]
    public void A_rule_stands_on_each_element_it_matches_with_its_values_as_written() =>
        Assert.Equal(
            """<p style="margin:0 0 16px 0;color:#0B0C0C">a</p>""",
            Inline("p { margin: 0 0 16px 0; color: #0B0C0C; }", "<p>a</p>")
        );

    [Fact]
    public void A_selector_may_ask_for_a_class_that_does_not_stay() =>
        Assert.Equal(
            """<div><p style="margin:0 0 4px 0">a</p></div>""",
            Inline(".toc p { margin: 0 0 4px 0; }", """<div class="toc"><p>a</p></div>""")
        );

    [Theory]
    [InlineData("p { color: red } .x { color: blue }", """<p class="x">a</p>""", "color:blue")]
    [InlineData(".x { color: blue } p { color: red }", """<p class="x">a</p>""", "color:blue")]
    [InlineData(".x { color: blue } .y { color: red }", """<p class="y x">a</p>""", "color:red")]
    [InlineData("#i { color: blue } p.x.y { color: red }", """<p id="i" class="x y">a</p>""", "color:blue")]
    [InlineData("p { color: red !important } #i { color: blue }", """<p id="i">a</p>""", "color:red")]
    [InlineData("p { color: red }", """<p style="color:blue">a</p>""", "color:blue")]
    [InlineData("p { color: red !important }", """<p style="color:blue">a</p>""", "color:red")]
    [InlineData("p { margin-top: 4px } .x { margin: 8px }", """<p class="x">a</p>""", "margin:8px")]
    [InlineData("p { margin: 8px } .x { margin-top: 4px }", """<p class="x">a</p>""", "margin:8px;margin-top:4px")]
    [InlineData("p { color: red; color: rgba(0,0,0,.5) }", "<p>a</p>", "color:red;color:rgba(0,0,0,.5)")]
    public void The_cascade_decides_by_importance_then_weight_then_order(string css, string html, string style) =>
        Assert.Contains($"style=\"{style}\"", Inline(css, html), StringComparison.Ordinal);

    [Fact]
    public void What_only_works_from_a_style_block_stays_in_one_with_the_classes_it_asks_for()
    {
        var sheet = Parse(
            "a:hover { color: red } @media (max-width: 620px) { .wide { width: 100% !important } } .wide, .dull { color: blue }"
        );
        Assert.Equal("a:hover { color: red }\n@media (max-width: 620px) {\n.wide { width: 100% !important }\n}\n", sheet.Kept);
        var document = new HtmlParser().ParseDocument("""<p class="wide">a</p><p class="dull">b</p>""");
        CssInliner.Inline(document, sheet);
        Assert.Equal("""<p class="wide" style="color:blue">a</p><p style="color:blue">b</p>""", document.Body!.InnerHtml);
    }

    [Theory]
    [InlineData(".text a, .text a:visited { color: #A00 }", ".text a:visited { color: #A00 }\n")]
    [InlineData("a:hover, .text a, a:focus { color: #A00 }", "a:hover, a:focus { color: #A00 }\n")]
    [InlineData(".text a:link { color: #A00 }", "")]
    [InlineData(".text a:link, .text a:visited { color: #A00 }", ".text a:visited { color: #A00 }\n")]
    public void Of_a_list_each_selector_stands_where_it_works(string css, string kept)
    {
        Assert.Equal(kept, Parse(css).Kept);
        Assert.Equal(
            """<p><a href="https://example.org/" style="color:#A00">x</a></p>""",
            Inline(css, """<p class="text"><a href="https://example.org/">x</a></p>""")
                .Replace(" class=\"text\"", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_cell_with_a_ground_says_it_as_an_attribute_too_for_Outlook() =>
        Assert.Contains(
            "bgcolor=\"#12436D\"",
            Inline(".b { background-color: #12436D }", """<table><tbody><tr><td class="b">a</td></tr></tbody></table>"""),
            StringComparison.Ordinal
        );

    private static string Inline(string css, string html)
    {
        var document = new HtmlParser().ParseDocument(html);
        CssInliner.Inline(document, Parse(css));
        return document.Body!.InnerHtml;
    }

    private static StyleSheet Parse(string css)
    {
        var diagnostics = new DiagnosticBag();
        var sheet = StyleSheet.Parse(css, offset => new SourceLocation("theme.css", 1, offset + 1), diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return sheet;
    }
}
