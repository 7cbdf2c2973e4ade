using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>What a token stands for, and what may happen to a person who presses Ctrl+C.</summary>
public sealed class SendGateTests
{
    [Fact]
    public async Task A3_status_shows_no_token_where_publish_refused_one()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.SendAsync(Requests.Of("first"), (await host.PublishAsync(Requests.Of("first"))).Token);
        var request = Requests.Of("second") with { DaysBetween = 0 };
        var token = (await host.PublishAsync(request)).Token;
        await GrowAsync(host, 400);

        var refused = await PublishingHost.StopsAsync(() => host.PublishAsync(request));
        var status = await host.StatusAsync(request);
        var send = await PublishingHost.StopsAsync(() => host.SendAsync(request, token));
        var asked = await PublishingHost.StopsAsync(() =>
            host.Publisher()
                .SendAsync(
                    request,
                    new SendOptions { Ask = (_, _) => throw new InvalidOperationException("asked for a token that does not exist") },
                    TestContext.Current.CancellationToken
                )
        );

        Assert.Contains(refused.Diagnostics, finding => finding.Rule == PublishRules.RecipientsOutOfBounds);
        Assert.Null(status.Token);
        Assert.Contains(status.Notes, note => note.Contains("423 people would get this issue", StringComparison.Ordinal));
        Assert.All([send, asked], stopped => Assert.Equal(PublishRules.RecipientsOutOfBounds, Assert.Single(stopped.Diagnostics).Rule));
        Assert.Equal(1, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task A3_status_shows_the_token_that_publish_gave_while_everything_still_holds()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());

        Assert.Equal(published.Token, (await host.StatusAsync(Requests.Of())).Token);

