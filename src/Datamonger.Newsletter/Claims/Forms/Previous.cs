using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>A direction with one figure, <c>rose to B</c>: the rows say what it was before.</summary>
internal static class Previous
{
    private static readonly Pattern RoseTo = new(
        "w:( up:up.word | dn:down.word ) in:~7[limit+by] ( to | comma? reaching ) ~4[limit] b:N !N"
    );
    private static readonly Pattern Within = new("word? in|during the? ( word of )?");

    private static readonly ImmutableArray<string> Units = ["year", "month", "quarter"];

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(RoseTo))
        {
            var word = match.Groups["w"];
            if (reading.IsNegated(word) || reading.IsSupposed(word))
                continue;
            var figure = reading.Figure(match, "b");
            if (reading.SeriesOf(figure) is not { At: > 0 } found)
                continue;
            var (series, at) = found;
            var (sign, earlier) = (Reading.Sign(match), series[..at]);
            ImmutableArray<Moment> against =
                IsOneStep(reading, match.Groups["in"], series[at].Shown) ? [earlier[^1]]
                : Says(reading, "since", "over", "between", "during", "decade", "ago") || Says(reading, "in the last", "in the past")
                    ? earlier
                : [earlier[^1], earlier[0]];
            var holds = against.Count(moment => figure.Number.CompareTo(moment.Value) == sign);
            var was = earlier[^1];
            var reason = $"{figure.Printed} now, {reading.Like(figure, was.Value!.Value, was.Row).Printed} in {was.Shown}";
            // It may be told of the last step or of the whole series: only what is true of neither is false.
            if (holds == 0 || holds == against.Length)
                reading.AddRows(ClaimClass.Direction, word, Judgement.Of(holds > 0, reason), sign, figure);
        }
    }

    private static bool IsOneStep(Reading reading, Group between, string own)
    {
        if (Says(reading, "again", "continues", "continued", "continue", "further", "still", "another", "once more"))
            return true;
        var words = reading.Words(between);
        var time = own.ToLowerInvariant().Split(' ');
        if (Within.IsIn(between.Value) && time.Any(words.Contains))
            return true;
        return Units.Any(unit => Says(reading, $"last {unit}", $"in the {unit}", $"over the {unit}", $"on the {unit}", $"this {unit}"));
    }

    private static bool Says(Reading reading, params ReadOnlySpan<string> words)
    {
        var sentence = $" {reading.Words(0, reading.Codes.Length)} ";
        foreach (var word in words)
        {
            if (sentence.Contains($" {word} ", StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
