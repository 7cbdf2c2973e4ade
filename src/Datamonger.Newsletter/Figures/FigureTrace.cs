using System.Collections.Immutable;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Figures;

/// <summary>What a figure's value is made of, so that figures of one kind can be told from others.</summary>
/// <param name="Shape">
/// The expression with its rows taken out (<c>[].rate</c>): the same of two figures that measure one thing. Null where none can be told.
/// </param>
/// <param name="Cells">The cells that the value comes from, without those that only chose a row.</param>
public sealed record FigureTrace(string? Shape, ImmutableArray<FigureCell> Cells)
{
    /// <summary>Nothing is known.</summary>
    public static readonly FigureTrace None = new(null, []);

    /// <summary>How it is printed; null when no format was asked for.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>Of <c>change</c> and <c>change_points</c>, what is compared.</summary>
    public ComparedValues? Change { get; init; }

    /// <summary>Of <c>claim</c>, whether its condition holds, or why its word is not judged.</summary>
    public FigureClaim? Claim { get; init; }

    /// <summary>The cell whose value this is; null when it is computed.</summary>
    public FigureCell? Cell => Cells is [var cell] && Shape is ['[', ..] ? cell : null;

    /// <summary>What an operator makes of two values.</summary>
    internal static FigureTrace Of(string sign, FigureTrace left, FigureTrace right) =>
        new(left.Shape is null || right.Shape is null ? null : $"({left.Shape}{sign}{right.Shape})", left.Cells.AddRange(right.Cells));
}

/// <summary>The two values of a change.</summary>
public sealed record ComparedValues(decimal Later, FigureTrace LaterTrace, decimal Earlier, FigureTrace EarlierTrace);

/// <summary>What <c>claim</c> says of its word.</summary>
/// <param name="Holds">Whether the condition is true; null where a reason is given in its place.</param>
/// <param name="Reason">Why the word is not judged.</param>
public sealed record FigureClaim(bool? Holds, string? Reason);
