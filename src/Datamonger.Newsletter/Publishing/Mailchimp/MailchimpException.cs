using System.Net;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What is known of a call that did not succeed.</summary>
internal enum CallFate
{
    /// <summary>No connection came about: the call never reached the server.</summary>
    NotSent,

    /// <summary>The server was busy and did not do it (429).</summary>
    Throttled,

    /// <summary>The server says no, in its own words.</summary>
    Refused,

    /// <summary>It may have been done, or not: a time-out, a lost connection, a 5xx, an answer that cannot be read.</summary>
    Unknown,
}

/// <summary>A call that did not succeed. Holds no request, and so no key.</summary>
internal sealed class MailchimpException(CallFate fate, string message, HttpStatusCode? status = null, MailchimpProblem? problem = null)
    : Exception(message)
{
    /// <summary>What is known of the call.</summary>
    public CallFate Fate { get; } = fate;

    /// <summary>The status, if there was an answer.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Mailchimp's reason, if it gave one.</summary>
    public MailchimpProblem? Problem { get; } = problem;

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the thing asked for is definitely not there.</summary>
    public bool IsNotFound => Fate == CallFate.Refused && Status == HttpStatusCode.NotFound;
}
