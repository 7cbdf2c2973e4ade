namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>Wakes at the next moment at which something is due, by the sandbox's clock, and then asks again.</summary>
internal sealed class Alarm : IDisposable
{
    /// <summary>Timers take no more than some weeks; a day is as good, as the alarm sets itself again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Func<DateTimeOffset?> _next;
    private readonly Action _ring;
    private readonly ITimer _timer;
    private volatile bool _disposed;

    public Alarm(TimeProvider time, Func<DateTimeOffset?> next, Action ring)
    {
        (_time, _next, _ring) = (time, next, ring);
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks what is due next; to be called whenever that may have changed.</summary>
    public void Set()
    {
        if (_disposed)
            return;
        var wait = _next() is { } due
            ? TimeSpan.FromTicks(Math.Clamp((due - _time.GetUtcNow()).Ticks, 0, Longest.Ticks))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Wake()
    {
        if (_disposed)
            return;
        try
        {
            _ring();
            Set();
        }
        catch (ObjectDisposedException) when (_disposed)
        {
            // The store was closed while the timer fired.
        }
    }
}
