namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>Slips of the keys between two numbers, by their digits.</summary>
internal static class Slip
{
    /// <summary>
    /// Whether one becomes the other by swapping two neighbours, or by leaving out or doubling one digit; in a number of five digits or
    /// more, also by mistyping one.
    /// </summary>
    public static bool Between(string typed, string known)
    {
        if (typed == known || typed.Length < 2 || known.Length < 2 || IsRound(typed))
            return false;
        return Math.Abs(typed.Length - known.Length) switch
        {
            0 => IsSwapped(typed, known) || (typed.Length >= 5 && Different(typed, known) == 1),
            1 when Math.Min(typed.Length, known.Length) >= 3 => typed.Length < known.Length
                ? IsDropped(typed, known)
                : IsDropped(known, typed),
            _ => false,
        };
    }

    // 500, 10,000: chosen and not copied, so that likeness says nothing.
    private static bool IsRound(string digits) => digits.AsSpan(1).TrimEnd('0').IsEmpty;

    private static bool IsSwapped(string a, string b)
    {
        for (var i = 0; i + 1 < a.Length; i++)
        {
            if (a[i] != b[i])
                return a[i] == b[i + 1] && a[i + 1] == b[i] && a.AsSpan(i + 2).SequenceEqual(b.AsSpan(i + 2));
        }
        return false;
    }

    private static int Different(string a, string b) => a.Zip(b).Count(pair => pair.First != pair.Second);

    private static bool IsDropped(string shorter, string longer)
    {
        var i = 0;
        while (i < shorter.Length && shorter[i] == longer[i])
            i++;
        return shorter.AsSpan(i).SequenceEqual(longer.AsSpan(i + 1));
    }
}
