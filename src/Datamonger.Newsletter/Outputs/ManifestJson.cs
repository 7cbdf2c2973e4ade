using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// Writes <c>manifest.json</c>: the hashes of all outputs and all inputs, the release that each data file is of, what was allowed by
/// name, and the version of the tool. Two builds with the same manifest have the same bytes.
/// </summary>
public static class ManifestJson
{
    /// <summary>What the file is called in an issue's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The file's text.</summary>
    /// <param name="build">The built issue.</param>
    /// <param name="inputs">Path from the workspace root and SHA-256 of every file that was read.</param>
    /// <param name="outputs">The files that are written beside the manifest.</param>
    public static string Write(IssueBuild build, ImmutableSortedDictionary<string, string> inputs, ImmutableArray<OutputFile> outputs) =>
        JsonText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("issue", build.Issue.Slug);
            json.WriteString("tool", ToolVersion.Current);
            json.WriteBoolean("whole", build.IsWhole);
            json.WriteStartObject("outputs");
            foreach (var file in outputs.OrderBy(file => file.Path, StringComparer.Ordinal))
                json.WriteString(file.Path, ContentHash.Of(file.Bytes.AsSpan()));
            json.WriteEndObject();
            json.WriteStartObject("inputs");
            foreach (var (path, hash) in inputs)
                json.WriteString(path, hash);
            json.WriteEndObject();
            json.WriteStartArray("datasets");
            foreach (var dataset in build.Tables.Datasets)
                FiguresJson.Dataset(json, dataset);
            json.WriteEndArray();
            json.WriteStartArray("allowed");
            foreach (var allowed in build.Issue.FrontMatter.Allow.OrderBy(allowed => allowed.Code, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("code", allowed.Code);
                json.WriteString("reason", allowed.Reason);
                if (allowed.By is not null)
                    json.WriteString("by", allowed.By);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
}
