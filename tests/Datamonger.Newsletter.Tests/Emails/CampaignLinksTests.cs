using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails;

/// <summary><c>utm:</c> in newsletter.yml: what is added to which link, and what is left as it is.</summary>
public sealed class CampaignLinksTests
{
    private const string Usual = "utm_source=datamonger&amp;utm_medium=email&amp;utm_campaign=2017-03-test";

    private const string Settings = """
        name: Test
        organisation: {name: Test, address: "1 Test Street", email: test@example.org, website: "https://www.etazo.co.uk"}
        sender: {name: Test, reply_to: test@example.org}
        merge_fields: {FNAME: {label: First Name, fallback: colleague}}
        archive: {url: "https://news.example.net/letters"}
        """;

    [Theory]
    [InlineData("https://etazo.co.uk", $"https://etazo.co.uk?{Usual}")]
    [InlineData("https://data.etazo.co.uk/a/b", $"https://data.etazo.co.uk/a/b?{Usual}")]
    [InlineData("http://etazo.co.uk/a?year=2017", $"http://etazo.co.uk/a?year=2017&amp;{Usual}")]
    [InlineData("https://etazo.co.uk/a?", $"https://etazo.co.uk/a?{Usual}")]
    [InlineData("https://etazo.co.uk/a#part", $"https://etazo.co.uk/a?{Usual}#part")]
    [InlineData("https://etazo.co.uk/a?b=1#part?c", $"https://etazo.co.uk/a?b=1&amp;{Usual}#part?c")]
    [InlineData("https://etazo.co.uk/?who=*|FNAME|*", $"https://etazo.co.uk/?who=*|FNAME|*&amp;{Usual}")]
    [InlineData("https://news.example.net/letters/x/", $"https://news.example.net/letters/x/?{Usual}")]
    [InlineData("https://etazo.co.uk/a?utm_source=else", "https://etazo.co.uk/a?utm_source=else")]
    [InlineData("https://etazo.co.uk/a?b=1&UTM_Campaign=x", "https://etazo.co.uk/a?b=1&amp;UTM_Campaign=x")]
    [InlineData("https://example.org/a", "https://example.org/a")]
    [InlineData("https://notetazo.co.uk/a", "https://notetazo.co.uk/a")]
    [InlineData("mailto:someone@etazo.co.uk", "mailto:someone@etazo.co.uk")]
    [InlineData("*|ARCHIVE|*", "*|ARCHIVE|*")]
    public async Task A_link_to_the_own_website_says_where_its_reader_comes_from(string written, string sent)
    {
        using var newsletter = new TestNewsletter().Settings($"{Settings}\nutm: {{source: datamonger}}\n");
        var build = await newsletter.Body($"See [the figures]({written}) of it.").BuildAsync();
        Assert.Contains($"href=\"{sent}\"", build.Email.Html, StringComparison.Ordinal);
        // People read these addresses, and search engines those.
        Assert.DoesNotContain("utm_medium", build.Email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("utm_medium", build.Email.Web, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code is "DM564" or "DM593");
    }

    [Theory]
    [InlineData("{source: datamonger}", "utm_source=datamonger&amp;utm_medium=email&amp;utm_campaign=2017-03-test")]
    [InlineData("{source: a b&c, medium: letter}", "utm_source=a%20b%26c&amp;utm_medium=letter&amp;utm_campaign=2017-03-test")]
    [InlineData("{source: x, campaign: spring}", "utm_source=x&amp;utm_medium=email&amp;utm_campaign=spring")]
    public async Task Every_parameter_can_be_set(string utm, string sent)
    {
        using var newsletter = new TestNewsletter().Settings($"{Settings}\nutm: {utm}\n");
        var build = await newsletter.Body("See [the figures](https://etazo.co.uk/a) of it.").BuildAsync();
        Assert.Contains($"href=\"https://etazo.co.uk/a?{sent}\"", build.Email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code == "DM593");
    }

    [Theory]
    [InlineData("", "https://etazo.co.uk/a", "https://etazo.co.uk/a")]
    [InlineData("utm: {source: datamonger, links: all}", "https://example.org/a", $"https://example.org/a?{Usual}")]
    [InlineData("utm: {source: datamonger, links: own}", "https://example.org/a", "https://example.org/a")]
    public async Task Which_links_carry_them_is_said_in_the_settings(string utm, string written, string sent)
    {
        using var newsletter = new TestNewsletter().Settings($"{Settings}\n{utm}\n");
        var build = await newsletter.Body($"See [the figures]({written}) of it.").BuildAsync();
        Assert.Contains($"href=\"{sent}\"", build.Email.Html, StringComparison.Ordinal);
    }
}
