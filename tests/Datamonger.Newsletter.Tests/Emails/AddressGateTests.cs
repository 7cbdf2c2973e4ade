using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails;

/// <summary>Addresses of a few schemes go out and no others, whatever they come from; what is refused cannot be allowed.</summary>
public sealed class AddressGateTests
{
    private static readonly string[] Refused =
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ms-msdt:/id",
        "smb://host/share",
        "intent://x",
        "ftp://example.org/x",
        "irc://example.org",
        "feed:https://example.org",
        "*|MC:SUBJECT|*:alert(1)",
        "*|FNAME|*",
        "java*|FNAME|*script:alert(1)",
        "*|IF:FNAME|*javascript:x*|ELSE:|*https://example.org*|END:IF|*",
    ];

    private static readonly string[] LetThrough =
    [
        "https://example.org/x",
        "http://example.org",
        "mailto:editors@example.org",
        "tel:+441632960000",
        "*|UNSUB|*",
        "*|ARCHIVE|*",
        "https://example.org/?a=*|FNAME|*:x",
        "https://example.org/*|IF:FNAME|*a:b*|ELSE:|*c*|END:IF|*",
        "*|IF:FNAME|*https://example.org/a*|ELSE:|*https://example.org/b*|END:IF|*",
    ];

    public static TheoryData<string> RefusedAddresses => [.. Refused];

    public static TheoryData<string> LetThroughAddresses => [.. LetThrough];

    [Theory, MemberData(nameof(RefusedAddresses))]
    public async Task A_refused_address_stands_as_text_wherever_it_was_written(string address)
    {
        using var newsletter = new TestNewsletter().Body(
            $"See [the words]({address}), <a href=\"{address}\">more</a>.\n\n<p><a href=\"{address}\">again</a></p>\n\n"
                + $"::: button\n[Press]({address})\n:::\n"
        );
        var build = await newsletter.BuildAsync();
        var places = build.Diagnostics.Where(found => found.Rule.Code == "DM406").Select(found => found.Location).Distinct();
        Assert.Equal(4, places.Count(place => place.File.EndsWith("index.md", StringComparison.Ordinal)));
        foreach (
            var scheme in (string[])
                ["javascript", "vbscript", "data:text", "file:", "msdt", "smb:", "intent:", "ftp:", "irc:", "feed:http", "alert"]
        )
        {
            Assert.DoesNotContain(scheme, build.Email.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(scheme, build.Email.Web, StringComparison.OrdinalIgnoreCase);
        }
        foreach (var words in (string[])["the words", "more", "again", "Press"])
            Assert.Contains(words, build.Email.Html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LetThroughAddresses))]
    public async Task An_address_of_a_known_scheme_goes_out(string address)
    {
        using var newsletter = new TestNewsletter().Body($"See [the words]({address}).\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains($"<a href=\"{address}\"", build.Email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code == "DM406");
    }

    [Fact]
    public async Task An_address_in_a_cell_of_the_data_is_refused()
    {
        using var newsletter = new TestNewsletter().Body(
            "```sql due\nselect 'Census' as title, date '2017-04-01' as date, 'javascript:alert(1)' as url\n```\n\n```list releases\ndata: due\n```\n"
        );
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain("javascript", build.Email.Html + build.Email.Web, StringComparison.Ordinal);
        Assert.Contains("Census", build.Email.Html, StringComparison.Ordinal);
        Assert.Contains(
            "content/issues/2017-03-test/index.md:11:1: error DM406: A link to \"javascript:\" is not let through",
            string.Join('\n', build.Diagnostics),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_of_a_template_is_refused_even_for_Outlook_alone()
    {
        using var newsletter = new TestNewsletter()
            .Template(
                "partials/callout.sbn-html",
                "<div><a href=\"vbscript:x\">a</a><!--[if mso]><a href='vbscript:y'>b</a><![endif]-->{{ body }}</div>"
            )
            .Body("::: callout\nWords.\n:::\n");
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain("vbscript", build.Email.Html + build.Email.Web, StringComparison.Ordinal);
        Assert.Contains(build.Diagnostics, found => found.Rule.Code == "DM406");
    }

    [Fact]
    public async Task A_setting_lets_a_scheme_through_and_never_one_that_runs()
    {
        using var newsletter = new TestNewsletter();
        var settings = File.ReadAllText(newsletter.PathOf("content/newsletter.yml"));
        newsletter.Settings(settings + "\nschemes: [sms, javascript]\n").Body("See [a](sms:+441632960000) and [b](javascript:x).\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains("href=\"sms:+441632960000\"", build.Email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", build.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_cannot_be_allowed()
    {
        using var newsletter = new TestNewsletter().Issue(
            "---\ntitle: A test\nsubject: Visits rose\npreheader: What the figures say.\ndate: 2017-03-16\nallow: {DM406: {reason: harmless, by: me}}\n---\n"
                + "[a](javascript:x)\n"
        );
        var codes = (await newsletter.BuildAsync()).Diagnostics.Select(found => found.Rule.Code).ToList();
        Assert.Contains("DM406", codes);
        Assert.Contains("DM160", codes);
    }
}
