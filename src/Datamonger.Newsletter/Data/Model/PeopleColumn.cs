using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>A column of a result that tells of people.</summary>
/// <param name="Name">The column; <c>*</c> for the rows themselves, where each is a person.</param>
/// <param name="IsCount">Whether its values are counts of people; otherwise they are rates, shares or means made of such counts.</param>
/// <param name="Origin">Where the counts come from, <c>dataset.column</c>; several are joined. Two columns of one origin measure the
/// same.</param>
/// <param name="Threshold">Counts from 1 to below this are disclosive.</param>
public sealed partial record PeopleColumn(string Name, bool IsCount, string Origin, int Threshold)
{
    /// <summary>Whether its values are no counts by what they are made of, and may be by chance: the mean of one area is its count.</summary>
    public bool MayBeCount { get; init; }

    /// <summary>What the counts are multiplied by: a column of thousands has 0.001.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>What is then added to them.</summary>
    public decimal Offset { get; init; }

    /// <summary>Of how many persons each value is; empty where that is not known.</summary>
    public ImmutableArray<long> Sizes { get; init; } = [];

    /// <summary>Whether <see cref="Sizes"/> are of means; otherwise of the least or greatest of a group.</summary>
    public bool IsMean { get; init; }

    /// <summary>The count that a value stands for.</summary>
    public decimal CountOf(decimal value)
    {
        try
        {
            return Math.Round((value - Offset) / Factor, 6);
        }
        catch (OverflowException)
        {
            return value;
        }
    }

    /// <summary>Whether a value must not be shown.</summary>
    public bool IsSmall(decimal? value) =>
        value is { } number && IsSmallCount(CountOf(number)) && (IsCount || (MayBeCount && decimal.IsInteger(CountOf(number))));

    /// <summary>Whether two of its values differ by so few people that the difference must not be shown.</summary>
    public bool IsSmallDifference(decimal difference) => IsCount && IsSmallCount(CountOf(difference + Offset));

    /// <summary>The small count that a value tells, as a number or in a text; null when there is none.</summary>
    public decimal? SmallIn(object? value)
    {
        if (value is not string text)
            return ValueFormat.ToDecimal(value) is { } number && IsSmall(number) ? Math.Abs(CountOf(number)) : null;
        if (!IsCount)
            return null;
        foreach (Match match in Numbers().Matches(text))
        {
            var digits = match.Value.Replace(",", "", StringComparison.Ordinal);
            if (decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsSmallCount(number))
                return number;
        }
        return null;
    }

    private bool IsSmallCount(decimal count) => Math.Abs(count) >= 1 && Math.Abs(count) < Threshold;

    [GeneratedRegex(@"(?<![\w.,])[0-9][0-9,]*(\.[0-9]+)?(?![\w])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();
}
