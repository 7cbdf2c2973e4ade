using System.Security.Cryptography;
using System.Text;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>
/// People who are never imported again, in <c>.datamonger/suppressed</c>: a line of salt, then a salted hash a person. Addresses are not
/// kept.
/// </summary>
public sealed class SuppressionList
{
    private readonly string _path;
    private readonly byte[] _salt;
    private readonly HashSet<string> _people;

    private SuppressionList(string path, byte[] salt, HashSet<string> people) => (_path, _salt, _people) = (path, salt, people);

    /// <summary>How many people are on it.</summary>
    public int Count => _people.Count;

    /// <summary>Reads the list of a workspace; an empty one where there is none.</summary>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    public static SuppressionList Open(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "suppressed");
        AppendOnlyFile.RefuseLinks(path);
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines is [var salt, .. var people]
            ? new SuppressionList(path, Convert.FromHexString(salt), [.. people.Where(line => line.Length > 0)])
            : new SuppressionList(path, RandomNumberGenerator.GetBytes(16), []);
    }

    /// <summary>Whether a person is on it.</summary>
    public bool Contains(SubscriberRow row) => _people.Contains(HashOf(row));

    /// <summary>Adds people; on disk when this returns.</summary>
    public void Add(IEnumerable<SubscriberRow> rows)
    {
        _people.UnionWith(rows.Select(HashOf));
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        string[] lines = [Convert.ToHexStringLower(_salt), .. _people.Order(StringComparer.Ordinal)];
        WholeFile.Replace(_path, string.Concat(lines.Select(line => line + "\n")));
    }

    private string HashOf(SubscriberRow row) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_salt, Encoding.UTF8.GetBytes(row.Address.ToLowerInvariant())));
}
