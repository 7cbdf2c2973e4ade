using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Issues.Markdown;

/// <summary>What GFM says and the parser does not do by itself, with the examples of its specification; and what Word and phones write.</summary>
public sealed class GfmTests
{
    [Theory]
    // Example 201: any line below a table is a row.
    [InlineData(
        "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
        "<table><thead><tr><th>abc</th><th>def</th></tr></thead><tbody><tr><td>bar</td><td>baz</td></tr><tr><td>bar</td><td></td></tr></tbody></table><p>bar</p>"
    )]
    // Example 200: a bar in code is escaped.
    [InlineData(
        "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
        "<table><thead><tr><th>f|oo</th></tr></thead><tbody><tr><td>b <code>|</code> az</td></tr><tr><td>b <strong>|</strong> im</td></tr></tbody></table>"
    )]
    // Example 491: one tilde will do.
    [InlineData("~~Hi~~ Hello, ~there~ world!\n", "<p><del>Hi</del> Hello, <del>there</del> world!</p>")]
    // Examples 631 and 632: bare email addresses.
    [InlineData("foo@bar.baz\n", "<p><a href=\"mailto:foo@bar.baz\">foo@bar.baz</a></p>")]
    [InlineData(
        "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
        "<p>hello@mail+xyz.example isn't valid, but <a href=\"mailto:hello+xyz@mail.example\">hello+xyz@mail.example</a> is.</p>"
    )]
    // Examples 624 and 625: brackets round an address.
    [InlineData(
        "(www.google.com/search?q=Markup+(business))\n",
        "<p>(<a href=\"https://www.google.com/search?q=Markup+(business)\">www.google.com/search?q=Markup+(business)</a>)</p>"
    )]
    [InlineData(
        "“https://example.org/a” and \"https://example.org/b\".\n",
        "<p>“<a href=\"https://example.org/a\">https://example.org/a</a>” and \"<a href=\"https://example.org/b\">https://example.org/b</a>\".</p>"
    )]
    [InlineData("- [ ] open\n- see [ ] here\n", "<ul><li>☐ open</li><li>see [ ] here</li></ul>")]
    [InlineData("[a](https://example.org/~b/ä?c=[d])\n", "<p><a href=\"https://example.org/~b/%C3%A4?c=%5Bd%5D\">a</a></p>")]
    [InlineData("[a](https://müller.example/x)\n", "<p><a href=\"https://xn--mller-kva.example/x\">a</a></p>")]
    [InlineData("##\u00A0A heading from Word\n\n-\u00A0item\n", "<h2>A heading from Word</h2><ul><li>item</li></ul>")]
    [InlineData("about ~5 and ~6 of them\n", "<p>about ~5 and ~6 of them</p>")]
    public void It_is_read_as_GFM_has_it(string markdown, string html)
    {
        using var ours = new HtmlParser().ParseDocument(RenderedText.Of(markdown).Html);
        foreach (var element in ours.All)
        {
            element.RemoveAttribute("scope");
            element.RemoveAttribute("class");
        }
        Assert.Equal(html, string.Concat(ours.Body!.InnerHtml.Split('\n').Select(line => line.Trim())));
    }

    [Theory]
    [InlineData("![A copy](Barnsley Library (2).jpg \"The library\")", "Barnsley Library (2).jpg")]
    [InlineData("![A copy](Barnsley Library.PNG)", "Barnsley Library.PNG")]
    [InlineData("![A copy](pictures/IMG 2017 (1) (2).jpeg)", "pictures/IMG 2017 (1) (2).jpeg")]
    [InlineData("![One](a.png) and ![A copy](b (1).png)", "b (1).png")]
    [InlineData("![A copy](<Barnsley Library (2).jpg>)", "Barnsley Library (2).jpg")]
    public void A_name_with_blanks_is_the_name_of_a_picture(string markdown, string name)
    {
        var links = Markdig.Syntax.MarkdownObjectExtensions.Descendants<Newsletter.Issues.Markdown.LinkNode>(
            TestIssue.Body(markdown).Issue.Body
        );
        Assert.Equal(name, links.Last().Address.ToString());
    }

    [Fact]
    public void A_picture_in_an_example_of_code_keeps_its_blanks()
    {
        var rendered = RenderedText.Of("`![A copy](my picture (2).jpg)`\n\n```text\n![A copy](my picture (2).jpg)\n```\n");
        Assert.Equal("![A copy](my picture (2).jpg)\n\n    ![A copy](my picture (2).jpg)\n", rendered.Text);
    }

    [Theory]
    [InlineData("a {{ x }} b")]
    [InlineData("*|FNAME|* and <<First Name>> and [[toc]]")]
    [InlineData("![a](b c.png) {{ \"}}\" }}")]
    public void A_shielded_text_is_as_long_as_its_source_and_comes_back(string source)
    {
        var shielded = ShieldedText.Of(source);
        Assert.Equal(source.Length, shielded.Text.Length);
        Assert.NotEqual(source, shielded.Text);
        Assert.Equal(source, shielded.Restore(shielded.Text));
    }
}
