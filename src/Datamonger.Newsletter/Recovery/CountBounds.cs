using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Recovery;

/// <summary>
/// Between which numbers counts of people lie, by what is shown of them: counts are whole and never negative, and every number that is
/// shown
/// binds a sum of them. Counts that no number tells apart are one group, whose people are counted together.
/// </summary>
internal sealed class CountBounds
{
    private const double Near = 1e-6;

    // What is left beyond this is bounded by propagation alone.
    private const int MostFree = 60;

    private readonly Dictionary<CountCell, int> _groupOf = [];
    private readonly ImmutableArray<ImmutableArray<CountCell>> _groups;
    private readonly List<Row> _rows = [];
    private readonly double[] _least;
    private readonly double[] _most;
    private readonly bool _isWhole;

    /// <param name="facts">What is shown.</param>
    /// <param name="isWhole">Whether all counts are whole numbers.</param>
    public CountBounds(IReadOnlyList<CountFact> facts, bool isWhole = true)
    {
        _isWhole = isWhole;
        var marks = new Dictionary<CountCell, List<string>>();
        for (var i = 0; i < facts.Count; i++)
        {
            foreach (var (cell, coefficient) in facts[i].Parts)
            {
                if (coefficient != 0)
                    (CollectionsMarshal.GetValueRefOrAddDefault(marks, cell, out _) ??= []).Add(
                        string.Create(CultureInfo.InvariantCulture, $"{i}:{coefficient:R}")
                    );
            }
        }
        _groups =
        [
            .. marks
                .GroupBy(mark => string.Join(' ', mark.Value), mark => mark.Key)
                .Select(group => group.OrderBy(cell => cell.Origin, StringComparer.Ordinal).ThenBy(cell => cell.Row).ToImmutableArray()),
        ];
        for (var group = 0; group < _groups.Length; group++)
        {
            foreach (var cell in _groups[group])
                _groupOf[cell] = group;
        }
        _least = new double[_groups.Length];
        _most = new double[_groups.Length];
        Array.Fill(_most, double.PositiveInfinity);
        foreach (var fact in facts)
        {
            (int Group, double Factor)[] parts =
            [
                .. fact
                    .Parts.Where(part => part.Value != 0)
                    .Select(part => (Group: _groupOf[part.Key], part.Value))
                    .DistinctBy(part => part.Group),
            ];
            if (parts.Length > 0)
                _rows.Add(new Row([.. parts.Select(part => part.Group)], [.. parts.Select(part => part.Factor)], fact));
        }
        IsContradiction = !Propagate();
    }

    private sealed record Row(int[] Groups, double[] Factors, CountFact Fact);

    /// <summary>Whether what is shown cannot all be true: then nothing follows from it.</summary>
    public bool IsContradiction { get; }

    /// <summary>The groups of counts that the numbers tell apart.</summary>
    public ImmutableArray<ImmutableArray<CountCell>> Groups => _groups;

    /// <summary>What each shown number still leaves open: the groups that are not known, together.</summary>
    public IEnumerable<(ImmutableArray<CountCell> Cells, CountFact Fact)> Rests() =>
        from row in _rows
        let open = Enumerable.Range(0, row.Groups.Length).Where(i => _most[row.Groups[i]] - _least[row.Groups[i]] > Near).ToArray()
        where open.Length > 1 && open.Length < row.Groups.Length && open.All(i => row.Factors[i] == row.Factors[open[0]])
        select (open.SelectMany(i => _groups[row.Groups[i]]).ToImmutableArray(), row.Fact);

    /// <summary>Whether a number that is shown is just the sum of these.</summary>
    public bool IsTold(ImmutableArray<CountCell> cells) =>
        _rows.Any(row => row.Fact.IsTold && row.Fact.Parts.Count == cells.Length && cells.All(cell => row.Fact.Parts.ContainsKey(cell)));

    /// <summary>Between which numbers the sum of counts lies.</summary>
    public (double Least, double Most) Of(ImmutableArray<CountCell> cells)
    {
        var open = (0.0, double.PositiveInfinity);
        if (IsContradiction || cells.IsEmpty || !cells.All(_groupOf.ContainsKey))
            return open;
        var wanted = cells.Select(cell => _groupOf[cell]).Distinct().ToArray();
        // Of a group of which only some are wanted nothing is known but the group's most.
        var whole = wanted.Where(group => _groups[group].All(cells.Contains)).ToHashSet();
        var least = wanted.Sum(group => whole.Contains(group) ? _least[group] : 0);
        var most = wanted.Sum(group => _most[group]);
        if (whole.Count == wanted.Length && most - least > Near && Linear(wanted) is var (low, high))
            (least, most) = (Math.Max(least, Up(low)), Math.Min(most, Down(high)));
        return (least, most);
    }

