using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class DryRunTests
{
    [Theory]
    [InlineData("new", "POST /file-manager/files, POST /file-manager/files, POST /campaigns, PUT /campaigns/{campaign}/content")]
    [InlineData("unchanged", "")]
    [InlineData("another text", "PATCH /campaigns/{campaign}, PUT /campaigns/{campaign}/content")]
    [InlineData("another subject", "PATCH /campaigns/{campaign}, PUT /campaigns/{campaign}/content")]
    [InlineData("another picture", "POST /file-manager/files, PATCH /campaigns/{campaign}, PUT /campaigns/{campaign}/content")]
    [InlineData("to a segment", "PATCH /campaigns/{campaign}, PUT /campaigns/{campaign}/content")]
    [InlineData("journal lost", "PUT /campaigns/{campaign}/content")]
    [InlineData("sandbox at another port", "PATCH /campaigns/{campaign}, PUT /campaigns/{campaign}/content")]
    public async Task The_plan_is_what_is_called_then(string change, string expected)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of(pictures: 2);
        if (change != "new")
            await host.PublishAsync(request);
        switch (change)
        {
            case "another text":
                request = Requests.Of(pictures: 2, text: "Caseloads fell by 13%");
                break;
            case "another subject":
                request = request with { Subject = "Caseloads" };
                break;
            case "another picture":
                request = Requests.Of(pictures: 3);
                break;
            case "to a segment":
                request = request with { Segment = "Analysts" };
                break;
            case "journal lost":
                File.Delete(host.JournalPath(request.Slug));
                break;
            case "sandbox at another port":
                await host.RestartSandboxAsync();
                break;
            default:
                break;
        }
        host.Sandbox.Requests.Clear();
        var files = Files(host);

        var plan = await host.PublishAsync(request, new PublishOptions { DryRun = true });
        Assert.Empty(host.Changes());
        Assert.Equal(files, Files(host));
        var receipt = await host.PublishAsync(request);

        Assert.Equal(expected, Say(plan, receipt.Campaign!));
        Assert.Equal(expected, Say(receipt, receipt.Campaign!));
        Assert.Equal(
            expected,
            string.Join(", ", host.Changes().Select(call => call.Replace(receipt.Campaign!, "{campaign}", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public async Task A_plan_is_made_while_another_publisher_is_at_work()
    {
        await using var host = await PublishingHost.StartAsync();
        using var held = PublishLock.Take(host.JournalDirectory, new PublishOperator("other-host", 99, "0"), host.Time);

        Assert.NotEmpty((await host.PublishAsync(Requests.Of(), new PublishOptions { DryRun = true })).Calls);
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("scheduled")]
    public async Task For_what_is_past_being_a_draft_there_is_nothing_to_call(string state)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var token = (await host.PublishAsync(request)).Token;
        _ = state == "sent" ? await host.SendAsync(request, token) : await host.ScheduleAsync(request, token);

        var plan = await host.PublishAsync(request, new PublishOptions { DryRun = true });

        Assert.Equal(state, plan.State);
        Assert.Empty(plan.Calls);
    }

    private static string Say(PublishReceipt receipt, string campaign) =>
        string.Join(
            ", ",
            receipt.Calls.Select(call => $"{call.Method} {call.Path}".Replace(campaign, "{campaign}", StringComparison.Ordinal))
        );

    private static string[] Files(PublishingHost host) =>
        Directory.Exists(host.StateDirectory) ? Directory.GetFiles(host.StateDirectory, "*", SearchOption.AllDirectories) : [];
}
