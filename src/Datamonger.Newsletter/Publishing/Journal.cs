using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Who writes a journal.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Run">A random id of this run.</param>
public sealed record PublishOperator(string Host, int ProcessId, string Run);

/// <summary>
/// The memory of one campaign: a file of JSON lines, each with the hash of the one before. A line is written, and on the disk,
/// before the call it announces; what a call brought is written when it has been seen. A last line without its line end was
/// torn by a crash and is dropped; any other damage means that the memory cannot be trusted.
/// </summary>
internal sealed class Journal
{
    private static readonly string NoLine = new('0', 64);
    private readonly IAppendOnlyFile _file;
    private readonly PublishOperator _operator;
    private readonly TimeProvider _time;
    private string _last = NoLine;

    private Journal(IAppendOnlyFile file, PublishOperator by, TimeProvider time) => (_file, _operator, _time) = (file, by, time);

    /// <summary>All lines.</summary>
    public ImmutableArray<JournalEntry> Entries { get; private set; } = [];

    /// <summary>What the lines add up to.</summary>
    public JournalState State { get; private set; } = JournalState.Empty;

    /// <summary>Reads a journal, and cuts off a torn last line.</summary>
    /// <param name="write">Whether the file may be changed; a reader leaves a torn line where it is.</param>
    /// <exception cref="PublishStoppedException">A line is damaged, missing or out of order.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Journal Open(IAppendOnlyFile file, PublishOperator by, TimeProvider time, bool write)
    {
        var journal = new Journal(file, by, time);
        var bytes = file.Read().AsSpan();
        var whole = bytes.LastIndexOf((byte)'\n') + 1;
        if (write && whole < bytes.Length)
            file.Truncate(whole);
        for (var start = 0; start < whole; )
        {
            var length = bytes[start..whole].IndexOf((byte)'\n');
            journal.Take(bytes.Slice(start, length), file.Path);
            start += length + 1;
        }
        return journal;
    }

    /// <summary>Adds a line, filling in its number, time and writer. On the disk when this returns.</summary>
    /// <exception cref="IOException">The line could not be written: the call it announces must not be made.</exception>
    public JournalEntry Add(JournalEvent kind, Func<JournalEntry, JournalEntry>? with = null)
    {
        var entry = new JournalEntry
        {
            Seq = Entries.Length + 1,
            Event = kind,
            At = _time.GetUtcNow(),
            Host = _operator.Host,
            Pid = _operator.ProcessId,
            Run = _operator.Run,
            Prev = _last,
        };
        if (with is not null)
            entry = with(entry);
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, JournalJson.Default.JournalEntry);
        _file.Append([.. line, (byte)'\n']);
        Keep(entry, line);
        return entry;
    }

    private void Take(ReadOnlySpan<byte> line, string path)
    {
        JournalEntry? entry;
        try
        {
            entry = JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            entry = null;
        }
        if (entry is null || entry.Seq != Entries.Length + 1 || entry.Prev != _last)
        {
            throw new PublishStoppedException(
                PublishOutcome.NeedsReview,
                $"The journal {path} is damaged at line {Entries.Length + 1}: lines were changed, removed, or written by two programs."
            )
            {
                Facts =
                [
                    "Nothing was sent to Mailchimp.",
                    "Without its journal an issue is found again by the stamp in the campaign's title; a sent one is not sent again.",
                ],
                Next =
                [
                    new NextStep("status <issue>", $"after moving {System.IO.Path.GetFileName(path)} away, shows what Mailchimp holds"),
                ],
            };
        }
        Keep(entry, line);
    }

    private void Keep(JournalEntry entry, ReadOnlySpan<byte> line)
    {
        _last = ContentHash.Of(line);
        Entries = Entries.Add(entry);
        State = State.After(entry);
    }
}
