using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>A word beside the size of a change, or beside the figure or sentence before that says which way it went.</summary>
internal static class Changes
{
    private const string Noun = "w:( up:up.a | dn:down.a )";

    private static readonly Pattern[] BeforeSize =
    [
        new("w:( direction adverb* by|of | up|down by? ) hedge|over|under|more|than|adverb|another* a:N"),
    ];
    private static readonly Pattern SizeBefore = new("a:N unit|period? w:( comparative ~7 than | up|down on | above|below )");
    private static readonly Pattern[] BesideChange =
    [
        new($"c:C ~8[limit] aside a|the|another|this word|adverb? {Noun}"),
        new($"( ^ | colon ) a|another word|adverb? {Noun} colon … c:C"),
    ];
    private static readonly Pattern Still = new(
        "adverb|word word|to? w:( up:up.both|up.now|up.verb | dn:down.both|down.now|down.verb ) colon it|the|word ~2 c:C"
    );
    private static readonly Pattern ThatRise = new($"^ and|but? det:that|this|another|the|a adj:word|adverb? {Noun}");
    private static readonly Pattern ThatIsARise = new(
        $"^ and|but? this|that|it|which ( be | word ) word|adverb? a|the word|adverb? {Noun} of|hedge|over* N|typed? unit? "
            + $"from|on|over|against ~12[end+to+moving] a:N"
    );
    private static readonly Pattern ThatRose = new(
        "^ and|but? this|that|it|the|their measure|word? have? adverb|since* w:( up:up.verb|up.now | dn:down.verb|down.now ) "
            + "word|adverb? to|reaching ~4[limit] b:N"
    );
    private static readonly Pattern FromFigure = new("from ~3 N");

    /// <summary>Rose by X, X more than.</summary>
    public static void FindSigns(Reading reading)
    {
        foreach (var pattern in BeforeSize)
        foreach (var match in reading.Matches(pattern))
        {
            var size = reading.Figure(match, "a");
            var words = reading.Words(match.Groups["w"]);
            if (words.EndsWith(" of", StringComparison.Ordinal) && reading.Before(match.Index) is "of")
                continue;
            if (size.Number <= 0)
                reading.Add(
                    ClaimClass.Direction,
                    match.Groups["w"],
                    new(ClaimVerdict.False, $"the figure behind it is {size.Printed}"),
                    size
                );
            else if (size.Family is "pct" or "pts" || words.EndsWith("by", StringComparison.Ordinal))
                reading.Add(ClaimClass.Direction, match.Groups["w"], new(ClaimVerdict.True, $"{size.Printed} is more than nothing"), size);
        }
        foreach (var match in reading.Matches(SizeBefore))
        {
            var size = reading.Figure(match, "a");
            var isShare = size.Family is "pct" or "pts";
            if (!isShare && size.Trace.Cells.Length <= 1)
                continue;
            if (size.Number < 0)
                reading.Add(
                    ClaimClass.Direction,
                    match.Groups["w"],
                    new(ClaimVerdict.False, $"the figure before it is {size.Printed}"),
                    size
                );
            else if (size.Number > 0 && isShare)
                reading.Add(ClaimClass.Direction, match.Groups["w"], new(ClaimVerdict.True, $"{size.Printed} is more than nothing"), size);
        }
    }

    /// <summary>A noun beside a change in words: fell by 32%, a rise that …</summary>
    public static void FindNouns(Reading reading)
    {
        foreach (var pattern in BesideChange)
        foreach (var match in reading.Matches(pattern))
            Beside(reading, match);
        foreach (var match in reading.Matches(Still))
        {
            if (
                reading.Words(match.Index, match.Groups["w"].Index).Split(' ')[0]
                is "still"
                    or "keep"
                    or "keeps"
                    or "kept"
                    or "continue"
                    or "continues"
                    or "continued"
                    or "goes"
                    or "went"
            )
                Beside(reading, match);
        }
    }

    /// <summary>This rise: the direction is that of the sentence before.</summary>
    public static void FindAnaphora(Reading reading, int? before)
    {
        if (before is not { } sign)
            return;
        foreach (var match in reading.Matches(ThatRise))
        {
            var (determiner, behind) = (reading.Words(match.Groups["det"]), reading.Sentence.Tokens[match.Groups["w"].Index..]);
            var next = behind.Length > 1 ? behind[1].Lower : "";
            var words = reading.Words(match.Groups["w"].Index + 1, match.Groups["w"].Index + 4);
            if (reading.Words(match.Groups["adj"]) == "of" || (determiner == "the" && next is "in" or "of" or "among" or "for"))
                continue;
            if (
                determiner is "a" or "an"
                && !(
                    words.StartsWith("of that", StringComparison.Ordinal)
                    || words.StartsWith("of this", StringComparison.Ordinal)
                    || words.StartsWith("like ", StringComparison.Ordinal)
                )
            )
                continue;
            if (determiner is "this" or "that" && next is "in" or "among" && !IsSameSubject(behind.Length > 2 ? behind[2].Lower : ""))
                continue;
            reading.Add(
                ClaimClass.Direction,
                match.Groups["w"],
                Judgement.Of(Reading.Sign(match) == sign, $"the sentence before says that it {Way(sign)}")
            );
        }
    }

    /// <summary>This is an increase from A; that number rose to B: the other figure is the only one of the clause before.</summary>
    public static void FindAcross(Reading reading, Operand? before)
    {
        if (before is null)
            return;
        foreach (var match in reading.Matches(ThatIsARise))
            Across(reading, match, reading.Figure(match, "a"), before);
        foreach (var match in reading.Matches(ThatRose))
        {
            if (!FromFigure.IsIn(reading.Codes))
                Across(reading, match, before, reading.Figure(match, "b"));
        }
    }

    private static bool IsSameSubject(string word) => word is "itself" or "a" or "one" or "the";

    private static string Way(int sign) =>
        sign > 0 ? "rose"
        : sign < 0 ? "fell"
        : "did not change";

    private static void Beside(Reading reading, Match match)
    {
        var change = reading.Figure(match, "c");
        if (!reading.IsNegated(match.Groups["w"]))
            reading.AddDirection(
                match.Groups["w"],
                change.Sign,
                Judgement.Of(Reading.Sign(match) == change.Sign, $"the figure says \"{change.Printed}\""),
                change
            );
    }

    private static void Across(Reading reading, Match match, Operand from, Operand to)
    {
        var word = match.Groups["w"];
        if (!reading.IsNegated(word) && !reading.IsSupposed(word) && from.IsOfKind(to))
            reading.AddDirection(word, Reading.Sign(match), Judgement.Direction(Reading.Sign(match), from, to), from, to);
    }
}
