using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed partial class ReportTests
{
    private static readonly DateTimeOffset Sent = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Opens_clicks_by_link_and_unsubscribes_are_summed()
    {
        await using var host = await PublishingHost.StartAsync();
        await SendAsync(host, "one");
        await SendAsync(host, "two");
        using var reader = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Sandbox.Address };
        foreach (var letter in await LettersAsync(reader, 3))
            await OpenAndClickAsync(reader, letter);

        var reports = await ReadAsync(host, null);
        var one = Assert.Single(await ReadAsync(host, "one"));

        Assert.Equal(["one", "two"], reports.Select(report => report.Issue));
        Assert.Equal((23, true, 0), (one.Recipients, one.IsProvisional, one.Unsubscribed));
        Assert.Equal(3, reports.Sum(report => report.Opens.Unique));
        Assert.Equal(3, reports.Sum(report => report.Clicks.Total));
        Assert.Equal(("https://example.org/data?a=1&b=2", 3), (one.Links.Single().Url, reports.Sum(report => report.Links.Single().Total)));
    }

    [Fact]
    public async Task Row_51_what_has_no_report_yet_is_told_of_and_asked_for_again()
    {
        await using var host = await PublishingHost.StartAsync();
        await SendAsync(host, "one");
        host.Recorder = () => new NotFound("/reports/");

        Assert.Empty(await ReadAsync(host, "one"));
        Assert.Contains(host.Told, line => line == "one: Mailchimp has no report of it yet. Ask again later.");
        host.Recorder = null;
        Assert.True(Assert.Single(await ReadAsync(host, "one")).IsProvisional);
        host.Time.Advance(TimeSpan.FromDays(8));
        Assert.False(Assert.Single(await ReadAsync(host, "one")).IsProvisional);
    }

    [Fact]
    public async Task No_list_of_members_is_fetched()
    {
        await using var host = await PublishingHost.StartAsync();
        await SendAsync(host, "one");
        host.Sandbox.Requests.Clear();

        await ReadAsync(host, null);

        Assert.All(
            host.Sandbox.Requests.Entries,
            entry => Assert.Matches("^/(campaigns[?]|reports/[0-9a-f]{10}[?]|reports/[0-9a-f]{10}/click-details[?])", entry.Path)
        );
    }

    [Fact]
    public void A_later_reading_replaces_the_rows_of_its_campaigns_and_keeps_the_others()
    {
        using var folder = new TemporaryFolder();
        var first = Report("one", "0123456789", 10) with { Links = [new LinkClicks("https://example.org/?q=\"a,b\"", 4, 3)] };

        ReportDatasets.Write(folder.Path, [Report("two", "aaaaaaaaaa", 7), first]);
        ReportDatasets.Write(folder.Path, [first with { Opens = (30, 12), AsOf = Sent.AddDays(9), Links = [] }]);

        Assert.Equal(
            """
            issue,campaign,edition,sent,as_of,status,recipients,opens,openers,clicks,clickers,unsubscribed,hard_bounces,soft_bounces,complaints
            one,0123456789,first,2027-03-01 12:00:00,2027-03-10 12:00:00,final,23,30,12,,,1,0,,0
            two,aaaaaaaaaa,first,2027-03-01 12:00:00,2027-03-02 12:00:00,provisional,23,20,7,,,1,0,,0

            """,
            File.ReadAllText(Path.Combine(folder.Path, "issue_reports.csv"))
        );
        Assert.Equal("issue,campaign,url,clicks,clickers\n", File.ReadAllText(Path.Combine(folder.Path, "link_reports.csv")));
    }

    [Fact]
    public void A_link_with_commas_and_quotes_is_one_cell()
    {
        using var folder = new TemporaryFolder();

        ReportDatasets.Write(
            folder.Path,
            [Report("one", "0123456789", 10) with { Links = [new LinkClicks("https://example.org/?q=\"a,b\"", 4, 3)] }]
        );

        Assert.EndsWith(
            "\none,0123456789,\"https://example.org/?q=\"\"a,b\"\"\",4,3\n",
            File.ReadAllText(Path.Combine(folder.Path, "link_reports.csv")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_dataset_of_that_name_that_is_no_report_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        folder.Write("link_reports.csv", "mine,too\n1,2\n");

        Assert.Throws<PublishStoppedException>(() => ReportDatasets.Write(folder.Path, [Report("one", "0123456789", 10)]));

        Assert.Equal("mine,too\n1,2\n", File.ReadAllText(Path.Combine(folder.Path, "link_reports.csv")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "issue_reports.csv")));
    }

    [Fact]
    public async Task The_next_issue_can_query_them()
    {
        using var newsletter = new TestNewsletter().Body(
            "```sql reach\nselect openers from issue_reports where issue = 'one'\n```\n\nThe last issue was opened by {{ "
                + "reach.first.openers | num0 }} people.\n"
        );
        ReportDatasets.Write(newsletter.PathOf("content/datasets"), [Report("one", "0123456789", 10)]);

        Assert.Contains("was opened by 10 people", (await newsletter.BuildAsync()).Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_sandbox_nothing_is_written_unless_a_folder_is_named()
    {
        await using var cli = await PublishingCli.StartAsync();
        await cli.RunAsync("send", PublishingCli.Slug, "--token", await cli.PublishAsync());

        var shown = await cli.RunAsync("report");
        var json = await cli.RunAsync("report", "2017-03", "--json");
        Assert.False(File.Exists(cli.Newsletter.PathOf("content/datasets/issue_reports.csv")));
        var written = await cli.RunAsync("report", "--out", "reports");

        Assert.Contains(
            $"{PublishingCli.Slug}, provisional\n  sent to 23, opened by 0, clicked by 0, unsubscribed 0, bounced 0",
            shown.Output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Equal(23, json.Json["reports"]![0]!["recipients"]!.GetValue<int>());
        Assert.Equal(0, written.ExitCode);
        Assert.True(File.Exists(cli.Newsletter.PathOf("reports/issue_reports.csv")));
    }

    private static CampaignReport Report(string issue, string campaign, int openers) =>
        new(issue, campaign, null, Sent, Sent.AddDays(1))
        {
            Recipients = 23,
            Opens = (20, openers),
            Unsubscribed = 1,
            Bounces = (0, null),
            Complaints = 0,
        };

    private static Task<ImmutableArray<CampaignReport>> ReadAsync(PublishingHost host, string? slug) =>
        new MailchimpReports(host.Place().Target, host.Place().Options).ReadAsync(
            "The Datamonger",
            slug is null ? ["one", "two"] : [slug],
            TestContext.Current.CancellationToken
        );

    private static async Task SendAsync(PublishingHost host, string slug) =>
        await host.SendAsync(Requests.Of(slug), (await host.PublishAsync(Requests.Of(slug))).Token);

    private static async Task<List<string>> LettersAsync(HttpClient reader, int count)
    {
        var letters = new List<string>();
        foreach (var person in PersonPath().Matches(await reader.GetStringAsync("inbox/")).Select(match => match.Value).Distinct())
        {
            if (letters.Count == count)
                break;
            letters.Add(LetterId().Match(await reader.GetStringAsync(person)).Groups[1].Value);
        }
        return letters;
    }

    private static async Task OpenAndClickAsync(HttpClient reader, string letter)
    {
        await reader.GetByteArrayAsync($"track/open/{letter}.gif");
        var link = ClickPath().Match(await reader.GetStringAsync($"inbox/messages/{letter}/mail")).Value;
        using var answer = await reader.GetAsync(new Uri(link, UriKind.RelativeOrAbsolute));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
    }

    private sealed class NotFound(string path) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.Contains(path, StringComparison.Ordinal)
                ? Task.FromResult(
                    new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)
                    {
                        Content = new StringContent(
                            """{"title":"Resource Not Found","status":404}""",
                            System.Text.Encoding.UTF8,
                            "application/problem+json"
                        ),
                        RequestMessage = request,
                    }
                )
                : base.SendAsync(request, cancellationToken);
    }

    [System.Text.RegularExpressions.GeneratedRegex("/inbox/people/[0-9a-f]{32}")]
    private static partial System.Text.RegularExpressions.Regex PersonPath();

    [System.Text.RegularExpressions.GeneratedRegex("/inbox/messages/([0-9a-f]{32})")]
    private static partial System.Text.RegularExpressions.Regex LetterId();

    [System.Text.RegularExpressions.GeneratedRegex("http://[^\"]*/track/click/[^\"]*")]
    private static partial System.Text.RegularExpressions.Regex ClickPath();
}
