using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>The ways in which publishing stops, each with its exit code and what to do next.</summary>
internal static class Failures
{
    /// <summary>A call that failed, for good or for now, and left nothing in doubt that the next run does not settle.</summary>
    public static PublishStoppedException Of(MailchimpException failure) =>
        failure.Fate switch
        {
            CallFate.Refused => new PublishStoppedException(PublishOutcome.Refused, failure.Message) { Facts = Facts(failure) },
            CallFate.NotSent => new PublishStoppedException(PublishOutcome.Unknown, failure.Message)
            {
                Facts = ["The call did not reach the server. Running the command again is safe."],
            },
            CallFate.Throttled => new PublishStoppedException(PublishOutcome.Unknown, failure.Message)
            {
                Facts = ["Nothing was done. Run the command again in a minute; other programs may be using the same account."],
            },
            _ => new PublishStoppedException(PublishOutcome.Unknown, failure.Message)
            {
                Facts = ["Whether it was done is not known yet. Running the command again is safe: it looks first."],
            },
        };

    /// <summary>A person must look.</summary>
    public static PublishStoppedException Review(string message, IEnumerable<string> facts, params ImmutableArray<NextStep> next) =>
        new(PublishOutcome.NeedsReview, message) { Facts = [.. facts], Next = next };

    /// <summary>Something is wrong with the issue.</summary>
    public static PublishStoppedException Invalid(ImmutableArray<Diagnostic> diagnostics, params ImmutableArray<NextStep> next) =>
        new(PublishOutcome.Invalid, diagnostics.First(diagnostic => diagnostic.Rule.Severity == Severity.Error).Message)
        {
            Diagnostics = diagnostics,
            Next = next,
        };

    /// <summary>One thing is wrong with the issue.</summary>
    public static PublishStoppedException Invalid(
        DiagnosticRule rule,
        SourceLocation location,
        string message,
        string? hint,
        params ImmutableArray<NextStep> next
    ) => Invalid([new Diagnostic(rule, location, message, hint)], next);

    private static ImmutableArray<string> Facts(MailchimpException failure) =>
        [
            .. failure.Status is System.Net.HttpStatusCode.Unauthorized
                ? ["The API key is not accepted. It comes from MAILCHIMP_API_KEY."]
                : Array.Empty<string>(),
            .. failure.Problem?.Instance is { Length: > 0 } instance
                ? [$"Mailchimp's own reference for this is {instance}."]
                : Array.Empty<string>(),
        ];
}
