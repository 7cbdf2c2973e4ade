using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Finds the campaign after somebody gave it another title: by the mark that its content carries. Only the newest campaigns without
/// any stamp are looked into, each once in a run. Only GETs.
/// </summary>
internal static class RenamedCampaigns
{
    private const int Most = 40;

    /// <summary>The campaigns that carry the session's mark in their content.</summary>
    public static async Task<ImmutableArray<Campaign>> FindAsync(
        PublishSession session,
        ImmutableArray<Campaign> campaigns,
        CancellationToken cancellationToken
    )
    {
        var found = ImmutableArray.CreateBuilder<Campaign>();
        var candidates = campaigns.Where(campaign =>
            CampaignStamp.Find(campaign.Settings?.Title) is null
            && string.IsNullOrEmpty(campaign.ParentCampaignId)
            && campaign.Id is { } id
            && PublishSession.IsId(id)
        );
        foreach (var campaign in candidates.Take(Most))
        {
            if (!session.Marks.TryGetValue(campaign.Id!, out var isOurs))
            {
                var content = await session.Api.GetContentAsync(campaign.Id!, cancellationToken);
                session.Marks[campaign.Id!] = isOurs = ContentMark.IsIn(content.Html ?? "", CampaignStamp.MarkOf(session.Key));
            }
            if (isOurs)
                found.Add(campaign);
        }
        return found.ToImmutable();
    }
}
