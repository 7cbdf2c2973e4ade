using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Reads what became of sent issues. Asks for sums alone: no list of members is ever fetched.</summary>
/// <param name="target">Which Mailchimp.</param>
/// <param name="options">Clock, time-outs, progress.</param>
public sealed class MailchimpReports(PublishTarget target, MailchimpOptions options)
{
    /// <summary>
    /// The reports of every sent campaign with a stamp of the newsletter, oldest issue first; a campaign that has none yet is told of and
    /// left out.
    /// </summary>
    /// <param name="newsletter">The newsletter's name.</param>
    /// <param name="slugs">The issues.</param>
    /// <exception cref="PublishStoppedException">Mailchimp does not answer, or refuses.</exception>
    public async Task<ImmutableArray<CampaignReport>> ReadAsync(
        string newsletter,
        IReadOnlyCollection<string> slugs,
        CancellationToken cancellationToken
    )
    {
        using var client = MailchimpClient.Create(target, options);
        try
        {
            var reports = ImmutableArray.CreateBuilder<CampaignReport>();
            foreach (var campaign in await CampaignSurvey.ReadCampaignsAsync(client.Api, cancellationToken))
            {
                if (campaign.Status is not ("sent" or "archived") || CampaignStamp.Find(campaign.Settings?.Title) is not { } stamp)
                    continue;
                if (slugs.FirstOrDefault(slug => stamp.IsOf(newsletter, slug)) is not { } issue)
                    continue;
                var edition = stamp.Is(CampaignStamp.KeyOf(newsletter, issue)) ? null : SendOptions.NonOpeners;
                // A copy that somebody made at Mailchimp carries the title, and with it the stamp, of what it was copied from.
                if (edition is null && !string.IsNullOrEmpty(campaign.ParentCampaignId))
                    continue;
                if (await ReadAsync(client.Api, campaign, issue, edition, cancellationToken) is { } report)
                    reports.Add(report);
            }
            return [.. reports.OrderBy(report => report.Issue, StringComparer.Ordinal).ThenBy(report => report.Sent)];
        }
        catch (MailchimpException failure)
        {
            throw Failures.Of(failure);
        }
    }

    private async Task<CampaignReport?> ReadAsync(
        IMailchimpApi api,
        Campaign campaign,
        string issue,
        string? edition,
        CancellationToken cancellationToken
    )
    {
        var id = PublishSession.CheckedId(campaign.Id);
        try
        {
            var summary = await api.GetReportAsync(id, cancellationToken);
            return new CampaignReport(issue, id, edition, campaign.SendTime, options.Time.GetUtcNow())
            {
                Recipients = summary.EmailsSent,
                Opens = (summary.Opens?.OpensTotal, summary.Opens?.UniqueOpens),
                Clicks = (summary.Clicks?.ClicksTotal, summary.Clicks?.UniqueSubscriberClicks),
                Unsubscribed = summary.Unsubscribed,
                Bounces = (summary.Bounces?.HardBounces, summary.Bounces?.SoftBounces),
                Complaints = summary.AbuseReports,
                Links = await ReadLinksAsync(api, id, cancellationToken),
            };
        }
        catch (MailchimpException failure) when (failure.IsNotFound)
        {
            options.Progress?.Report($"{issue}: Mailchimp has no report of it yet. Ask again later.");
            return null;
        }
    }

    private static async Task<ImmutableArray<LinkClicks>> ReadLinksAsync(
        IMailchimpApi api,
        string campaign,
        CancellationToken cancellationToken
    )
    {
        var links = await api.ReadClicksAsync(campaign, cancellationToken);
        return
        [
            .. links
                .Where(link => IsPublic(link.Url))
                .Select(link => new LinkClicks(link.Url!, link.TotalClicks ?? 0, link.UniqueClicks ?? 0))
                .OrderByDescending(link => link.Total)
                .ThenBy(link => link.Url, StringComparer.Ordinal),
        ];
    }

    // The web's addresses alone: no unsubscribe link, and nothing in which a subscriber's own address could stand.
    private static bool IsPublic(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.UserInfo.Length == 0
        && !url.Contains("*|", StringComparison.Ordinal)
        && !url.Contains('@', StringComparison.Ordinal)
        && !url.Contains("%40", StringComparison.Ordinal)
        && !url.Any(char.IsControl);
}
