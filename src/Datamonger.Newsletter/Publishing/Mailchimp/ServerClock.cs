namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// What time Mailchimp thinks it is, from the <c>Date</c> header of its answers: schedules are judged by its clock, not ours.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    private long _skewTicks;

    /// <summary>How far Mailchimp's clock is ahead of ours; zero until an answer has been seen.</summary>
    public TimeSpan Skew => TimeSpan.FromTicks(Interlocked.Read(ref _skewTicks));

    /// <summary>Now, by Mailchimp's clock.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + Skew;

    /// <summary>Takes note of an answer.</summary>
    public void Observe(HttpResponseMessage answer)
    {
        if (answer.Headers.Date is { } date)
            Interlocked.Exchange(ref _skewTicks, (date - time.GetUtcNow()).Ticks);
    }
}
