using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>A second person: what an approval is for, and what it lets through.</summary>
public sealed class ApprovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _minute;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task C2_send_and_schedule_wait_for_two_people_and_one_person_does_not_count_twice()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Request();
        var published = await host.PublishAsync(request);
        Assert.Equal((2, 0), (published.ApprovalsNeeded, published.ApprovedBy.Length));
        Assert.Equal("approve 2027-03-caseloads", published.Next[0].Command);
        Assert.Contains(published.Notes, note => note.StartsWith("To be approved by 2 people, 0 so far: ", StringComparison.Ordinal));

        Approve(request, "Marian Hale");
        Approve(request, "marian  HALE");
        foreach (
            var stopped in new[]
            {
                await PublishingHost.StopsAsync(() => host.SendAsync(request, published.Token)),
                await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, published.Token)),
            }
        )
        {
            Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
            Assert.Equal("2 people must approve this issue, and 1 has (marian HALE).", Assert.Single(stopped.Diagnostics).Message);
        }
        Assert.Null((await host.StatusAsync(request)).Token);
        Assert.Equal(0, host.Effects("campaign.send") + host.Effects("campaign.schedule"));

        Approve(request, "Tom Okoro");
        Assert.Equal(["marian HALE", "Tom Okoro"], (await host.StatusAsync(request)).ApprovedBy);
        Assert.Equal("sent", (await host.SendAsync(request, published.Token)).State);
    }

    [Theory]
    [InlineData("text", "the text, the design or the sender")]
    [InlineData("figures", "the figures")]
    [InlineData("segment", "the audience or the segment")]
    [InlineData("tracking", "the text, the design or the sender")]
    [InlineData("everything", "the figures and the text, the design or the sender and the audience or the segment")]
    public void C2_an_approval_of_something_else_says_what_changed(string what, string named)
    {
        var request = Request();
        Approve(request, "Marian Hale");
        Approve(request, "Tom Okoro");
        Assert.Empty(Check(request));

        var other = what switch
        {
            "text" => request with { Text = "Another" },
            "figures" => request with { Figures = [1] },
            "segment" => request with { Segment = "Analysts" },
            "tracking" => request with { Tracking = new Tracking(Opens: false) },
            _ => request with { Html = "", Figures = [], Audience = "other" },
        };

        Assert.Equal(
            [
                "2 people must approve this issue, and nobody has.",
                $"The approval of Marian Hale is for something else: {named} changed since 2027-03-01 09:01 UTC.",
                $"The approval of Tom Okoro is for something else: {named} changed since 2027-03-01 09:02 UTC.",
            ],
            Check(other).Select(diagnostic => diagnostic.Message)
        );
        Approve(other, "Tom Okoro");
        Assert.Equal(2, Check(other).Length);
    }

    [Fact]
    public async Task C2_an_approval_that_cannot_be_read_is_not_guessed_at()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Request();
        Directory.CreateDirectory(request.ApprovalsDirectory!);
        await File.WriteAllTextAsync(
            Path.Combine(request.ApprovalsDirectory!, "x.json"),
            """{"by":"Tom"}""",
            TestContext.Current.CancellationToken
        );

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));

        Assert.EndsWith("x.json cannot be read as an approval.", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" Marian  Hale ", "Marian Hale")]
    [InlineData("李雷", "李雷")]
    [InlineData("marian@example.org", null)]
    [InlineData("42", null)]
    [InlineData("", null)]
    [InlineData("a\u0007b", null)]
    public void A_name_is_a_persons(string text, string? name) => Assert.Equal(name, Approval.NameOf(text));

    [Fact]
    public async Task C2_approve_writes_a_file_to_commit_and_the_verbs_say_who_has_approved()
    {
        var newsletter = new TestNewsletter().Body("Loans rose.");
        await using var cli = await PublishingCli.StartAsync(newsletter);
        var settings = newsletter.PathOf("content/newsletter.yml");
        await File.AppendAllTextAsync(settings, "\napprovals: 1\ntracking: {opens: false}\n", TestContext.Current.CancellationToken);
        var token = await cli.PublishAsync();
        var early = await cli.RunAsync("send", PublishingCli.Slug, "--token", token);
        var nobody = await cli.RunAsync("approve", PublishingCli.Slug, "--as", "marian@example.org");
        var approved = await cli.RunAsync("approve", PublishingCli.Slug, "--as", "Marian Hale");
        var again = await cli.RunAsync("approve", PublishingCli.Slug, "--as", "marian hale", "--json");
        var status = await cli.RunAsync("status", PublishingCli.Slug);
        var link = await cli.RunAsync("status", PublishingCli.Slug, "--link");
        var sent = await cli.RunAsync("send", PublishingCli.Slug, "--token", token);

        Assert.Equal((1, 2, 0, 0, 0), (early.ExitCode, nobody.ExitCode, approved.ExitCode, again.ExitCode, sent.ExitCode));
        Assert.Contains("DM635", early.Output + early.Error, StringComparison.Ordinal);
        Assert.Equal("1 of 1, by Marian Hale", approved.Value("approved"));
        Assert.Equal("1 of 1 (Marian Hale)", status.Value("approved"));
        Assert.Null(again.Json["file"]);
        var file = Assert.Single(Directory.GetFiles(newsletter.PathOf($"content/issues/{PublishingCli.Slug}/approvals")));
        Assert.Matches(@"marian-hale-[0-9a-f]{6}\.json$", file);
        Assert.StartsWith(cli.Sandbox.Address.ToString(), link.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task C3_what_is_tracked_is_what_the_issue_says_and_another_wish_is_another_token(bool opens, bool clicks)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of() with { Tracking = new Tracking(opens, clicks) };

        var published = await host.PublishAsync(request);
        using var client = host.Client();
        var tracking = (await client.Api.GetCampaignAsync(published.Campaign!, TestContext.Current.CancellationToken)).Tracking!;
        host.Sandbox.Requests.Clear();
        Assert.Equal(published.Token, (await host.PublishAsync(request)).Token);
        Assert.Empty(host.Changes());
        var stopped = await PublishingHost.StopsAsync(() =>
            host.SendAsync(request with { Tracking = new Tracking(!opens, clicks) }, published.Token)
        );

        Assert.Equal((opens, clicks, clicks), (tracking.Opens!.Value, tracking.HtmlClicks!.Value, tracking.TextClicks!.Value));
        Assert.Equal(PublishRules.Stale, Assert.Single(stopped.Diagnostics).Rule);
    }

    private PublishRequest Request() => Requests.Of() with { Approvals = 2, ApprovalsDirectory = Path.Combine(_folder.Path, "approvals") };

    private void Approve(PublishRequest request, string name) =>
        new ApprovalFolder(request.ApprovalsDirectory!).Write(
            new Approval(Approval.NameOf(name)!, new DateTimeOffset(2027, 3, 1, 9, ++_minute, 0, TimeSpan.Zero), ApprovedParts.Of(request))
        );

    private static Diagnostic[] Check(PublishRequest request)
    {
        var diagnostics = new DiagnosticBag();
        Approval.Check(request, diagnostics);
        return [.. diagnostics.ToImmutable()];
    }
}
