using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Claims.Forms;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Claims;

/// <summary>
/// Finds words of direction, comparison, order and size beside figures, and judges them by the data. What cannot be decided is silent.
/// </summary>
public static class ClaimFinder
{
    // A word belongs to the first form that knows it.
    private static readonly ImmutableArray<Action<Reading>> Kinds =
    [
        Multiples.Find,
        Directions.Find,
        Times.Find,
        Superlatives.Find,
        Comparisons.Find,
        Shares.Find,
        Sameness.Find,
        Directions.FindAgainst,
        Previous.Find,
        Changes.FindSigns,
        Ranges.Find,
        Hedges.Find,
        Changes.FindNouns,
    ];

    /// <summary>The claims of some passages, in their order.</summary>
    /// <param name="passages">What an issue says. What somebody else says is theirs.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="tables">The rows behind them.</param>
    /// <param name="language">The language of the issue; none but English is read.</param>
    public static IssueClaims Find(IEnumerable<Passage> passages, IssueFigures figures, QueryTables tables, Language language)
    {
        if (!language.IsEnglish)
            return IssueClaims.None;
        var known = new ClaimTables(tables, language);
        return new IssueClaims([
            .. passages
                .Where(passage => !passage.IsQuotation && !passage.Figures.IsEmpty)
                .SelectMany(passage => Of(passage, figures, known)),
        ]);
    }

    private static IEnumerable<Claim> Of(Passage passage, IssueFigures figures, ClaimTables tables) =>
        figures.Editions is { } editions && figures.ArePersonal(passage.Figures.Values)
            ? Merge(passage, editions, [.. editions.All.Select(edition => (edition, In(passage, figures, tables, edition)))])
            : In(passage, figures, tables, null).Select(found => Claim(passage, found, []));

    // One claim for all editions; those in which it is false or prints alike are named.
    private static IEnumerable<Claim> Merge(Passage passage, Editions editions, ImmutableArray<(Edition Edition, List<Found> Found)> all) =>
        all.SelectMany(item => item.Found.Select(found => (item.Edition, Found: found)))
            .GroupBy(item => (item.Found.From, item.Found.Class))
            .OrderBy(word => word.Key.From)
            .SelectMany(word => word.GroupBy(item => item.Found.Verdict).OrderBy(verdict => verdict.Key))
            .Select(same =>
                Claim(passage, same.First().Found, same.Count() == editions.All.Length ? [] : [.. same.Select(item => item.Edition.Key)])
            );

    private static Claim Claim(Passage passage, Found found, ImmutableArray<string> keys) =>
        new(passage.LocationAt(found.From), found.Words, found.Class, found.Verdict, found.Reason)
        {
            Figures = [.. found.Operands.Select(operand => operand.Expression).OfType<FigureExpression>()],
            IsOfRows = found.IsOfRows,
            Keys = keys,
        };

    // In places of the passage, no longer of a sentence.
    private static List<Found> In(Passage passage, IssueFigures figures, ClaimTables tables, Edition? edition)
    {
        var all = new List<Found>();
        var operands = new Dictionary<FigureExpression, Operand>();
        int? direction = null;
        Operand? only = null;
        foreach (var sentence in Sentence.In(passage, expression => Figure(expression)))
        {
            if (sentence.Tokens[^1].Lower == "?")
            {
                direction = null;
                continue;
            }
            var reading = new Reading(sentence, tables);
            var own = sentence.Tokens.Select(token => token.Figure).OfType<Operand>().ToList();
            if (own.Count > 0)
            {
                foreach (var find in Kinds)
                    find(reading);
            }
            Changes.FindAnaphora(reading, direction);
            Changes.FindAcross(reading, only);
            direction = DirectionOf(reading, own);
            only = own.Where(operand => operand.Class == "N").ToList() is [var single] ? single : null;
            all.AddRange(
                reading.Found.Concat(Asserted(sentence)).OrderBy(found => found.From).Select(found => Placed(passage, sentence, found))
            );
        }
        return all;

        Operand Figure(FigureExpression expression)
        {
            if (!operands.TryGetValue(expression, out var operand))
                operands.Add(expression, operand = Operand.Of(figures.Find(expression), edition));
            return operand;
        }
    }

    private static Found Placed(Passage passage, Sentence sentence, Found found)
    {
        var tokens = sentence.Tokens[found.From..found.To];
        var (from, to) = (tokens[0].Start, tokens[^1].End);
        var words = new StringBuilder(passage.Text[from..to]);
        foreach (var token in tokens)
        {
            if (token.Figure is { } figure)
                words.Replace($"{Passage.Hole}", figure.Printed, token.Start - from, 1);
        }
        return found with { From = from, To = to, Words = words.ToString() };
    }

    // Which way the sentence says that its figure went, for a next one that begins with "this rise".
    private static int? DirectionOf(Reading reading, List<Operand> figures)
    {
        var changes = figures.Where(figure => figure.Class == "C").ToList();
        if (changes.Count > 0)
            return changes is [var change] ? change.Sign : null;
        var said = reading.Found.Where(found => found.Class == ClaimClass.Direction && found.Verdict != ClaimVerdict.PrintsAlike).ToList();
        return said is [{ Sign: not 0 and var sign }] ? sign : null;
    }

    private static IEnumerable<Found> Asserted(Sentence sentence)
    {
        for (var at = 0; at < sentence.Tokens.Length; at++)
        {
            if (sentence.Tokens[at].Figure is { Trace.Claim.Holds: { } holds } word)
            {
                yield return new Found(
                    at,
                    at + 1,
                    ClaimClass.Asserted,
                    holds ? ClaimVerdict.True : ClaimVerdict.False,
                    $"its condition is {(holds ? "true" : "false")}"
                )
                {
                    Operands = [word],
                };
            }
        }
    }
}
