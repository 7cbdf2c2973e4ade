using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using MimeKit;

namespace Datamonger.Newsletter.Tests.Checks.Judges;

/// <summary>
/// The sample email before judges who know nothing of this program, and a bad one in which each of them must find something.
/// </summary>
public sealed partial class JudgeTests(TestBrowser browser)
{
    private const string Slug = "2017-03-safeguarding";

    private const string Bad = """
        <!DOCTYPE html>
        <html><head><title></title></head>
        <body><h3 id="a">Winner</h3><img src="http://192.0.2.1/a.gif"><p id="a" style="color:#CCCCCC">Dear friend, you won a million dollars, <a href="http://192.0.2.1/"></a><table><tr><td><div>free</p></td></tr></table></body></html>
        """;

    [Fact]
    public async Task The_Nu_checker_finds_no_error_in_the_sample() => Assert.Empty(await Judge.NuAsync((await SampleAsync()).Html));

    [Fact]
    public async Task The_Nu_checker_finds_errors_in_a_bad_email() => Assert.NotEmpty(await Judge.NuAsync(Bad));

    [Fact]
    public async Task Html_validate_finds_nothing_in_the_sample() =>
        Assert.Empty(await Judge.HtmlValidateAsync((await SampleAsync()).Html));

    [Fact]
    public async Task Html_validate_finds_mistakes_in_a_bad_email() => Assert.NotEmpty(await Judge.HtmlValidateAsync(Bad));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_no_barrier_in_the_sample(ColorScheme scheme) =>
        Assert.Empty(await AxeAsync((await SampleAsync()).Html, scheme));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_no_barrier_in_the_web_page_of_the_sample(ColorScheme scheme) =>
        Assert.Empty(await AxeAsync((await SampleAsync()).Web, scheme));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_barriers_in_a_bad_email(ColorScheme scheme) => Assert.NotEmpty(await AxeAsync(Bad, scheme));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HTML_CodeSniffer_finds_no_error_in_the_sample(ColorScheme scheme) =>
        Assert.Empty(await SniffAsync((await SampleAsync()).Html, scheme));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HTML_CodeSniffer_finds_no_error_in_the_web_page_of_the_sample(ColorScheme scheme) =>
        Assert.Empty(await SniffAsync((await SampleAsync()).Web, scheme));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HTML_CodeSniffer_finds_errors_in_a_bad_email(ColorScheme scheme) => Assert.NotEmpty(await SniffAsync(Bad, scheme));

    [Fact]
    public async Task SpamAssassin_gives_the_sample_no_point()
    {
        var (html, text, subject, _) = await SampleAsync();
        var (score, rules) = await Judge.SpamAssassinAsync(Message("The Datamonger", "editors@etazo.example.org", subject, html, text));
        Assert.True(score <= 0, $"{score} points: {rules}");
    }

    [Fact]
    public async Task SpamAssassin_knows_a_bad_email()
    {
        var (score, _) = await Judge.SpamAssassinAsync(
            Message("Winner", "winner@example.net", "YOU ARE A WINNER!!! FREE MONEY", Bad, null)
        );
        Assert.True(score >= 2, $"{score} points");
    }

    // Reviewed: landmarks of a page, which a message inside a mail program must not add to.
    private async Task<string[]> AxeAsync(string html, ColorScheme scheme)
    {
        await using var context = await ShowAsync(html, scheme);
        return await Axe.ViolationsAsync(context.Pages[0], scheme, null, "landmark-one-main", "region");
    }

    private async Task<IReadOnlyList<string>> SniffAsync(string html, ColorScheme scheme)
    {
        await using var context = await ShowAsync(html, scheme);
        return await Judge.CodeSnifferAsync(context.Pages[0]);
    }

    // The web page's own policy lets no script in, not even a judge's.
    private async Task<IBrowserContext> ShowAsync(string html, ColorScheme scheme)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                Offline = true,
                BypassCSP = true,
            }
        );
        await (await context.NewPageAsync()).SetContentAsync(html);
        return context;
    }

    // As a subscriber gets it: tags filled in, each with something that may stand in an address too.
    private static async Task<(string Html, string Text, string Subject, string Web)> SampleAsync()
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)));
        var email = (await builder.BuildAsync(Slug, workspace.ReadIssue(Slug), TestContext.Current.CancellationToken)).Email;
        return (Filled(email.Html), Filled(email.Text), Filled(email.Subject), email.Web);
    }

    private static string Filled(string part) =>
        Tag().Replace(Block().Replace(part, ""), match => match.Groups[1].Value is "FNAME" ? "Ada" : "https://etazo.example.org/tag");

    // The headers that Mailchimp writes; a home-made Message-ID beside a hidden preheader costs a point.
    private static MimeMessage Message(string name, string address, string subject, string html, string? text)
    {
        var message = new MimeMessage
        {
            Subject = subject,
            Date = new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero),
            MessageId = "1bcda92782861e703ee94f42d.6b3ebbdf7e.20170316090000.0123456789.abcdef01@mail12.suw11.mcsv.net",
        };
        message.From.Add(new MailboxAddress(name, address));
        message.To.Add(new MailboxAddress("Ada Poe", "ada@example.org"));
        message.Body = new BodyBuilder { HtmlBody = html, TextBody = text }.ToMessageBody();
        return message;
    }

    [GeneratedRegex(@"\*\|(?:IF|IFNOT|ELSE|ELSEIF|END):[^|]*\|\*")]
    private static partial Regex Block();

    [GeneratedRegex(@"\*\|([^|]+)\|\*")]
    private static partial Regex Tag();
}
