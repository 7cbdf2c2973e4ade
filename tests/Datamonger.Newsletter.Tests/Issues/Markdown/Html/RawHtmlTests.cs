using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Datamonger.Newsletter.Tests.Support;
using Ganss.Xss;

namespace Datamonger.Newsletter.Tests.Issues.Markdown.Html;

/// <summary>An author's HTML is cleaned tag by tag: whatever it says, nothing behind it is lost and nothing in it runs.</summary>
public sealed class RawHtmlTests
{
    // Every element of the HTML standard, and those that browsers still know.
    private static readonly string[] All = (
        "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas "
        + "caption center cite code col colgroup command data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption "
        + "figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd "
        + "keygen label legend li link listing main map mark marquee math menu meta meter multicol nav nextid nobr noembed noframes "
        + "noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search "
        + "section select slot small source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th "
        + "thead time title tr track tt u ul var video wbr xmp my-element o:p"
    ).Split(' ');

    public static TheoryData<string> Elements => [.. All];

    [Theory, MemberData(nameof(Elements))]
    public void Nothing_behind_a_stray_tag_is_lost(string name)
    {
        foreach (
            var markdown in (string[])
                [
                    $"We removed the <{name}> from the page.\n\nLater words, **bold**.\n",
                    $"We removed the </{name}> from the page.\n\nLater words, **bold**.\n",
                    $"We removed the <{name} class=\"x\" data-y='<z>'> from the page.\n\nLater words, **bold**.\n",
                    $"We removed the <{name}/> from the page.\n\nLater words, **bold**.\n",
                    $"- One <{name}> from the page.\n- Two\n\nLater words, **bold**.\n",
                    $"| a | b |\n|--|--|\n| One <{name}> | from the page |\n\nLater words, **bold**.\n",
                    $"> One <{name}> from the page.\n\nLater words, **bold**.\n",
                    $"## One <{name}> from the page.\n\nLater words, **bold**.\n",
                    $"<div>One <{name}> from the page.</div>\n\nLater words, **bold**.\n",
                    $"*One <{name}> from* the page.\n\nLater words, **bold**.\n",
                ]
        )
        {
            var rendered = RenderedText.Of(markdown);
            using var document = new HtmlParser().ParseDocument($"<body>{rendered.Html}<p id=\"end\">end</p></body>");
            Assert.Contains("from the page", Words(document.Body!.TextContent), StringComparison.Ordinal);
            Assert.Contains("Later words, bold.", Words(document.Body.TextContent), StringComparison.Ordinal);
            Assert.Equal("body", document.QuerySelector("#end")!.ParentElement!.LocalName);
            Assert.Contains("from the page", Words(rendered.Text), StringComparison.Ordinal);
            Assert.Contains("Later words, bold.", Words(rendered.Text), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Elements))]
    public void What_is_not_let_through_is_reported_at_its_place(string name)
    {
        if (HtmlVocabulary.Allows(name) || name == "o:p")
            return;
        var issue = TestIssue.Body($"Words.\n\nWe removed the <{name}> from the page.\n").Issue;
        var removed = Assert.Single(issue.RemovedHtml);
        Assert.Equal(($"<{name}>", true, "content/issues/test/index.md:7:16"), (removed.What, removed.IsPrinted, $"{removed.Location}"));
        Assert.Contains(
            $"the &lt;{name}&gt; from",
            RenderedText.Of($"We removed the <{name}> from the page.\n").Html,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Before <!-- a note --> after.\n\n<!-- a note\n\nover lines -->\n\nLast.\n")]
    [InlineData("Before.\n\n<!-- a note\n\n**Last.**\n")]
    [InlineData("Before.\n\n<div><!-- a note --><b>Last.</b></div>\n")]
    [InlineData("Before.\n\n<div><!-- a note\n</div>\n\nLast.\n")]
    [InlineData("Before <?php a note ?> and.\n\n<![CDATA[ a note ]]>\n\n<!DOCTYPE a note>\n\nLast.\n")]
    [InlineData("Before <!-- *|IF:a note|* -->.\n\n<div><!--*|IF:a note|*--></div>\n\nLast.\n")]
    public void A_comment_reaches_no_output(string markdown)
    {
        var rendered = RenderedText.Of(markdown);
        Assert.DoesNotContain("note", rendered.Html + rendered.Text, StringComparison.Ordinal);
        Assert.Contains("Before", rendered.Html, StringComparison.Ordinal);
        // Either all arrives or the place is named.
        if (!rendered.Html.Contains("Last", StringComparison.Ordinal) || !rendered.Text.Contains("Last", StringComparison.Ordinal))
            Assert.Contains("7:1: error DM158: This comment is opened with <!-- and not closed", rendered.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("script")]
    [InlineData("style")]
    [InlineData("iframe")]
    [InlineData("template")]
    [InlineData("svg")]
    [InlineData("noscript")]
    public void What_programs_read_is_printed_nowhere(string name)
    {
        foreach (
            var markdown in (string[])
                [
                    $"One <{name}>secret()</{name}> two.\n",
                    $"<{name}>\nsecret()\n</{name}>\n\nOne two.\n",
                    $"<div>One <{name}>secret()</{name}> two.</div>\n",
                ]
        )
        {
            var rendered = RenderedText.Of(markdown);
            Assert.DoesNotContain("secret", rendered.Html + rendered.Text, StringComparison.Ordinal);
            Assert.Contains("two.", rendered.Html, StringComparison.Ordinal);
            Assert.Contains("two.", rendered.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<pre>one\n\ntwo", "5:1: error DM158: <pre> is opened and not closed: all that follows is taken for HTML.")]
    [InlineData("<style>\none\n\n## two", "5:1: error DM158: <style> is opened and not closed: all that follows is taken for HTML.")]
    [InlineData("One <b>two.", "5:5: warning DM159: <b> is opened and not closed.")]
    [InlineData("One two</b>.", "5:8: warning DM159: </b> closes nothing that is open here.")]
    [InlineData("*One <b>two* three</b>.", "5:6: warning DM159: <b> is opened and not closed.")]
    [InlineData("<div>\n\nOne\n\ntwo", "5:1: warning DM159: <div> is opened and not closed.")]
    [InlineData("</div>\n\nOne\n\ntwo", "5:1: warning DM159: </div> closes nothing that is open here.")]
    public void What_is_not_closed_is_reported_and_the_rest_stays(string markdown, string finding)
    {
        var rendered = RenderedText.Of(markdown);
        Assert.Contains(finding, rendered.Found, StringComparison.Ordinal);
        Assert.Contains("two", rendered.Html, StringComparison.Ordinal);
        Assert.Contains("two", rendered.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "<div align=\"center\">\n\n**Bold** and\n\n- a list\n\n</div>\n\nEnd.\n",
        "<div align=\"center\"><p><strong>Bold</strong> and</p><ul><li>a list</li></ul></div><p>End.</p>"
    )]
    [InlineData(
        "<table>\n<tr><td>\n\n*One*\n\n</td></tr>\n</table>\n",
        "<table><tbody><tr><td><p><em>One</em></p></td></tr></tbody></table>"
    )]
    [InlineData("One <b>*two* <i>three</i></b> four<br>five\n", "<p>One <b><em>two</em> <i>three</i></b> four<br>five</p>")]
    [InlineData(
        "| a |\n|--|\n| <ul><li>x</li><li>y</li></ul> |\n",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><ul><li>x</li><li>y</li></ul></td></tr></tbody></table>"
    )]
    [InlineData("<p>One<p>two\n", "<p>One</p><p>two</p>")]
    [InlineData("<pre>\n  a\n   b\n</pre>\n", "<pre>  a\n   b\n</pre>")]
    [InlineData("<a href=\"https://example.org\">x</a>\n", "<p><a href=\"https://example.org\">x</a></p>")]
    [InlineData("&lt;b&gt; &amp; <i>&copy; &amp;</i>\n", "<p>&lt;b&gt; &amp; <i>© &amp;</i></p>")]
    public void Html_and_Markdown_stand_in_one_another(string markdown, string html)
    {
        using var ours = new HtmlParser().ParseDocument(RenderedText.Of(markdown).Html);
        foreach (var element in ours.All)
        {
            element.RemoveAttribute("scope");
            element.RemoveAttribute("class");
        }
        var isPreformatted = html.StartsWith("<pre>", StringComparison.Ordinal);
        Assert.Equal(
            html,
            isPreformatted ? ours.Body!.InnerHtml.Trim() : string.Concat(ours.Body!.InnerHtml.Split('\n').Select(line => line.Trim()))
        );
    }

    [Theory]
    [InlineData("<a href=\"https://example.org/x\">The report</a> says.\n", "The report\nhttps://example.org/x\nsays.\n")]
    [InlineData("<p>See <a href='https://example.org/x'>the report</a>.</p>\n", "See the report.\nhttps://example.org/x\n")]
    [InlineData("<img src=\"https://example.org/x.png\" alt=\"A carer\">\n", "[Picture: A carer]\n")]
    [InlineData("<ul>\n<li>One</li>\n<li>Two &amp; three</li>\n</ul>\n", "- One\n- Two & three\n")]
    [InlineData("<ol><li>One</li><li>Two</li></ol>\n", "1. One\n2. Two\n")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>\n", "a  b\n-  -\n1  2\n")]
    [InlineData("<table><tr><td>1</td><td>2</td></tr><tr><td>10</td><td>2</td></tr></table>\n", "1   2\n10  2\n")]
    [InlineData("<table><tr><td><p>One</p><p>two</p></td></tr></table>\n", "One\n\ntwo\n")]
    [InlineData("<blockquote>Said</blockquote>\n", "> Said\n")]
    [InlineData("<pre>\na\n  b\n</pre>\n", "    a\n      b\n")]
    [InlineData("<h2>Title</h2>\nWords\n", "Title\n-----\n\nWords\n")]
    [InlineData("<p>One<br>two</p>\n", "One\ntwo\n")]
    [InlineData("<p>One\n   two</p>\n", "One two\n")]
    public void Html_is_text_as_Markdown_is(string markdown, string text) => Assert.Equal(text, RenderedText.Of(markdown).Text);

    [Fact]
    public void A_cleaner_of_others_finds_nothing_to_clean()
    {
        string[] hostile =
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<b onclick=\"x()\" style=\"position:fixed\">bold</b>",
            "<a href=\"java&#10;script:alert(1)\">x</a> <a href=\"&#106;avascript:alert(1)\">y</a> <a href=\" data:text/html,x\">z</a>",
            "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<div title=\"<!--\"><b title='-->'>x</b></div>",
            "<a href='\"><img src=x onerror=alert(1)>'>x</a>",
            "<p id=\"a\" class=\"data evil\" lang=\"en\"><u>u</u></p>",
            "<table><td><a href=https://example.org><td></a>x</table>",
            "<b><p><i>x</b>y</i>",
            "<!--><img src=x onerror=alert(1)>-->",
            "<![CDATA[<img src=x onerror=alert(1)>]]>",
            "<br/onclick=alert(1)>",
            "<a\nhref\n=\n'https://example.org'\nonclick='x'>x</a>",
        ];
        foreach (var html in hostile.Concat(All.Select(name => $"<{name} href=\"javascript:x\" onclick=x>y</{name}>")))
        {
            foreach (
                var markdown in (string[])[html + "\n", "Words " + html + " words\n", "- " + html + "\n", "| a |\n|--|\n| " + html + " |\n"]
            )
            {
                var rendered = RenderedText.Of(markdown).Html;
                var removed = new List<string>();
                var judge = new HtmlSanitizer();
                judge.AllowedAttributes.Add("class");
                judge.AllowedAttributes.Add("id");
                judge.AllowedSchemes.Add("mailto");
                judge.RemovingTag += (_, e) => removed.Add(e.Tag.OuterHtml);
                judge.RemovingAttribute += (_, e) => removed.Add(e.Attribute.Name + "=" + e.Attribute.Value);
                judge.RemovingComment += (_, e) => removed.Add(e.Comment.Data);
                judge.Sanitize(rendered);
                Assert.True(
                    removed.Count == 0,
                    $"{markdown}\nbecame\n{rendered}\nfrom which a cleaner takes\n{string.Join('\n', removed)}"
                );
            }
        }
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
