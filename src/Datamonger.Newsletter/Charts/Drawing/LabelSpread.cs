namespace Datamonger.Newsletter.Charts.Drawing;

/// <summary>Moves labels that stand under each other apart, as little as can be.</summary>
internal static class LabelSpread
{
    /// <summary>
    /// Places of labels of one height that do not overlap: the least squares of the moves, within the bounds. Neighbours that
    /// collide are merged into a block that stands at the mean of what its labels want, until no two blocks collide.
    /// </summary>
    /// <param name="wanted">The middles that the labels want, in any order.</param>
    /// <returns>The middles that they get, in the order of <paramref name="wanted"/>.</returns>
    public static float[] Apart(IReadOnlyList<float> wanted, float height, float low, float high)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(index => wanted[index]).ThenBy(index => index).ToArray();
        var blocks = new List<(double Sum, int Count)>();
        foreach (var index in order)
        {
            blocks.Add((wanted[index], 1));
            while (blocks.Count > 1 && Bottom(blocks[^2]) > Top(blocks[^1]))
            {
                var (sum, count) = blocks[^1];
                var above = blocks[^2];
                blocks.RemoveAt(blocks.Count - 1);
                // The labels of one move up by half the height of the other, and those of the other down: the sum stays.
                blocks[^1] = (above.Sum + sum, above.Count + count);
            }
        }
        var places = new float[wanted.Count];
        var next = 0;
        var floor = (double)low;
        for (var block = 0; block < blocks.Count; block++)
        {
            var below = blocks.Skip(block).Sum(item => item.Count) * (double)height;
            var top = Math.Min(Math.Max(Top(blocks[block]), floor), Math.Max(low, high - below));
            for (var i = 0; i < blocks[block].Count; i++) places[order[next++]] = (float)(top + ((i + 0.5) * height));
            floor = top + (blocks[block].Count * height);
        }
        return places;

        double Top((double Sum, int Count) block) => (block.Sum / block.Count) - (block.Count * height / 2.0);
        double Bottom((double Sum, int Count) block) => (block.Sum / block.Count) + (block.Count * height / 2.0);
    }
}