        await host.EditOutsideAsync(published.Campaign!, "{}");
        var status = await host.StatusAsync(Requests.Of());
        Assert.Null(status.Token);
        Assert.Contains(status.Notes, note => note.Contains("somebody changed it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B3_one_sign_up_does_not_void_a_token_and_the_band_does_not_creep()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        Assert.Equal(new RecipientBand(13, 33), published.Band);
        await GrowAsync(host, 9);

        var again = await host.PublishAsync(Requests.Of());
        Assert.Equal((published.Token, published.Band), (again.Token, again.Band));
        Assert.Equal("sent", (await host.SendAsync(Requests.Of(), published.Token)).State);
    }

    [Theory]
    [InlineData(1, 2, 10, 1, 10)]
    [InlineData(23, 2, 10, 13, 33)]
    [InlineData(5, 2, 1000, 1, 50)]
    [InlineData(50_000, 2, 10, 49_000, 51_000)]
    [InlineData(2_000_000_000, 100, 10, 200_000_000, 2_147_483_647)]
    public void A_band_reaches_as_far_as_it_is_told_and_never_beyond_tenfold(int recipients, int percent, int people, int low, int high) =>
        Assert.Equal(new RecipientBand(low, high), RecipientBand.Around(recipients, percent, people));

    public static TheoryData<string> Inputs() => [.. Tokens.Keys];

    private static readonly ImmutableSortedDictionary<string, string> Tokens = new Dictionary<string, string>
    {
        ["target"] = Token(target: "mailchimp/0123456789ab"),
        ["campaign"] = Token(campaign: "0123456789"),
        ["content"] = Token(content: "other"),
        ["audience"] = Token(audience: "other"),
        ["segment"] = Token(segment: 7),
        ["another segment"] = Token(segment: 8),
        ["fewest recipients"] = Token(low: 12),
        ["most recipients"] = Token(high: 34),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory, MemberData(nameof(Inputs))]
    public void A_token_stands_for_every_one_of_its_inputs(string input)
    {
        Assert.NotEqual(Token(), Tokens[input]);
        Assert.Single(Tokens.Values, token => token == Tokens[input]);
    }

    public static TheoryData<string> Parts() => [.. Changes.Keys];

    private static readonly ImmutableSortedDictionary<string, Func<PublishRequest, PublishRequest>> Changes = new Dictionary<
        string,
        Func<PublishRequest, PublishRequest>
    >
    {
        ["html"] = request => request with { Html = "x" },
        ["text"] = request => request with { Text = "x" },
        ["subject"] = request => request with { Subject = "x" },
        ["preheader"] = request => request with { Preheader = "x" },
        ["from name"] = request => request with { FromName = "x" },
        ["reply-to"] = request => request with { ReplyTo = "x@example.org" },
        ["audience"] = request => request with { Audience = "0123456789" },
        ["segment"] = request => request with { Segment = "x" },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory, MemberData(nameof(Parts))]
    public void The_hash_of_an_issue_changes_with_every_part_of_it(string part) =>
        Assert.NotEqual(Requests.Of().Content, Changes[part](Requests.Of()).Content);

    [Fact]
    public void A_push_that_was_begun_takes_the_token_away_until_it_was_seen_through()
    {
        var ready = JournalState
            .Empty.After(Entry(JournalEvent.Created))
            .After(Entry(JournalEvent.Pushed))
            .After(Entry(JournalEvent.Ready));

        Assert.NotNull(ready.Ready);
        Assert.Null(ready.After(Entry(JournalEvent.PushIntent)).Ready);
        Assert.Null(ready.After(Entry(JournalEvent.PushIntent)).After(Entry(JournalEvent.Pushed)).Ready);
    }

    [Fact]
    public void A_send_is_taken_back_by_no_line_that_follows()
    {
        var sent = JournalState.Empty.After(Entry(JournalEvent.Created)).After(Entry(JournalEvent.Sent));

        Assert.All(Enum.GetValues<JournalEvent>(), kind => Assert.NotNull(sent.After(Entry(kind)).Sent));
    }

    [Fact]
    public async Task A_change_of_form_alone_is_drift()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        using var client = host.Client();
        var html = (await client.Api.GetContentAsync(published.Campaign!, TestContext.Current.CancellationToken)).Html!;
        await host.EditOutsideAsync(
            published.Campaign!,
            new JsonObject { ["html"] = html.Replace("padding:8px", "display:none", StringComparison.Ordinal) }.ToJsonString()
        );

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(Requests.Of(), published.Token));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Equal(0, host.Effects("campaign.send"));
    }

    [Theory]
    [InlineData("""{"auto_footer":true}""")]
    [InlineData("""{"inline_css":true}""")]
    [InlineData("""{"to_name":"*|FNAME|*"}""")]
    public async Task B7_a_setting_that_was_changed_after_the_proof_is_drift(string edit)
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        await host.EditOutsideAsync(published.Campaign!, edit);

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(Requests.Of(), published.Token));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Equal(0, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task B1_a_segment_that_the_issue_no_longer_names_is_taken_away()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = await host.PublishAsync(Requests.Of() with { Segment = "Analysts" });

        var second = await host.PublishAsync(Requests.Of());

        Assert.Equal(first.Campaign, second.Campaign);
        Assert.True(first.Recipients < second.Recipients, $"{first.Recipients}, then {second.Recipients}");
        Assert.Equal(23, second.Recipients);
    }

    public static TheoryData<string, string, string> Interruptions() =>
        new()
        {
            { "send", "", "sent" },
            { "send", "lost-response POST /campaigns/*/actions/send", "sent" },
            { "send", "500-after POST /campaigns/*/actions/send", "sent" },
            { "schedule", "", "scheduled" },
            { "schedule", "lost-response POST /campaigns/*/actions/schedule", "scheduled" },
        };

    [Theory, MemberData(nameof(Interruptions))]
    public async Task A4_whoever_stops_a_call_that_has_begun_is_told_what_became_of_it(string verb, string fault, string state)
    {
        await using var host = await PublishingHost.StartAsync();
        var token = (await host.PublishAsync(Requests.Of())).Token;
        if (fault.Length > 0)
            host.Sandbox.Faults.Add(fault);
        using var stop = new CancellationTokenSource();
        host.Recorder = () => new At($"/actions/{verb}", _ => stop.Cancel());

        var receipt = await ActAsync(host, verb, token, stop.Token);

        Assert.True(stop.IsCancellationRequested);
        Assert.Equal(state, receipt.State);
        Assert.Contains(receipt.Notes, note => note.StartsWith("It was too late to stop", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("send")]
    [InlineData("schedule")]
    public async Task A4_what_is_not_known_is_said_to_be_not_known_with_code_5(string verb)
    {
        await using var host = await PublishingHost.StartAsync();
        var token = (await host.PublishAsync(Requests.Of())).Token;
        host.Sandbox.Faults.Add($"lost-request POST /campaigns/*/actions/{verb}");
        using var stop = new CancellationTokenSource();
        // The time that is left for finding out runs out at the first look.
        host.Recorder = () =>
            new At(
                "/campaigns/",
                path =>
                {
                    if (path.EndsWith($"/actions/{verb}", StringComparison.Ordinal))
                        stop.Cancel();
                    else if (stop.IsCancellationRequested)
                        host.Patience.Advance(TimeSpan.FromSeconds(31));
                }
            );

        var stopped = await PublishingHost.StopsAsync(() => ActAsync(host, verb, token, stop.Token));

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Contains("whether Mailchimp took it is not known", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("status 2027-03-caseloads", Assert.Single(stopped.Next).Command);
    }

    private static Task<PublishReceipt> ActAsync(PublishingHost host, string verb, string? token, CancellationToken cancellationToken) =>
        verb == "send"
            ? host.Publisher().SendAsync(Requests.Of(), new SendOptions { Token = token }, cancellationToken)
            : host.Publisher().ScheduleAsync(Requests.Of(), "2027-03-01 12:00", new SendOptions { Token = token }, cancellationToken);

    private static string Token(
        string target = "sandbox",
        string campaign = "3c534dea82",
        string content = "content",
        string audience = "5a4db0a17e",
        int? segment = null,
        int low = 13,
        int high = 33
    ) => SendToken.Of(target, campaign, content, audience, segment, new RecipientBand(low, high));

    private static JournalEntry Entry(JournalEvent kind) =>
        new()
        {
            Seq = 1,
            Event = kind,
            At = DateTimeOffset.UnixEpoch,
            Host = "test-host",
            Pid = 1,
            Run = "1",
            Prev = "0",
            Campaign = "3c534dea82",
            Image = "image",
        };

    private static async Task GrowAsync(PublishingHost host, int people)
    {
        using var client = host.Client();
        await client.Api.UpsertMembersAsync(
            Datamonger.Mailchimp.Sandbox.SandboxSeed.AudienceId,
            new MemberBatchBody(
                [.. Enumerable.Range(0, people).Select(n => new NewMember($"reader-{n}@example.org", "subscribed", []))],
                UpdateExisting: false
            ),
            TestContext.Current.CancellationToken
        );
    }

    private sealed class At(string path, Action<string> run) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.Contains(path, StringComparison.Ordinal))
                run(request.RequestUri.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
