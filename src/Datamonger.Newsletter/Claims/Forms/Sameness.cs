using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>No difference: the same as A, unchanged at B, similar rates.</summary>
internal static class Sameness
{
    private const string Words = "w:( loose:same.loose | strict:same.strict )";

    private static readonly Pattern AsOther = new(
        $"b:N ~10[limit] comma|open|dash|be|stays? adverb|word? {Words} as|to|from|with|since|on ~6[limit] a:N"
    );
    private static readonly Pattern At = new($"( {Words} | w:stay:stays ) in:~6[limit] at|on|to ~2[limit] b:N");
    private static readonly Pattern Both = new(
        "near:hedge|word|adverb|the? w:( same.strict|same.loose|identical ) word? measure !as ~20[end+colon+open+comma] ( "
            + "colon|open|comma ) word|at? ~3 a:N ~6[end] and ~5 b:N"
    );

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(AsOther))
        {
            var (one, other) = (reading.Figure(match, "b"), reading.Figure(match, "a"));
            if (!reading.IsNegated(match.Groups["w"]) && one.IsOfKind(other))
                reading.Add(ClaimClass.Same, match.Groups["w"], Judgement.Same(match.Groups["strict"].Success, one, other), one, other);
        }
        foreach (var match in reading.Matches(At))
            Unchanged(reading, match);
        foreach (var match in reading.Matches(Both))
        {
            var (one, other) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            var words = reading.Words(match.Groups["w"]);
            if (
                words is not ("the same" or "identical") && match.Groups["w"].Value[0] != Lexicon.Code("same.loose")
                || reading.IsNegated(match.Groups["w"])
                || !one.IsOfKind(other)
            )
                continue;
            var isLoose =
                match.Groups["w"].Value[0] == Lexicon.Code("same.loose")
                || reading.Words(match.Groups["near"]) is "near" or "practically" or "similarly";
            // Similar rates do not claim one rate.
            if (words != "similar")
                reading.Add(ClaimClass.Same, match.Groups["w"], Judgement.Same(!isLoose, one, other), one, other);
        }
    }

    // Against the row before; without a strict word the first row does as well.
    private static void Unchanged(Reading reading, Match match)
    {
        var word = match.Groups["w"];
        if (reading.IsNegated(word) || reading.IsSupposed(word))
            return;
        var between = reading.Words(match.Groups["in"]);
        if (
            match.Groups["stay"].Success
            && between.Length > 0
            && !reading.Words(word).StartsWith("has", StringComparison.Ordinal)
            && between.Split(' ')[0]
                is not ("steady" or "stable" or "flat" or "unchanged" or "constant" or "level" or "roughly" or "broadly" or "much")
        )
            return;
        var figure = reading.Figure(match, "b");
        if (reading.SeriesOf(figure) is not { At: > 0 } found)
            return;
        var (series, at) = found;
        var strict = match.Groups["strict"].Success;
        var all = $" {reading.Words(0, reading.Codes.Length)} ";
        var wide =
            all.Contains(" since ", StringComparison.Ordinal)
            || all.Contains(" over ", StringComparison.Ordinal)
            || all.Contains(" between ", StringComparison.Ordinal);
        var judged = new[] { series[at - 1], series[0] }
            .Take(strict && !wide ? 1 : 2)
            .Select(moment => (Moment: moment, Was: reading.Like(figure, moment.Value!.Value, moment.Row)))
            .Select(past =>
                (
                    Judgement: Judgement.Same(reading.Words(word) is "unchanged" or "the same" or "exactly the same", past.Was, figure),
                    past.Moment,
                    past.Was
                )
            )
            .ToList();
        var reason = $"{figure.Printed} now, {judged[0].Was.Printed} in {judged[0].Moment.Shown}";
        if (judged.All(past => past.Judgement.Verdict is ClaimVerdict.False))
            reading.AddRows(ClaimClass.Same, word, new(ClaimVerdict.False, reason), 0, figure);
        else if (judged[0].Judgement.Verdict is ClaimVerdict.True)
            reading.AddRows(ClaimClass.Same, word, new(ClaimVerdict.True, reason), 0, figure);
    }
}
