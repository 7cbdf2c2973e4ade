using System.Globalization;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Words;

/// <summary>
/// Sentences about values, for alt texts. In languages other than English they are plain: names and values without verbs.
/// </summary>
internal sealed class ChartWords(Language language, ValueFormat format)
{
    /// <summary>Whether there are verbs.</summary>
    public bool HasVerbs => language.IsEnglish;

    /// <summary>A value as printed.</summary>
    public string Print(object? value) => format.Format(value, language) ?? "";

    /// <summary>"fell from 16,920 in 2014/15 to 11,460 in 2015/16, by 32%".</summary>
    /// <param name="inTime">Whether the places are points in time, which take "in" or "on".</param>
    public string Trend(object? first, string firstPlace, object? last, string lastPlace, bool inTime = true)
    {
        if (!HasVerbs)
            return $"{firstPlace} {Print(first)}, {lastPlace} {Print(last)}";
        var (from, to) = (inTime ? At(firstPlace) : $" at {firstPlace}", inTime ? At(lastPlace) : $" at {lastPlace}");
        if (Print(first) == Print(last))
            return $"stood at {Print(first)}{from} and{to}";
        return $"{Verb(first, last)} from {Print(first)}{from} to {Print(last)}{to}{By(first, last)}";
    }

    /// <summary>"rose" or "fell".</summary>
    public static string Verb(object? first, object? last) => Compare(first, last) < 0 ? "rose" : "fell";

    /// <summary>", by 32%", or by percentage points where the values are shares; empty where neither says anything.</summary>
    public string By(object? first, object? last) => Amount(first, last) is { } amount ? $", by {amount}" : "";

    /// <summary>"32%" or "12 percentage points"; null where a share of the first value says nothing.</summary>
    public string? Amount(object? first, object? last)
    {
        if (ValueFormat.ToDecimal(first) is not { } from || ValueFormat.ToDecimal(last) is not { } to)
            return null;
        if (format.Family is "pct" or "pts")
        {
            var points = language.Number(Math.Abs(to - from) * 100, format.Decimals);
            return $"{points} percentage {(points == "1" ? "point" : "points")}";
        }
        if (from <= 0 || to < 0)
            return null;
        var share = Math.Abs(to - from) / from * 100;
        return share < 0.5m ? "less than 1%"
            : share < 10_000 ? $"{language.Number(share, 0)}%"
            : null;
    }

    /// <summary>" in 2015/16", " on 16 Mar 2017".</summary>
    public static string At(string place) =>
        place.Length > 2 && char.IsAsciiDigit(place[0]) && place.IndexOf(' ') is 1 or 2 ? $" on {place}" : $" in {place}";

    /// <summary>A first letter in capitals.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A list: "a", "a and b", "a, b and c".</summary>
    public string List(IReadOnlyList<string> items) =>
        items.Count < 2 || !HasVerbs ? string.Join(", ", items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <summary>
    /// Puts sentences together, as many as stay within what a screen reader should have to read at once; the first always.
    /// </summary>
    public static string Within(int limit, params IEnumerable<string?> sentences)
    {
        var text = "";
        foreach (var sentence in sentences)
        {
            if (string.IsNullOrEmpty(sentence))
                continue;
            var longer = text.Length == 0 ? sentence : $"{text} {sentence}";
            if (text.Length == 0 || longer.Length <= limit)
                text = longer;
        }
        return text;
    }

    /// <summary>The most letters that an alt text should have (screen readers and the checks agree on about this).</summary>
    public const int AltLimit = 150;

    private static int Compare(object? first, object? last) =>
        Convert.ToDouble(first, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(last, CultureInfo.InvariantCulture));
}
