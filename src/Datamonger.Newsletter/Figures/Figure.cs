using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Figures;

/// <summary>A figure with its value: what was printed, and where it comes from.</summary>
/// <param name="Expression">What the author wrote, with its place.</param>
/// <param name="Text">The value as printed, not yet escaped; <see cref="Missing"/> when it could not be had (that has been
/// reported).</param>
public sealed record Figure(FigureExpression Expression, string Text)
{
    /// <summary>Stands visibly in the place of a figure that could not be had.</summary>
    public const string Missing = "⟦?⟧";

    /// <summary>The value before its format, culture-free; null when there is none.</summary>
    public object? Value { get; init; }

    /// <summary>What the value is made of; of a personal figure the default's.</summary>
    public FigureTrace Trace { get; init; } = FigureTrace.None;

    /// <summary>The queries it reads, in the order of the expression.</summary>
    public ImmutableArray<string> Queries { get; init; } = [];

    /// <summary>
    /// What it comes to in each edition, in their order, when it reads <c>mine</c>; <see cref="Text"/> is then the default's.
    /// </summary>
    public ImmutableArray<PersonalValue> Personal { get; init; } = [];

    /// <summary>The rows and columns it read, in any edition.</summary>
    public ImmutableArray<FigureCell> Cells { get; init; } = [];

    /// <summary>The datasets behind <see cref="Queries"/>, ordered by name.</summary>
    public ImmutableArray<Dataset> Datasets { get; init; } = [];

    /// <summary>Who says so, of a figure that is cited and bound to no data.</summary>
    public string? Citation { get; init; }

    /// <summary>What the subscribers of an edition read.</summary>
    public string TextIn(Edition edition) => ValueIn(edition)?.Text ?? Text;

    /// <summary>What it comes to in an edition; null when everybody sees the same.</summary>
    public PersonalValue? ValueIn(Edition edition)
    {
        var (from, to) = (0, Personal.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var order = string.CompareOrdinal(Personal[middle].Key, edition.Key);
            if (order == 0)
                return Personal[middle];
            if (order < 0)
                from = middle + 1;
            else
                to = middle - 1;
        }
        return null;
    }
}

/// <summary>What a personal figure comes to for one key.</summary>
/// <param name="Text">The value as printed, not yet escaped.</param>
/// <param name="Value">The value before its format, culture-free.</param>
public sealed record PersonalValue(string Key, string Text, object? Value)
{
    /// <summary>The rows and columns it read for that key.</summary>
    public ImmutableArray<FigureCell> Cells { get; init; } = [];

    /// <summary>What the value is made of.</summary>
    public FigureTrace Trace { get; init; } = FigureTrace.None;
}

/// <summary>A cell that a figure read: its query, 0-based row and column.</summary>
public readonly record struct FigureCell(string Query, int Row, string Column);

/// <summary>The figures of an issue.</summary>
public sealed class IssueFigures(IEnumerable<Figure> figures)
{
    private readonly Dictionary<FigureExpression, Figure> _byExpression = figures.ToDictionary(figure => figure.Expression);

    /// <summary>No figures.</summary>
    public static readonly IssueFigures None = new([]);

    /// <summary>The editions of a personal issue; null when it is the same for everybody, or when <c>personal:</c> is wrong.</summary>
    public Editions? Editions { get; init; }

    /// <summary>In the order of their places.</summary>
    public ImmutableArray<Figure> All => [.. _byExpression.Values.OrderBy(figure => figure.Expression.Location)];

    /// <summary>The figure of an expression.</summary>
    public Figure Find(FigureExpression expression) =>
        _byExpression.TryGetValue(expression, out var figure) ? figure : new Figure(expression, Figure.Missing);

    /// <summary>Whether any of some figures differs between editions.</summary>
    public bool ArePersonal(IEnumerable<FigureExpression> expressions) =>
        Editions is not null && expressions.Any(expression => !Find(expression).Personal.IsEmpty);

    /// <summary>
    /// What a text comes to in its editions, each text once, the default's first; of very many the shortest and the longest. One when
    /// everybody reads the same.
    /// </summary>
    public ImmutableArray<string> Prints(BoundText text)
    {
        if (!ArePersonal(text.Figures))
            return [Print(text)];
        var all = Editions!.All.Select(edition => Print(text, edition)).ToList();
        return
        [
            .. (Editions.AreDrawn ? all : [all.MinBy(line => line.Length)!, all.MaxBy(line => line.Length)!])
                .Prepend(Print(text))
                .Distinct(),
        ];
    }

    /// <summary>A text with its figures printed and its merge tags as they go out. Not escaped.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edition">Whose figures; the default edition's if null.</param>
    public string Print(BoundText text, Edition? edition = null) =>
        string.Concat(
            text.Parts.Select(part =>
                part switch
                {
                    LiteralPart literal => literal.Text,
                    FigurePart figure => edition is null ? Find(figure.Figure).Text : Find(figure.Figure).TextIn(edition),
                    MergeTagPart tag => tag.Tag.Text,
                    _ => "",
                }
            )
        );
}
