namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>Which issues a changed file matters to.</summary>
internal static class IssueDependencies
{
    private const string Issues = "content/issues/";
    private const string Datasets = "content/datasets/";

    /// <summary>Whether an issue may come out differently.</summary>
    /// <param name="path">The file, from the workspace root, with <c>/</c>.</param>
    public static bool Affects(string path, PreviewedIssue issue)
    {
        if (issue.Current is not { } build)
            return true;
        if (path.StartsWith(Issues, StringComparison.Ordinal))
        {
            var slug = SlugOf(path);
            return slug == issue.Slug || build.Issue.Source.Text.Contains("[[issue:" + slug, StringComparison.Ordinal);
        }
        if (path.StartsWith(Datasets, StringComparison.Ordinal))
            return !build.Issue.Queries.IsEmpty;
        // What is missing may be what has just come.
        if (!PreviewedIssue.IsWhole(build))
            return true;
        if (path.StartsWith("templates/", StringComparison.Ordinal))
            return IsIn(path, "templates/" + build.Issue.FrontMatter.Template);
        return build.Issue.IncludedSources.Any(source => source.Path == path || IsIn(source.Path, path));
    }

    /// <summary>The issue in whose folder a file lies; null for any other file.</summary>
    public static string? SlugOf(string path) =>
        path.StartsWith(Issues, StringComparison.Ordinal) ? path[Issues.Length..].Split('/')[0] : null;

    /// <summary>Whether a file is an issue's own text, so that others see no more of it than its title and day.</summary>
    public static bool IsIssueText(string path) => SlugOf(path) is { } slug && path == $"{Issues}{slug}/index.md";

    // A folder that goes takes its files with it.
    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
