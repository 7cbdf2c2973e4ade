using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Contents;
using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>How a flow is meant to end.</summary>
internal enum Ending
{
    Send,
    Schedule,
}

/// <summary>What Mailchimp holds of an issue in the end.</summary>
internal sealed record Remains(ImmutableArray<Campaign> Stamped, int Sends, int Schedules, string? SentWords);

/// <summary>An editor who runs publish, then send or schedule, and the same again until it is done or a person is asked for.</summary>
internal static class Flow
{
    /// <summary>The state directory of a case, so that cases share a sandbox and nothing else.</summary>
    public static string StateOf(PublishingHost host, PublishRequest request) => $"{host.StateDirectory}-{request.Slug}";

    /// <summary>Runs once; exceptions pass.</summary>
    public static async Task<string> RunAsync(MailchimpPublisher publisher, PublishRequest request, Ending ending)
    {
        var token = TestContext.Current.CancellationToken;
        var receipt = await publisher.PublishAsync(request, new PublishOptions(), token);
        if (receipt.State is "scheduled" or "sending" or "sent")
            return receipt.State;
        var options = new SendOptions { Token = receipt.Token };
        receipt =
            ending == Ending.Send
                ? await publisher.SendAsync(request, options, token)
                : await publisher.ScheduleAsync(request, "2027-06-01 12:00", options, token);
        return receipt.State;
    }

    /// <summary>Runs again, without faults, until it ends. At most four times.</summary>
    public static async Task<string> FinishAsync(PublishingHost host, PublishRequest request, Ending ending, string? what = null)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                return await RunAsync(host.Publisher(stateDirectory: StateOf(host, request)), request, ending);
            }
            catch (PublishStoppedException stopped) when (stopped.Outcome == PublishOutcome.NeedsReview)
            {
                return "review: " + stopped.Message;
            }
            catch (PublishStoppedException stopped) when (stopped.Outcome is PublishOutcome.Unknown or PublishOutcome.Refused)
            {
                Assert.True(run < 4, $"{what}: {stopped.Message}");
            }
        }
    }

    /// <summary>Looks from outside.</summary>
    public static async Task<Remains> LookAsync(PublishingHost host, PublishRequest request)
    {
        using var client = host.Client();
        var key = CampaignStamp.KeyOf(request.Newsletter, request.Slug);
        var campaigns = await CampaignSurvey.ReadCampaignsAsync(client.Api, TestContext.Current.CancellationToken);
        ImmutableArray<Campaign> stamped = [.. campaigns.Where(campaign => CampaignStamp.Find(campaign.Settings?.Title)?.Is(key) == true)];
        string? words = null;
        if (stamped.FirstOrDefault(campaign => campaign.Status is "sent" or "sending" or "schedule")?.Id is { } id)
        {
            var content = await client.Api.GetContentAsync(id, TestContext.Current.CancellationToken);
            words = string.Join(
                ' ',
                ContentReader
                    .ReadHtml(content.Html ?? "")
                    .Concat(ContentReader.ReadText(content.PlainText ?? ""))
                    .Where(token => token.Kind != ContentKind.Image)
                    .Select(token => token.Text)
            );
        }
        return new Remains(
            stamped,
            stamped.Sum(campaign => host.Sandbox.CountEffects("campaign.send", campaign.Id)),
            stamped.Sum(campaign => host.Sandbox.CountEffects("campaign.schedule", campaign.Id)),
            words
        );
    }

    /// <summary>What must hold, whatever went wrong.</summary>
    public static void Judge(Remains remains, string end, string what, PublishRequest? request = null)
    {
        Assert.True(remains.Sends <= 1, $"{what}: sent {remains.Sends} times");
        Assert.True(
            remains.Sends + remains.Schedules <= 1 || (remains.Sends == 1 && remains.Schedules <= 1),
            $"{what}: {remains.Sends} sends, {remains.Schedules} schedules"
        );
        var live = remains.Stamped.Where(campaign => campaign.Status != "save").ToList();
        Assert.True(live.Count <= 1, $"{what}: {live.Count} campaigns are past being drafts");
        switch (end)
        {
            case "sent" or "sending" or "scheduled":
                Assert.True(live.Count == 1, $"{what}: ended {end}, and no campaign is");
                if (request is not null)
                {
                    var words = string.Join(
                        ' ',
                        ContentReader
                            .ReadHtml(request.Html)
                            .Concat(ContentReader.ReadText(request.Text))
                            .Where(token => token.Kind != ContentKind.Image)
                            .Select(token => token.Text)
                    );
                    Assert.True(words == remains.SentWords, $"{what}: something else was sent: {remains.SentWords}");
                }
                break;
            case var held when held.Contains("drafts carry this issue's stamp", StringComparison.Ordinal):
                Assert.True(remains.Stamped.Length > 1, $"{what}: held for drafts that are not there");
                Assert.True(live.Count == 0, $"{what}: held although the campaign is {live.FirstOrDefault()?.Status}");
                break;
            default:
                // A person is asked for only where it truly is not known.
                Assert.True(end.StartsWith("review: Whether the ", StringComparison.Ordinal), $"{what}: ended with {end}");
                Assert.True(live.Count == 0, $"{what}: asked for a person although the campaign is {live.FirstOrDefault()?.Status}");
                break;
        }
    }
}
