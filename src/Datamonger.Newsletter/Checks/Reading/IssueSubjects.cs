using System.Collections.Concurrent;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>The subject lines of issues as they are written. A file is read again only when it has changed.</summary>
internal sealed class IssueSubjects
{
    // Front matter stands at the top; more than this is not looked at.
    private const int Reach = 4096;

    private readonly ConcurrentDictionary<string, (DateTime Written, string? Subject)> _known = new(StringComparer.Ordinal);

    /// <summary>The subject of an issue's file; null when its front matter has none.</summary>
    public string? Of(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (_known.TryGetValue(path, out var known) && known.Written == written) return known.Subject;
        var subject = Read(path);
        _known[path] = (written, subject);
        return subject;
    }

    private static string? Read(string path)
    {
        using var reader = new StreamReader(path);
        var read = 0;
        while (reader.ReadLine() is { } line && (read += line.Length) < Reach)
        {
            if (line.StartsWith("subject:", StringComparison.Ordinal)) return line[8..].Trim().Trim('"', '\'');
            if (read > 3 && line == "---") return null;
        }
        return null;
    }
}
