using System.Text.RegularExpressions;
using Datamonger.Newsletter.Figures;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>Two values beside each other: A is higher than B, more in P (A) than in Q (B), above England's.</summary>
internal static class Comparisons
{
    private const string Comparative = "w:( up:greater | dn:smaller )";
    private const string Link = "( comma|open|dash|colon|be|stands|stays|at | that|which be )";
    private const string Than = "w:( ( up:greater | dn:smaller ) np:~4 than | up:above|exceed | dn:below )";

    private static readonly Pattern Plain = new(
        $"a:N g:~12[clause+from+towards] link:( {Link} )? neg:adverb|not|no|have|article* {Than} mid:~8[clause+comma+open] par:open? b:N"
    );
    private static readonly Pattern EachWithFigure = new(
        $"{Comparative} x:~10[clause+comma+colon+comparative] comma? at|with? open? a:N close? ( of their|people )? close|comma? than "
            + $"y:~6[end+and+but+or+while+though+which+who+if+than+comma+open+colon] comma|open? at|with? b:N"
    );
    private static readonly Pattern BothBehind = new(
        $"^ subject:( ~12[end] ) {Comparative} x:~9 than y:~8[clause+comma+colon+open+dash] ( colon|comma|open|dash|with ) at|with|it? "
            + $"have? ~5 a:N ~8 comma? towards|to|and ~6 b:N"
    );
    private static readonly Pattern Part = new(
        $"a word? w:( up:higher | dn:lower ) measure x:~9[clause+towards+comma+colon+open] open? a:N ~8[clause+colon+open] comma|close? "
            + $"against|than ~8[clause+comma+colon+open] open? b:N"
    );
    private static readonly Pattern InBrackets = new(
        $"{Comparative} x:~14[clause+comma+colon+open] than ~14[end+and+but+or+while+though+which+if+than+comma+colon+open+comparative] "
            + $"open a:N ~3[clause+close] against dot? ~3[clause+close] b:N"
    );
    private static readonly Pattern Outnumber = new("w:up:exceed ~12 comma|colon|open|dash by? a:N ~4 to|against b:N");
    private static readonly Pattern AndHigher = new(
        "a:N ~10[end] comma? and|but|while ~4[end+than] w:( up:higher | dn:lower ) in|for|among|at "
            + "~5[clause+be+have+to+comma+open+colon] comma|open|colon at|with? b:N"
    );
    private static readonly Pattern OfARow = new($"a:N g:~12[clause+from] ( {Link} )? neg:adverb* {Than}");

