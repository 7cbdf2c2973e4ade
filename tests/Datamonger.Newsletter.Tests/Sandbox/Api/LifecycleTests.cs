using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class LifecycleTests
{
    /// <summary>What a campaign of each status lets happen, in the order of <see cref="Moves"/>.</summary>
    [Theory]
    [InlineData("save", "yes yes yes yes no yes no yes yes")]
    [InlineData("schedule", "no no yes no yes no no no no")]
    [InlineData("sending", "no no no no no no yes no no")]
    [InlineData("sent", "no no no no no no no yes yes")]
    [InlineData("canceled", "no no no no no no no no yes")]
    public async Task Each_status_allows_what_it_should(string status, string allowed)
    {
        foreach (var (move, expected) in Moves.Zip(allowed.Split(' ')))
        {
            await using var host = await SandboxHost.StartAsync(
                new SandboxOptions { DataDirectory = "", SendingTakes = TimeSpan.FromMinutes(2) }
            );
            var id = await InAsync(host, status);

            var reply = await move.Run(host, id);

            Assert.True(reply.Status < 300 == (expected == "yes"), $"{move.Name} in {status}: {reply.Status} {reply.Text}");
            if (reply.Status >= 300)
                Assert.Equal(status, await host.StatusAsync(id));
        }
    }

    [Fact]
    public async Task A_send_reaches_every_subscribed_member_once()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();

        var campaign = (await host.GetAsync($"/campaigns/{id}")).Json;

        Assert.Equal(
            ("sent", 23, "2026-11-23T09:05:00+00:00"),
            (campaign["status"]!.GetValue<string>(), campaign["emails_sent"]!.GetValue<int>(), campaign["send_time"]!.GetValue<string>())
        );
        Assert.Equal(23, (await host.GetAsync($"/reports/{id}/sent-to?count=1000")).All("sent_to", "email_id").Distinct().Count());
        Assert.Equal((1, 1), (host.Server.CountEffects("campaign.send", id), host.Server.CountEffects("campaign.deliver", id)));
    }

    [Fact]
    public async Task A_second_send_is_refused_and_has_no_effect()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();

        var again = await host.PostAsync($"/campaigns/{id}/actions/send");

        Assert.Equal(400, again.Status);
        Assert.StartsWith("Cannot send", again.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, host.Server.CountEffects("campaign.send", id));
    }

    [Fact]
    public async Task What_is_not_ready_is_not_sent()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (await host.PostAsync("/campaigns", JsonNode.Parse("""{"type":"regular"}""")!)).Id;

        Assert.Equal(
            "Your Campaign is not ready to send.",
            (await host.PostAsync($"/campaigns/{id}/actions/send")).Json["detail"]!.GetValue<string>()
        );
        Assert.Equal(
            "This campaign cannot be scheduled: .",
            (await ScheduleAsync(host, id, "2026-11-23T10:00:00+00:00")).Json["detail"]!.GetValue<string>()
        );
    }

    [Theory]
    [InlineData("2026-11-23T10:05:00+00:00")]
    [InlineData("2026-11-23T10:00:30+00:00")]
    [InlineData("2026-11-23T09:00:00+00:00")]
    [InlineData("2026-11-23T10:00:00")]
    [InlineData("soon")]
    public async Task A_time_that_is_no_quarter_hour_to_come_is_refused(string time)
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();

        Assert.Equal(["schedule_time"], (await ScheduleAsync(host, id, time)).Errors);
        Assert.Equal("save", await host.StatusAsync(id));
    }

    [Fact]
    public async Task A_scheduled_campaign_is_sent_when_its_time_comes()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();
        Assert.Equal(204, (await ScheduleAsync(host, id, "2026-11-23T11:15:00+01:00")).Status);
        Assert.Equal("2026-11-23T10:15:00+00:00", (await host.GetAsync($"/campaigns/{id}")).Json["send_time"]!.GetValue<string>());

        host.Time.Advance(TimeSpan.FromMinutes(69));
        Assert.Equal("schedule", await host.StatusAsync(id));
        host.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("sent", await host.StatusAsync(id));
        Assert.Equal(1, host.Server.CountEffects("campaign.send", id));
    }

    [Fact]
    public async Task What_fell_due_while_the_server_was_down_is_sent_when_it_is_back()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();
        await ScheduleAsync(host, id, "2026-11-23T09:30:00+00:00");

        await host.Server.DisposeAsync();
        host.Time.Advance(TimeSpan.FromDays(3));
        await host.RestartAsync();

        Assert.Equal("sent", await host.StatusAsync(id));
    }

    [Fact]
    public async Task An_unscheduled_campaign_stays_and_its_time_is_no_date()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();
        await ScheduleAsync(host, id, "2026-11-23T09:30:00+00:00");

        Assert.Equal(204, (await host.PostAsync($"/campaigns/{id}/actions/unschedule")).Status);
        host.Time.Advance(TimeSpan.FromDays(1));

        var campaign = (await host.GetAsync($"/campaigns/{id}")).Json;
        Assert.Equal(
            ("save", "-001-11-30T00:00:00+00:00"),
            (campaign["status"]!.GetValue<string>(), campaign["send_time"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_send_that_takes_time_can_be_cancelled()
    {
        await using var host = await SandboxHost.StartAsync(
            new SandboxOptions { DataDirectory = "", SendingTakes = TimeSpan.FromMinutes(2) }
        );
        var (stopped, finished) = (await host.SentAsync(), await host.SentAsync());
        Assert.True((await host.GetAsync($"/campaigns/{stopped}")).Json["delivery_status"]!["can_cancel"]!.GetValue<bool>());

        Assert.Equal(204, (await host.PostAsync($"/campaigns/{stopped}/actions/cancel-send")).Status);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(("canceled", "sent"), (await host.StatusAsync(stopped), await host.StatusAsync(finished)));
        Assert.Equal(
            (0, 1),
            (host.Server.CountEffects("campaign.deliver", stopped), host.Server.CountEffects("campaign.deliver", finished))
        );
    }

    [Fact]
    public async Task A_resend_goes_to_those_who_did_not_open()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        await host.BrowseAsync($"track/open/{await Inboxes.LetterToAsync(host, "amara.okafor@example.org")}.gif");

        var resend = (
            await host.PostAsync($"/campaigns/{id}/actions/create-resend", JsonNode.Parse("""{"shortcut_type":"to_non_openers"}""")!)
        ).Json;
        Assert.Equal(
            (id, "save", 22),
            (
                resend["parent_campaign_id"]!.GetValue<string>(),
                resend["status"]!.GetValue<string>(),
                resend["recipients"]!["recipient_count"]!.GetValue<int>()
            )
        );
        var copy = resend["id"]!.GetValue<string>();
        Assert.Equal(204, (await host.PostAsync($"/campaigns/{copy}/actions/send")).Status);

        Assert.DoesNotContain(
            "amara.okafor@example.org",
            (await host.GetAsync($"/reports/{copy}/sent-to?count=1000")).All("sent_to", "email_address")
        );
    }

    [Fact]
    public async Task A_replica_is_a_draft_of_its_own()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync(text: "Text");

        var replica = (await host.PostAsync($"/campaigns/{id}/actions/replicate")).Json;

        Assert.NotEqual(id, replica["id"]!.GetValue<string>());
        Assert.Equal("save", replica["status"]!.GetValue<string>());
        Assert.Equal("Text", (await host.GetAsync($"/campaigns/{replica["id"]}/content")).Json["plain_text"]!.GetValue<string>());
    }

    private sealed record Move(string Name, Func<SandboxHost, string, Task<Reply>> Run);

    private static readonly Move[] Moves =
    [
        new(
            "change",
            (host, id) =>
                host.PatchAsync(
                    $"/campaigns/{id}",
                    JsonNode.Parse("""{"settings":{"subject_line":"S","from_name":"N","reply_to":"n@example.org"}}""")!
                )
        ),
        new("content", (host, id) => host.PutAsync($"/campaigns/{id}/content", JsonNode.Parse("""{"html":"<p>*|UNSUB|*</p>"}""")!)),
        new(
            "test",
            (host, id) =>
                host.PostAsync($"/campaigns/{id}/actions/test", JsonNode.Parse("""{"test_emails":["e@example.org"],"send_type":"html"}""")!)
        ),
        new("schedule", (host, id) => ScheduleAsync(host, id, "2026-11-23T12:00:00+00:00")),
        new("unschedule", (host, id) => host.PostAsync($"/campaigns/{id}/actions/unschedule")),
        new("send", (host, id) => host.PostAsync($"/campaigns/{id}/actions/send")),
        new("cancel-send", (host, id) => host.PostAsync($"/campaigns/{id}/actions/cancel-send")),
        new("replicate", (host, id) => host.PostAsync($"/campaigns/{id}/actions/replicate")),
        new("delete", (host, id) => host.DeleteAsync($"/campaigns/{id}")),
    ];

    private static Task<Reply> ScheduleAsync(SandboxHost host, string id, string time) =>
        host.PostAsync($"/campaigns/{id}/actions/schedule", new JsonObject { ["schedule_time"] = time });

    private static async Task<string> InAsync(SandboxHost host, string status)
    {
        var id = await host.DraftAsync();
        if (status == "schedule")
            await ScheduleAsync(host, id, "2026-11-23T11:00:00+00:00");
        if (status is "sending" or "sent" or "canceled")
            await host.PostAsync($"/campaigns/{id}/actions/send");
        if (status == "sent")
            host.Time.Advance(TimeSpan.FromMinutes(3));
        if (status == "canceled")
            await host.PostAsync($"/campaigns/{id}/actions/cancel-send");
        Assert.Equal(status, await host.StatusAsync(id));
        return id;
    }
}
