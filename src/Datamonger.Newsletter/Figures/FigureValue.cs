using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Figures;

/// <summary>What a part of a figure's expression stands for.</summary>
internal abstract record FigureValue;

/// <summary>A whole query: <c>applications</c>.</summary>
internal sealed record TableValue(QueryTable Query, Table Table) : FigureValue;

/// <summary>One row of it: <c>applications.last</c>.</summary>
internal sealed record RowValue(QueryTable Query, Table Table, int Row) : FigureValue;

/// <summary>A single value, culture-free; null where the data have none.</summary>
internal sealed record SingleValue(object? Value) : FigureValue
{
    /// <summary>What a format made of it; null while it has no format.</summary>
    public string? Printed { get; init; }

    /// <summary>Whether it stands in for a missing value (behind <c>??</c>), so that formats leave it alone.</summary>
    public bool IsFallback { get; init; }

    /// <summary>What it is made of.</summary>
    public FigureTrace Trace { get; init; } = FigureTrace.None;

    /// <summary>Whether it is a year, which is printed without a divider of thousands.</summary>
    public bool IsYear { get; init; }

    /// <summary>As it is printed: by its format, or by what it is. Null where there is no value.</summary>
    public string? Print(Language language) =>
        Printed ?? (IsYear ? ValueFormat.Year.Format(Value, language) : null) ?? ValueFormat.Plain(Value, language);
}

/// <summary>The row that <c>mine</c> stands for in one edition.</summary>
/// <param name="Query">The query; null when <c>personal:</c> is wrong (that has been reported).</param>
internal sealed record PersonalRow(QueryTable? Query, int Row);
