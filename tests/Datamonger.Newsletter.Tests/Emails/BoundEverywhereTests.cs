using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails;

/// <summary>Figures and merge tags work wherever an author can put one: no place of the text is forgotten by any of the outputs.</summary>
public sealed partial class BoundEverywhereTests
{
    // Each place, with @ where something bound stands; whether the text part says it too.
    private static readonly (string Name, string Markdown, bool InText)[] Places =
    [
        ("prose", "Words @ here.", true),
        ("alone", "@", true),
        ("emphasis", "Words **bold @ here** and *@*.", true),
        ("strikethrough", "Words ~~gone @ here~~.", true),
        ("heading", "## Heading @ here", true),
        ("setext heading", "Heading @ here\n===", true),
        ("tight list", "- One @ here\n- Two", true),
        ("loose list", "1. One\n\n2. Two @ here", true),
        ("nested list", "- One\n  - Two @ here", true),
        ("task", "- [x] Task @ here", true),
        ("quote", "> Quoted @ here", true),
        ("cell", "| a | b |\n|---|--:|\n| x @ | y |", true),
        ("right cell", "| a | b |\n|---|--:|\n| x | @ |", true),
        ("heading cell", "| a @ | b |\n|---|--:|\n| x | y |", true),
        ("definition", "Term @\n:   Means", true),
        ("meaning", "Term\n:   Means @ this", true),
        ("callout", "::: callout\nWords @ here.\n:::", true),
        ("callout title", "::: callout Title @ here\nWords.\n:::", true),
        ("quote container", "::: quote\nWords @ here.\n:::", true),
        ("quote source", "::: quote Somebody @ here\nWords.\n:::", true),
        ("button words", "::: button\n[Label @](https://example.org/b)\n:::", true),
        ("button address", "::: button\n[Label](https://example.org/b?x=@)\n:::", true),
        ("columns", ":::: columns\n::: column\nOne @\n:::\n::: column\nTwo\n:::\n::::", true),
        ("alt", "![Alt @ here](https://example.org/p.png)", true),
        ("picture address", "![Alt](https://example.org/p.png?x=@)", false),
        ("picture title", "![Alt](https://example.org/p.png \"Title @\")", false),
        ("link words", "See [the words @](https://example.org/a).", true),
        ("link address", "See [the words](https://example.org/a?x=@&y=1).", true),
        ("link title", "See [the words](https://example.org/a \"Title @\").", false),
        ("link in heading", "## See [the words](https://example.org/h?x=@)", true),
        ("link in cell", "| a |\n|---|\n| [x](https://example.org/c?x=@) |", true),
        ("reference", "See [the words][r@N].\n\n[r@N]: https://example.org/r?x=@", true),
        ("bare address", "See https://example.org/bare?x=@ for more.", true),
        ("autolink", "See <https://example.org/auto?x=@>.", true),
        ("www", "See www.example.org/www?x=@ for more.", true),
        ("picture in a link", "[![Alt @](https://example.org/p.png)](https://example.org/a)", true),
        ("footnote", "Words[^f@N].\n\n[^f@N]: The note @ says.", true),
        ("html paragraph", "<p align=\"center\">Dear @, hello.</p>", true),
        ("html in a sentence", "Words <b>bold @</b> <u>@</u>.", true),
        ("html link", "<p><a href=\"https://example.org/x?x=@\">words</a></p>", true),
        ("html link in a sentence", "Words <a href=\"https://example.org/y?x=@\">words</a>.", true),
        ("html title", "Words <abbr title=\"Title @\">WT</abbr>.", false),
        ("html alt", "<img src=\"https://example.org/p.png\" alt=\"Alt @\">", true),
        ("html source", "<img src=\"https://example.org/p.png?x=@\" alt=\"Alt\">", false),
        ("html cell", "<table><tr><td>One</td><td>@</td></tr></table>", true),
        ("html rows", "<table>\n<tr><td>One</td></tr>\n@\n<tr><td>Two</td></tr>\n</table>", true),
        ("html list", "<ul>\n<li>One @</li>\n</ul>", true),
        ("html pre", "<pre>\nOne @\n</pre>", true),
        ("html round Markdown", "<div>\n\nWords **@**\n\n</div>", true),
        ("html in a quote", "> <p>Words @</p>", true),
        ("snippet", "::: include part-@N", true),
    ];

    public static TheoryData<string> Names => [.. Places.Select(place => place.Name)];

