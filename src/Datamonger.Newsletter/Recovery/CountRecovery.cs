using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Recovery;

/// <summary>A count that must not be known and follows from numbers that are shown.</summary>
/// <param name="Cells">The counts of which it is the sum.</param>
/// <param name="Least">Not less than this.</param>
/// <param name="Most">Not more than this.</param>
/// <param name="Places">The places that tell it together, and none of which alone could be left out; the last one last.</param>
public sealed record RecoveredCount(ImmutableArray<CountCell> Cells, double Least, double Most, ImmutableArray<CountPlace> Places);

/// <summary>Finds the counts that follow from the numbers of an issue, and of earlier ones.</summary>
public static class CountRecovery
{
    private const double Near = 1e-6;

    /// <summary>Each group of counts that is pinned to less than its threshold, or whose withheld count is known.</summary>
    /// <param name="counts">What the issue shows.</param>
    /// <param name="earlier">What each earlier issue showed.</param>
    public static ImmutableArray<RecoveredCount> Find(ShownCounts counts, IEnumerable<ImmutableArray<CountFact>> earlier)
    {
        if (counts.Facts.All(fact => fact.Place is null))
            return [];
        var isWhole = counts.Origins.Values.All(origin => origin.Values.All(value => value is null || decimal.IsInteger(value.Value)));
        var facts = counts.Facts;
        // What contradicts the rest, as a total that is none after all, tells nothing.
        if (new CountBounds(facts, isWhole).IsContradiction)
            facts = [.. facts.Where(fact => fact.Place is not null)];
        foreach (var issue in earlier)
        {
            ImmutableArray<CountFact> known =
            [
                .. issue.Where(fact => fact.Parts.Keys.All(cell => counts.Origins.ContainsKey(cell.Origin))),
            ];
            if (!known.IsEmpty && !new CountBounds([.. facts, .. known], isWhole).IsContradiction)
                facts = [.. facts, .. known];
        }
        var bounds = new CountBounds(facts, isWhole);
        if (bounds.IsContradiction)
            return [];
        var found = ImmutableArray.CreateBuilder<RecoveredCount>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cells in Suspects(counts, bounds))
        {
            if (!seen.Add(string.Join(' ', cells)) || Pinned(counts, bounds, cells) is not var (least, most) || bounds.IsTold(cells))
                continue;
            var places = Needed(counts, facts, cells, isWhole);
            if (places.Any(place => place.Issue is null))
                found.Add(new RecoveredCount(cells, least, most, places));
        }
        return found.ToImmutable();
    }

    // What the numbers tell apart, what each leaves open, and what is hidden.
    private static IEnumerable<ImmutableArray<CountCell>> Suspects(ShownCounts counts, CountBounds bounds) =>
        bounds
            .Groups.Concat(bounds.Rests().Where(rest => !rest.Fact.IsTold).Select(rest => rest.Cells))
            .Concat(
                counts
                    .Hidden.Where(hidden => hidden.Sum.Parts.Values.All(factor => factor == 1))
                    .Select(hidden => hidden.Sum.Parts.Keys.ToImmutableArray())
            )
            .Select(cells => cells.OrderBy(cell => cell.Origin, StringComparer.Ordinal).ThenBy(cell => cell.Row).ToImmutableArray());

    // A count that is large, or nobody's, is not looked at: no bounds that hold can pin it to a small one.
    private static (double Least, double Most)? Pinned(ShownCounts counts, CountBounds bounds, ImmutableArray<CountCell> cells)
    {
        if (cells.IsEmpty || !cells.All(cell => counts.Origins.ContainsKey(cell.Origin)))
            return null;
        var threshold = cells.Select(cell => cell.Origin).Distinct().Max(origin => counts.Origins[origin].Threshold);
        var values = cells.Select(cell => counts.Origins[cell.Origin].Values[cell.Row]).ToArray();
        var isWithheld = values.Contains(null);
        if (threshold <= 1 || (!isWithheld && (values.Sum() < 1 || values.Sum() >= threshold)))
            return null;
        var (least, most) = bounds.Of(cells);
        return least >= 1 && (most < threshold || (isWithheld && cells.Length == 1 && most - least < Near)) ? (least, most) : null;
    }

    // Places are taken away, those of earlier issues first, as long as the rest still tells.
    private static ImmutableArray<CountPlace> Needed(
        ShownCounts counts,
        ImmutableArray<CountFact> facts,
        ImmutableArray<CountCell> cells,
        bool isWhole
    )
    {
        facts = Connected(facts, cells);
        var places = facts
            .Select(fact => fact.Place)
            .OfType<CountPlace>()
            .Distinct()
            .OrderBy(place => place.Issue is null)
            .ThenBy(place => place.Issue, StringComparer.Ordinal)
            .ThenBy(place => place.Location)
            .ToList();
        for (var size = Math.Max(1, places.Count / 2); ; size /= 2)
        {
            for (var from = 0; from < places.Count; )
            {
                var without = places.Where((_, i) => i < from || i >= from + size).ToHashSet();
                ImmutableArray<CountFact> rest = [.. facts.Where(fact => fact.Place is null || without.Contains(fact.Place))];
                if (Pinned(counts, new CountBounds(rest, isWhole), cells) is not null)
                {
                    places.RemoveRange(from, Math.Min(size, places.Count - from));
                    facts = rest;
                }
                else
                    from += size;
            }
            if (size <= 1)
                return [.. places];
        }
    }

    private static ImmutableArray<CountFact> Connected(ImmutableArray<CountFact> facts, ImmutableArray<CountCell> cells)
    {
        var (reached, left) = (cells.ToHashSet(), facts.ToList());
        for (var grew = true; grew; )
        {
            grew = false;
            foreach (var fact in left.Where(fact => fact.Parts.Keys.Any(reached.Contains)).ToArray())
            {
                reached.UnionWith(fact.Parts.Keys);
                left.Remove(fact);
                grew = true;
            }
        }
        return [.. facts.Where(fact => fact.Parts.Keys.Any(reached.Contains))];
    }
}
