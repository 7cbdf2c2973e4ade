using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>How near a value is to a count of people; of two, the greater holds.</summary>
internal enum TellsOf
{
    /// <summary>Proved to be something else: a label, a measure, a constant.</summary>
    Nothing,

    /// <summary>A rate or share made of counts.</summary>
    Rate,

    /// <summary>May be a count: a mean of one area is one.</summary>
    Perhaps,

    /// <summary>A count, whatever it was turned into.</summary>
    Count,
}

/// <summary>What a value tells of people.</summary>
/// <param name="Kind">How near it is to a count.</param>
/// <param name="Origins">Where the counts come from.</param>
/// <param name="Threshold">Counts below this are disclosive.</param>
internal sealed record Tells(TellsOf Kind, ImmutableSortedSet<string> Origins, int Threshold)
{
    /// <summary>Nothing of anybody.</summary>
    public static readonly Tells Nothing = new(TellsOf.Nothing, ImmutableSortedSet.Create<string>(StringComparer.Ordinal), 0);

    /// <summary>What a count is multiplied by: of <c>-children</c> -1.</summary>
    public decimal Factor { get; init; } = 1;

    /// <summary>What is then added to it.</summary>
    public decimal Offset { get; init; }

    /// <summary>Whether the value is the same in every row.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The constant, where it is a number that is known.</summary>
    public decimal? Number { get; init; }

    /// <summary>Whether it tells something.</summary>
    public bool IsOfPeople => Kind != TellsOf.Nothing;

    /// <summary>A column of counts.</summary>
    public static Tells Counting(string origin, int threshold) =>
        new(TellsOf.Count, ImmutableSortedSet.Create(StringComparer.Ordinal, origin), threshold);

    /// <summary>A constant of the query.</summary>
    public static Tells Constant(JsonElement expression) =>
        Nothing with
        {
            IsConstant = true,
            Number =
                expression.GetProperty("value") is var value
                && value.TryGetProperty("value", out var number)
                && number.ValueKind is JsonValueKind.Number
                && decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
                    ? Scaled(value, parsed)
                    : null,
        };

    // A decimal is written without its point: 1.5 is 15 with a scale of 1.
    private static decimal? Scaled(JsonElement value, decimal number)
    {
        if (!value.GetProperty("type").TryGetProperty("type_info", out var info) || info.ValueKind != JsonValueKind.Object)
            return number;
        if (!info.TryGetProperty("scale", out var scale))
            return null;
        for (var i = scale.GetInt32(); i > 0; i--)
            number /= 10;
        return number;
    }

    /// <summary>What several values tell together.</summary>
    public static Tells All(IEnumerable<Tells> parts) => parts.Aggregate((Tells?)null, (all, part) => all?.With(part) ?? part) ?? Nothing;

    /// <summary>What two values tell together, when it may be either.</summary>
    public Tells With(Tells other)
    {
        var made = new Tells(Kind > other.Kind ? Kind : other.Kind, Origins.Union(other.Origins), Math.Max(Threshold, other.Threshold))
        {
            IsConstant = IsConstant && other.IsConstant,
            Number = IsConstant && other.IsConstant && Number == other.Number ? Number : null,
        };
        var scaled =
            !other.IsOfPeople ? this
            : !IsOfPeople ? other
            : Factor == other.Factor && Offset == other.Offset ? this
            : made;
        return made with { Factor = scaled.Factor, Offset = scaled.Offset };
    }

    /// <summary>The same, made into something by a way that is not followed: its size says nothing any more.</summary>
    public Tells Changed() => this with { Factor = 1, Offset = 0, IsConstant = false, Number = null };

    /// <summary>The same people, told in another way.</summary>
    public Tells As(TellsOf kind) => IsOfPeople ? Changed() with { Kind = kind } : Changed();

    /// <summary>Multiplied by a constant and moved by one.</summary>
    public Tells Scaled(decimal factor, decimal offset)
    {
        try
        {
            return factor == 0 ? Changed() : this with { Factor = Factor * factor, Offset = Offset * factor + offset };
        }
        catch (OverflowException)
        {
            return Changed();
        }
    }
}
