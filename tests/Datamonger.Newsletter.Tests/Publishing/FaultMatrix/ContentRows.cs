using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Contents;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing.FaultMatrix;

/// <summary>Rows 24 to 39 of the fault matrix: pictures, settings, content, checklist, recipients, test emails, a stale issue.</summary>
public sealed class ContentRows
{
    [Fact]
    public async Task Row_24_a_lost_answer_to_an_upload_loses_no_picture()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("lost-response POST /file-manager/files nth=3");

        await host.PublishAsync(Requests.Of(pictures: 7));

        Assert.InRange(await CountFilesAsync(host), 7, 8);
        using var client = host.Client();
        var html = (
            await client.Api.GetContentAsync(
                (await Flow.LookAsync(host, Requests.Of())).Stamped[0].Id!,
                TestContext.Current.CancellationToken
            )
        ).Html!;
        Assert.DoesNotContain("\"images/", html, StringComparison.Ordinal);
        Assert.Equal(7, Count(html, "<img "));
    }

    [Fact]
    public async Task Row_25_a_kill_between_two_uploads_is_taken_up_at_the_next_picture()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of(pictures: 4);
        var publisher = host.Publisher(path => new CrashingFile(path, new Kill(4, Kept.Nothing), _ => { }));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            publisher.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken)
        );

        await host.PublishAsync(request);

        // The upload that was in the air when it died may have been stored without its outcome.
        Assert.InRange(await CountFilesAsync(host), 4, 7);
    }

    [Fact]
    public async Task Row_26_a_picture_that_is_too_big_is_refused_before_the_content_is_touched()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("400 POST /file-manager/files");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.Refused, stopped.Outcome);
        Assert.DoesNotContain(host.Changes(), call => call.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row_27_a_picture_that_is_gone_is_uploaded_again()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        using (var client = host.Client())
        {
            var file = (await client.Api.GetImagesAsync(1000, 0, null, TestContext.Current.CancellationToken)).Files!.First(file =>
                file.Name!.Length > 16
            );
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = MailchimpKey.Sandbox.ToHeader();
            (
                await http.DeleteAsync(
                    new Uri(host.Sandbox.Address, $"3.0/file-manager/files/{file.Id}"),
                    TestContext.Current.CancellationToken
                )
            ).EnsureSuccessStatusCode();
        }
        host.Sandbox.Requests.Clear();

        await host.PublishAsync(Requests.Of());

        Assert.Contains("POST /file-manager/files", host.Changes());
    }

    [Fact]
    public async Task Row_27_a_sandbox_at_another_port_gets_its_pictures_again()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        await host.RestartSandboxAsync();

        var receipt = await host.PublishAsync(Requests.Of());

        using var client = host.Client();
        var content = await client.Api.GetContentAsync(receipt.Campaign!, TestContext.Current.CancellationToken);
        Assert.Contains(host.Sandbox.Address.ToString(), content.Html!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_28_a_picture_of_two_issues_is_uploaded_once()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of("one"));
        await host.PublishAsync(Requests.Of("two"));

        Assert.Equal(1, await CountFilesAsync(host));
    }

    [Theory]
    [InlineData("29_500-after", "500-after PATCH /campaigns/*")]
    [InlineData("29_lost-response", "lost-response PATCH /campaigns/*")]
    [InlineData("30_lost-response", "lost-response PUT /campaigns/*/content")]
    [InlineData("30_hang", "hang PUT /campaigns/*/content")]
    [InlineData("30_500-after", "500-after PUT /campaigns/*/content")]
    [InlineData("30_late", "late PUT /campaigns/*/content after=2")]
    [InlineData("31_lost-request", "lost-request PUT /campaigns/*/content")]
    public async Task Rows_29_to_31_what_is_pushed_again_arrives(string row, string fault)
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        host.Sandbox.Faults.Add(fault);
        var request = Requests.Of(text: "Caseloads fell by 13%");

        var receipt = await host.PublishAsync(request);

        using var client = host.Client();
        var content = await client.Api.GetContentAsync(receipt.Campaign!, TestContext.Current.CancellationToken);
        Assert.True(content.Html!.Contains("13%", StringComparison.Ordinal), row);
        Assert.NotNull(receipt.Token);
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_32_an_edit_from_outside_is_noticed_named_and_kept()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        using var client = host.Client();
        var html = (await client.Api.GetContentAsync(published.Campaign!, TestContext.Current.CancellationToken)).Html!;
        await host.EditOutsideAsync(
            published.Campaign!,
            new JsonObject { ["html"] = html.Replace("11,460", "11,640", StringComparison.Ordinal) }.ToJsonString()
        );
        host.Sandbox.Requests.Clear();

        var publish = await PublishingHost.StopsAsync(() => host.PublishAsync(request));
        var send = await PublishingHost.StopsAsync(() => host.SendAsync(request, published.Token));
        var schedule = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, published.Token));

        Assert.All([publish, send, schedule], stopped => Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome));
        Assert.Contains("HTML part: words changed: “11,460.” became “11,640.”", publish.Facts);
        Assert.Contains(publish.Next, step => step.Command == "publish 2027-03-caseloads --take-over");
        Assert.Empty(host.Changes());

        var taken = await host.PublishAsync(request, new PublishOptions { TakeOver = true });
        Assert.Contains(
            "11,460",
            (await client.Api.GetContentAsync(taken.Campaign!, TestContext.Current.CancellationToken)).Html!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Row_32_an_edited_subject_is_noticed()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        await host.EditOutsideAsync(published.Campaign!, """{"subject_line":"Clickbait"}""");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(stopped.Facts, fact => fact.Contains("Subject", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Row_33_a_draft_that_somebody_deleted_is_not_made_again_by_itself()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        using var client = host.Client();
        await client.Api.DeleteCampaignAsync(published.Campaign!, TestContext.Current.CancellationToken);

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));
        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains("does not exist any more", stopped.Message, StringComparison.Ordinal);

        var anew = await host.PublishAsync(request, new PublishOptions { TakeOver = true });
        Assert.NotEqual(published.Campaign, anew.Campaign);
        Assert.Equal("sent", (await host.SendAsync(request, anew.Token)).State);
    }

    [Fact]
    public async Task Row_34_a_checklist_that_is_not_complete_is_an_error_with_its_items()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of() with { Subject = "" };

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Contains(stopped.Diagnostics, diagnostic => diagnostic.Rule == PublishRules.ChecklistNotReady);
    }

    [Fact]
    public async Task Row_35_without_a_checklist_nothing_is_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        host.Sandbox.Faults.Add("500-before GET /campaigns/*/send-checklist times=always");

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(request, published.Token));

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Equal(0, host.Effects("campaign.send"));
    }

    [Fact]
    public async Task Row_36_a_segment_that_is_not_there_is_named_with_the_nearest()
    {
        await using var host = await PublishingHost.StartAsync();

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of() with { Segment = "Directors" }));

        var diagnostic = Assert.Single(stopped.Diagnostics);
        Assert.Equal(PublishRules.UnknownSegment, diagnostic.Rule);
        Assert.Equal(7, diagnostic.Location.Line);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task Row_36_an_issue_for_nobody_gets_no_token()
    {
        await using var host = await PublishingHost.StartAsync();
        await SegmentAsync(host, "Nobody", []);

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of() with { Segment = "Nobody" }));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Contains(
            stopped.Diagnostics,
            diagnostic => diagnostic.Rule == PublishRules.ChecklistNotReady || diagnostic.Rule == PublishRules.RecipientsOutOfBounds
        );
    }

    [Fact]
    public async Task Row_36_an_audience_that_grew_tenfold_is_held_until_a_person_says_the_number()
    {
        await using var host = await PublishingHost.StartAsync();
        var id = await SegmentAsync(host, "Pilot", ["amara.okafor@example.org", "ben.whitlock@example.org"]);
        await host.SendAsync(
            Requests.Of("one") with
            {
                Segment = "Pilot",
            },
            (await host.PublishAsync(Requests.Of("one") with { Segment = "Pilot" })).Token
        );
        await AddAsync(
            host,
            id,
            [
                "cerys.pugh@example.org",
                "eilidh.mackinnon@example.org",
                "hana.svobodova@example.org",
                "jun.watanabe@example.org",
                "george@example.org",
            ]
        );
        var second = Requests.Of("two") with { Segment = "Pilot" };

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(second));
        var receipt = await host.PublishAsync(second, new PublishOptions { Recipients = 7 });

        var diagnostic = Assert.Single(stopped.Diagnostics, finding => finding.Rule != PublishRules.TooNear);
        Assert.Equal(
            (
                PublishRules.RecipientsOutOfBounds,
                "7 people would get this issue; the last one went to 2.",
                "If 7 is right, say so: publish two --recipients 7."
            ),
            (diagnostic.Rule, diagnostic.Message, diagnostic.Hint)
        );
        Assert.NotNull(receipt.Token);
    }

    [Fact]
    public async Task Row_36_an_audience_that_changed_since_the_token_was_given_needs_a_new_one()
    {
        await using var host = await PublishingHost.StartAsync();
        var id = await SegmentAsync(host, "Pilot", ["amara.okafor@example.org", "ben.whitlock@example.org"]);
        var request = Requests.Of() with { Segment = "Pilot", BandPeople = 0 };
        var token = (await host.PublishAsync(request)).Token;
        await AddAsync(host, id, ["cerys.pugh@example.org"]);

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(request, token));

        Assert.Equal(PublishRules.RecipientsOutOfBounds, Assert.Single(stopped.Diagnostics).Rule);
        Assert.Equal("3 people would get this issue; its token was given for 2 and covers 2 to 2.", stopped.Message);
        Assert.Equal("sent", (await host.SendAsync(request, (await host.PublishAsync(request)).Token)).State);
    }

    [Fact]
    public async Task Row_37_a_test_whose_answer_is_lost_is_not_sent_again()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        host.Sandbox.Faults.Add("lost-response POST /campaigns/*/actions/test");

        var stopped = await PublishingHost.StopsAsync(() =>
            host.Publisher().TestAsync(Requests.Of(), ["proof@example.org"], TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Equal(1, host.Changes().Count(call => call.EndsWith("/actions/test", StringComparison.Ordinal)));
        await host.Publisher().TestAsync(Requests.Of(), ["proof@example.org"], TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            "proof@",
            await File.ReadAllTextAsync(host.JournalPath(Requests.Of().Slug), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("400 POST /campaigns/*/actions/test", PublishOutcome.Refused)]
    [InlineData("429 POST /campaigns/*/actions/test", PublishOutcome.Unknown)]
    public async Task Row_38_a_test_over_the_limit_leaves_the_draft_as_it_is(string fault, PublishOutcome outcome)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var published = await host.PublishAsync(request);
        host.Sandbox.Faults.Add(fault);

        var stopped = await PublishingHost.StopsAsync(() =>
            host.Publisher().TestAsync(request, ["proof@example.org"], TestContext.Current.CancellationToken)
        );

        Assert.Equal(outcome, stopped.Outcome);
        Assert.Equal("sent", (await host.SendAsync(request, published.Token)).State);
    }

    [Fact]
    public async Task Row_39_an_issue_that_changed_since_it_was_proofed_is_not_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        var changed = Requests.Of(text: "Caseloads fell by 13%");

        var stopped = await PublishingHost.StopsAsync(() => host.SendAsync(changed, published.Token));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal(PublishRules.Stale, Assert.Single(stopped.Diagnostics).Rule);
        Assert.Equal(0, host.Effects("campaign.send"));
    }

    public static TheoryData<string> Harmless() => [.. ContentMutations.Known, string.Join(',', ContentMutations.Known)];

    public static TheoryData<string> Harmful() => [.. ContentMutations.Damaging];

    [Fact]
    public void B8_every_rewriting_of_the_sandbox_is_classified_and_the_page_has_the_table()
    {
        Assert.Equal(
            ContentMutations.Known.Order(StringComparer.Ordinal),
            KnownRewriting.All.Where(known => known.Harm != Harm.Words).Select(known => known.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ContentMutations.Damaging.Order(StringComparer.Ordinal),
            KnownRewriting.All.Where(known => known.Harm == Harm.Words).Select(known => known.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(KnownRewriting.All, known => Assert.Equal(known.Harm == Harm.None, known.WayOn.Length == 0));
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "publishing.md"));
        var table = string.Concat(
            KnownRewriting.All.Select(known =>
                $"| `{known.Name}` | {known.What} | {Word(known.Harm)} | {known.Reason} | {known.WayOn} |\n"
                    .Replace("|  |", "| |", StringComparison.Ordinal)
                    .Replace("*|", "*\\|", StringComparison.Ordinal)
                    .Replace("|*", "\\|*", StringComparison.Ordinal)
            )
        );
        Assert.Contains(table, page, StringComparison.Ordinal);

        static string Word(Harm harm) =>
            harm switch
            {
                Harm.None => "harmless",
                Harm.Looks => "harmful: a warning",
                _ => "harmful: no token",
            };
    }

    [Theory, MemberData(nameof(Harmful))]
    public async Task What_Mailchimp_stores_otherwise_is_named_and_gets_no_token(string mutation)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add($"rewrite PUT /campaigns/*/content times=always mutations={mutation}");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains(stopped.Facts, fact => fact.StartsWith("HTML part: ", StringComparison.Ordinal));
        Assert.Contains(stopped.Facts, fact => fact.Contains($"({mutation})", StringComparison.Ordinal));
        Assert.Contains(stopped.Facts, fact => fact.StartsWith("The way on: ", StringComparison.Ordinal));
        Assert.Equal(
            PublishRules.Stale,
            Assert.Single((await PublishingHost.StopsAsync(() => host.SendAsync(Requests.Of(), "aaaa-bbbb"))).Diagnostics).Rule
        );
    }

    [Theory, MemberData(nameof(Harmless))]
    public async Task What_Mailchimp_rewrites_without_harm_is_listed_and_accepted(string mutations)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add($"rewrite PUT /campaigns/*/content times=always mutations={mutations}");
        var request = Requests.Of();

        var receipt = await host.PublishAsync(request);

        var outlook = mutations.Contains("mso", StringComparison.Ordinal);
        Assert.Equal(outlook ? ["DM634"] : [], receipt.Diagnostics.Select(diagnostic => diagnostic.Rule.Code));
        if (mutations.Contains(',', StringComparison.Ordinal))
            Assert.Contains(receipt.Notes, note => note == "Mailchimp rewrote without harm: the doctype was dropped.");
        host.Sandbox.Requests.Clear();
        Assert.Equal(receipt.Token, (await host.PublishAsync(request)).Token);
        Assert.Empty(host.Changes());
        Assert.Equal("sent", (await host.SendAsync(request, receipt.Token)).State);
    }

    private static async Task<int> SegmentAsync(PublishingHost host, string name, string[] members)
    {
        var body = new JsonObject { ["name"] = name, ["static_segment"] = new JsonArray([.. members.Select(member => (JsonNode)member)]) };
        return (await PostAsync(host, "", body))["id"]!.GetValue<int>();
    }

    private static Task<JsonNode> AddAsync(PublishingHost host, int segment, string[] members) =>
        PostAsync(
            host,
            $"/{segment}",
            new JsonObject { ["members_to_add"] = new JsonArray([.. members.Select(member => (JsonNode)member)]) }
        );

    private static async Task<JsonNode> PostAsync(PublishingHost host, string path, JsonObject body)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = MailchimpKey.Sandbox.ToHeader();
        using var answer = await http.PostAsync(
            new Uri(host.Sandbox.Address, $"3.0/lists/{SandboxSeed.AudienceId}/segments{path}"),
            new StringContent(body.ToJsonString()),
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<int> CountFilesAsync(PublishingHost host)
    {
        using var client = host.Client();
        return (await client.Api.GetImagesAsync(1000, 0, null, TestContext.Current.CancellationToken)).Files!.Length;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
