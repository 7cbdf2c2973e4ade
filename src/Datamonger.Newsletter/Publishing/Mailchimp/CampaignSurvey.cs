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
    private const int Page = 1000;

    /// <summary>Looks. Only GETs.</summary>
    public static async Task<CampaignSurvey> ReadAsync(PublishSession session, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        await session.Api.PingAsync(cancellationToken);
        var audience = await FindAudienceAsync(session, diagnostics, cancellationToken);
        var segment = audience is null ? null : await FindSegmentAsync(session, audience.Id!, diagnostics, cancellationToken);
        if (audience is null || diagnostics.HasErrors) throw Failures.Invalid(diagnostics.ToImmutable());
        var campaigns = await ReadCampaignsAsync(session, cancellationToken);
        return new CampaignSurvey(audience, segment, await ReadStateAsync(session, campaigns, cancellationToken), campaigns);
    }

    /// <summary>Where the issue stands now. Only GETs.</summary>
    public static async Task<PublishState> ReadStateAsync(PublishSession session, ImmutableArray<Campaign> campaigns, CancellationToken cancellationToken)
    {
        var remembered = session.Journal.State.Campaign is { } id ? await FindCampaignAsync(session, id, cancellationToken) : null;
        return PublishState.Derive(session.Journal.State, remembered, Stamped(session, campaigns));
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

    /// <summary>Every campaign of the account, newest first, with what is needed to find one again.</summary>
    public static async Task<ImmutableArray<Campaign>> ReadCampaignsAsync(PublishSession session, CancellationToken cancellationToken) =>
        await ReadCampaignsAsync(session.Api, cancellationToken);

    /// <summary>As above.</summary>
    public static async Task<ImmutableArray<Campaign>> ReadCampaignsAsync(IMailchimpApi api, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<Campaign>();
        while (true)
        {
            var page = await api.GetCampaignsAsync(all.Count, cancellationToken);
            // An answer without its list is no proof that there is no campaign.
            var campaigns = page.Campaigns ?? throw NoList("campaigns");
            all.AddRange(campaigns);
            if (campaigns.Length < Page && all.Count >= (page.TotalItems ?? 0)) return all.ToImmutable();
            if (campaigns.Length == 0) throw new MailchimpException(CallFate.Unknown, "GET campaigns: the list ended before its total.");
        }
    }

    /// <summary>The merge fields of an audience. Only GETs.</summary>
    public static async Task<AudienceField[]> ReadFieldsAsync(IMailchimpApi api, string audience, CancellationToken cancellationToken) =>
        (await api.GetMergeFieldsAsync(audience, cancellationToken)).MergeFields ?? throw NoList("merge fields");

    /// <summary>The campaigns that carry the session's stamp. Copies made at Mailchimp name their parent and are not ours; a second try does, and is.</summary>
    public static ImmutableArray<Campaign> Stamped(PublishSession session, ImmutableArray<Campaign> campaigns) =>
    [
        .. campaigns.Where(campaign => CampaignStamp.Find(campaign.Settings?.Title)?.Key == session.Key
            && (string.IsNullOrEmpty(campaign.ParentCampaignId) || session.Key.Contains('+', StringComparison.Ordinal))
            && campaign.Id is { } id && PublishSession.IsId(id)),
    ];

    private static MailchimpException NoList(string what) => new(CallFate.Unknown, $"GET {what}: the answer holds no list.");

    private static async Task<MailingList?> FindAudienceAsync(PublishSession session, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var request = session.Request;
        if (request.Audience is { } id && PublishSession.IsId(id))
        {
            try
            {
                var list = await session.Api.GetListAsync(id, cancellationToken);
                return list.Id == id ? list : throw new MailchimpException(CallFate.Unknown, "GET lists: the answer is about another audience.");
            }
            catch (MailchimpException failure) when (failure.IsNotFound)
            {
            }
        }
        var lists = (await session.Api.GetListsAsync(cancellationToken)).Lists ?? throw NoList("lists");
        // A sandbox has an audience of its own, whatever newsletter.yml calls the real one.
        if (session.Client.Target.IsLocal && lists.Length > 0 && lists[0].Id is { } first && PublishSession.IsId(first)) return await session.Api.GetListAsync(first, cancellationToken);
        var known = string.Join(", ", lists.Take(12).Select(list => $"{list.Id} ({MailchimpProblem.Clean(list.Name ?? "")})"));
        diagnostics.Add(
            PublishRules.UnknownAudience, request.Location,
            request.Audience is null ? "No audience is named: the issue has nobody to go to." : $"The audience \"{request.Audience}\" does not exist.",
            lists.Length == 0 ? "The account has no audience." : $"Set audience: {{id: …}} in newsletter.yml. Known: {known}.");
        return null;
    }

    private static async Task<Segment?> FindSegmentAsync(PublishSession session, string audience, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (session.Request.Segment is not { } name) return null;
        var all = new List<Segment>();
        while (true)
        {
            var page = await session.Api.GetSegmentsAsync(audience, all.Count, cancellationToken);
            all.AddRange(page.Segments ?? throw NoList("segments"));
            if (page.Segments.Length < Page) break;
        }
        var matching = all.Where(segment => segment.Name == name && segment.Id is not null).ToList();
        if (matching.Count == 1) return matching[0];
        diagnostics.Add(
            PublishRules.UnknownSegment, session.Request.SegmentLocation,
            matching.Count == 0 ? $"The audience has no segment or tag \"{name}\"." : $"The audience has {matching.Count} segments or tags \"{name}\".",
            matching.Count == 0 ? NearestName.Hint(name, [.. all.Select(segment => segment.Name ?? "")]) : "Rename one of them at Mailchimp.");
        return null;
    }
}
