using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What was seen at Mailchimp before anything is done.</summary>
/// <param name="Audience">The audience that gets the issue.</param>
/// <param name="Segment">Its segment; null is everybody.</param>
/// <param name="State">Where the issue stands.</param>
/// <param name="Others">All campaigns of the account, newest first.</param>
internal sealed record CampaignSurvey(MailingList Audience, Segment? Segment, PublishState State, ImmutableArray<Campaign> Others)
{
    /// <summary>Looks. Only GETs.</summary>
    public static async Task<CampaignSurvey> ReadAsync(
        PublishSession session,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        await session.Api.PingAsync(cancellationToken);
        var audience = await FindAudienceAsync(session, diagnostics, cancellationToken);
        var segment = audience is null ? null : await FindSegmentAsync(session, audience.Id!, diagnostics, cancellationToken);
        if (audience is null || diagnostics.HasErrors)
            throw Failures.Invalid(diagnostics.ToImmutable());
        var campaigns = await ReadCampaignsAsync(session, cancellationToken);
        session.Segment = segment;
        return new CampaignSurvey(audience, segment, await ReadStateAsync(session, campaigns, cancellationToken), campaigns);
    }

    /// <summary>Where the issue stands now. Only GETs.</summary>
    public static async Task<PublishState> ReadStateAsync(
        PublishSession session,
        ImmutableArray<Campaign> campaigns,
        CancellationToken cancellationToken
    )
    {
        var remembered = session.Journal.State.Campaign is { } id ? await FindCampaignAsync(session, id, cancellationToken) : null;
        var ours = Stamped(session, campaigns);
        // Nothing is known of a campaign, and one would be made: has it only lost its title?
        if (ours.IsEmpty && session is { Journal.State.Campaign: null, Recorded: null, Edition: null })
            ours = await RenamedCampaigns.FindAsync(session, campaigns, cancellationToken);
        return PublishState.Derive(session.Journal.State, remembered, ours, session.Recorded, session.Client.Clock.Now);
    }

    /// <summary>A campaign; null when Mailchimp says that there is none.</summary>
    public static async Task<Campaign?> FindCampaignAsync(PublishSession session, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Api.GetCampaignAsync(id, cancellationToken);
        }
        catch (MailchimpException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// The campaigns of the account among which the issue's can be, newest first: none was created more than a year before the issue's
    /// date.
    /// </summary>
    public static Task<ImmutableArray<Campaign>> ReadCampaignsAsync(PublishSession session, CancellationToken cancellationToken)
    {
        var now = session.Client.Clock.Now;
        if (session.Request.Date is not { } date)
            return ReadCampaignsAsync(session.Api, cancellationToken);
        var day = new DateTimeOffset(date.ToDateTime(default), TimeSpan.Zero);
        return ReadCampaignsAsync(session.Api, cancellationToken, (day < now ? day : now).AddYears(-1));
    }

    /// <summary>Campaigns of the account, newest first, with what is needed to find one again.</summary>
    /// <param name="since">Only those created since; null reads all.</param>
    public static Task<ImmutableArray<Campaign>> ReadCampaignsAsync(
        IMailchimpApi api,
        CancellationToken cancellationToken,
        DateTimeOffset? since = null
    ) =>
        Pages.ReadAsync(
            (count, offset, token) => api.GetCampaignsAsync(count, offset, Pages.Time(since), token),
            page => page.Campaigns,
            page => page.TotalItems,
            campaign => campaign.Id,
            "campaigns",
            cancellationToken
        );

    /// <summary>
    /// The campaigns that carry the session's stamp. Copies made at Mailchimp name their parent and are not ours; a second try does, and
    /// is.
    /// </summary>
    public static ImmutableArray<Campaign> Stamped(PublishSession session, ImmutableArray<Campaign> campaigns) =>
        [
            .. campaigns.Where(campaign =>
                CampaignStamp.Find(campaign.Settings?.Title)?.Is(session.Key) == true
                && (string.IsNullOrEmpty(campaign.ParentCampaignId) || session.Key.Contains('+', StringComparison.Ordinal))
                && campaign.Id is { } id
                && PublishSession.IsId(id)
            ),
        ];

    private static async Task<MailingList?> FindAudienceAsync(
        PublishSession session,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var request = session.Request;
        if (request.Audience is { } id && PublishSession.IsId(id))
        {
            try
            {
                var list = await session.Api.GetListAsync(id, cancellationToken);
                return list.Id == id
                    ? list
                    : throw new MailchimpException(CallFate.Unknown, "GET lists: the answer is about another audience.");
            }
            catch (MailchimpException failure) when (failure.IsNotFound) { }
        }
        var lists = await session.Api.ReadListsAsync(cancellationToken);
        // A sandbox has an audience of its own, whatever newsletter.yml calls the real one.
        if (session.Client.Target.IsLocal && lists.Length > 0 && lists[0].Id is { } first && PublishSession.IsId(first))
            return await session.Api.GetListAsync(first, cancellationToken);
        var known = string.Join(", ", lists.Take(12).Select(list => $"{list.Id} ({ForeignText.Clean(list.Name ?? "")})"));
        diagnostics.Add(
            PublishRules.UnknownAudience,
            request.Location,
            request.Audience is null
                ? "No audience is named: the issue has nobody to go to."
                : $"The audience \"{request.Audience}\" does not exist.",
            lists.Length == 0 ? "The account has no audience." : $"Set audience: {{id: …}} in newsletter.yml. Known: {known}."
        );
        return null;
    }

    private static async Task<Segment?> FindSegmentAsync(
        PublishSession session,
        string audience,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        if (session.Request.Segment is not { } name)
            return null;
        var all = await session.Api.ReadSegmentsAsync(audience, cancellationToken);
        var matching = all.Where(segment => segment.Name == name && segment.Id is not null).ToList();
        if (matching.Count == 1)
            return matching[0];
        diagnostics.Add(
            PublishRules.UnknownSegment,
            session.Request.SegmentLocation,
            matching.Count == 0
                ? $"The audience has no segment or tag \"{name}\"."
                : $"The audience has {matching.Count} segments or tags \"{name}\".",
            matching.Count == 0
                ? NearestName.Hint(name, [.. all.Select(segment => segment.Name ?? "")])
                : "Rename one of them at Mailchimp."
        );
        return null;
    }
}
