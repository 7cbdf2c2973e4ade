using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A merge tag where it stands in a part of the email.</summary>
/// <param name="Name">What stands between the delimiters.</param>
/// <param name="Location">Where it comes from: the issue or a template.</param>
internal sealed partial record MergeTagUse(string Name, SourceLocation Location)
{
    /// <summary>The tag with its delimiters.</summary>
    public string Text => $"*|{Name}|*";

    /// <summary>The tags of a part in order, with their places.</summary>
    /// <param name="part">The part as it goes out.</param>
    /// <param name="known">The tags of the whole email with their places; the n-th use of a tag has the n-th place.</param>
    public static ImmutableArray<MergeTagUse> In(string part, ImmutableArray<MergeTag> known, SourceLocation otherwise)
    {
        if (!part.Contains("*|", StringComparison.Ordinal)) return [];
        var places = known.GroupBy(tag => tag.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<SourceLocation>(group.Select(tag => tag.Location)), StringComparer.Ordinal);
        return [.. Tag().Matches(part).Select(match => new MergeTagUse(match.Groups[1].Value, Next(places.GetValueOrDefault(match.Value), otherwise)))];
    }

    // The last place serves for what is used more often than it was noted.
    private static SourceLocation Next(Queue<SourceLocation>? places, SourceLocation otherwise) =>
        places is null ? otherwise : places.Count > 1 ? places.Dequeue() : places.Peek();

    [GeneratedRegex(@"\*\|([^|\r\n]{1,300})\|\*")]
    private static partial Regex Tag();
}
