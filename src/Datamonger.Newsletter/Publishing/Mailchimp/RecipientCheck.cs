using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Whether the number of people who would get the issue is believable.</summary>
internal static class RecipientCheck
{
    private const int Factor = 3;

    /// <summary>Reports an empty audience, and one that is three times larger or smaller than at the last send to the same people.</summary>
    /// <param name="confirmed">The number that a person said is right.</param>
    public static void Run(PublishSession session, CampaignSurvey survey, int recipients, int? confirmed, DiagnosticBag diagnostics)
    {
        var request = session.Request;
        if (recipients == 0)
        {
            diagnostics.Add(PublishRules.RecipientsOutOfBounds, request.SegmentLocation, "Nobody would get this issue: the audience or its segment has no subscribers.", "Look at the segment's conditions at Mailchimp.");
            return;
        }
        if (confirmed == recipients || LastSent(session, survey) is not { } last || (recipients <= last * Factor && recipients >= last / Factor)) return;
        diagnostics.Add(
            PublishRules.RecipientsOutOfBounds, request.SegmentLocation, $"{recipients} people would get this issue; the last one went to {last}.",
            $"If {recipients} is right, say so: publish {request.Slug} --recipients {recipients}.");
    }

    private static int? LastSent(PublishSession session, CampaignSurvey survey) => survey.Others
        .Where(campaign => campaign.Status == "sent" && campaign.EmailsSent > 0 && string.IsNullOrEmpty(campaign.ParentCampaignId)
            && campaign.Recipients?.ListId == survey.Audience.Id && (campaign.Recipients?.SegmentOpts?.SavedSegmentId ?? 0) == (survey.Segment?.Id ?? 0)
            && CampaignStamp.Find(campaign.Settings?.Title)?.Key != session.Key)
        .OrderByDescending(campaign => campaign.SendTime)
        .FirstOrDefault()?.EmailsSent;
}
