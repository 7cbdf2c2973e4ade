using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Online;

/// <summary>Remembers on disk what addresses answered: a day for a good answer, an hour for a bad one.</summary>
internal sealed class LinkCache(string path, TimeProvider time)
{
    private static readonly TimeSpan KeepsGood = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepsBad = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly JsonObject _entries = Read(path);

    /// <summary>What an address answered not long ago; null when it has to be asked.</summary>
    public LinkAnswer? Find(string address)
    {
        lock (_gate)
        {
            if (
                _entries[address] is not JsonObject entry
                || entry["at"]?.GetValue<string>() is not { } text
                || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            )
                return null;
            var answer = new LinkAnswer(entry["status"]?.GetValue<int>() ?? 0, entry["problem"]?.GetValue<string>());
            return time.GetUtcNow() - at < (answer.Problem is null ? KeepsGood : KeepsBad) ? answer : null;
        }
    }

    /// <summary>Notes what an address answered.</summary>
    public void Keep(string address, LinkAnswer answer)
    {
        lock (_gate)
        {
            _entries[address] = new JsonObject
            {
                ["status"] = answer.Status,
                ["problem"] = answer.Problem,
                ["at"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            };
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        lock (_gate)
            WholeFile.Replace(path, _entries.ToJsonString());
    }

    // A cache that cannot be read is an empty one.
    private static JsonObject Read(string path)
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
