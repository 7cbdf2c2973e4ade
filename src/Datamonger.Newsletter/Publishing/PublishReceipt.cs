using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Where an issue stands after a command that ended well.</summary>
public sealed record PublishReceipt
{
    /// <summary>The issue.</summary>
    public required string Slug { get; init; }

    /// <summary>The target: <c>sandbox</c>, <c>mailchimp</c>.</summary>
    public required string Target { get; init; }

    /// <summary><c>none</c>, <c>draft</c>, <c>scheduled</c>, <c>sending</c>, <c>sent</c>, or why a person must look.</summary>
    public required string State { get; init; }

    /// <summary>The campaign's id.</summary>
    public string? Campaign { get; init; }

    /// <summary>The number of the campaign's page at Mailchimp.</summary>
    public long? WebId { get; init; }

    /// <summary>The audience's name.</summary>
    public string? Audience { get; init; }

    /// <summary>How many people get it, or got it.</summary>
    public int? Recipients { get; init; }

    /// <summary>The segment's name; null is everybody.</summary>
    public string? Segment { get; init; }

    /// <summary>How many people the segment itself counts; null when it was not asked.</summary>
    public int? SegmentMembers { get; init; }

    /// <summary>How many people must approve it; 0 asks nobody.</summary>
    public int ApprovalsNeeded { get; init; }

    /// <summary>Who has approved what it is now.</summary>
    public ImmutableArray<string> ApprovedBy { get; init; } = [];

    /// <summary>The numbers of recipients that the token covers.</summary>
    public RecipientBand? Band { get; init; }

    /// <summary>The campaign's page at Mailchimp, for people.</summary>
    public string? Page { get; init; }

    /// <summary>What <c>schedule</c> and <c>send</c> ask for.</summary>
    public string? Token { get; init; }

    /// <summary>The time it goes out, or went out.</summary>
    public DateTimeOffset? SendTime { get; init; }

    /// <summary>Calls that change something: those that would be made (dry run), or were made.</summary>
    public ImmutableArray<PlannedCall> Calls { get; init; } = [];

    /// <summary>What is worth knowing: what Mailchimp rewrote, drafts left over, warnings of its checklist.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Warnings about the issue.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What to do next.</summary>
    public ImmutableArray<NextStep> Next { get; init; } = [];
}

/// <summary>A call that changes something at Mailchimp.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path after <c>/3.0</c>; the id of a campaign that does not exist yet is <c>{campaign}</c>.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record PlannedCall(string Method, string Path, string Purpose);
