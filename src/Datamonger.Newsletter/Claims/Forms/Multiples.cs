using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>One value by another: doubled from A to B, twice as many as A, a third more than A.</summary>
internal static class Multiples
{
    private const string Hedge = "hedge:( ( hedge|over|under|above|below | up to | more|fewer than )? )";
    private const string Times = "w:( times|half )";

    private static readonly Pattern[] Multiplied =
    [
        new($"{Hedge} w:multiplied ~6[limit] comma? from ~4[limit] a:N ~9[clause+moving] comma? to ~4[limit] b:N"),
        new($"{Hedge} w:multiplied ~6[limit] to ~4[limit] b:N ~9[clause+moving] comma|open? up|down? from ~4[limit] a:N"),
    ];
    private static readonly Pattern ByAPart = new(
        $"direction ~4[limit] by {Hedge} w:part ~5[limit] comma? from ~4[limit] a:N ~9[clause+moving] comma? to ~4[limit] b:N"
    );
    private static readonly Pattern[] TimesAs =
    [
        new(
            $"b:N ~10[limit] ( comma|open|dash|be|or|at ) adverb|which|that|be* {Hedge} {Times} ( as many ~3[limit] as | the | that | "
                + $"more )? of|in|for? ~7[limit+comma+open] a:N"
        ),
        new(
            $"{Hedge} {Times} ( as many | the measure ) ~14[limit+comma+open] open|colon|comma|dash at|with? b:N ~5[limit] comma? "
                + $"against|to dot? ~4[limit] a:N"
        ),
    ];
    private static readonly Pattern PartMore = new(
        $"b:N ~10[limit] ( comma|open|dash|be|or ) adverb* {Hedge} w:( part ( up:greater | dn:smaller ) ) ~4[limit] than ~6[limit] a:N"
    );

    public static void Find(Reading reading)
    {
        foreach (var pattern in Multiplied)
        foreach (var match in reading.Matches(pattern))
            Judge(reading, match, Lexicon.Multiple(reading.Words(match.Groups["w"])) == 0.5m);
        foreach (var match in reading.Matches(ByAPart))
        {
            var (from, to) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            if (!from.IsOfFamily(to) || from.Number == 0 || reading.IsNegated(match.Groups["w"]))
                continue;
            var part = Math.Abs(to.Number - from.Number) / Math.Abs(from.Number);
            JudgePart(
                reading,
                match,
                reading.Words(match.Groups["w"]),
                part,
                false,
                $"from {from.Printed} to {to.Printed} is {part * 100:0}%",
                from,
                to
            );
        }
        foreach (var pattern in TimesAs)
        foreach (var match in reading.Matches(pattern))
            Judge(reading, match, false);
        foreach (var match in reading.Matches(PartMore))
        {
            var (one, other) = (reading.Figure(match, "b"), reading.Figure(match, "a"));
            if (!one.IsOfFamily(other) || other.Number == 0 || reading.IsNegated(match.Groups["w"]))
                continue;
            var part = (one.Number - other.Number) / other.Number;
            var word = reading.Words(match.Groups["w"].Index, match.Groups["w"].Index + match.Groups["w"].Length - 1);
            JudgePart(
                reading,
                match,
                word,
                part * Reading.Sign(match),
                true,
                $"{one.Printed} is {Math.Abs(part) * 100:0}% {(part < 0 ? "less" : "more")} than {other.Printed}",
                one,
                other
            );
        }
    }

    private static void JudgePart(
        Reading reading,
        Match match,
        string fraction,
        decimal part,
        bool loosely,
        string reason,
        Operand one,
        Operand other
    )
    {
        if (Lexicon.Fraction(fraction) is { } target)
            reading.Add(
                ClaimClass.Multiple,
                match.Groups["w"],
                Judgement.Of(Judgement.IsPartOfChange(reading.Hedge(match), target, part, loosely), reason),
                one,
                other
            );
    }

    private static void Judge(Reading reading, Match match, bool isHalved)
    {
        var word = match.Groups["w"];
        var (later, earlier) = (reading.Figure(match, "b"), reading.Figure(match, "a"));
        if (!later.IsOfFamily(earlier) || earlier.Number == 0 || reading.IsNegated(word))
            return;
        // More than halved is less than a half.
        var hedge = reading.Hedge(match) switch
        {
            "gt" when isHalved => "lt",
            "just gt" when isHalved => "just lt",
            "lt" when isHalved => "gt",
            "just lt" when isHalved => "just gt",
            var other => other,
        };
        var exact = later.Number / earlier.Number;
        var shown = earlier.Shown is { } divisor && divisor != 0 ? later.Shown / divisor : null;
        var holds = Judgement.IsMultiple(hedge, Lexicon.Multiple(reading.Words(word)), exact, shown);
        var from = match.Groups["hedge"].Length > 0 ? match.Groups["hedge"].Index : word.Index;
        reading.Add(
            ClaimClass.Multiple,
            from,
            word.Index + word.Length,
            Judgement.Of(holds, $"{later.Printed} is {exact:0.0} times {earlier.Printed}"),
            false,
            0,
            later,
            earlier
        );
    }
}
