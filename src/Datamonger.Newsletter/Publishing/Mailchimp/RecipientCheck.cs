using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Whether the number of people who would get the issue is believable.</summary>
internal static class RecipientCheck
{
    private const int Factor = 3;

    /// <summary>
    /// Reports an empty audience, and one that is three times larger or smaller than at the last send to the same people.
    /// </summary>
    /// <param name="confirmed">The number that a person said is right.</param>
    public static void Run(PublishSession session, CampaignSurvey survey, int recipients, int? confirmed, DiagnosticBag diagnostics)
    {
        var request = session.Request;
        if (recipients == 0)
        {
            diagnostics.Add(
                PublishRules.RecipientsOutOfBounds,
                request.SegmentLocation,
                "Nobody would get this issue: the audience or its segment has no subscribers.",
                "Look at the segment's conditions at Mailchimp."
            );
            return;
        }
        if (
            confirmed == recipients
            || LastSent(session, survey) is not { } last
            || (recipients <= last * Factor && recipients >= last / Factor)
        )
            return;
        diagnostics.Add(
            PublishRules.RecipientsOutOfBounds,
            request.SegmentLocation,
            $"{recipients} people would get this issue; the last one went to {last}.",
            $"If {recipients} is right, say so: publish {request.Slug} --recipients {recipients}."
        );
    }

    /// <summary>
    /// The number of recipients, once it agrees with the count of the segment or of the audience itself: a campaign's own number may lag
    /// behind a change of its segment.
    /// </summary>
    /// <returns>The campaign as it was read last, and its number.</returns>
    /// <exception cref="PublishStoppedException">The numbers still differ after a minute.</exception>
    public static async Task<(Campaign Campaign, int Recipients)> CountAsync(
        PublishSession session,
        CampaignSurvey survey,
        Campaign campaign,
        CancellationToken cancellationToken
    )
    {
        var (first, seen, counted) = (true, campaign, 0);
        var agreed = await session.LookForAsync(
            "that the numbers of recipients agree",
            session.Place.Options.Time.GetUtcNow(),
            async token =>
            {
                var (audience, segment) = (survey.Audience, survey.Segment);
                if (!first)
                {
                    seen = await session.Api.GetCampaignAsync(campaign.Id!, token);
                    audience = await session.Api.GetListAsync(audience.Id!, token);
                    session.Segment = segment = segment is null
                        ? null
                        : await session.Api.GetSegmentAsync(audience.Id!, segment.Id!.Value, token);
                }
                first = false;
                counted = (segment is null ? audience.Stats?.MemberCount : segment.MemberCount) ?? Of(seen);
                return
                    RecipientBand.Around(counted, session.Request.BandPercent, session.Request.BandPeople).Covers(Of(seen))
                    || (counted == 0 && Of(seen) == 0)
                    ? seen
                    : null;
            },
            cancellationToken
        );
        if (agreed is not null)
            return (agreed, Of(agreed));
        throw Failures.Invalid(
            PublishRules.CountsDiffer,
            session.Request.SegmentLocation,
            $"The campaign says {Of(seen)} recipients, and {Group(survey)} has {counted}.",
            "The campaign's number may still be of an earlier segment. Wait some minutes, or look at the campaign at Mailchimp.",
            new NextStep($"publish {session.Request.Slug}", "counts again")
        );
    }

    private static string Group(CampaignSurvey survey) =>
        survey.Segment is { } segment ? $"the segment “{ForeignText.Clean(segment.Name ?? "")}”" : "the audience";

    /// <summary>The number of recipients that a campaign shows.</summary>
    public static int Of(Campaign campaign) =>
        campaign.Recipients?.RecipientCount
        ?? throw new MailchimpException(CallFate.Unknown, "GET campaign: the answer holds no number of recipients.");

    private static int? LastSent(PublishSession session, CampaignSurvey survey) =>
        survey
            .Others.Where(campaign =>
                campaign.Status == "sent"
                && campaign.EmailsSent > 0
                && string.IsNullOrEmpty(campaign.ParentCampaignId)
                && campaign.Recipients?.ListId == survey.Audience.Id
                && (campaign.Recipients?.SegmentOpts?.SavedSegmentId ?? 0) == (survey.Segment?.Id ?? 0)
                && CampaignStamp.Find(campaign.Settings?.Title)?.Is(session.Key) != true
            )
            .OrderByDescending(campaign => campaign.SendTime)
            .FirstOrDefault()
            ?.EmailsSent;
}
