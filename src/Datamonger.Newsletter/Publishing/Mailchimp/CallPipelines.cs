using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Polly's pipelines, one per <see cref="CallClass"/>.</summary>
internal static class CallPipelines
{
    private const int Repeats = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Repeats after 1, 2, 4, 8 seconds with jitter what the class allows to repeat.</summary>
    public static void Repeat(ResiliencePipelineBuilder<HttpResponseMessage> builder, CallClass callClass, MailchimpOptions options)
    {
        if (callClass == CallClass.Acting)
            return;
        builder.TimeProvider = options.Time;
        builder.AddRetry(
            new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Repeats,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = LongestWait,
                UseJitter = true,
                DelayGenerator = attempt =>
                    ValueTask.FromResult<TimeSpan?>(
                        Read(attempt.Outcome.Exception)?.RetryAfter is { } asked ? (asked < LongestWait ? asked : LongestWait) : null
                    ),
                ShouldHandle = attempt => ValueTask.FromResult(MayRepeat(callClass, attempt.Outcome.Exception)),
                OnRetry = attempt =>
                {
                    options.Progress?.Report(
                        $"{Read(attempt.Outcome.Exception)?.Message} Trying again in {attempt.RetryDelay.TotalSeconds:0.0} s "
                            + $"({attempt.AttemptNumber + 1} of {Repeats})."
                    );
                    return default;
                },
            }
        );
    }

    /// <summary>Gives up on one attempt after the class's time.</summary>
    public static void Limit(ResiliencePipelineBuilder<HttpResponseMessage> builder, CallClass callClass, MailchimpOptions options)
    {
        if (options.Patience is { } patience)
            builder.TimeProvider = patience;
        builder.AddTimeout(
            new TimeoutStrategyOptions { Timeout = callClass == CallClass.Repeatable ? options.RepeatableTimeout : options.PostTimeout }
        );
    }

    /// <summary>What an exception of a call says: a time-out leaves the outcome unknown, whatever the call was.</summary>
    public static MailchimpException? Read(Exception? exception) =>
        exception switch
        {
            MailchimpException failure => failure,
            TimeoutRejectedException timeout => new MailchimpException(
                CallFate.Unknown,
                $"No answer within {timeout.Timeout.TotalSeconds:0} s."
            ),
            _ => null,
        };

    private static bool MayRepeat(CallClass callClass, Exception? exception) =>
        Read(exception) is { } failure
        && (callClass, failure.Fate) switch
        {
            (_, CallFate.Throttled) => true,
            (CallClass.Repeatable, CallFate.Unknown or CallFate.NotSent) => true,
            (CallClass.Creating, CallFate.NotSent) => true,
            _ => false,
        };
}
