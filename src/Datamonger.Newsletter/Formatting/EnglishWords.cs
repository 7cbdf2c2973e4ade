using System.Collections.Immutable;

namespace Datamonger.Newsletter.Formatting;

/// <summary>Numbers in English words: "ten", "twenty-eight", "3rd".</summary>
public static class EnglishWords
{
    private static readonly ImmutableArray<string> Small =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly ImmutableArray<string> Tens =
    [
        "",
        "",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

    /// <summary>A whole number in words, up to the millions; larger ones come back as null.</summary>
    public static string? Cardinal(long value) =>
        value switch
        {
            < 0 => Cardinal(-value) is { } words ? "minus " + words : null,
            < 20 => Small[(int)value],
            < 100 => Tens[(int)(value / 10)] + (value % 10 == 0 ? "" : "-" + Small[(int)(value % 10)]),
            < 1_000 => Joined(value, 100, "hundred"),
            < 1_000_000 => Joined(value, 1_000, "thousand"),
            < 1_000_000_000 => Joined(value, 1_000_000, "million"),
            _ => null,
        };

    /// <summary>A whole number with its ordinal ending: 1st, 22nd, 113th.</summary>
    public static string Ordinal(long value) =>
        value
        + (
            Math.Abs(value % 100) is >= 11 and <= 13
                ? "th"
                : Math.Abs(value % 10) switch
                {
                    1 => "st",
                    2 => "nd",
                    3 => "rd",
                    _ => "th",
                }
        );

    private static string Joined(long value, long unit, string name)
    {
        var rest = value % unit;
        var head = $"{Cardinal(value / unit)} {name}";
        return rest == 0
            ? head
            : head
                + (
                    rest < 100 ? " and "
                    : unit == 100 ? " and "
                    : ", "
                )
                + Cardinal(rest);
    }
}
