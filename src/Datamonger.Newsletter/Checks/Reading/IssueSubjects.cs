using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>The subject lines of a workspace's issues as they are written. All are read once, when the first is asked for.</summary>
internal sealed class IssueSubjects(Workspace workspace)
{
    // Front matter stands at the top; more than this is not looked at.
    private const int Reach = 4096;

    private readonly Lazy<(Dictionary<string, string> Subjects, ILookup<string, string> Slugs)> _known = new(() => ReadAll(workspace));

    /// <summary>The subject of an issue, by its folder; null when its front matter has none.</summary>
    public string? Of(string slug) => _known.Value.Subjects.GetValueOrDefault(slug);

    /// <summary>The last issue before another one that has a subject; null when none has.</summary>
    public string? LastBefore(string slug, string subject) =>
        _known.Value.Slugs[subject].LastOrDefault(earlier => string.CompareOrdinal(earlier, slug) < 0);

    private static (Dictionary<string, string>, ILookup<string, string>) ReadAll(Workspace workspace)
    {
        var subjects = new Dictionary<string, string>(StringComparer.Ordinal);
        // In the order of their names, and so is each group of the lookup.
        var slugs = workspace.Slugs;
        foreach (var slug in slugs)
        {
            var path = Path.Combine(workspace.IssuesDirectory, slug, "index.md");
            if (SafePath.IsPlainFile(workspace.Root, path) && Read(path) is { } subject)
                subjects[slug] = subject;
        }
        return (subjects, slugs.Where(subjects.ContainsKey).ToLookup(slug => subjects[slug], StringComparer.OrdinalIgnoreCase));
    }

    private static string? Read(string path)
    {
        if (!SafePath.IsPlainFile(Path.GetDirectoryName(path)!, path) || new FileInfo(path).Length == 0)
            return null;
        using var reader = new StreamReader(path);
        var read = 0;
        while (reader.ReadLine() is { } line && (read += line.Length) < Reach)
        {
            if (line.StartsWith("subject:", StringComparison.Ordinal))
                return line[8..].Trim().Trim('"', '\'');
            if (read > 3 && line == "---")
                return null;
        }
        return null;
    }
}
