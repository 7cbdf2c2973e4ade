using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>One thing at two times, both in the sentence: rose from A to B; B, up from A; growing: B, against A.</summary>
internal static class Directions
{
    // By how much, which is judged elsewhere.
    private const string By = "( by hedge|over|under|adverb|more|than|a|part|another* N|C|typed? unit? )?";
    private const string Word = "w:( up:up.word | dn:down.word )";
    private const string Noun = "w:( up:up.a | dn:down.a )";
    private const string Size = "by|of|a|hedge|over|under|more|than* N|typed|part? unit?";

    private static readonly Pattern[] TwoValues =
    [
        new(
            $"{Word} ~6[limit+comma] comma? {By} ~4[limit+comma] comma? ( in|at|on|over|during ~5[limit+comma] )? comma? from ~5[limit] "
                + $"a:N ~9[clause+moving] comma|close? to ~6[limit] b:N"
        ),
        new($"{Word} ~6[limit] {By} comma? ~4[limit] to ~5[limit] b:N ~9[clause+moving] comma|open? from ~5[limit] a:N"),
        new("w:( up:up | dn:down ) comma? from ~5[limit] a:N ~9[clause+moving] comma? to ~6[limit] b:N"),
        new($"from ~5[limit] a:N ~10[clause+to+moving] {Word} ~4[limit+by] to ~5[limit] b:N"),
        new($"from ~4[limit] a:N ~9[clause+moving] to ~4[limit] b:N ~8[limit] aside a|the word|adverb? {Noun}"),
        new($"^ at|and|but|adverb? w:( up:up | dn:down ) {Size} adverb? from ~4[limit] a:N ~10[limit] comma ~10[limit] b:N"),
        new("gap ~8[limit] b:N ~6 aside? be? w:( up:wider|higher | dn:narrower|lower ) than ~8 a:N"),
    ];
    private static readonly Pattern OfChange = new(
        "c:C ~8[limit] comma|open|dash? from ~4[limit] a:N ~9[clause+moving] comma|close? to ~6[limit] b:N"
    );
    private static readonly Pattern SecondPair = new(
        $"{Word} … from ~5[limit] N ~9[clause+moving] to ~5[limit] N ~6[limit] and ~8[limit] from ~4[limit] a:N ~9[clause+moving] to "
            + $"~4[limit] b:N"
    );
    private static readonly Pattern UpFrom = new(
        $"b:N ~26[end+moving] w:( up:up | dn:down | a adverb|word? ( up:up.a | dn:down.a ) ) {Size} adverb? ( in ~3[limit] )? from|on "
            + $"~6[limit] a:N"
    );
    private static readonly Pattern ListBefore = new("N ~5[end] and ~2[end] $");
    private static readonly Pattern ListBehind = new("^ ~4[end] and");
    private static readonly Pattern OtherRole = new("from|than|on|up|down|by|of|against|instead hedge|the|a* $");
    private static readonly Pattern NewSubject = new("and|but it|be|have|the|this");
    private static readonly Pattern Growing = new(
        "w:( up:up.verb|more | dn:down.verb|fewer ) !than … b:N ~14[end+towards] comma|dash|open? ( towards | comma? was ) ~8 a:N"
    );
    private static readonly Pattern AnyDirection = new("moving|more|fewer");
    private static readonly Pattern Break = new("colon|dash|open");

    public static void Find(Reading reading)
    {
        foreach (var pattern in TwoValues)
        foreach (var match in reading.Matches(pattern))
            Judge(reading, match, 3);
        foreach (var match in reading.Matches(OfChange))
        {
            var sign = reading.Figure(match, "c").Sign;
            if (sign == 0)
                continue;
            var (from, to) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            var judged = Judgement.Direction(sign, from, to);
            reading.AddDirection(
                match.Groups["c"],
                sign,
                judged.Verdict is ClaimVerdict.PrintsAlike ? judged with { Verdict = ClaimVerdict.True } : judged,
                from,
                to
            );
        }
        foreach (var match in reading.Matches(SecondPair))
            Second(reading, match);
        foreach (var match in reading.Matches(UpFrom))
        {
            if (IsOfLastFigure(reading, match))
                Judge(reading, match, 2);
        }
    }

    /// <summary>Growing …: B, against A. The rows say which is later.</summary>
    public static void FindAgainst(Reading reading)
    {
        if (AnyDirection.In(reading.Codes).Count() != 1)
            return;
        foreach (var match in reading.Matches(Growing))
        {
            var word = match.Groups["w"];
            var (first, second) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            var isComparative = reading.Words(word) is "more" or "fewer" or "less";
            if (isComparative && word.Index > 0 && !Break.IsIn(reading.Codes[word.Index..match.Groups["b"].Index]))
                continue;
            if (reading.IsNegated(word) || !first.IsAlike(second) || first.Cell is not { } one || second.Cell is not { } two)
                continue;
            if (one.Query != two.Query || one.Column != two.Column || reading.TableOf(first) is not { } table)
                continue;
            if (
                table.TimeAt(one.Row) is not { } then
                || table.TimeAt(two.Row) is not { } now
                || then == now
                || !table.AreSameThing(one.Row, two.Row)
            )
                continue;
            var (from, to) = then < now ? (first, second) : (second, first);
            reading.AddDirection(word, Reading.Sign(match), Judgement.Direction(Reading.Sign(match), from, to), from, to);
        }
    }

    private static void Judge(Reading reading, Match match, int reach)
    {
        var word = match.Groups["w"];
        var (from, to) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
        var sign = Reading.Sign(match);
        if (reading.IsNegated(word, reach))
        {
            if (reach == 3)
                reading.Add(ClaimClass.Direction, word, Judgement.None);
            return;
        }
        reading.AddDirection(word, sign, Judgement.Direction(sign, from, to), from, to);
    }

    // "and from A to B" has the direction of what stands before it; that it is true needs no second mention.
    private static void Second(Reading reading, Match match)
    {
        var (from, to) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
        var judged = Judgement.Direction(Reading.Sign(match), from, to);
        if (judged.Verdict is not ClaimVerdict.False)
            return;
        reading.Reopen(match.Groups["w"]);
        reading.AddDirection(match.Groups["w"], Reading.Sign(match), judged, from, to);
    }

    private static bool IsOfLastFigure(Reading reading, Match match)
    {
        var (at, word) = (match.Groups["b"].Index, match.Groups["w"].Index);
        var before = reading.CodesBefore(at);
        var between = reading.Codes[(at + 1)..word];
        if (ListBefore.IsIn(before) && ListBehind.IsIn(reading.CodesFrom(match.Index + match.Length)))
            return false;
        if (OtherRole.IsIn(before) || NewSubject.IsIn(between))
            return false;
        var (open, close) = (Lexicon.Code("open"), Lexicon.Code("close"));
        return !between.Contains(close)
            || between.Contains(open)
            || before.LastIndexOf(open) is not (>= 0 and var bracket)
            || !before[..bracket].Contains(Lexicon.Code("N"));
    }
}
