using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>Habits of the live service that publishing must live with: late pictures, lagging counts, large accounts, other
/// titles.</summary>
public sealed class UnkindServiceTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("late-pictures=25")]
    [InlineData("redirected-pictures")]
    [InlineData("late-pictures=25,redirected-pictures")]
    public async Task B4_pictures_that_show_late_or_by_a_redirect_are_uploaded_once(string modes)
    {
        await using var host = await StartAsync(modes);
        var request = Requests.Of(pictures: 4);

        var published = await host.PublishAsync(request);
        var again = await host.PublishAsync(request);

        Assert.Equal(4, await CountFilesAsync(host));
        Assert.Equal(published.Token, again.Token);
    }

    [Fact]
    public async Task B4_a_picture_that_never_shows_is_named_with_its_address_and_status_and_not_uploaded_again()
    {
        await using var host = await StartAsync("late-pictures=3600");

        for (var run = 1; run <= 2; run++)
        {
            var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));
            Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
            Assert.EndsWith("after 60 s its address gives status 404.", stopped.Message, StringComparison.Ordinal);
            Assert.Contains(stopped.Facts, fact => fact.StartsWith($"Its address: {host.Sandbox.Address}files/", StringComparison.Ordinal));
        }
        Assert.Equal(1, await CountFilesAsync(host));
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull((await host.PublishAsync(Requests.Of())).Token);
        Assert.Equal(1, await CountFilesAsync(host));
    }

    [Fact]
    public async Task B4_two_editors_who_take_turns_share_pictures_and_see_no_drift()
    {
        await using var host = await StartAsync("");
        var request = Requests.Of(pictures: 3);
        var (one, two) = (Clone(host, "one"), Clone(host, "two"));

        foreach (var editor in new[] { one, two, one, two })
            Assert.NotNull((await editor.PublishAsync(request, new PublishOptions(), Token)).Token);

        Assert.Equal(3, await CountFilesAsync(host));
    }

    [Fact]
    public async Task B4_copies_of_a_picture_at_two_addresses_are_no_drift()
    {
        await using var host = await StartAsync("");
        var request = Requests.Of(pictures: 2);
        var (one, two) = (Clone(host, "one"), Clone(host, "two"));
        await one.PublishAsync(request, new PublishOptions(), Token);
        // The second machine looks so much later that it uploads copies.
        host.Time.Advance(TimeSpan.FromDays(60));
        await two.PublishAsync(request, new PublishOptions(), Token);
        Assert.Equal(4, await CountFilesAsync(host));

        Assert.NotNull((await one.PublishAsync(request, new PublishOptions(), Token)).Token);
        Assert.Equal(4, await CountFilesAsync(host));
    }

    [Fact]
    public async Task B4_another_picture_in_its_place_is_drift()
    {
        await using var host = await StartAsync("");
        var published = await host.PublishAsync(Requests.Of());
        using var client = host.Client();
        var other = await client.Api.UploadAsync(
            new StoredFileBody("other.png", Convert.ToBase64String(Requests.Picture(9).Bytes.AsSpan())),
            Token
        );
        var html = (await client.Api.GetContentAsync(published.Campaign!, Token)).Html!;
        var own = html[html.IndexOf(host.Sandbox.Address.ToString(), StringComparison.Ordinal)..].Split('"')[0];
        await host.EditOutsideAsync(
            published.Campaign!,
            new System.Text.Json.Nodes.JsonObject
            {
                ["html"] = html.Replace(own, other.FullSizeUrl, StringComparison.Ordinal),
            }.ToJsonString()
        );

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Contains(stopped.Facts, fact => fact.StartsWith("HTML part: a picture changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B2_a_count_that_lags_is_waited_for()
    {
        await using var host = await StartAsync("lagging-counts=25");
        await host.PublishAsync(Requests.Of());

        var receipt = await host.PublishAsync(Requests.Of() with { Segment = "Analysts" });

        Assert.Equal((3, 3, "Analysts"), (receipt.Recipients, receipt.SegmentMembers, receipt.Segment));
        Assert.Contains(host.Told, told => told.Contains("numbers of recipients agree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B2_a_count_that_stays_behind_is_refused_with_both_numbers()
    {
        await using var host = await StartAsync("lagging-counts=3600");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of() with { Segment = "Analysts" }));

        Assert.Equal(PublishRules.CountsDiffer, Assert.Single(stopped.Diagnostics).Rule);
        Assert.Equal("The campaign says 23 recipients, and the segment “Analysts” has 3.", stopped.Message);
    }

    [Fact]
    public async Task B1_plan_proof_and_receipt_name_the_segment_and_its_count()
    {
        await using var host = await StartAsync("");
        var request = Requests.Of() with { Segment = "Analysts" };

        var plan = await host.PublishAsync(request, new PublishOptions { DryRun = true });
        var proof = await host.PublishAsync(request);
        var status = await host.StatusAsync(request);
        string? asked = null;
        await PublishingHost.StopsAsync(() =>
            host.Publisher()
                .SendAsync(
                    request,
                    new SendOptions
                    {
                        Ask = (question, _) =>
                        {
                            asked = question;
                            return Task.FromResult<string?>("");
                        },
                    },
                    Token
                )
        );
        var sent = await host.SendAsync(request, proof.Token);

        Assert.All(
            [plan, proof, status, sent],
            receipt => Assert.Equal(("Analysts", 3, 3), (receipt.Segment, receipt.SegmentMembers, receipt.Recipients))
        );
        Assert.Contains("to 3 people of the segment “Analysts” (3 members) at sandbox", asked!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B5_a_large_account_is_read_in_smaller_pages_and_only_as_far_back_as_the_issue()
    {
        await using var host = await StartAsync("largest-page=62");
        using (var client = host.Client())
            for (var number = 0; number < 130; number++)
                await client.Api.CreateCampaignAsync(Filler(number), Token);
        host.Time.Advance(TimeSpan.FromDays(800));
        host.Sandbox.Requests.Clear();

        var old = await host.PublishAsync(Requests.Of());
        Assert.Contains(host.Sandbox.Requests.Entries, entry => entry is { Status: 504, Path: var path } && path.Contains("count=250"));
        Assert.Contains(host.Sandbox.Requests.Entries, entry => entry is { Status: 200, Path: var path } && path.Contains("offset=61"));
        host.Sandbox.Requests.Clear();
        var dated = await host.PublishAsync(Requests.Of("dated") with { Date = DateOnly.FromDateTime(host.Time.GetUtcNow().Date) });

        Assert.NotNull(old.Token);
        Assert.NotNull(dated.Token);
        var lists = host.Sandbox.Requests.Entries.Where(entry =>
            entry is { Method: "GET", Status: 200, Path: var path } && path.StartsWith("/campaigns?")
        );
        Assert.All(lists, entry => Assert.Contains("since_create_time=2028", entry.Path, StringComparison.Ordinal));
        Assert.DoesNotContain(lists, entry => !entry.Path.Contains("offset=0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task B5_a_list_that_shifts_while_it_is_read_is_read_again_and_misses_nothing()
    {
        await using var host = await StartAsync("largest-page=15,shifting-pages=2");
        using var client = host.Client();
        for (var number = 0; number < 40; number++)
            await client.Api.CreateCampaignAsync(Filler(number), Token);

        var all = await CampaignSurvey.ReadCampaignsAsync(client.Api, Token);

        Assert.Equal(40, all.Select(campaign => campaign.Id).Distinct().Count());
    }

    [Fact]
    public async Task B5_a_list_that_never_stands_still_is_no_answer()
    {
        await using var host = await StartAsync("largest-page=15,shifting-pages=100");
        using var client = host.Client();
        for (var number = 0; number < 20; number++)
            await client.Api.CreateCampaignAsync(Filler(number), Token);

        var failure = await Assert.ThrowsAsync<MailchimpException>(() => CampaignSurvey.ReadCampaignsAsync(client.Api, Token));

        Assert.Equal(CallFate.Unknown, failure.Fate);
    }

    [Theory]
    [InlineData("comments,meta,mso")]
    [InlineData("")]
    public async Task B6_a_draft_that_was_renamed_is_found_by_its_content_when_no_journal_knows_it(string mutations)
    {
        await using var host = await StartAsync("");
        if (mutations.Length > 0)
            host.Sandbox.Faults.Add($"rewrite PUT /campaigns/*/content times=always mutations={mutations}");
        var published = await Clone(host, "one").PublishAsync(Requests.Of(), new PublishOptions(), Token);
        await host.EditOutsideAsync(published.Campaign!, """{"title":"March, final version"}""");

        // Nobody can tell any more whether the words are those that were pushed: other words are a person's to replace.
        var other = Requests.Of(text: "Caseloads fell by 13%");
        var stopped = await PublishingHost.StopsAsync(() => Clone(host, "two").PublishAsync(other, new PublishOptions(), Token));
        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(stopped.Facts, fact => fact.Contains(published.Campaign!, StringComparison.Ordinal));

        var found = await Clone(host, "three").PublishAsync(Requests.Of(), new PublishOptions(), Token);
        Assert.Equal(published.Campaign, found.Campaign);
        Assert.Contains(found.Notes, note => note.Contains("found by the mark", StringComparison.Ordinal));
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task B6_a_campaign_that_was_renamed_and_sent_is_not_sent_again()
    {
        await using var host = await StartAsync("");
        var published = await host.PublishAsync(Requests.Of());
        await host.SendAsync(Requests.Of(), published.Token);
        await host.EditOutsideAsync(published.Campaign!, """{"title":"March, final version"}""");

        var again = await Clone(host, "two").PublishAsync(Requests.Of(), new PublishOptions(), Token);

        Assert.Equal(("sent", published.Campaign), (again.State, again.Campaign));
        Assert.Equal(1, host.Effects("campaign.create"));
        Assert.Equal("none", (await Clone(host, "two").StatusAsync(Requests.Of("another"), null, Token)).State);
    }

    private static Task<PublishingHost> StartAsync(string modes) =>
        PublishingHost.StartAsync(options => options with { Modes = SandboxModes.Parse(modes) });

    private static MailchimpPublisher Clone(PublishingHost host, string name) =>
        host.Publisher(stateDirectory: $"{host.StateDirectory}-{name}");

    private static CampaignBody Filler(int number) =>
        new()
        {
            Type = "regular",
            Recipients = new CampaignRecipients { ListId = SandboxSeed.AudienceId },
            Settings = new CampaignSettings { Title = $"[nl:{number:x12} 0123456789ab 012345] other", SubjectLine = "Other" },
        };

    private static async Task<int> CountFilesAsync(PublishingHost host)
    {
        using var client = host.Client();
        return (await client.Api.GetImagesAsync(60, 0, null, Token)).Files!.Length;
    }
}
