namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// Brings an issue to its subscribers. Every method may be run again after any failure: it looks at what is there and goes on.
/// Each throws <see cref="PublishStoppedException"/> when it does not end well, and <see cref="IOException"/> when the journal
/// cannot be written (then nothing was called).
/// </summary>
public interface IPublisher
{
    /// <summary>
    /// Creates or updates the draft, reads it back, and gives the token for sending it. With <see cref="PublishOptions.DryRun"/> only
    /// looks, and lists the calls that would change something.
    /// </summary>
    Task<PublishReceipt> PublishAsync(PublishRequest request, PublishOptions options, CancellationToken cancellationToken);

    /// <summary>Has the draft sent to a few addresses. Never repeated by itself.</summary>
    Task<PublishReceipt> TestAsync(PublishRequest request, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);

    /// <summary>Has the draft sent at a time.</summary>
    /// <param name="at">Local time in the newsletter's time zone, or with an offset.</param>
    Task<PublishReceipt> ScheduleAsync(PublishRequest request, string at, SendOptions options, CancellationToken cancellationToken);

    /// <summary>Takes a schedule back; the campaign is a draft again.</summary>
    Task<PublishReceipt> UnscheduleAsync(PublishRequest request, SendOptions options, CancellationToken cancellationToken);

    /// <summary>Sends the draft now.</summary>
    Task<PublishReceipt> SendAsync(PublishRequest request, SendOptions options, CancellationToken cancellationToken);

    /// <summary>Looks, and changes nothing.</summary>
    Task<PublishReceipt> StatusAsync(PublishRequest request, string? edition, CancellationToken cancellationToken);

    /// <summary>Makes a draft of the sent issue for those who have not opened it.</summary>
    Task<PublishReceipt> ReplicateToNonOpenersAsync(PublishRequest request, CancellationToken cancellationToken);
}

/// <summary>How to publish.</summary>
public sealed record PublishOptions
{
    /// <summary>Look only, and say what would be called.</summary>
    public bool DryRun { get; init; }

    /// <summary>Replace the remote draft although somebody else changed or deleted it.</summary>
    public bool TakeOver { get; init; }

    /// <summary>Push figures that print something else than they did in what was pushed last: a person has looked at each.</summary>
    public bool AcceptFigures { get; init; }

    /// <summary>The number of recipients that is right although it differs much from last time.</summary>
    public int? Recipients { get; init; }
}

/// <summary>How to send or schedule.</summary>
public sealed record SendOptions
{
    /// <summary>The name of the second try's edition.</summary>
    public const string NonOpeners = "non-openers";

    /// <summary>What <c>publish</c> printed.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// A person has looked and says that the earlier attempt, whose outcome is unknown, did not send. Accepted 15 minutes after that
    /// attempt.
    /// </summary>
    public bool ConfirmNotSent { get; init; }

    /// <summary>Null for the issue itself, <see cref="NonOpeners"/> for its second try.</summary>
    public string? Edition { get; init; }

    /// <summary>Asks a person to type the token, with what is about to happen; null when nobody can be asked.</summary>
    public Func<string, CancellationToken, Task<string?>>? Ask { get; init; }
}
