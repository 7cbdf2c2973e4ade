using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What became of a sent campaign, in sums. It holds nothing of any one subscriber.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Edition">What was sent of the issue: null for itself, <c>non-openers</c> for its second try.</param>
/// <param name="Sent">When; null where Mailchimp does not say.</param>
/// <param name="AsOf">When the figures were read.</param>
public sealed record CampaignReport(string Issue, string Campaign, string? Edition, DateTimeOffset? Sent, DateTimeOffset AsOf)
{
    // Most of what a newsletter's readers do, they do in its first week.
    private static readonly TimeSpan Settles = TimeSpan.FromDays(7);

    /// <summary>Whether the figures will still change much.</summary>
    public bool IsProvisional => Sent is null || AsOf - Sent < Settles;

    /// <summary>Emails sent.</summary>
    public int? Recipients { get; init; }

    /// <summary>Openings, and people who opened.</summary>
    public (int? Total, int? Unique) Opens { get; init; }

    /// <summary>Clicks, and people who clicked.</summary>
    public (int? Total, int? Unique) Clicks { get; init; }

    /// <summary>People who unsubscribed.</summary>
    public int? Unsubscribed { get; init; }

    /// <summary>Emails that came back: for good, and for now.</summary>
    public (int? Hard, int? Soft) Bounces { get; init; }

    /// <summary>People who reported the email as spam.</summary>
    public int? Complaints { get; init; }

    /// <summary>Clicks by link, the most clicked first.</summary>
    public ImmutableArray<LinkClicks> Links { get; init; } = [];
}

/// <summary>The clicks on one link.</summary>
/// <param name="Total">Clicks.</param>
/// <param name="Unique">People who clicked it.</param>
public sealed record LinkClicks(string Url, int Total, int Unique);
