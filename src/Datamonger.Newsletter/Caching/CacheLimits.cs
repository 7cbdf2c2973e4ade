namespace Datamonger.Newsletter.Caching;

/// <summary>How long, and how much, the cache keeps of what is no longer used.</summary>
internal sealed record CacheLimits
{
    /// <summary>What a workspace has.</summary>
    public static readonly CacheLimits Default = new();

    /// <summary>How often it is looked through.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What was used within this time stays, whatever else holds: it would only be made again.</summary>
    public TimeSpan Recent { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What was not used for longer goes. Two months' issues are worked on within it.</summary>
    public TimeSpan Unused { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Bytes above which the longest unused go. A snapshot of 20 million rows takes about 300 MB.</summary>
    public long Bytes { get; init; } = 4L << 30;
}