    private double Up(double value) => _isWhole ? Math.Ceiling(value - Near) : value;

    private double Down(double value) => _isWhole && double.IsFinite(value) ? Math.Floor(value + Near) : value;

    // What follows from all numbers together, of the groups that hang together with these.
    private (double Least, double Most)? Linear(int[] wanted)
    {
        var free = wanted.Where(IsOpen).ToHashSet();
        var rows = new List<Row>();
        for (var grew = true; grew; )
        {
            grew = false;
            foreach (var row in _rows.Except(rows).Where(row => row.Groups.Any(free.Contains)).ToArray())
            {
                rows.Add(row);
                free.UnionWith(row.Groups.Where(IsOpen));
                grew = true;
            }
            if (free.Count > MostFree)
                return null;
        }
        int[] variables = [.. free.Order()];
        var places = variables.Select((group, i) => (group, i)).ToDictionary(entry => entry.group, entry => entry.i);
        var bounds = new List<(double[] Sum, double Least, double Most)>();
        foreach (var row in rows)
        {
            var (sum, shift) = (new double[variables.Length], 0.0);
            for (var i = 0; i < row.Groups.Length; i++)
            {
                if (places.TryGetValue(row.Groups[i], out var place))
                    sum[place] += row.Factors[i];
                shift += row.Factors[i] * _least[row.Groups[i]];
            }
            bounds.Add((sum, row.Fact.Least - shift, row.Fact.Most - shift));
        }
        for (var i = 0; i < variables.Length; i++)
        {
            if (!double.IsFinite(_most[variables[i]]))
                continue;
            var own = new double[variables.Length];
            own[i] = 1;
            bounds.Add((own, double.NegativeInfinity, _most[variables[i]] - _least[variables[i]]));
        }
        var costs = new double[variables.Length];
        foreach (var group in wanted.Where(places.ContainsKey))
            costs[places[group]] = 1;
        var start = wanted.Sum(group => _least[group]);
        return Simplex.Least(costs, bounds) is { } low && Simplex.Least([.. costs.Select(cost => -cost)], bounds) is { } high
            ? (start + low, start - high)
            : null;
    }

    private bool IsOpen(int group) => _most[group] - _least[group] > Near;

    // Each number bounds each of its groups by what is known of the others, until nothing more follows.
    private bool Propagate()
    {
        for (var round = 0; round < 1_000; round++)
        {
            var isChanged = false;
            foreach (var row in _rows)
            {
                if (!Propagate(row, ref isChanged))
                    return false;
            }
            if (!isChanged)
                break;
        }
        return true;
    }

    private bool Propagate(Row row, ref bool isChanged)
    {
        var (low, high, lowOpen, highOpen) = (0.0, 0.0, 0, 0);
        for (var i = 0; i < row.Groups.Length; i++)
        {
            var (least, most) = Ends(row, i);
            Add(ref low, ref lowOpen, least, 1);
            Add(ref high, ref highOpen, most, 1);
        }
        for (var i = 0; i < row.Groups.Length; i++)
        {
            var (least, most) = Ends(row, i);
            var (otherLow, otherHigh, otherLowOpen, otherHighOpen) = (low, high, lowOpen, highOpen);
            Add(ref otherLow, ref otherLowOpen, least, -1);
            Add(ref otherHigh, ref otherHighOpen, most, -1);
            var atLeast = otherHighOpen > 0 ? double.NegativeInfinity : row.Fact.Least - otherHigh;
            var atMost = otherLowOpen > 0 ? double.PositiveInfinity : row.Fact.Most - otherLow;
            var factor = row.Factors[i];
            var (from, to) = factor > 0 ? (atLeast / factor, atMost / factor) : (atMost / factor, atLeast / factor);
            var group = row.Groups[i];
            if (double.IsFinite(from) && Up(from) > _least[group] + Near)
                (_least[group], isChanged) = (Up(from), true);
            if (double.IsFinite(to) && Down(to) < _most[group] - Near)
                (_most[group], isChanged) = (Down(to), true);
            if (_least[group] > _most[group] + Near)
                return false;
            if (isChanged && (least, most) != Ends(row, i))
            {
                Add(ref low, ref lowOpen, least, -1);
                Add(ref high, ref highOpen, most, -1);
                (least, most) = Ends(row, i);
                Add(ref low, ref lowOpen, least, 1);
                Add(ref high, ref highOpen, most, 1);
            }
        }
        return true;

        static void Add(ref double sum, ref int open, double value, int sign)
        {
            if (double.IsFinite(value))
                sum += sign * value;
            else
                open += sign;
        }
    }

    private (double Least, double Most) Ends(Row row, int i)
    {
        var (group, factor) = (row.Groups[i], row.Factors[i]);
        return factor > 0 ? (factor * _least[group], factor * _most[group]) : (factor * _most[group], factor * _least[group]);
    }
}
