using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Reads a chart inside a sentence: <c>{{ applications | sparkline "applications" }}</c>.</summary>
internal static partial class InlineCharts
{
    /// <summary>The chart of a piece, or null when it is an ordinary figure.</summary>
    public static ChartBlock? Read(ShieldedPiece piece, SourceText source)
    {
        if (Pattern().Match(piece.Inner) is not { Success: true } match)
            return null;
        SourceLocation Place(Group group) => source.LocationAt(piece.InnerStart + group.Index);
        YamlEntry Entry(string key, Group group) =>
            new(new YamlScalar(key, false, Place(group)), new YamlScalar(group.Value, false, Place(group)));
        var entries = ImmutableArray.Create(Entry("data", match.Groups["data"]), Entry("y", match.Groups["y"]));
        var at = source.LocationAt(piece.InnerStart);
        return new ChartBlock("sparkline", new YamlMapping(entries, at), at) { Data = match.Groups["data"].Value };
    }

    [GeneratedRegex("""^(?<data>[\p{L}_][\p{L}\p{N}_]*)\s*\|\s*sparkline\s+"(?<y>[^"]+)"$""")]
    private static partial Regex Pattern();
}
