using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// Writes HTML that differs between editions in some of its lines, as one conditional for each stretch of them. A stretch holds
/// whole elements: what stands in the source is well nested, with every arm in it, and so is what each subscriber gets.
/// </summary>
internal static partial class ConditionalMarkup
{
    /// <summary>The HTML, the tags of its conditionals masked.</summary>
    /// <param name="composition">What is composed; its issue is personal.</param>
    /// <param name="location">Where what differs stands.</param>
    /// <param name="html">What a template drew for an edition, one element begun or ended a line as a rule.</param>
    public static string Of(Composition composition, SourceLocation location, Func<Edition, string> html)
    {
        var editions = composition.Figures.Editions!;
        var lines = editions.All.ToDictionary(edition => edition, edition => html(edition).Split('\n'));
        var own = lines[editions.Default];
        // Editions of another shape, such as one with a line more, share nothing but the place.
        if (lines.Values.Any(other => !HasShapeOf(own, other)))
            return Conditional.Of(composition, location, edition => string.Join('\n', lines[edition]));
        var result = new List<string>();
        foreach (var (from, to) in Stretches(own, [.. lines.Values]))
        {
            result.Add(
                to < 0 ? own[from] : Conditional.Of(composition, location, edition => string.Join('\n', lines[edition][from..(to + 1)]))
            );
        }
        return string.Join('\n', result);
    }

    // Lines that all share, by themselves (to is -1), and stretches of those that differ.
    private static IEnumerable<(int From, int To)> Stretches(string[] own, ImmutableArray<string[]> all)
    {
        var differing = new List<(int From, int To)>();
        for (var at = 0; at < own.Length; at++)
        {
            if (all.All(other => other[at] == own[at]) || (differing.Count > 0 && at <= differing[^1].To))
                continue;
            var stretch = WholeElements(own, at);
            while (differing.Count > 0 && differing[^1].To >= stretch.From)
            {
                stretch = (Math.Min(differing[^1].From, stretch.From), Math.Max(differing[^1].To, stretch.To));
                differing.RemoveAt(differing.Count - 1);
            }
            differing.Add(stretch);
        }
        var next = 0;
        foreach (var stretch in differing)
        {
            for (; next < stretch.From; next++)
                yield return (next, -1);
            yield return stretch;
            next = stretch.To + 1;
        }
        for (; next < own.Length; next++)
            yield return (next, -1);
    }

    // The fewest lines round one that begin no element which they do not end, and end none which they do not begin.
    private static (int From, int To) WholeElements(string[] lines, int at)
    {
        var (from, to) = (at, at);
        while (true)
        {
            var (depth, lowest) = (0, 0);
            foreach (var step in lines[from..(to + 1)].SelectMany(Tags))
                lowest = Math.Min(lowest, depth += step);
            if (lowest < 0 && from > 0)
                from--;
            else if (depth > 0 && to + 1 < lines.Length)
                to++;
            else
                return (from, to);
        }
    }

    private static bool HasShapeOf(string[] own, string[] other) =>
        own.Length == other.Length
        && own.Zip(other).All(pair => pair.First == pair.Second || Tags(pair.First).SequenceEqual(Tags(pair.Second)));

    // 1 for an element that begins, -1 for one that ends; those without an end are left out.
    private static IEnumerable<int> Tags(string line) =>
        Tag().Matches(line).Where(tag => !Empty.Contains(tag.Groups["name"].Value)).Select(tag => tag.Groups["end"].Length > 0 ? -1 : 1);

    private static readonly ImmutableArray<string> Empty = ["area", "br", "col", "hr", "img", "input", "meta", "link", "wbr"];

    [GeneratedRegex("<(?<end>/?)(?<name>[a-z][a-z0-9]*)")]
    private static partial Regex Tag();
}