    [Fact]
    public async Task A_merge_tag_goes_out_byte_for_byte_from_every_place()
    {
        using var newsletter = new TestNewsletter();
        var tags = Places.Select((_, i) => $"*|TAG{i:00}|*").ToList();
        var build = await BuildAsync(newsletter, i => tags[i]);
        var (html, text) = (build.Email.Html, build.Email.Text);
        Assert.Empty(Places.Where((_, i) => !html.Contains(tags[i], StringComparison.Ordinal)).Select(place => place.Name));
        Assert.Empty(
            Places.Where((place, i) => place.InText && !text.Contains(tags[i], StringComparison.Ordinal)).Select(place => place.Name)
        );
        NoMaskIn(html, text, build.Email.Web);
        Assert.DoesNotContain("*|", build.Email.Web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_friendly_tag_becomes_its_tag_in_every_place()
    {
        using var newsletter = new TestNewsletter();
        var build = await BuildAsync(newsletter, _ => "<<First Name>>");
        NoMaskIn(build.Email.Html, build.Email.Text, build.Email.Web);
        Assert.DoesNotContain("<<", build.Email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("First Name", build.Email.Html + build.Email.Text + build.Email.Web, StringComparison.Ordinal);
        Assert.True(Regex.Count(build.Email.Html, @"\*\|FNAME\|\*") >= Places.Length);
    }

    [Fact]
    public async Task A_figure_is_evaluated_in_every_place()
    {
        using var newsletter = new TestNewsletter();
        var build = await BuildAsync(newsletter, i => $"{{{{ n.first.v{i} | num0 }}}}");
        var values = Places.Select((_, i) => 710 + i).Select(value => value.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var part in (string[])[build.Email.Html, build.Email.Web])
            Assert.Empty(Places.Where((_, i) => !part.Contains(values[i], StringComparison.Ordinal)).Select(place => place.Name));
        Assert.Empty(
            Places
                .Where((place, i) => place.InText && !build.Email.Text.Contains(values[i], StringComparison.Ordinal))
                .Select(place => place.Name)
        );
        NoMaskIn(build.Email.Html, build.Email.Text, build.Email.Web);
        Assert.DoesNotContain("{{", build.Email.Html + build.Email.Text + build.Email.Web, StringComparison.Ordinal);
        Assert.DoesNotContain("%7B", build.Email.Html + build.Email.Web, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_figure_that_cannot_be_had_is_reported_in_every_place()
    {
        using var newsletter = new TestNewsletter();
        var build = await BuildAsync(newsletter, i => $"{{{{ nothing{i}.first.v }}}}");
        var reported = build.Diagnostics.Where(found => found.Rule.Code == "DM151").Select(found => found.Message).ToList();
        Assert.Empty(
            Places
                .Where((_, i) => !reported.Any(message => message.Contains($"nothing{i}\"", StringComparison.Ordinal)))
                .Select(place => place.Name)
        );
    }

    [Theory]
    [InlineData("[t](https://example.org/data?year={{ n.first.year }})", "https://example.org/data?year=2017")]
    [InlineData("[t](https://example.org/data?big={{ n.first.big }})", "https://example.org/data?big=1234567")]
    [InlineData("[t](https://example.org/data?la={{ n.first.la }})", "https://example.org/data?la=Hammersmith%20%26%20Fulham")]
    [InlineData("[t]({{ n.first.url }})", "https://example.org/a?b=1&amp;c=2")]
    [InlineData("[t]({{ n.first.url }}/{{ n.first.year }})", "https://example.org/a?b=1&amp;c=2/2017")]
    public async Task A_value_in_an_address_is_encoded_and_an_address_is_not(string markdown, string href)
    {
        using var newsletter = new TestNewsletter().Body(
            "```sql n\nselect 2017 as year, 1234567 as big, 'Hammersmith & Fulham' as la, 'https://example.org/a?b=1&c=2' as url\n```\n\n"
                + markdown
        );
        var build = await newsletter.BuildAsync();
        Assert.Contains($"href=\"{href}\"", build.Email.Html, StringComparison.Ordinal);
        Assert.Contains($"\n{href.Replace("&amp;", "&", StringComparison.Ordinal)}\n", build.Email.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_in_html_is_a_condition()
    {
        using var newsletter = new TestNewsletter().Body(
            "<p align=\"center\">Dear *|FNAME|*, *|IF:FNAME|*alpha*|ELSE:|*beta*|END:IF|*.</p>"
        );
        var build = await newsletter.BuildAsync();
        const string Line = "Dear *|FNAME|*, *|IF:FNAME|*alpha*|ELSE:|*beta*|END:IF|*.";
        Assert.Contains(Line, build.Email.Html, StringComparison.Ordinal);
        Assert.Contains(Line, build.Email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alpha", build.Email.Web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_about_html_names_its_line()
    {
        using var newsletter = new TestNewsletter().Body("Words.\n\n<p align=\"center\">One\n<a href=\"http://example.org\">two</a></p>\n");
        var build = await newsletter.BuildAsync();
        Assert.Equal(
            "content/issues/2017-03-test/index.md:10:1",
            $"{build.Diagnostics.Single(found => found.Rule.Code == "DM502").Location}"
        );
    }

    [Fact]
    public void A_table_is_as_wide_as_its_tags() =>
        Assert.Equal(
            "Name       Places\n---------  ------\n*|FNAME|*      10\nOther           2\n",
            RenderedText.Of("| Name | Places |\n|---|--:|\n| *|FNAME|* | 10 |\n| Other | 2 |\n").Text
        );

    private static void NoMaskIn(params string[] parts)
    {
        foreach (var part in parts)
            Assert.DoesNotMatch(Mask(), part);
    }

    private static async Task<Building.IssueBuild> BuildAsync(TestNewsletter newsletter, Func<int, string> bound)
    {
        var columns = string.Join(", ", Places.Select((_, i) => $"{710 + i} as v{i}"));
        var body = $"```sql n\nselect {columns}\n```\n\n";
        for (var i = 0; i < Places.Length; i++)
        {
            string Filled(string text) =>
                text.Replace("@N", $"{i}", StringComparison.Ordinal).Replace("@", bound(i), StringComparison.Ordinal);
            body += Filled(Places[i].Markdown) + "\n\n";
            if (Places[i].Name == "snippet")
                newsletter.Snippet($"part-{i}", Filled("Words @ here."));
        }
        return await newsletter.Body(body).BuildAsync();
    }

    [GeneratedRegex(@"[\uE000-\uF8FF\u2502]|mt[0-9a-f]{20}n")]
    private static partial Regex Mask();
}
