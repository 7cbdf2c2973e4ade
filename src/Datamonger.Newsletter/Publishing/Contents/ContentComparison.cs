using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>A place where two messages differ in what they say.</summary>
/// <param name="Kind">The first thing that differs there.</param>
/// <param name="Part"><c>HTML</c> or <c>text</c>.</param>
/// <param name="Before">What stood there; empty when it is new.</param>
/// <param name="After">What stands there now; empty when it is gone.</param>
internal sealed record ContentDifference(ContentKind Kind, string Part, string Before, string After)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var kind = Kind switch
        {
            ContentKind.Link => "a link",
            ContentKind.Image => "a picture",
            ContentKind.MergeTag => "a merge tag",
            _ => "words",
        };
        return (Before, After) switch
        {
            ("", _) => $"{Part} part: {kind} added: “{After}”",
            (_, "") => $"{Part} part: {kind} missing: “{Before}”",
            _ => $"{Part} part: {kind} changed: “{Before}” became “{After}”",
        };
    }
}

/// <summary>What became of a message: what it says differently, and what was rewritten without harm.</summary>
internal sealed record ContentComparison(ImmutableArray<ContentDifference> Differences, ImmutableArray<string> Rewritings)
{
    private const int MostDifferences = 20;
    private const int LongestQuote = 120;
    private const int LargestTable = 4_000_000;

    /// <summary>Whether words, links, pictures and merge tags are all as they were.</summary>
    public bool IsIntact => Differences.IsEmpty;

    /// <summary>Compares what was sent with what is stored.</summary>
    public static ContentComparison Of(string sentHtml, string sentText, string? storedHtml, string? storedText)
    {
        var before = ContentReader.Parse(sentHtml);
        var after = ContentReader.Parse(storedHtml ?? "");
        ImmutableArray<ContentDifference> shown = [.. Differ("HTML", ContentReader.ReadHtml(before), ContentReader.ReadHtml(after))];
        ImmutableArray<ContentDifference> differences =
        [
            .. shown.IsEmpty ? Differ("HTML", ContentReader.ReadTags(sentHtml), ContentReader.ReadTags(storedHtml ?? "")) : shown,
            .. Differ("text", ContentReader.ReadText(sentText), ContentReader.ReadText(storedText ?? "")),
        ];
        return new ContentComparison(
            [.. differences.Take(MostDifferences)],
            Rewriting.Describe(sentHtml, before, storedHtml ?? "", after, sentText, storedText ?? "")
        );
    }

    private static IEnumerable<ContentDifference> Differ(
        string part,
        ImmutableArray<ContentToken> before,
        ImmutableArray<ContentToken> after
    )
    {
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
            start++;
        var (endBefore, endAfter) = (before.Length, after.Length);
        while (endBefore > start && endAfter > start && before[endBefore - 1] == after[endAfter - 1])
            (endBefore, endAfter) = (endBefore - 1, endAfter - 1);
        var (old, now) = (before[start..endBefore], after[start..endAfter]);
        if (old.IsEmpty && now.IsEmpty)
            yield break;
        // Two messages that have nothing in common are one difference, not a table of millions of cells.
        if ((long)old.Length * now.Length > LargestTable)
        {
            yield return Name(part, old, now);
            yield break;
        }
        var common = Common(old, now);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var (fromOld, fromNow) = (i, j);
            while ((i < old.Length || j < now.Length) && !(i < old.Length && j < now.Length && old[i] == now[j]))
            {
                if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
                    i++;
                else
                    j++;
            }
            yield return Name(part, old[fromOld..i], now[fromNow..j]);
        }
    }

    // Lengths of the longest common tails.
    private static int[,] Common(ImmutableArray<ContentToken> old, ImmutableArray<ContentToken> now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        return common;
    }

    private static ContentDifference Name(string part, ImmutableArray<ContentToken> before, ImmutableArray<ContentToken> after) =>
        new((before.IsEmpty ? after : before).Select(token => token.Kind).Max(), part, Quote(before), Quote(after));

    private static string Quote(ImmutableArray<ContentToken> tokens)
    {
        var text = ForeignText.Clean(string.Join(' ', tokens.Select(token => token.Text).Take(60)));
        return text.Length <= LongestQuote ? text : text[..(LongestQuote - 1)] + "…";
    }
}
