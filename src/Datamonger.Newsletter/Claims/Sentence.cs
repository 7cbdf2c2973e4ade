using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Claims;

/// <summary>A word, sign or figure of a sentence.</summary>
/// <param name="Code">Its class.</param>
/// <param name="Lower">In lower case, with straight apostrophes; the words of a term with one blank between them.</param>
/// <param name="Start">Where it begins in the passage.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="IsCapital">Whether it begins with a capital.</param>
/// <param name="IsQuoted">Whether it stands in quotation marks.</param>
/// <param name="Figure">The figure that it is.</param>
internal readonly record struct Token(char Code, string Lower, int Start, int End, bool IsCapital, bool IsQuoted, Operand? Figure);

/// <summary>The words of a sentence, and their classes as one text with a character each.</summary>
internal sealed partial class Sentence
{
    private Sentence(ImmutableArray<Token> tokens)
    {
        Tokens = tokens;
        Codes = string.Create(
            tokens.Length,
            tokens,
            (codes, all) =>
            {
                for (var at = 0; at < codes.Length; at++)
                    codes[at] = all[at].Code;
            }
        );
    }

    /// <summary>Its words.</summary>
    public ImmutableArray<Token> Tokens { get; }

    /// <summary>Their classes.</summary>
    public string Codes { get; }

    /// <summary>The words from one to another, in lower case with blanks between them.</summary>
    public string Words(int from, int to) =>
        string.Join(' ', Tokens[Math.Max(0, from)..Math.Min(Tokens.Length, to)].Select(token => token.Lower));

    /// <summary>Cuts a passage into its sentences.</summary>
    /// <param name="passage">The passage.</param>
    /// <param name="figure">A figure of it.</param>
    public static IEnumerable<Sentence> In(Passage passage, Func<FigureExpression, Operand> figure)
    {
        var tokens = Terms(Raw(passage, figure));
        var from = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (at + 1 < tokens.Count && !Ends(tokens, at))
                continue;
            yield return new Sentence([.. tokens[from..(at + 1)]]);
            from = at + 1;
        }
    }

    private static bool Ends(List<Token> tokens, int at)
    {
        if (tokens[at].Lower == ";")
            return true;
        if (tokens[at].Lower is not ("." or "?" or "!") || (tokens[at].Lower == "." && at > 0 && IsShort(tokens[at - 1].Lower)))
            return false;
        var next = tokens[at + 1];
        return next.IsCapital || next.Figure is not null || next.Lower is "“" or "\"" or "‘" or "[" or "(";
    }

    private static bool IsShort(string word) =>
        word
            is "vs"
                or "v"
                or "e"
                or "g"
                or "eg"
                or "ie"
                or "cf"
                or "approx"
                or "no"
                or "nos"
                or "fig"
                or "dr"
                or "mr"
                or "mrs"
                or "ms"
                or "st"
                or "ca"
                or "inc"
                or "jr"
                or "est"
                or "al"
                or "against";

    private static List<Token> Raw(Passage passage, Func<FigureExpression, Operand> figure)
    {
        var tokens = new List<Token>();
        var quote = '\0';
        foreach (Match match in Word().Matches(passage.Text))
        {
            var (text, start, end) = (match.Value, match.Index, match.Index + match.Length);
            if (text[0] == Passage.Hole)
            {
                var operand = passage.Figures.TryGetValue(start, out var expression) ? figure(expression) : null;
                tokens.Add(new Token(Lexicon.Code(operand?.Class ?? "X"), text, start, end, false, quote != '\0', operand));
                continue;
            }
            if (quote == '\0' && text is "“" or "‘" or "\"" && quote == '\0')
                quote = text[0];
            else if ((quote == '“' && text == "”") || (quote == '"' && text == "\""))
                quote = '\0';
            var code =
                char.IsAsciiDigit(text[0]) || (text.Length > 1 && char.IsAsciiDigit(text[1]))
                    ? Lexicon.Code(Year().IsMatch(text) ? "year" : "typed")
                    : '\0';
            tokens.Add(
                new Token(
                    code,
                    text.ToLowerInvariant().Replace('’', '\''),
                    start,
                    end,
                    char.IsUpper(text[0]),
                    quote != '\0' || text is "”" or "\"",
                    null
                )
            );
            if (quote == '‘' && (text == "’" || text[^1] == '’'))
                quote = '\0';
        }
        return tokens;
    }

    // Terms of the vocabulary, the longest first; a season is not a fall.
    private static List<Token> Terms(List<Token> raw)
    {
        var tokens = new List<Token>(raw.Count);
        var term = new StringBuilder();
        for (var at = 0; at < raw.Count; )
        {
            if (raw[at].Code != '\0')
            {
                tokens.Add(raw[at++]);
                continue;
            }
            var (found, taken) = (Lexicon.Code("word"), 1);
            term.Clear();
            for (var length = 1; length <= Lexicon.LongestTerm && at + length <= raw.Count && raw[at + length - 1].Code == '\0'; length++)
            {
                if (length > 1)
                    term.Append(' ');
                term.Append(raw[at + length - 1].Lower);
                if (Lexicon.Find(term.ToString()) is { } code)
                    (found, taken) = (code, length);
            }
            if (raw[at].Lower == "fall" && IsSeason(raw, at))
                found = Lexicon.Code("word");
            var (first, last) = (raw[at], raw[at + taken - 1]);
            var lower = taken == 1 ? first.Lower : string.Join(' ', raw.Skip(at).Take(taken).Select(token => token.Lower));
            tokens.Add(first with { Code = found, Lower = lower, End = last.End, IsQuoted = first.IsQuoted && last.IsQuoted });
            at += taken;
        }
        return tokens;
    }

    private static bool IsSeason(List<Token> raw, int at) =>
        (at > 0 && raw[at - 1].Lower is "last" or "next" or "each" or "every")
        || (at > 1 && raw[at - 1].Lower == "the" && raw[at - 2].Lower == "since")
        || (at + 1 < raw.Count && (raw[at + 1].Lower is "semester" or "term" || raw[at + 1].Code == Lexicon.Code("year")));

    [GeneratedRegex(
        @"\uFFFC|(?:1[89]|2[01])\d\d(?:[/–-]\d{2,4})?(?![\d,.%]*\d|%)|\p{L}[\p{L}\p{M}’'\-]*(?<!-)|[£−-]?\d[\d,.]*\d%?|\d%?|\S"
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:1[89]|2[01])\d\d(?:[/–-]\d{2,4})?$")]
    private static partial Regex Year();
}
