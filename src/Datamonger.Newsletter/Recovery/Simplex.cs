namespace Datamonger.Newsletter.Recovery;

/// <summary>
/// The least value of a sum under linear bounds: the simplex method in two phases on a dense table, with Bland's rule, so that it ends. For
/// the few numbers that are left when those that follow at once are known.
/// </summary>
internal sealed class Simplex
{
    private const double Near = 1e-9;

    private readonly double[][] _rows;
    private readonly int[] _basis;
    private readonly int _columns;

    // Every row ends with its right side, which is never negative; the last columns are artificial.
    private Simplex(double[][] rows, int[] basis, int columns) => (_rows, _basis, _columns) = (rows, basis, columns);

    /// <summary>The least of the sum of <paramref name="costs"/> times variables from 0 up; null when the bounds contradict one
    /// another.</summary>
    /// <param name="costs">What each variable is multiplied by.</param>
    /// <param name="bounds">Sums of the variables, with the least and the most that each is.</param>
    public static double? Least(double[] costs, IReadOnlyCollection<(double[] Sum, double Least, double Most)> bounds)
    {
        var sides = new List<(double[] Sum, int Sense, double Side)>();
        foreach (var (sum, least, most) in bounds)
        {
            if (most - least <= Near)
                sides.Add((sum, 0, (least + most) / 2));
            else
            {
                if (double.IsFinite(least))
                    sides.Add((sum, 1, least));
                if (double.IsFinite(most))
                    sides.Add((sum, -1, most));
            }
        }
        var (count, slacks) = (costs.Length, sides.Count(side => side.Sense != 0));
        var width = count + slacks + sides.Count + 1;
        var rows = new double[sides.Count][];
        var basis = new int[sides.Count];
        var slack = count;
        for (var i = 0; i < rows.Length; i++)
        {
            var (sum, sense, side) = sides[i];
            var sign = side < 0 ? -1 : 1;
            var row = rows[i] = new double[width];
            for (var j = 0; j < count; j++)
                row[j] = sign * sum[j];
            if (sense != 0)
                row[slack++] = -sense * sign;
            row[^1] = sign * side;
            row[basis[i] = count + slacks + i] = 1;
        }
        var table = new Simplex(rows, basis, width - 1);
        var artificial = new double[width - 1];
        Array.Fill(artificial, 1, count + slacks, rows.Length);
        if (table.Run(artificial, width - 1) is not { } rest || rest > 1e-6)
            return null;
        var all = new double[width - 1];
        costs.CopyTo(all, 0);
        return table.Run(all, count + slacks);
    }

    // Among the first columns only: artificial ones do not come back. Minus infinity where there is no least.
    private double? Run(double[] costs, int allowed)
    {
        for (var step = 0; step < 20_000; step++)
        {
            var entering = -1;
            for (var j = 0; j < allowed && entering < 0; j++)
            {
                var reduced = costs[j];
                for (var i = 0; i < _rows.Length; i++)
                    reduced -= costs[_basis[i]] * _rows[i][j];
                if (reduced < -Near && !_basis.Contains(j))
                    entering = j;
            }
            if (entering < 0)
                return _rows.Select((row, i) => costs[_basis[i]] * row[_columns]).Sum();
            var leaving = -1;
            for (var i = 0; i < _rows.Length; i++)
            {
                if (_rows[i][entering] <= Near)
                    continue;
                var ratio = _rows[i][_columns] / _rows[i][entering];
                var best = leaving < 0 ? double.PositiveInfinity : _rows[leaving][_columns] / _rows[leaving][entering];
                if (ratio < best - Near || (ratio <= best + Near && _basis[i] < _basis[leaving]))
                    leaving = i;
            }
            if (leaving < 0)
                return double.NegativeInfinity;
            Pivot(leaving, entering);
        }
        return double.NegativeInfinity;
    }

    private void Pivot(int leaving, int entering)
    {
        var row = _rows[leaving];
        var pivot = row[entering];
        for (var j = 0; j <= _columns; j++)
            row[j] /= pivot;
        foreach (var other in _rows)
        {
            var factor = other[entering];
            if (other == row || factor == 0)
                continue;
            for (var j = 0; j <= _columns; j++)
                other[j] -= factor * row[j];
        }
        _basis[leaving] = entering;
    }
}
