using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Recovery;

namespace Datamonger.Newsletter.Tests.Recovery;

public sealed class CountBoundsTests
{
    private const int Largest = 4;

    /// <summary>
    /// Tables of up to four counts of which some sums are shown, exactly or rounded, beside everything that small whole numbers could be:
    /// what
    /// the bounds say holds of all of these, and where sums fix a count, the bounds do.
    /// </summary>
    [Fact]
    public void Bounds_hold_of_everything_that_the_counts_could_be_and_pin_what_sums_pin()
    {
        var pinned = 0;
        (
            from counts in Gen.Int[0, Largest].Array[2, 4]
            from shown in Gen.Select(Gen.Int[1, 15], Gen.Int[0, 2]).Array[1, 4]
            select (counts, shown)
        ).Sample(
            entry =>
            {
                var (counts, shown) = entry;
                var cells = counts.Select((_, i) => new CountCell("n", i)).ToImmutableArray();
                var facts = shown
                    .Select(one =>
                        (Members: Enumerable.Range(0, counts.Length).Where(i => ((one.Item1 >> i) & 1) == 1).ToArray(), Window: one.Item2)
                    )
                    .Where(one => one.Members.Length > 0)
                    .Select(one => (one.Members, Sum: one.Members.Sum(i => counts[i]), one.Window))
                    .ToArray();
                var bounds = new CountBounds([
                    .. facts.Select(fact => new CountFact(
                        fact.Members.ToImmutableDictionary(i => cells[i], _ => 1.0),
                        fact.Sum - fact.Window,
                        fact.Sum + fact.Window,
                        null
                    )),
                ]);
                Assert.False(bounds.IsContradiction);
                // Whatever is larger than the sums themselves allow cannot be.
                var most = facts.Select(fact => fact.Sum + fact.Window).DefaultIfEmpty(0).Max();
                var possible = All(counts.Length, Math.Min(most, 10))
                    .Where(other => facts.All(fact => Math.Abs(fact.Members.Sum(i => other[i]) - fact.Sum) <= fact.Window))
                    .ToArray();
                foreach (var group in bounds.Groups)
                {
                    var (least, greatest) = bounds.Of(group);
                    var sums = possible.Select(other => group.Sum(cell => other[cell.Row])).ToArray();
                    Assert.True(least <= sums.Min());
                    Assert.True(greatest >= sums.Max());
                    // With exact sums whatever the numbers pin is pinned; what is left open is open.
                    if (facts.All(fact => fact.Window == 0) && most <= 10 && sums.Min() == sums.Max())
                    {
                        Assert.Equal((sums.Min(), sums.Max()), ((int)least, (int)greatest));
                        pinned++;
                    }
                }
            },
            iter: 100,
            threads: 1
        );
        Assert.True(pinned > 3, $"{pinned} were pinned");
    }

    [Theory]
    // 5 = a + b, 3 = b + c, 4 = a + c: no number alone says it.
    [InlineData("0 1=5;1 2=3;0 2=4", 0, 3, 3)]
    // 728 - 711 - 14.
    [InlineData("0 1 2=728;1=711;2=14", 0, 3, 3)]
    [InlineData("0 1=17", 0, 0, 17)]
    [InlineData("0 1=17;1 2=4;2=1", 0, 14, 14)]
    [InlineData("0 1 2=6;0 1=4..5", 2, 1, 2)]
    [InlineData("0 1=0", 1, 0, 0)]
    [InlineData("0=3", 1, 0, double.PositiveInfinity)]
    public void Bounds_are_worked_out_by_hand(string shown, int cell, double least, double most)
    {
        var facts = shown
            .Split(';')
            .Select(one => one.Split('='))
            .Select(one =>
            {
                var ends = one[1].Split("..").Select(end => double.Parse(end, CultureInfo.InvariantCulture)).ToArray();
                return new CountFact(
                    one[0].Split(' ').ToImmutableDictionary(i => new CountCell("n", int.Parse(i, CultureInfo.InvariantCulture)), _ => 1.0),
                    ends[0],
                    ends[^1],
                    null
                );
            })
            .ToArray();
        var bounds = new CountBounds(facts);
        var found = bounds.Of([new CountCell("n", cell)]);
        Assert.Equal((least, most), found);
    }

    [Fact]
    public void Numbers_that_contradict_one_another_tell_nothing()
    {
        var bounds = new CountBounds([
            new CountFact(ImmutableDictionary<CountCell, double>.Empty.Add(new CountCell("n", 0), 1), 3, 3, null),
            new CountFact(ImmutableDictionary<CountCell, double>.Empty.Add(new CountCell("n", 0), 1), 4, 4, null),
        ]);
        Assert.True(bounds.IsContradiction);
        Assert.Equal((0, double.PositiveInfinity), bounds.Of([new CountCell("n", 0)]));
    }

    private static IEnumerable<int[]> All(int length, int most) =>
        length == 0
            ?
            [
                [],
            ]
            : All(length - 1, most).SelectMany(rest => Enumerable.Range(0, most + 1).Select(last => (int[])[.. rest, last]));
}
