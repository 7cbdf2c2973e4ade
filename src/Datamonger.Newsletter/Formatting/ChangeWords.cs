namespace Datamonger.Newsletter.Formatting;

/// <summary>The change from one number to another, in words: "fell by 32%".</summary>
public static class ChangeWords
{
    /// <summary>The relative change; null when the old value is zero, of which nothing can be a share, or the share is too large to be printed.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="old">The old value.</param>
    /// <param name="language">Must be a form of English.</param>
    public static string? Relative(decimal value, decimal old, Language language)
    {
        if (value == old)
            return "did not change";
        if (old == 0)
            return null;
        try
        {
            return $"{Direction(value, old)} by {Size((value - old) / Math.Abs(old), language)}{language.PercentGap}%";
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The difference between two shares (0.22 and 0.54), in percentage points; null when it is too large to be printed.</summary>
    public static string? Points(decimal value, decimal old, Language language)
    {
        if (value == old)
            return "did not change";
        try
        {
            var size = Size(value - old, language);
            return $"{Direction(value, old)} by {size} percentage point{(size == "1" ? "" : "s")}";
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static string Direction(decimal value, decimal old) => value > old ? "rose" : "fell";

    // A change that rounds to nothing is not "0%", nor "0.0%".
    private static string Size(decimal share, Language language)
    {
        var size = Math.Abs(share) * 100;
        return size < 0.05m ? "less than " + language.Number(0.1m, 1) : language.Number(size, size < 0.95m ? 1 : 0);
    }
}
