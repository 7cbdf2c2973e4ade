namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// The time that is left after a person has asked to stop, for saying what became of a call that acts: its token is cancelled that much
/// later than theirs.
/// </summary>
internal sealed class Grace : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationToken _asked;
    private readonly CancellationTokenRegistration _registration;
    private ITimer? _timer;

    public Grace(MailchimpOptions options, CancellationToken asked)
    {
        _asked = asked;
        var clock = options.Patience ?? TimeProvider.System;
        _registration = asked.Register(() => _timer = clock.CreateTimer(_ => _over.Cancel(), null, Length, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>What to add to a result that a person wanted to stop.</summary>
    public IEnumerable<string> Notes => _asked.IsCancellationRequested ? ["It was too late to stop: the call had begun."] : [];

    /// <summary>Runs what finds out what became of a call.</summary>
    /// <param name="what">The call: "the send".</param>
    /// <exception cref="PublishStoppedException">The time was over before it was known.</exception>
    public async Task<T> FindOutAsync<T>(PublishSession session, string what, Func<CancellationToken, Task<T>> run)
    {
        try
        {
            return await run(Token);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            throw new PublishStoppedException(
                PublishOutcome.Unknown,
                $"Stopped while {what} was under way: whether Mailchimp took it is not known."
            )
            {
                Facts = [.. Reviews.Facts(session, null), "It is not asked for again by itself."],
                Next = [new NextStep($"status {session.Request.Slug}", "looks what became of it")],
            };
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
        _over.Dispose();
    }
}
