namespace Datamonger.Newsletter.Diagnostics;

/// <summary>Finds the known name that a mistyped one most likely means.</summary>
public static class NearestName
{
    /// <summary>
    /// The nearest of <paramref name="known"/>, or null when none is near: more than a third of the letters differ, or all of them. A year
    /// or another number is no slip for its neighbour.
    /// </summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        if (!name.Any(char.IsLetter))
            return null;
        string? best = null;
        var bestDistance = Math.Max(1, (name.Length + 1) / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance && distance < Math.Max(name.Length, candidate.Length))
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>A hint that names the nearest known name, or lists the known ones when they are few.</summary>
    public static string? Hint(string name, IReadOnlyCollection<string> known) =>
        To(name, known) is { } near ? $"Did you mean \"{near}\"?"
        : known.Count is > 0 and <= 12 ? $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}."
        : null;

    // Optimal string alignment: a swap of two neighbours counts as one slip, as in typing.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 12 || a.Length > 200)
            return int.MaxValue;
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, current) = (last, current, beforeLast);
        }
        return last[b.Length];
    }
}
