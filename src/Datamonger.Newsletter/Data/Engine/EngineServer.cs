using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>The process that runs queries for another: it answers what it is asked, several at once, and ends when nobody asks.</summary>
public sealed class EngineServer
{
    /// <summary>The argument that makes the program such a process.</summary>
    public const string Verb = "__engine";

    private readonly Stream _output;
    private readonly Lock _outputGate = new();
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<string, Lazy<Table>> _tables = new(StringComparer.Ordinal);
    private readonly LocalEngine _engine;

    private EngineServer(Stream output, QueryLimits limits) => (_output, _engine) = (output, new LocalEngine(limits));

    /// <summary>Runs until the other process ends, or has had enough.</summary>
    /// <param name="input">Where it is asked.</param>
    /// <param name="output">Where it answers; nothing else may be written there.</param>
    public static async Task RunAsync(Stream input, Stream output)
    {
        // Ctrl+C reaches every process of a terminal: what it means is for the other to say.
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hello = EngineFrames.Read(input);
        if (hello is null || hello.ReadByte() != (byte)EngineRequest.Hello || hello.ReadString() != ToolVersion.Library)
            return;
        var server = new EngineServer(output, hello.ReadLimits());
        await server._engine.OpenAsync();
        server.Answer(0, EngineAnswer.Ready, _ => { });
        while (EngineFrames.Read(input) is { } message)
        {
            using (message)
                server.Take(message);
        }
        // A query that nobody waits for may not hear that it should stop.
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    private void Take(BinaryReader message)
    {
        switch ((EngineRequest)message.ReadByte())
        {
            case EngineRequest.Rows:
                var (key, rows) = (message.ReadString(), message.ReadRest());
                _tables[key] = new Lazy<Table>(() => TableFormat.Read(rows)!);
                break;
            case EngineRequest.Parse:
                var (number, sql) = (message.ReadInt32(), message.ReadString());
                Begin(number, async token => Encoding.UTF8.GetBytes(await _engine.ParseAsync(sql, token)));
                break;
            case EngineRequest.Query:
                var asked = message.ReadInt32();
                var query = message.ReadQuery(name => _tables[name].Value);
                Begin(asked, async token => TableFormat.Write(await _engine.QueryAsync(query, token)));
                break;
            case EngineRequest.Cancel:
                if (_running.TryGetValue(message.ReadInt32(), out var running))
                    running.Cancel();
                break;
            case EngineRequest.End:
                _engine.End(message.ReadInt64());
                break;
        }
    }

    private void Begin(int number, Func<CancellationToken, Task<byte[]>> work)
    {
        // Not disposed of: a word to stop may come while it ends, and it holds nothing.
        var source = _running[number] = new CancellationTokenSource();
        _ = Task.Run(async () =>
        {
            try
            {
                var result = await work(source.Token);
                Answer(number, EngineAnswer.Done, writer => writer.Write(result));
            }
            catch (QueryException e)
            {
                Answer(
                    number,
                    EngineAnswer.Failed,
                    writer =>
                    {
                        writer.Write(e);
                        writer.Write(_engine.IsAnyLost);
                    }
                );
            }
            catch (OperationCanceledException)
            {
                Answer(number, EngineAnswer.Cancelled, writer => writer.Write(_engine.IsAnyLost));
            }
            // Whatever it is, the other process waits for an answer.
            catch (Exception e)
            {
                Answer(number, EngineAnswer.Broken, writer => writer.Write(e.ToString()));
            }
            finally
            {
                _running.TryRemove(number, out _);
            }
        });
    }

    private void Answer(int number, EngineAnswer answer, Action<BinaryWriter> write)
    {
        try
        {
            lock (_outputGate)
            {
                EngineFrames.Write(
                    _output,
                    writer =>
                    {
                        writer.Write((byte)answer);
                        writer.Write(number);
                        write(writer);
                    }
                );
            }
        }
        catch (IOException)
        {
            // The other process has ended: so does this one, when it next reads.
        }
    }
}
