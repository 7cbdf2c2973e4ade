using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Figures;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>
/// Whether a sentence looks at fewer rows than the query has: among the London boroughs, in the North, except Kent. Then a superlative says
/// nothing of all rows.
/// </summary>
internal static partial class NarrowerFields
{
    // What all rows may be called.
    private static readonly FrozenSet<string> Everything = (
        "regions region authorities authority areas area councils council england country nation national nationally any all them these "
        + "those year years "
        + "period series list table group local english the of in for on record decade nine ones three-year boroughs figures places "
        + "districts schools "
        + "two three four five six seven eight ten"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Ends = "is was has had are were at with and in of by where to from"
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether one is named near a word.</summary>
    /// <param name="reading">The sentence.</param>
    /// <param name="word">The word.</param>
    /// <param name="table">The rows.</param>
    /// <param name="cell">The cell that the word is about.</param>
    /// <param name="also">Another that it is about.</param>
    public static bool IsNamed(Reading reading, Group word, ClaimTable table, FigureCell cell, FigureCell? also)
    {
        var tokens = reading.Sentence.Tokens;
        var at = word.Index + word.Length - 1;
        var own = table.NameOf(cell.Row).ToLowerInvariant();
        for (var start = 0; start < tokens.Length; start++)
        {
            var opening = tokens[start].Lower;
            if (start >= 3 && (start <= at || start > at + 8))
                continue;
            if (opening is "outside" or "excluding" or "except" or "apart")
                return true;
            if (opening is not ("among" or "amongst" or "of" or "in" or "within" or "for"))
                continue;
            if (opening == "within" && !(start + 1 < tokens.Length && tokens[start + 1].IsCapital))
                continue;
            var phrase = Phrase(reading, start + 1);
            if (phrase.Length > 0 && IsNarrow(opening, start, phrase, own, table, cell, also))
                return true;
        }
        return false;
    }

    private static bool IsNarrow(string opening, int start, Token[] phrase, string own, ClaimTable table, FigureCell cell, FigureCell? also)
    {
        string[] words = [.. phrase.SelectMany(token => token.Lower.Split(' '))];
        var said = string.Join(' ', words);
        if (said == own || said == "the " + own)
            return false;
        var unknown = !words.All(Everything.Contains);
        if (opening is "among" or "amongst" && unknown)
            return true;
        if (opening is "of" && words.Length > 1 && words[0] is "the" or "these" or "those" or "all" or "any" && unknown)
            return true;
        if (opening is "in" or "of" && start > 0 && phrase.Any(token => token.IsCapital && token.Lower != "the"))
        {
            var name = string.Join(' ', phrase.Where(token => token.IsCapital).Select(token => token.Lower));
            name = name.EndsWith("'s", StringComparison.Ordinal) ? name[..^2] : name;
            return name is not ("england" or "britain" or "the country")
                && table.RowOf(name, cell.Row) is var row
                && row != cell.Row
                && (row is null || row != also?.Row);
        }
        return unknown && (opening is "in" && start == 0 || opening is "for" && start < 2);
    }

    // At most five words, up to one that ends a noun phrase.
    private static Token[] Phrase(Reading reading, int from) =>
        [
            .. reading
                .Sentence.Tokens.Skip(from)
                .TakeWhile(
                    (token, at) =>
                        Letters().IsMatch(token.Lower)
                        && !Ends.Contains(token.Lower)
                        && !(at > 0 && token.Lower is "the" or "a" or "its" or "their")
                )
                .Take(5),
        ];

    [GeneratedRegex(@"^[a-z' \-]+$")]
    private static partial Regex Letters();
}
