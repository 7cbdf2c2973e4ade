using System.Text;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims;

/// <summary>
/// A form of sentence over classes of words, written in items with blanks between them: <c>w:direction from ~5 a:N to ~6 b:N</c>.
/// </summary>
/// <remarks>
/// An item is a class or several with <c>|</c>, in front of it a name with a colon, behind it <c>?</c> or <c>*</c>; <c>!x</c> when x must
/// not
/// follow; <c>~6</c> up to six words without a figure that stay in the clause, <c>~6[x+y]</c> without those classes; <c>…</c> anything in
/// the sentence; <c>( x | y )?</c> groups.
/// </remarks>
internal sealed partial class Pattern
{
    private readonly Regex _regex;

    /// <summary>Reads a pattern.</summary>
    public Pattern(string text) =>
        _regex = new Regex(
            string.Concat(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Item)),
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
        );

    /// <summary>Where a sentence has the form.</summary>
    public IEnumerable<Match> In(string codes) => _regex.Matches(codes);

    /// <summary>Whether a stretch of a sentence has it.</summary>
    public bool IsIn(string codes) => _regex.IsMatch(codes);

    private static string Item(string item)
    {
        if (item is "^" or "$" or "(" or "|" || item[0] == ')')
            return item == "(" ? "(?:" : item;
        if (item == "…")
            return $"[^{Lexicon.CodesOf("semicolon")}]*?";
        var colon = item.IndexOf(':');
        if (colon > 0)
        {
            var name = item[..colon];
            var rest = item[(colon + 1)..];
            return rest == "(" ? $"(?<{name}>" : $"(?<{name}>{Item(rest)})";
        }
        if (item[0] == '!')
            return $"(?!{Item(item[1..])})";
        if (item[0] == '~')
        {
            var gap = Gap().Match(item);
            var sets = gap.Groups["sets"] is { Success: true } named ? named.Value : "clause";
            return $"[^{Set(sets, '+')}{Lexicon.CodesOf("N")}{Lexicon.CodesOf("C")}]{{0,{gap.Groups["most"].Value}}}?";
        }
        var suffix = item[^1] is '?' or '*' or '+' ? item[^1..] : "";
        return $"[{Set(item[..^suffix.Length], '|')}]{suffix}";
    }

    private static string Set(string names, char divider) => string.Concat(names.Split(divider).Select(Lexicon.CodesOf));

    [GeneratedRegex(@"^~(?<most>\d+)(?:\[(?<sets>[^\]]+)\])?$")]
    private static partial Regex Gap();
}
