namespace Datamonger.Newsletter.Publishing.Mailchimp;

internal sealed record Ping
{
    public string? HealthStatus { get; init; }
}

/// <summary>Whose account it is.</summary>
internal sealed record Account
{
    public string? AccountId { get; init; }
}

/// <summary>An audience (the API says list).</summary>
internal sealed record MailingList
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public MailingListStats? Stats { get; init; }
}

internal sealed record MailingListStats
{
    public int? MemberCount { get; init; }
}

internal sealed record MailingListPage
{
    public MailingList[]? Lists { get; init; }

    public int? TotalItems { get; init; }
}

/// <summary>A category of an audience's groups.</summary>
internal sealed record GroupCategory
{
    public string? Id { get; init; }

    public string? Title { get; init; }
}

internal sealed record GroupCategoryPage
{
    public GroupCategory[]? Categories { get; init; }

    public int? TotalItems { get; init; }
}

/// <summary>A group, which the API calls an interest.</summary>
internal sealed record AudienceGroup
{
    public string? Name { get; init; }
}

internal sealed record GroupPage
{
    public AudienceGroup[]? Interests { get; init; }

    public int? TotalItems { get; init; }
}

/// <summary>A merge field of an audience.</summary>
internal sealed record AudienceField
{
    public int? MergeId { get; init; }

    public string? Tag { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? DefaultValue { get; init; }
}

internal sealed record AudienceFieldPage
{
    public AudienceField[]? MergeFields { get; init; }

    public int? TotalItems { get; init; }
}

internal sealed record AudienceFieldBody
{
    public required string Name { get; init; }

    public string? Type { get; init; }

    public string? Tag { get; init; }

    public string? DefaultValue { get; init; }
}

/// <summary>A saved segment or a tag.</summary>
internal sealed record Segment
{
    public int? Id { get; init; }

    public string? Name { get; init; }

    public int? MemberCount { get; init; }
}

internal sealed record SegmentPage
{
    public Segment[]? Segments { get; init; }

    public int? TotalItems { get; init; }
}
