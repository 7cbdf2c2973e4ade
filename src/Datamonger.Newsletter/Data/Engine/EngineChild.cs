using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// One process that runs queries, as the program sees it. A thread of its own looks at the memory of that process while it works: what
/// runs there is not asked.
/// </summary>
internal sealed class EngineChild : IDisposable
{
    // At 3 GB a second, the fastest that memory was seen to fill, 15 MB more.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly QueryLimits _limits;
    private readonly Process _process;
    private readonly Lock _inputGate = new();
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<byte[]>> _pending = new();
    private readonly ManualResetEventSlim _isBusy = new();
    private readonly Thread _reader;
    private readonly Thread _watch;
    private readonly Lock _endGate = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _start = -1;
    private int _number;
    private int _queries;
    private volatile bool _hasAnswered;
    private EngineEnd? _end;
    private string? _said;

    /// <exception cref="IOException">The program cannot be started.</exception>
    public EngineChild(Func<Process> start, QueryLimits limits)
    {
        _limits = limits;
        _process = start();
        _process.ErrorDataReceived += (_, line) => _said = line.Data is { Length: > 0 } said ? said : _said;
        _process.BeginErrorReadLine();
        _reader = new Thread(ReadAnswers) { IsBackground = true, Name = "query engine: answers" };
        _watch = new Thread(Watch) { IsBackground = true, Name = "query engine: memory" };
        Send(writer =>
        {
            writer.Write((byte)EngineRequest.Hello);
            writer.Write(ToolVersion.Library);
            writer.Write(limits);
        });
        _reader.Start();
        _watch.Start();
    }

    /// <summary>Whether it has ended, whatever the reason.</summary>
    public bool HasEnded => _end is not null;

    /// <summary>Parses a text.</summary>
    /// <exception cref="EngineEndedException">The process has ended.</exception>
    public Task<byte[]> ParseAsync(string sql, CancellationToken cancellationToken) =>
        AskAsync(EngineRequest.Parse, writer => writer.Write(sql), cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="EngineEndedException">The process has ended.</exception>
    public async Task<byte[]> QueryAsync(EngineQuery query, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _queries);
        foreach (var table in query.Tables)
            SendRows(table);
        try
        {
            return await AskAsync(EngineRequest.Query, writer => writer.Write(query), cancellationToken);
        }
        finally
        {
            _hasAnswered = true;
        }
    }

    /// <summary>Forgets the names of a session.</summary>
    public void End(long session) =>
        Send(writer =>
        {
            writer.Write((byte)EngineRequest.End);
            writer.Write(session);
        });

    /// <summary>Waits until it works on nothing.</summary>
    public async Task WhenIdleAsync()
    {
        foreach (var pending in _pending.Values)
            await pending.Task.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }

    private async Task<byte[]> AskAsync(EngineRequest request, Action<BinaryWriter> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _number);
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[number] = answer;
        _isBusy.Set();
        Send(writer =>
        {
            writer.Write((byte)request);
            writer.Write(number);
            write(writer);
        });
        // It may have ended before it was asked. What it said last is known once it is gone.
        if (_end is { } end)
        {
            await _gone.Task;
            Fail(end);
        }
        await using var stop = cancellationToken.Register(() =>
            Send(writer =>
            {
                writer.Write((byte)EngineRequest.Cancel);
                writer.Write(number);
            })
        );
        try
        {
            // How long it takes to start does not count as the query's time.
            await _ready.Task.WaitAsync(LongestStart, CancellationToken.None);
            // It keeps to the time itself, and is given up when it does not.
            return await answer.Task.WaitAsync(_limits.Time + _limits.Grace + _limits.Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            EndAs(_start < 0 ? EngineEnd.NotStarted : EngineEnd.TooLong);
            return await answer.Task;
        }
        finally
        {
            _pending.TryRemove(number, out _);
        }
    }

    private void SendRows(NamedRows table)
    {
        if (table.Rows is null)
            return;
        lock (_inputGate)
        {
            if (_sent.Add(table.Source))
                Send(writer =>
                {
                    writer.Write((byte)EngineRequest.Rows);
                    writer.Write(table.Source);
                    writer.Write(TableFormat.Write(table.Rows));
                });
        }
    }

    private void Send(Action<BinaryWriter> write)
    {
        try
        {
            lock (_inputGate)
                EngineFrames.Write(_process.StandardInput.BaseStream, write);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended: whoever reads its answers tells.
        }
    }

    private void ReadAnswers()
    {
        var output = _process.StandardOutput.BaseStream;
        try
        {
            while (EngineFrames.Read(output) is { } message)
            {
                using (message)
                    Take(message);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // As good as the end of what it says.
        }
        EndAs(_start < 0 ? EngineEnd.NotStarted : EngineEnd.Crashed);
    }

    private void Take(BinaryReader message)
    {
        var (kind, number) = ((EngineAnswer)message.ReadByte(), message.ReadInt32());
        if (kind == EngineAnswer.Ready)
        {
            _start = Memory();
            _ready.TrySetResult();
        }
        if (!_pending.TryRemove(number, out var asked))
            return;
        var isLost = false;
        switch (kind)
        {
            case EngineAnswer.Done:
                asked.TrySetResult(message.ReadRest());
                break;
            case EngineAnswer.Failed:
                var mistake = message.ReadMistake();
                isLost = message.ReadBoolean();
                asked.TrySetException(mistake);
                break;
            case EngineAnswer.Cancelled:
                isLost = message.ReadBoolean();
                asked.TrySetCanceled();
                break;
            default:
                asked.TrySetException(new InvalidOperationException(message.ReadString()));
                break;
        }
        if (isLost)
            EndAs(EngineEnd.TooLong);
    }

    private void Watch()
    {
        while (_end is null)
        {
            if (_pending.IsEmpty)
            {
                _isBusy.Reset();
                if (_pending.IsEmpty && _end is null)
                    _isBusy.Wait();
                continue;
            }
            if (_start >= 0 && Memory() > _start + _limits.Memory)
                EndAs(EngineEnd.TooMuchMemory);
            Thread.Sleep(Interval);
        }
    }

    // What it has of the machine's memory, in bytes. Linux is asked in one short file: the general way lists all threads.
    private long Memory()
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var pages = File.ReadAllText($"/proc/{_process.Id}/statm").Split(' ')[1];
                return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
            }
            _process.Refresh();
            return _process.WorkingSet64;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or IndexOutOfRangeException)
        {
            // It has just ended.
            return 0;
        }
    }

    private void EndAs(EngineEnd end)
    {
        lock (_endGate)
        {
            if (_end is not null)
                return;
            _end = end;
        }
        try
        {
            _process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
        _process.WaitForExit();
        _gone.TrySetResult();
        Fail(end);
        _ready.TrySetResult();
        _isBusy.Set();
    }

    private void Fail(EngineEnd end)
    {
        // One that crashed may have been ended by somebody else, whatever it ran.
        // What an earlier query left in memory is not the fault of the request after it.
        var isCertain = end is not EngineEnd.Crashed && !_hasAnswered && _queries <= 1 && _pending.Count <= 1;
        foreach (var number in _pending.Keys)
        {
            if (_pending.TryRemove(number, out var asked))
                asked.TrySetException(new EngineEndedException(end, isCertain, _said));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        EndAs(EngineEnd.Disposed);
        _watch.Join();
        if (Environment.CurrentManagedThreadId != _reader.ManagedThreadId)
            _reader.Join();
        _process.Dispose();
        _isBusy.Dispose();
    }
}