    private static readonly Pattern NoValue = new("^ ( article|hedge )? ( part|small|most|hedge|that|ever )");
    private static readonly Pattern Hedged = new(
        "( more|fewer than | hedge|over|under|above|below | up to | as many as | adverb ) article|hedge? $"
    );
    private static readonly Pattern TwoInBrackets = new("open N ~12[close+open] $");
    private static readonly Pattern OtherComparison = new("than|above|below|towards|with|to|as|that ~6[comma+colon+open+dot] open $");
    private static readonly Pattern Fraction = new("^ than? hedge? part");

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(Plain))
            JudgePlain(reading, match);
        foreach (var match in reading.Matches(EachWithFigure))
        {
            var (a, b) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            var before = reading.Words(0, match.Groups["w"].Index);
            if (reading.IsNegated(match.Groups["w"], 2) || !a.IsOfFamily(b) || match.Groups["x"].Length == 0 || IsMixed(reading, a, b))
                continue;
            if (AsManyBefore(before) || Says(before.Split(',', ';', ':')[^1]) || Says(reading.Words(match.Groups["y"])))
                continue;
            if (!Fraction.IsIn(match.Groups["x"].Value) && !Fraction.IsIn(match.Groups["y"].Value))
                Judge(reading, match, a, b);
        }
        foreach (var match in reading.Matches(BothBehind))
            JudgeNamed(reading, match);
        foreach (var match in reading.Matches(Part))
            JudgeAlike(reading, match);
        foreach (var match in reading.Matches(InBrackets))
        {
            var (a, b) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            if (reading.IsNegated(match.Groups["w"], 2) || !a.IsOfKind(b) || AsManyBefore(reading.Words(0, match.Groups["w"].Index)))
                continue;
            var one = reading.CodesBefore(match.Groups["a"].Index).Count(code => Lexicon.CodesOf("comparative").Contains(code)) == 1;
            if (one && !reading.Words(match.Groups["x"]).Contains("likely", StringComparison.Ordinal))
                Judge(reading, match, a, b);
        }
        foreach (var match in reading.Matches(Outnumber))
            JudgeAlike(reading, match);
        foreach (var match in reading.Matches(AndHigher))
        {
            var (a, b) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            if (!reading.IsNegated(match.Groups["w"]) && a.IsAlike(b) && !IsMixed(reading, a, b))
                Judge(reading, match, b, a);
        }
        foreach (var match in reading.Matches(OfARow))
            JudgeRow(reading, match);
    }

    private static void JudgePlain(Reading reading, Match match)
    {
        var (word, sign) = (match.Groups["w"], Reading.Sign(match));
        var (a, b) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
        var link = match.Groups["link"];
        var (between, said) = (reading.Words(match.Groups["g"]), reading.Words(word));
        var verb = Lexicon.CodesOf("exceed").Contains(reading.Codes[word.Index]);
        var negation = $" {reading.Words(match.Groups["neg"])} ";
        if (
            NoValue.IsIn(match.Groups["mid"].Value)
            || reading.Words(match.Groups["mid"]).Split(' ')[0] is "usual" or "expected" or "any" or "before" or "normal"
        )
            return;
        if (
            Hedged.IsIn(reading.CodesBefore(match.Groups["a"].Index))
                && reading.Before(match.Groups["a"].Index) is not "only" and not "just"
            || between.EndsWith(" as", StringComparison.Ordinal)
        )
            return;
        if (
            said.Contains(" likely", StringComparison.Ordinal)
            || (
                negation.Contains(" not ", StringComparison.Ordinal)
                && (
                    negation.Contains(" much ", StringComparison.Ordinal)
                    || negation.Contains(" far ", StringComparison.Ordinal)
                    || negation.Contains(" significantly ", StringComparison.Ordinal)
                )
            )
        )
            return;
        // Of two figures in one pair of brackets it isn't known which is meant.
        var close = Lexicon.Code("close");
        var behind = reading.CodesFrom(match.Index + match.Length);
        if (
            TwoInBrackets.IsIn(reading.CodesBefore(match.Groups["a"].Index))
            && reading.Codes[match.Groups["a"].Index..word.Index].Contains(close)
        )
            return;
        if (match.Groups["par"].Length > 0 && !(behind.Length > 0 && (behind[0] == close || behind[0] == Lexicon.Code("comma"))))
            return;
        if (OtherComparison.IsIn(reading.CodesBefore(match.Groups["a"].Index)) || !a.IsOfFamily(b))
            return;
        if (
            said is "above" or "below"
            && reading.Words(match.Groups["mid"]) is "the table" or "the line" or "the chart" or "table" or "line" or "chart"
        )
            return;
        // Without a comma or a verb of being the word belongs to another verb.
        if (
            link.Length == 0
            && !match.Groups["up"].Value.Any(Lexicon.CodesOf("above").Concat(Lexicon.CodesOf("exceed")).Contains)
            && !Lexicon.CodesOf("below").Contains(reading.Codes[word.Index])
            && !$" {between} {negation} ".Contains(" ha", StringComparison.Ordinal)
        )
            return;
        var comparable = a.IsAlike(b) || (a.Family == "pct" && b.Family == "pct") || verb || (a.IsSameRow(b) && a.Family is "num" or "gbp");
        if (!comparable || IsMixed(reading, a, b))
            return;
        if (
            negation.Contains(" not ", StringComparison.Ordinal)
            || negation.Contains(" no ", StringComparison.Ordinal)
            || negation.Contains(" never ", StringComparison.Ordinal)
        )
            reading.Add(
                ClaimClass.Comparison,
                word,
                Judgement.Of(a.Number.CompareTo(b.Number) != sign, $"{a.Printed} and {b.Printed}"),
                a,
                b
            );
        else if (!reading.IsNegated(word))
            reading.Add(ClaimClass.Comparison, word, Judgement.Order(sign, a, b), a, b);
    }

    // P has more than Q: A against B. Both must be said by name, and the first figure must be the subject's.
    private static void JudgeNamed(Reading reading, Match match)
    {
        var (word, a, b) = (match.Groups["w"], reading.Figure(match, "a"), reading.Figure(match, "b"));
        if (reading.IsNegated(word, 2) || !a.IsAlike(b) || a.Cell is not { } one || b.Cell is not { } two || one.Query != two.Query)
            return;
        if (Fraction.IsIn(match.Groups["x"].Value) || Fraction.IsIn(match.Groups["y"].Value) || reading.TableOf(a) is not { } table)
            return;
        var subject = Text(reading, 0, match.Groups["x"].Index + match.Groups["x"].Length);
        var other = Text(reading, match.Groups["y"].Index, match.Groups["a"].Index);
        bool Names(string text, FigureCell cell) =>
            table.NamesOf(cell.Row).Any(name => text.Contains($" {name} ", StringComparison.Ordinal));
        if (Names(subject, two) && Names(other, one))
        {
            reading.Add(
                ClaimClass.Comparison,
                word,
                new(ClaimVerdict.False, $"{a.Printed} is the figure of {table.NameOf(one.Row)}, and comes first"),
                a,
                b
            );
        }
        else if (Names(subject, one) && Names(other, two))
            Judge(reading, match, a, b);
    }

    // Above England's: the other value is in the query, in the row of that name.
    private static void JudgeRow(Reading reading, Match match)
    {
        var word = match.Groups["w"];
        var a = reading.Figure(match, "a");
        if (reading.IsNegated(word) || a.Cell is not { } cell || reading.TableOf(a) is not { } table)
            return;
        var tokens = reading.Sentence.Tokens;
        var first = match.Index + match.Length;
        var last = first;
        while (
            last < tokens.Length
            && tokens[last].Lower is "the" or "that" or "of" or "in" or "for" or "rate" or "average" or "figure" or "level" or "mean"
        )
            last++;
        // The name itself may begin with such a word.
        for (var from = last; from >= first; from--)
        for (var to = Math.Min(tokens.Length, from + 6); to > from; to--)
        {
            var name = tokens[from].Figure is { Value: string label } && to == from + 1 ? label : reading.Words(from, to);
            name = name.EndsWith("'s", StringComparison.Ordinal) ? name[..^2] : name.TrimEnd('\'');
            if (table.RowOf(name.Replace('’', '\''), cell.Row) is not { } row || row == cell.Row || !EndsThere(tokens, to))
                continue;
            if (table.ValueAt(row, cell.Column) is not { } value)
                return;
            var other = reading.Like(a, value, row);
            var judged = Judgement.Order(Reading.Sign(match), a, other);
            reading.Add(ClaimClass.Comparison, word, judged with { Reason = $"{judged.Reason} ({table.NameOf(row)})" }, a);
            return;
        }
    }

    private static bool EndsThere(System.Collections.Immutable.ImmutableArray<Token> tokens, int at)
    {
        while (
            at < tokens.Length
            && tokens[at].Lower is "average" or "mean" or "rate" or "figure" or "level" or "as" or "a" or "whole" or "overall" or "'s"
        )
            at++;
        return at >= tokens.Length || tokens[at].Lower is "," or "." or ";" or ")" or "–" or "—" or "?" or "!";
    }

    private static void JudgeAlike(Reading reading, Match match)
    {
        var (a, b) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
        if (!reading.IsNegated(match.Groups["w"], 2) && a.IsAlike(b) && !IsMixed(reading, a, b))
            Judge(reading, match, a, b);
    }

    private static void Judge(Reading reading, Match match, Operand a, Operand b) =>
        reading.Add(ClaimClass.Comparison, match.Groups["w"], Judgement.Order(Reading.Sign(match), a, b), a, b);

    private static bool IsMixed(Reading reading, Operand a, Operand b) =>
        a.Cell is { } one && b.Cell is { } two && one.Query == two.Query && reading.TableOf(a)!.AreOtherMeasures(one.Row, two.Row);

    private static string Text(Reading reading, int from, int to) =>
        $" {string.Join(' ', reading.Sentence.Tokens[from..to].Select(token => token.Figure is { } figure ? figure.Printed.ToLowerInvariant().Replace('’', '\'') : token.Lower.EndsWith("'s", StringComparison.Ordinal) ? token.Lower[..^2] : token.Lower))} ";

    private static bool AsManyBefore(string words) =>
        words.Contains("as likely", StringComparison.Ordinal)
        || words.Contains("as many", StringComparison.Ordinal)
        || words.Contains("as much", StringComparison.Ordinal);

    private static bool Says(string words) =>
        words
            .Split(' ')
            .Any(word => word is "higher" or "more" or "greater" or "larger" or "bigger" or "lower" or "fewer" or "less" or "smaller");
}
