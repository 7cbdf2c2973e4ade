using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>The texts an issue is made from, and those that findings are about: what the source view shows, and no other file.</summary>
internal static class SourceFiles
{
    private const int LargestFile = 256 * 1024;
    private const int LinesAround = 3;

    /// <summary>The texts in the order of an author's interest: the issue, what it includes, what else findings name.</summary>
    public static ImmutableArray<SourceText> Of(IssueBuild build, Workspace workspace, ImmutableArray<Diagnostic> findings)
    {
        ImmutableArray<SourceText> own = [build.Issue.Source, .. build.Issue.IncludedSources.DistinctBy(source => source.Path)];
        var others = findings
            .Select(found => found.Location.File)
            .Distinct()
            .Except(own.Select(source => source.Path))
            .Order(StringComparer.Ordinal);
        return [.. own, .. others.Select(path => Read(workspace, path)).OfType<SourceText>()];
    }

    /// <summary>As JSON.</summary>
    public static JsonObject ToJson(ImmutableArray<SourceText> sources) =>
        new() { ["files"] = Places.Array(sources.Select(source => new JsonObject { ["path"] = source.Path, ["text"] = source.Text })) };

    /// <summary>The lines around a place; null when the text is not at hand.</summary>
    public static JsonArray? Around(SourceLocation place, ImmutableArray<SourceText> sources)
    {
        if (sources.FirstOrDefault(source => source.Path == place.File) is not { } source)
            return null;
        var first = Math.Max(1, place.Line - LinesAround);
        return Places.Array(
            Enumerable
                .Range(first, Math.Max(0, Math.Min(source.LineCount, place.Line + LinesAround) - first + 1))
                .Select(line => new JsonObject { ["number"] = line, ["text"] = source.Line(line) })
        );
    }

    private static SourceText? Read(Workspace workspace, string path)
    {
        if (!path.StartsWith("content/", StringComparison.Ordinal) && !path.StartsWith("templates/", StringComparison.Ordinal))
            return null;
        if (Path.GetExtension(path) is not (".md" or ".sql" or ".yml" or ".css" or ".sbn-html" or ".sbn-txt" or ".csv" or ".tsv"))
            return null;
        var file = Path.Combine(workspace.Root, path);
        try
        {
            return SafePath.IsPlainFile(workspace.Root, file) && new FileInfo(file).Length <= LargestFile ? workspace.Read(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went away since the finding.
            return null;
        }
    }
}
