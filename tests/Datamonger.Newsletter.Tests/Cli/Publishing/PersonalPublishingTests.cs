using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Tests.Emails.Personal;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

/// <summary>A personal issue from the file to the inboxes of the sandbox.</summary>
public sealed partial class PersonalPublishingTests
{
    private const string Text = """
        Dear <<First Name>>,

        In {{ mine.la }} there are {{ mine.children | num0 }} of them.

        ```chart bar
        data: pressure
        x: la
        y: ratio
        format: pct0
        render: image
        highlight: mine
        title: "{{ mine.la }}: {{ mine.ratio | pct0 }}"
        source: Example Statistics
        ```
        """;

    private const string People = """
        email,FNAME,LA
        one@example.org,One,Lambeth
        two@example.org,Two,North Yorkshire
        three@example.org,Three,"Kingston upon Hull, City of"
        four@example.org,Four,Atlantis
        five@example.org,Five,

        """;

    [Fact]
    public async Task Each_reader_gets_their_own_figures_and_picture_and_others_the_defaults()
    {
        await using var cli = await PublishingCli.StartAsync(PersonalNewsletter.Of(Text));
        cli.Newsletter.WriteFile("people.csv", People);
        Assert.Equal(0, (await cli.RunAsync("subscribers", "import", "people.csv")).ExitCode);

        var token = await cli.PublishAsync();
        var sent = await cli.RunAsync("send", PublishingCli.Slug, "--token", token);

        Assert.Equal((0, "sent"), (sent.ExitCode, sent.Value("state")));
        var pictures = new HashSet<string>();
        foreach (
            var (email, words, title) in ((string, string, string)[])
                [
                    ("one@example.org", "In Lambeth there are 460 of them.", "Lambeth: 279%"),
                    ("two@example.org", "In North Yorkshire there are 410 of them.", "North Yorkshire: 74%"),
                    ("three@example.org", "In Kingston upon Hull, City of there are 620 of them.", "Kingston upon Hull, City of: 100%"),
                    ("four@example.org", "In England there are 70,440 of them.", "England: 114%"),
                    ("five@example.org", "In England there are 70,440 of them.", "England: 114%"),
                ]
        )
        {
            var (html, text) = await ReadAsync(cli, email);
            var page = new HtmlParser().ParseDocument(html);
            Assert.Contains(words, OneBlank().Replace(page.Body!.TextContent, " "), StringComparison.Ordinal);
            Assert.Contains(title, OneBlank().Replace(page.Body!.TextContent, " "), StringComparison.Ordinal);
            Assert.Contains(words, OneBlank().Replace(text, " "), StringComparison.Ordinal);
            pictures.Add(page.QuerySelector("img.chart, img[alt^='Ratio']")!.GetAttribute("src")!);
        }
        Assert.Equal(4, pictures.Count);
    }

    [Fact]
    public async Task With_152_keys_each_reader_gets_their_own_figures_and_the_way_to_their_own_page()
    {
        const string Many = """
            In {{ mine.la }} there are {{ mine.children | num0 }} of them. The charts are on the page of [[mine]].

            ```sql few
            select la, children from pressure where la <> 'England'
            ```

            ```chart strip
            data: few
            x: la
            y: children
            highlight: mine
            title: "The dot of {{ mine.la }}"
            source: Example Statistics
            ```
            """;
        await using var cli = await PublishingCli.StartAsync(
            PersonalNewsletter.Of(Many, $"la,children,places,before\n{ManyKeysTests.Rows(151)}England,70440,62000,69500\n")
        );
        cli.Newsletter.WriteFile(
            "people.csv",
            "email,FNAME,LA\none@example.org,One,Area 001\ntwo@example.org,Two,Area 151\nthree@example.org,Three,Atlantis\n"
        );
        Assert.Equal(0, (await cli.RunAsync("subscribers", "import", "people.csv")).ExitCode);

        var token = await cli.PublishAsync();
        var sent = await cli.RunAsync("send", PublishingCli.Slug, "--token", token);

        Assert.Equal((0, "sent"), (sent.ExitCode, sent.Value("state")));
        var pictures = new HashSet<string>();
        foreach (
            var (email, name, words, own) in ((string, string, string, string)[])
                [
                    ("one@example.org", "Area 001", "In Area 001 there are 1,037 of them.", "area-001"),
                    ("two@example.org", "Area 151", "In Area 151 there are 6,587 of them.", "area-151"),
                    ("three@example.org", "England", "In England there are 70,440 of them.", "england"),
                ]
        )
        {
            var (html, text) = await ReadAsync(cli, email);
            var page = new HtmlParser().ParseDocument(html);
            Assert.Contains(words, OneBlank().Replace(page.Body!.TextContent, " "), StringComparison.Ordinal);
            Assert.Contains("The dot of England", OneBlank().Replace(page.Body.TextContent, " "), StringComparison.Ordinal);
            Assert.Contains(words, OneBlank().Replace(text, " "), StringComparison.Ordinal);
            Assert.Contains($"/{PublishingCli.Slug}/areas/{own}/", text, StringComparison.Ordinal);
            Assert.Single(page.QuerySelectorAll("a"), link => OneBlank().Replace(link.TextContent, " ") == name);
            Assert.DoesNotContain("Area 077", html, StringComparison.Ordinal);
            pictures.Add(page.QuerySelector("img.chart, img[alt^='Children']")!.GetAttribute("src")!);
        }
        Assert.Single(pictures);
    }

    [Fact]
    public async Task Publishing_again_changes_nothing_and_no_subscriber_is_looked_at()
    {
        await using var cli = await PublishingCli.StartAsync(PersonalNewsletter.Of(Text));
        var token = await cli.PublishAsync();
        Assert.DoesNotContain(cli.Sandbox.Requests.Entries, entry => entry.Path.Contains("/members", StringComparison.Ordinal));
        cli.Sandbox.Requests.Clear();

        Assert.Equal(token, await cli.PublishAsync());
        Assert.DoesNotContain(cli.Sandbox.Requests.Entries, entry => entry.Method != "GET");
    }

    private static async Task<(string Html, string Text)> ReadAsync(PublishingCli cli, string email)
    {
        using var client = new HttpClient { BaseAddress = cli.Sandbox.Address };
        var token = TestContext.Current.CancellationToken;
        var letter = Message()
            .Match(await client.GetStringAsync(new Uri($"inbox/people/{Inboxes.Subscriber(email)}", UriKind.Relative), token))
            .Groups[1]
            .Value;
        return (
            await client.GetStringAsync(new Uri($"inbox/messages/{letter}/mail", UriKind.Relative), token),
            await client.GetStringAsync(new Uri($"inbox/messages/{letter}?view=text", UriKind.Relative), token)
        );
    }

    [GeneratedRegex("/inbox/messages/([0-9a-f]{32})")]
    private static partial Regex Message();

    [GeneratedRegex(@"\s+")]
    private static partial Regex OneBlank();
}
