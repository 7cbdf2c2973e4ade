namespace Datamonger.Newsletter.Formatting;

/// <summary>The change from one number to another, in words: "fell by 32%".</summary>
public static class ChangeWords
{
    /// <summary>The relative change; null when the old value is zero, of which nothing can be a share.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="old">The old value.</param>
    /// <param name="language">Must be a form of English.</param>
    public static string? Relative(decimal value, decimal old, Language language)
    {
        if (value == old) return "did not change";
        if (old == 0) return null;
        var share = (value - old) / Math.Abs(old) * 100;
        var size = Math.Abs(share);
        // A change that rounds to nothing is no "0%".
        return $"{(share > 0 ? "rose" : "fell")} by {language.Number(size, size < 0.95m ? 1 : 0)}{language.PercentGap}%";
    }

    /// <summary>The difference between two shares (0.22 and 0.54), in percentage points.</summary>
    public static string Points(decimal value, decimal old, Language language)
    {
        var points = Math.Abs(value - old) * 100;
        if (points == 0) return "did not change";
        var printed = language.Number(points, points < 0.95m ? 1 : 0);
        return $"{(value > old ? "rose" : "fell")} by {printed} percentage point{(printed == "1" ? "" : "s")}";
    }
}
