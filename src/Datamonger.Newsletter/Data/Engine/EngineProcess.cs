using System.Diagnostics;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// The engine in a process of its own, which is started ahead and kept. When a query takes more memory than it may, or does not hear
/// that it should stop, that process is ended and this one goes on. Of several queries that ran at the time each then runs once more
/// alone, so that only the one to blame is told of.
/// </summary>
/// <param name="start">Starts the process.</param>
/// <param name="limits">What one query may take.</param>
internal sealed class EngineProcess(Func<Process> start, QueryLimits limits) : IQueryEngine
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private EngineChild? _child;
    private long _sessions;

    /// <inheritdoc/>
    public bool IsOpen => _child is not null;

    /// <inheritdoc/>
    public void WarmUp() => _ = Child();

    /// <inheritdoc/>
    public async Task<string> ParseAsync(string sql, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await RunAsync(child => child.ParseAsync(sql, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public async Task<Table> QueryAsync(EngineQuery query, CancellationToken cancellationToken) =>
        TableFormat.Read(await RunAsync(child => child.QueryAsync(query, cancellationToken), cancellationToken))
        ?? throw new InvalidDataException("The query engine answered with what is not a table.");

    /// <inheritdoc/>
    public long Begin() => Interlocked.Increment(ref _sessions);

    /// <inheritdoc/>
    public void End(long session) => _child?.End(session);

    private async Task<byte[]> RunAsync(Func<EngineChild, Task<byte[]>> ask, CancellationToken cancellationToken)
    {
        Task<byte[]> work;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            work = ask(Child());
        }
        finally
        {
            _turn.Release();
        }
        try
        {
            return await work;
        }
        catch (EngineEndedException e)
        {
            if (e.IsCertain)
                throw Explain(e);
        }
        return await RunAloneAsync(ask, cancellationToken);
    }

    private async Task<byte[]> RunAloneAsync(Func<EngineChild, Task<byte[]>> ask, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_child is { } shared)
                await shared.WhenIdleAsync();
            Replace();
            return await ask(Child());
        }
        catch (EngineEndedException e)
        {
            throw Explain(e);
        }
        finally
        {
            _turn.Release();
        }
    }

    private Exception Explain(EngineEndedException ended) =>
        ended.Reason switch
        {
            EngineEnd.TooMuchMemory => limits.TooMuch(),
            EngineEnd.TooLong => limits.TooLong(),
            EngineEnd.NotStarted => new IOException(
                $"The process that runs queries does not start{(ended.Said is null ? "" : $": it says \"{ended.Said}\"")}."
            ),
            _ => new QueryException("The query engine crashed when it ran this query.")
            {
                Rule = QueryRules.Crashed,
                Hint = "Take the query apart to find the function that does it, and write that in another way.",
            },
        };

    private EngineChild Child()
    {
        lock (_gate)
        {
            if (_child is { HasEnded: true })
                Replace();
            return _child ??= new EngineChild(start, limits);
        }
    }

    private void Replace()
    {
        lock (_gate)
        {
            _child?.Dispose();
            _child = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Replace();
        _turn.Dispose();
    }
}

/// <summary>Why a process that ran queries ended.</summary>
internal enum EngineEnd
{
    /// <summary>Nobody wants it any longer.</summary>
    Disposed,

    /// <summary>It never was ready.</summary>
    NotStarted,

    /// <summary>It crashed.</summary>
    Crashed,

    /// <summary>It took more memory than it may.</summary>
    TooMuchMemory,

    /// <summary>A query did not stop when it should.</summary>
    TooLong,
}

/// <summary>The process that was to answer has ended.</summary>
/// <param name="reason">Why.</param>
/// <param name="isCertain">Whether it ran nothing but this, before or beside it.</param>
/// <param name="said">The last line that it complained of.</param>
internal sealed class EngineEndedException(EngineEnd reason, bool isCertain, string? said) : Exception
{
    public EngineEnd Reason { get; } = reason;

    public bool IsCertain { get; } = isCertain;

    public string? Said { get; } = said;
}
