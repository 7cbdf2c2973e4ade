using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Tests.Archive;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>The link to a subscriber's own page in the archive.</summary>
public sealed partial class OwnPageTests
{
    private const string Address = "https://example.org/archive/2017-03-test/areas/";

    private static readonly string Many =
        $"la,children,places,before\n{ManyKeysTests.Rows(151)}\"Kingston upon Hull, City of\",620,620,600\nEngland,70440,62000,69500\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_subscriber_gets_a_link_to_their_own_page(bool many)
    {
        using var newsletter = PersonalNewsletter.Of("More is on the page of [[mine]].", many ? Many : PersonalNewsletter.Areas);
        var email = (await newsletter.BuildAsync()).Email;
        foreach (
            var (area, words, slug) in (ReadOnlySpan<(string?, string, string)>)
                [
                    ("Kingston upon Hull, City of", "Kingston upon Hull, City of", "kingston-upon-hull-city-of"),
                    ("Atlantis", "England", "england"),
                    (null, "England", "england"),
                ]
        )
        {
            var mail = email.For(area);
            var link = Assert.Single(
                new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("a"),
                link => link.GetAttribute("href")!.Contains("/areas/", StringComparison.Ordinal)
            );
            Assert.Equal((Address + slug + "/", words), (link.GetAttribute("href"), OneBlank().Replace(link.TextContent, " ")));
            Assert.Contains(
                $"More is on the page of {words}. {Address}{slug}/ ",
                OneBlank().Replace(mail.Text, " "),
                StringComparison.Ordinal
            );
            Assert.Contains($"\n{Address}{slug}/\n", mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_condition_stands_round_whole_links_and_never_in_an_address()
    {
        using var newsletter = PersonalNewsletter.Of("See [[mine]].", Many);
        var html = (await newsletter.BuildAsync()).Email.Html;
        Assert.Matches(
            @"\*\|IF:LA=Area 001\|\* ?<a [^>]*href=""https://example\.org/archive/2017-03-test/areas/area-001/""[^>]*>Area 001</a>\*\|ELSEIF:LA=Area 002\|\*<a ",
            OneBlank().Replace(html, " ")
        );
        Assert.DoesNotMatch("href=\"[^\"]*\\*\\|IF", html);
    }

    [Fact]
    public async Task It_may_have_words_of_its_own()
    {
        using var newsletter = PersonalNewsletter.Of("See [[mine|your area’s page]]; and [[mine | again]].");
        var build = await newsletter.BuildAsync();
        var mail = build.Email.For("Lambeth");
        Assert.Equal(
            ["your area’s page", "again"],
            new HtmlParser()
                .ParseDocument(mail.Html)
                .QuerySelectorAll($"a[href='{Address}lambeth/']")
                .Select(link => OneBlank().Replace(link.TextContent, " "))
        );
        Assert.Contains("your area’s page", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code is "DM507" or "DM593" or "DM551" or "DM554");
    }

    [Fact]
    public async Task On_the_page_of_the_archive_it_leads_to_the_default()
    {
        using var newsletter = PersonalNewsletter.Of("See [[mine]].", Many);
        Assert.Contains($"<a href=\"{Address}england/\">England</a>", (await newsletter.BuildAsync()).Email.Web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_of_the_archive_it_is_a_mistake()
    {
        using var newsletter = PersonalNewsletter.Of("See [[mine]].");
        newsletter.Settings(
            File.ReadAllText(newsletter.PathOf("content/newsletter.yml"))
                .Replace("archive:\n  url: https://example.org/archive\n", "", StringComparison.Ordinal)
        );
        var found = Assert.Single((await newsletter.BuildAsync()).Diagnostics, found => found.Rule.Severity == Severity.Error);
        Assert.Equal(("DM175", 13, 5), (found.Rule.Code, found.Location.Line, found.Location.Column));
        Assert.Contains("archive: {url: https://…}", found.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_keys_a_chart_without_the_link_is_warned_of_at_its_place()
    {
        const string Chart =
            "Text.\n\n```sql few\nselect la, children from pressure where la <> 'England'\n```\n\n```chart strip\ndata: few\nx: la\ny: "
            + "children\nhighlight: mine\ntitle: All\nsource: Example Statistics\n```\n";
        using var without = PersonalNewsletter.Of(Chart, Many);
        var found = Assert.Single((await without.BuildAsync()).Diagnostics, found => found.Rule.Code == "DM177");
        Assert.Equal((19, Severity.Warning), (found.Location.Line, found.Rule.Severity));
        using var with = PersonalNewsletter.Of(Chart + "\n[[mine]]\n", Many);
        Assert.DoesNotContain((await with.BuildAsync()).Diagnostics, found => found.Rule.Code == "DM177");
        using var few = PersonalNewsletter.Of(Chart);
        Assert.DoesNotContain((await few.BuildAsync()).Diagnostics, found => found.Rule.Code == "DM177");
        using var prose = PersonalNewsletter.Of("{{ mine.la }}", Many);
        Assert.DoesNotContain((await prose.BuildAsync()).Diagnostics, found => found.Rule.Code == "DM177");
    }

    [Fact]
    public async Task Keys_of_one_address_are_a_mistake_where_the_link_is_wanted()
    {
        const string Areas =
            "la,children,places,before\nSt. Helens,1000,100,1000\nSt Helens,2000,100,1000\n王,1000,100,1000\nEngland,70440,62000,69500\n";
        using var newsletter = PersonalNewsletter.Of("See [[mine]].", Areas);
        Assert.Equal(
            [
                "\"St Helens\" and \"St. Helens\" have the same page, areas/st-helens/.",
                "\"王\" has no Latin letter or digit to make the address of a page of.",
            ],
            (await newsletter.BuildAsync()).Diagnostics.Where(found => found.Rule.Code == "DM176").Select(found => found.Message)
        );
        using var other = PersonalNewsletter.Of("See {{ mine.la }}.", Areas);
        Assert.DoesNotContain((await other.BuildAsync()).Diagnostics, found => found.Rule.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("Bournemouth, Christchurch and Poole", "bournemouth-christchurch-and-poole")]
    [InlineData("Ynys Môn", "ynys-mon")]
    [InlineData("Ynys Mo\u0302n", "ynys-mon")]
    [InlineData("  St. Helens & Knowsley -- (both)/2016 ", "st-helens-and-knowsley-both-2016")]
    [InlineData("Łódź, Göteborg, Åbo, Šiauliai", "lodz-goteborg-abo-siauliai")]
    [InlineData("King’s Lynn", "kings-lynn")]
    [InlineData("ŒUVRE Straße ÆØ Þ Žižkov ñ ŵ", "oeuvre-strasse-aeo-th-zizkov-n-w")]
    [InlineData("E09000022", "e09000022")]
    [InlineData("王", "")]
    public void The_folder_of_a_page_is_the_key_in_plain_letters(string key, string slug) => Assert.Equal(slug, new Edition(key, 0).Slug);

    [Fact]
    public void Every_letter_with_an_accent_has_its_own()
    {
        const string Accented = "àáâãäåāăąçćĉċčďđðèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňŉŋòóôõöøōŏőŕŗřśŝşšșţťŧțùúûüũūŭůűųŵýÿŷźżž";
        Assert.Equal(Accented.Length, new Edition(Accented, 0).Slug.Length);
        Assert.Equal("acdeghijklnorstuwyz", string.Concat(new Edition(Accented.ToUpperInvariant() + Accented, 0).Slug.Distinct().Order()));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex OneBlank();
}
