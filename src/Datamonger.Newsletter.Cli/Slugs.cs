using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli;

/// <summary>The slugs that a command line may name.</summary>
internal static class Slugs
{
    /// <summary>A slug that is known, or the only one that begins so.</summary>
    /// <exception cref="CliException">There is none, or there are several.</exception>
    public static string Known(Workspace workspace, string slug)
    {
        slug = slug.TrimEnd('/');
        if (workspace.Slugs.Contains(slug))
            return slug;
        string[] begun = [.. workspace.Slugs.Where(other => other.StartsWith(slug, StringComparison.Ordinal))];
        return begun.Length switch
        {
            1 => begun[0],
            > 1 => throw new CliException(ExitCode.Usage, $"\"{slug}\" could be {string.Join(" or ", begun)}."),
            _ => throw new CliException(ExitCode.Usage, $"There is no issue \"{slug}\".", NearestName.Hint(slug, workspace.Slugs)),
        };
    }

    /// <summary>All slugs, for completion; none where there is no workspace.</summary>
    public static IEnumerable<string> Complete(CliSession session) =>
        Workspace.FindRoot(session.Environment.CurrentDirectory) is { } root && Directory.Exists(Path.Combine(root, "content", "issues"))
            ? Directory
                .EnumerateDirectories(Path.Combine(root, "content", "issues"))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)
            : [];
}
