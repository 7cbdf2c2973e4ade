using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>One API call as the sandbox saw it. It holds no body, no key, no address and no address's hash.</summary>
/// <param name="Number">Counts calls from 1.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path after <c>/3.0</c> with its query; subscribers are written <c>{subscriber}</c>.</param>
/// <param name="Status">The status that was sent; 0 when there was no answer.</param>
/// <param name="Fault">The fault that spoiled it, or null.</param>
/// <param name="Effects">What it changed, such as <c>campaign.send 0123456789</c>.</param>
public sealed record JournalEntry(
    int Number,
    DateTimeOffset At,
    string Method,
    string Path,
    int Status,
    string? Fault,
    ImmutableArray<string> Effects
);

/// <summary>The last calls to the API, for tests that count what happened.</summary>
public sealed class RequestJournal
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<JournalEntry> _entries = new();
    private int _last;

    internal RequestJournal() { }

    /// <summary>The calls, oldest first; after 10,000 the oldest are forgotten.</summary>
    public ImmutableArray<JournalEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <summary>Told of each call, on the thread that serves it.</summary>
    public Action<JournalEntry>? Added { get; set; }

    /// <summary>Forgets all calls. Numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    internal void Add(
        DateTimeOffset at,
        string method,
        string path,
        string query,
        int status,
        string? fault,
        ImmutableArray<string> effects
    )
    {
        JournalEntry entry;
        lock (_gate)
        {
            entry = new JournalEntry(++_last, at, method, Redact(path) + RedactQuery(query), status, fault, effects);
            _entries.Enqueue(entry);
            if (_entries.Count > Kept)
                _entries.Dequeue();
        }
        Added?.Invoke(entry);
    }

    private static string Redact(string path) => string.Join('/', path.Split('/').Select(part => IsPersonal(part) ? "{subscriber}" : part));

    private static string RedactQuery(string query) =>
        string.Join(
            '&',
            query
                .Split('&')
                .Select(pair =>
                    pair.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 && IsPersonal(pair[(equals + 1)..])
                        ? pair[..(equals + 1)] + "{subscriber}"
                        : pair
                )
        );

    private static bool IsPersonal(string text) =>
        text.Contains('@', StringComparison.Ordinal)
        || text.Contains("%40", StringComparison.Ordinal)
        || (text.Length == 32 && text.All(char.IsAsciiHexDigit));
}
