namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>Moves labels that stand in a row or column apart, as little as can be.</summary>
internal static class LabelSpread
{
    /// <summary>Middles of labels of one size that do not overlap.</summary>
    public static float[] Apart(IReadOnlyList<float> wanted, float size, float low, float high) =>
        Apart(wanted, [.. wanted.Select(_ => size)], low, high);

    /// <summary>
    /// Middles of labels that do not overlap: the least squares of the moves, within the bounds. With the sizes of those before it taken
    /// off, each label wants a place in a sequence that may not fall: neighbours that do are pooled at their mean, and cutting the
    /// result to the bounds keeps it the best.
    /// </summary>
    /// <param name="wanted">The middles that the labels want, in any order.</param>
    /// <param name="sizes">How long each is along the axis.</param>
    /// <returns>The middles that they get, in the order of <paramref name="wanted"/>.</returns>
    public static float[] Apart(IReadOnlyList<float> wanted, IReadOnlyList<float> sizes, float low, float high)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ThenBy(index => index)];
        var before = new double[order.Length];
        for (var i = 1; i < order.Length; i++)
            before[i] = before[i - 1] + sizes[order[i - 1]];
        var pools = new List<(double Sum, int Count)>();
        for (var i = 0; i < order.Length; i++)
        {
            pools.Add((wanted[order[i]] - (sizes[order[i]] / 2.0) - before[i], 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count > pools[^1].Sum / pools[^1].Count)
            {
                var (sum, count) = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (pools[^1].Sum + sum, pools[^1].Count + count);
            }
        }
        var places = new float[wanted.Count];
        var last = Math.Max(low, high - sizes.Sum(size => (double)size));
        var next = 0;
        foreach (var (sum, count) in pools)
        {
            for (var i = 0; i < count; i++, next++)
                places[order[next]] = (float)(Math.Clamp(sum / count, low, last) + before[next] + (sizes[order[next]] / 2.0));
        }
        return places;
    }
}
