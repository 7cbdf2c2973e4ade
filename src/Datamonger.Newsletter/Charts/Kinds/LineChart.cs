using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Points joined in the order of time; up to four lines, each with its name and last value at its right end.</summary>
internal sealed class LineChart : IChartKind
{
    public string Name => "line";

    public string Description => "Shows how values change over time; up to four lines, named at their right ends, with first and last value.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("Time, or another order."), ChartFields.Ys("The values; several columns are several lines."), ChartFields.Series("The column whose values divide the rows into lines."),
        ChartFields.Highlight("The line that stands out, by its name; of a single line, the place whose value is printed."),
        new("zero", FieldType.Choice, "Whether the value axis begins at zero; `auto` does so unless that would flatten the lines.") { Default = "auto", Choices = ["auto", "yes", "no"] },
        ChartFields.Range, ChartFields.Missing, ChartFields.Reference, ChartFields.Colours, ChartFields.XFormat, ChartFields.XTitle, ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input) is not { } data) return null;
        var references = References.Read(input, data);
        var several = data.Series.Length > 1;
        var names = data.Series.Select(series => series.Name).ToImmutableArray();
        var highlight = Labels.Find(input, "highlight", several ? names : data.Places);
        var lines = new LineSet(data, several ? highlight : null, several ? null : highlight, ColourChoice.OfSeries(input, data.Series.Length, several ? highlight : null), references)
        {
            Range = ValueRange.Read(input, data.Numbers.Concat(references.Select(line => line.Value)), data.Print),
            Zero = input.Fields.Text("zero")!,
        };
        return new ChartPlan(data.ToTable(), SeriesWords.Trends(data, highlight: lines.Line, references), sheet => LineDrawing.Draw(sheet, lines));
    }
}

/// <summary>Lines and what is said about them.</summary>
/// <param name="Line">The line that stands out.</param>
/// <param name="Place">The place of a single line whose value is printed.</param>
internal sealed record LineSet(SeriesData Data, int? Line, int? Place, ImmutableArray<string> Colours, ImmutableArray<ReferenceLine> References)
{
    /// <summary>The value axis that the author asks for.</summary>
    public Span? Range { get; init; }

    /// <summary>Whether the axis begins at zero: auto, yes, no.</summary>
    public required string Zero { get; init; }

    /// <summary>Whether every line has its values at both ends, in the place of a value axis.</summary>
    public bool ValuesAtEnds { get; init; }

    /// <summary>Where a place lies on the axis.</summary>
    public double Position(int place) => Data.Positions is { } positions ? positions[place] : place;

    /// <summary>The stretch of the axis of places.</summary>
    public Span Positions => Data.Places.Length == 1 ? new Span(Position(0) - 1, Position(0) + 1) : new Span(Position(0), Position(Data.Places.Length - 1));
}
