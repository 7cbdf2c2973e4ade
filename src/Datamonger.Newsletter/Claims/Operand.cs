using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Claims;

/// <summary>A figure of a sentence, as the readers of one edition see it; or a value of the rows that it is compared with.</summary>
internal sealed partial class Operand
{
    private Operand(string printed, object? value, FigureTrace trace)
    {
        (Printed, Value, Trace) = (printed, value, trace);
        if (value is not bool && ValueFormat.ToDecimal(value) is { } number)
            Number = number;
    }

    /// <summary>The figure of an expression in an edition; of everybody where there are none.</summary>
    public static Operand Of(Figure figure, Edition? edition)
    {
        var own = edition is null ? null : figure.ValueIn(edition);
        return new Operand(own?.Text ?? figure.Text, own is null ? figure.Value : own.Value, own?.Trace ?? figure.Trace)
        {
            Expression = figure.Expression,
            IsCited = figure.Citation is not null,
        };
    }

    /// <summary>Another value of the same kind, printed alike.</summary>
    public Operand With(decimal value, FigureCell cell, Language language) =>
        new(
            Trace.Format?.Format(value, language) ?? ValueFormat.Plain(value, language)!,
            value,
            Trace with
            {
                Shape = $"[].{cell.Column}",
                Cells = [cell],
            }
        );

    /// <summary>A value of a cell, of which nothing is printed.</summary>
    public static Operand Of(decimal value, FigureCell cell, Language language) =>
        new(ValueFormat.Plain(value, language)!, value, new FigureTrace($"[].{cell.Column}", [cell]));

    /// <summary>What the author wrote; null of a value that only the rows have.</summary>
    public FigureExpression? Expression { get; private init; }

    /// <summary>As readers see it.</summary>
    public string Printed { get; }

    /// <summary>The value before its format.</summary>
    public object? Value { get; }

    /// <summary>What it is made of.</summary>
    public FigureTrace Trace { get; }

    /// <summary>The value as a number; 0 of what is none, which no pattern takes for one.</summary>
    public decimal Number { get; }

    private bool IsCited { get; init; }

    /// <summary>The cell that it shows; null when it is computed.</summary>
    public FigureCell? Cell => Trace.Change is null ? Trace.Cell : null;

    /// <summary>Shares, differences of shares, money or plain numbers: what is not of one family is never compared.</summary>
    public string Family => Trace.Format?.Family is "pct" or "pts" or "gbp" ? Trace.Format.Family : "num";

    /// <summary>The number that readers see; null where none is printed.</summary>
    public decimal? Shown => Trace.Format is { } format ? format.Rounded(Number) : Number;

    /// <summary>Its class among the words of the sentence.</summary>
    public string Class =>
        Trace.Claim is not null || Printed == Figure.Missing || IsCited ? "X"
        : Trace.Change is not null ? "C"
        : Value switch
        {
            DateOnly or DateTime => "T",
            string text when Trace.Shape is not null => Period().IsMatch(text) ? "T" : "L",
            null or bool or string => "X",
            _ when Trace.Shape is null => "X",
            _ when Trace.Format is null or { Family: "year" } && IsYear => "T",
            _ => "N",
        };

    /// <summary>The sign of a change: 1 of a rise, -1 of a fall, 0 of none.</summary>
    public int Sign => Trace.Change is { } change ? change.Later.CompareTo(change.Earlier) : 0;

    /// <summary>Whether it is of one family with another.</summary>
    public bool IsOfFamily(Operand other) => Family == other.Family;

    /// <summary>Whether both measure one thing: the same expression but for the row.</summary>
    public bool IsAlike(Operand other) => IsOfFamily(other) && Trace.Shape is { } shape && shape == other.Trace.Shape;

    /// <summary>
    /// Whether both measure one thing at two times or places; two columns of one row do when their names differ only in when that is.
    /// </summary>
    public bool IsOfKind(Operand other) =>
        IsAlike(other)
        || (
            IsOfFamily(other) && IsSameRow(other) && When().Replace(Cell!.Value.Column, "") == When().Replace(other.Cell!.Value.Column, "")
        );

    /// <summary>Whether both are columns of one row.</summary>
    public bool IsSameRow(Operand other) =>
        Cell is { } mine
        && other.Cell is { } theirs
        && mine.Query == theirs.Query
        && mine.Row == theirs.Row
        && mine.Column != theirs.Column;

    private bool IsYear =>
        Number == decimal.Truncate(Number)
        && Number is > 1800 and < 2200
        && (
            Trace.Format is { Family: "year" }
            || Printed == Number.ToString("0", CultureInfo.InvariantCulture)
            || (Cell is { } cell && ClaimTable.NamesTime(cell.Column))
        );

    [GeneratedRegex(ClaimTable.PeriodText)]
    private static partial Regex Period();

    [GeneratedRegex(
        @"(?:^|_)?(?:\d+|last|prev|previous|first|this|before|now|old|new|from|to|start|end|earlier|latest|current|then)(?:$|_)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex When();
}
