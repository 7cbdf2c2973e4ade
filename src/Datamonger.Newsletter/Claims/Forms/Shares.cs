using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>A part of a whole: most people (54%), two thirds, 84 of the 152, more than half.</summary>
internal static partial class Shares
{
    private const string Hedge = "hedge:( ( hedge|over|under|above|below | up to | more|fewer than )? )";
    private const string Whole = Hedge + " w:( frac:part | most:most|majority | few:minority | all:nearly.all )";
    private const string End = "end:( close|comma|dash|dot | $ )";

    private static readonly Pattern Answering = new(
        $"^ adverb? {Whole} ( of? their|people )? np:( be|says|does|have ~5[end+or+and+but+comma+colon+open] ) "
            + $"sep:comma|open|dash|colon or|at|hedge|adverb* p:N {End}"
    );
    private static readonly Pattern OfPeople = new(
        $"{Whole} of? np:~9[end+comma+colon+open+dash+more+fewer+than+as+and+or+have+be+who+that+says+other+it+not] "
            + $"sep:comma|open|dash|colon or|at|hedge|adverb* p:N ( of ~7[clause+comma+close] )? {End}"
    );
    private static readonly Pattern Behind = new(
        $"p:N ( of ~6[clause+comma] )? does|says? be? sep:( comma|open|dash|be|or ) or|that|adverb|which|be* {Whole} after:( "
            + $"comma|dot|close|dash|colon | of their|people | $ )"
    );
    private static readonly Pattern Bare = new("a p:N dash? w:( most:majority.bare | few:minority.bare )");
    private static readonly Pattern RatioBefore = new(
        $"a:N word? of their|article* b:N ~6[clause+comma] ( comma|open|dash ) or? ~2 {Whole} after:( comma|dot|close|dash|colon|of | $ )"
    );
    private static readonly Pattern RatioBehind = new(
        $"{Whole} of? ~7[end+more+fewer+than+as] ( open|comma|colon|dash ) or|at* a:N word? of their|article* b:N"
    );
    private static readonly Pattern NextPart = new("^ comma|close? or|and in:~16[close+open] open? N");
    private static readonly Pattern Parts = new("part|most|majority");

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(Answering))
        {
            if (!IsOneOfSeveral(reading, match))
                Judge(reading, match);
        }
        foreach (var match in reading.Matches(OfPeople))
        {
            if (IsOfPeople(reading, match))
                Judge(reading, match);
        }
        foreach (var match in reading.Matches(Behind))
            Judge(reading, match);
        foreach (var match in reading.Matches(Bare))
            Judge(reading, match);
        foreach (var match in reading.Matches(RatioBefore))
            JudgeRatio(reading, match);
        foreach (var match in reading.Matches(RatioBehind))
        {
            if (!match.Groups["most"].Success || reading.Before(match.Groups["w"].Index) is not ("the" or "at" or "for"))
                JudgeRatio(reading, match);
        }
    }

    private static bool IsOfPeople(Reading reading, Match match)
    {
        var (word, hedge) = (match.Groups["w"], match.Groups["hedge"]);
        var at = hedge.Length > 0 ? hedge.Index : word.Index;
        var (before, words) = (reading.Before(at), reading.Words(match.Groups["np"]));
        var separator = reading.Words(match.Groups["sep"]);
        if (
            reading.Words(word) == "most"
            && (
                before
                    is "the"
                        or "at"
                        or "for"
                        or "their"
                        or "its"
                        or "his"
                        or "her"
                        or "being"
                        or "is"
                        or "was"
                        or "are"
                        or "were"
                        or "be"
                        or "as"
                || !AreCounted(words)
            )
        )
            return false;
        if (
            (separator is "," or ":" || match.Groups["most"].Success || match.Groups["all"].Success)
            && before is "in" or "for" or "at" or "on" or "by" or "with" or "across" or "to" or "from" or "among" or "than" or "per"
        )
            return false;
        if (
            NoPeople().IsMatch($" {words} ")
            || words.StartsWith("of all", StringComparison.Ordinal)
            || before is "or" or "all"
            || $" {words} ".Contains(" in the ", StringComparison.Ordinal)
        )
            return false;
        if (Answer().IsMatch($" {reading.Words(0, at)}"))
            return false;
        if (
            separator == "("
            && reading.Words(match.Groups["p"].Index + 1, match.Groups["p"].Index + 3) is var behind
            && behind.StartsWith("of ", StringComparison.Ordinal)
            && behind is not ("of them" or "of these" or "of those")
        )
            return false;
        if (
            match.Groups["frac"].Success
            && (before is "first" or "second" or "other" or "latter" or "top" or "bottom" || Period().IsMatch($" {words}"))
        )
            return false;
        return separator is not ("(" or "," or ":") || !IsOneOfSeveral(reading, match);
    }

    // Half … seldom (33%) or never (16%): the figure is one of several parts.
    private static bool IsOneOfSeveral(Reading reading, Match match) =>
        NextPart.In(reading.CodesFrom(match.Groups["p"].Index + 1)).FirstOrDefault() is { } next && !Parts.IsIn(next.Groups["in"].Value);

    // "Most" before what can be counted, not before an adjective.
    private static bool AreCounted(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (all is [] or ["of", ..])
            return true;
        return all[0] is not ("often" or "likely" or "other")
            && !all[0].EndsWith("ly", StringComparison.Ordinal)
            && all.Take(3).Any(word => Plural().IsMatch(word));
    }

    private static void JudgeRatio(Reading reading, Match match)
    {
        var (part, whole) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
        if (part.Family != "num" || whole.Family != "num" || whole.Number <= 0 || part.Number > whole.Number || part.Number < 0)
            return;
        Judge(
            reading,
            match,
            part.Number / whole.Number,
            null,
            $"{part.Printed} of {whole.Printed} is {(part.Number / whole.Number * 100):0}%",
            part,
            whole
        );
    }

    private static void Judge(Reading reading, Match match)
    {
        var figure = reading.Figure(match, "p");
        if (figure.Family == "pct")
            Judge(reading, match, figure.Number, figure.Shown, $"the figure is {figure.Printed}", figure);
    }

    private static void Judge(
        Reading reading,
        Match match,
        decimal exact,
        decimal? shown,
        string reason,
        params ReadOnlySpan<Operand> figures
    )
    {
        var word = match.Groups["w"];
        if (exact is < 0 or > 1.2m || reading.IsNegated(word, 2) || reading.IsSupposed(word))
            return;
        var hedge = reading.Hedge(match);
        var holds =
            match.Groups["few"].Success ? Math.Min(exact, shown ?? exact) < 0.5m
            : match.Groups["all"].Success ? exact >= 0.75m
            : !match.Groups["most"].Success ? Judgement.IsFraction(hedge, Lexicon.Fraction(reading.Words(word)) ?? 0, exact, shown)
            : hedge is "lt" or "just lt" ? Judgement.IsFraction(hedge, 0.5m, exact, shown)
            : Math.Max(exact, shown ?? exact) > 0.5m;
        var from = match.Groups["hedge"].Length > 0 ? match.Groups["hedge"].Index : word.Index;
        reading.Add(ClaimClass.Share, from, word.Index + word.Length, Judgement.Of(holds, reason), false, 0, figures);
    }

    [GeneratedRegex(
        @" (?:percentage|level|rate|number|share|proportion|figure|size|price|amount|total|average|those) $|^ (?:of )?(?:the "
            + @")(?:percentage|level|rate|number|share|proportion|figure|size|price|amount|total) |^ (?:all $|part |recent |(?:of )?the "
            + @"(?:time|way|day|year) )"
    )]
    private static partial Regex NoPeople();

    [GeneratedRegex(@" (?:say|says|said|think|thinks|believe|believes|answered|chose)(?: [^ ]+){0,3}$")]
    private static partial Regex Answer();

    [GeneratedRegex(@"^ (?:of )?(?:an? )?(?:year|hour|century|term|time)")]
    private static partial Regex Period();

    [GeneratedRegex(@"^(?:\S*(?<!ou)(?<!s)s|children|people|staff|men|women|pupils|carers|them)$")]
    private static partial Regex Plural();
}
