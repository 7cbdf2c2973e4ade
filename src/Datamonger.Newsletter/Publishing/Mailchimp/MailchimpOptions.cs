namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>How the service is spoken to.</summary>
public sealed record MailchimpOptions
{
    /// <summary>The clock of waits between attempts, of journals and of schedules.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Longest wait for a call that may be repeated.</summary>
    public TimeSpan RepeatableTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest wait for a POST. Mailchimp itself gives up after 120 s: a shorter wait would only make more outcomes unknown.
    /// </summary>
    public TimeSpan PostTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The clock of time-outs, where a test has no time to wait for what never comes; null is the machine's.</summary>
    internal TimeProvider? Patience { get; init; }

    /// <summary>Told when a call is repeated or an outcome is waited for.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stands between the client and the wire and sees every call as it goes out: for tests that record.</summary>
    internal Func<DelegatingHandler>? Recorder { get; init; }
}
