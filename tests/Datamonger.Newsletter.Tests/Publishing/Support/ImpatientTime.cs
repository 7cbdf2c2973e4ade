using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>A clock on which nobody waits: who asks for a delay moves the shared clock on by it, and goes on at once.</summary>
internal sealed class ImpatientTime(FakeTimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();

    /// <summary>Every delay that was asked for.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Fired();
        if (dueTime < TimeSpan.Zero)
            return timer;
        lock (_gate)
            Waits.Add(dueTime);
        clock.Advance(dueTime);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                if (!timer.Stopped)
                    callback(state);
            },
            null
        );
        return timer;
    }

    private sealed class Fired : ITimer
    {
        public bool Stopped { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !Stopped;

        public void Dispose() => Stopped = true;

        public ValueTask DisposeAsync()
        {
            Stopped = true;
            return ValueTask.CompletedTask;
        }
    }
}
