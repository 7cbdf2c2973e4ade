using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Claims;

/// <summary>What was decided about a word.</summary>
/// <param name="Verdict">Null where nothing can be decided: then nothing is said.</param>
/// <param name="Reason">The values that decided it.</param>
internal readonly record struct Judgement(ClaimVerdict? Verdict, string Reason)
{
    /// <summary>Nothing can be said.</summary>
    public static readonly Judgement None = new(null, "");

    private const decimal AboutAMultiple = 0.19m;
    private const decimal AMultiple = 0.15m;

    /// <summary>One of two verdicts.</summary>
    public static Judgement Of(bool isTrue, string reason) => new(isTrue ? ClaimVerdict.True : ClaimVerdict.False, reason);

    /// <summary>Whether a value moved as a word says.</summary>
    /// <param name="sign">1 for up, -1 for down.</param>
    /// <param name="from">The earlier value.</param>
    /// <param name="to">The later one.</param>
    public static Judgement Direction(int sign, Operand from, Operand to) => from.IsOfKind(to) ? Order(sign, to, from, "from", "to") : None;

    /// <summary>Whether one value is more than another, or less.</summary>
    public static Judgement Order(int sign, Operand one, Operand other) => Order(sign, one, other, "", "and");

    private static Judgement Order(int sign, Operand one, Operand other, string before, string between)
    {
        var order = one.Number.CompareTo(other.Number);
        var beside =
            order == 0 ? $"{one.Printed} is the same as {other.Printed}"
            : order < 0 ? $"{one.Printed} is less than {other.Printed}"
            : $"{one.Printed} is more than {other.Printed}";
        if (order != sign)
            return new Judgement(ClaimVerdict.False, beside);
        return one.Shown is { } shown && shown == other.Shown
            ? new Judgement(
                ClaimVerdict.PrintsAlike,
                before.Length > 0 ? $"{before} {other.Printed} {between} {one.Printed}" : $"{one.Printed} {between} {other.Printed}"
            )
            : new Judgement(ClaimVerdict.True, beside);
    }

    /// <summary>Whether a share is a fraction.</summary>
    public static bool IsFraction(string? hedge, decimal fraction, decimal exact, decimal? shown) =>
        Fits(hedge, fraction, exact, shown, 0.035m, Math.Max(0.03m, 0.15m * fraction), fraction == 0.5m ? 0 : 0.021m);

    /// <summary>Whether a value is a multiple of another.</summary>
    public static bool IsMultiple(string? hedge, decimal multiple, decimal exact, decimal? shown) =>
        Fits(hedge, multiple, exact, shown, multiple * AMultiple, multiple * AboutAMultiple, multiple * 0.06m);

    /// <summary>Whether a change is a fraction of what it began with.</summary>
    public static bool IsPartOfChange(string? hedge, decimal fraction, decimal exact, bool loosely) =>
        Fits(hedge, fraction, exact, null, loosely ? 0.04m : 0.03m, loosely ? 0.07m : 0.06m, fraction == 0.5m ? 0 : 0.021m);

    // A threshold is missed only when both what is printed and what is exact miss it.
    private static bool Fits(string? hedge, decimal target, decimal exact, decimal? printed, decimal plain, decimal near, decimal slack)
    {
        var shown = printed ?? exact;
        var (low, high) = (Math.Min(exact, shown), Math.Max(exact, shown));
        return hedge switch
        {
            "gt" => high > target,
            "just gt" => high > target && low <= target + (near * 1.05m),
            "lt" => low < target,
            "just lt" => low < target + slack && high >= target - (near * 1.05m),
            "ge" => high >= target,
            "le" => low <= target,
            "about" => Math.Abs(exact - target) <= near || Math.Abs(shown - target) <= near,
            "exact" => exact == target || shown == target,
            _ => Math.Abs(exact - target) <= plain || Math.Abs(shown - target) <= plain,
        };
    }

    /// <summary>Whether two values are the same, or as good as that.</summary>
    public static Judgement Same(bool strictly, Operand one, Operand other)
    {
        var reason = $"{one.Printed} and {other.Printed}";
        if (one.Printed == other.Printed)
            return new Judgement(ClaimVerdict.True, reason);
        var apart = Math.Abs(one.Number - other.Number);
        var greatest = Math.Max(Math.Abs(one.Number), Math.Abs(other.Number));
        var share = greatest == 0 ? 0 : apart / greatest;
        var isShare = one.Family == "pct";
        if (strictly)
            return Of(isShare ? apart <= 0.005m : share <= 0.005m, reason);
        if (share <= 0.05m)
            return new Judgement(ClaimVerdict.True, reason);
        return (isShare ? share > 0.10m && apart > 0.08m : share > 0.25m) ? new Judgement(ClaimVerdict.False, reason) : None;
    }
}
