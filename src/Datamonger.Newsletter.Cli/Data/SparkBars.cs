using System.Collections.Immutable;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>Counts as a row of block characters, the greatest a full block; no rows are a blank.</summary>
internal static class SparkBars
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>One character a count.</summary>
    public static string Of(ImmutableArray<long> counts)
    {
        var greatest = counts.IsEmpty ? 0 : counts.Max();
        if (greatest == 0)
            return "";
        // Few rows are still some: the lowest block, and never a blank.
        return string.Concat(counts.Select(count => count == 0 ? ' ' : Blocks[(int)Math.Max(0, Math.Ceiling(count * 8.0 / greatest) - 1)]));
    }
}
