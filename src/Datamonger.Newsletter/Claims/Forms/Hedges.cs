using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>A rounded figure beside its exact value: over 40k, nearly 12,000, exactly 60%.</summary>
internal static class Hedges
{
    private static readonly Pattern BeforeFigure = new("hedge:( hedge|over|under|above|below | up to | more|fewer than ) article? a:N");

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(BeforeFigure))
        {
            var (word, figure) = (match.Groups["hedge"], reading.Figure(match, "a"));
            if (reading.IsJudged(word) || reading.IsNegated(word, 2) || figure.Shown is not { } shown || shown == figure.Number)
                continue;
            var hedge = reading.Hedge(match);
            var holds = hedge switch
            {
                "gt" or "just gt" or "ge" => figure.Number > shown,
                "lt" or "just lt" or "le" => figure.Number < shown,
                _ => false,
            };
            if (hedge is not (null or "about"))
                reading.Add(
                    ClaimClass.Rounding,
                    word,
                    Judgement.Of(
                        holds,
                        $"{figure.Printed} stands for {ValueFormat.Plain(Rounded(figure.Number), reading.Tables.Language)}"
                    ),
                    figure
                );
        }
    }

    private static decimal Rounded(decimal number) => Math.Round(number, 4, MidpointRounding.AwayFromZero);
}
