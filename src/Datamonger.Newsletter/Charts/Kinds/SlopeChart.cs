using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Lines between two places, each with its value at both ends: what changed, and which way.</summary>
internal sealed class SlopeChart : IChartKind
{
    public string Name => "slope";

    public string Description => "Shows the change between two times; a line for each series, with its value at both ends.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The two times."), ChartFields.Ys("The values; several columns are several lines."), ChartFields.Series("The column whose values divide the rows into lines."),
        ChartFields.Highlight("The line that stands out, by its name."), ChartFields.Colours, ChartFields.XFormat, ChartFields.XTitle, ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input) is not { } data) return null;
        if (data.Places.Length != 2)
        {
            input.Report(ChartRules.BadValue, "x", $"A slope chart joins two places; this one has {data.Places.Length}.", "Choose two in the query, or draw a line chart.");
            return null;
        }
        var highlight = data.Series.Length > 1 ? Labels.Find(input, "highlight", [.. data.Series.Select(series => series.Name)]) : null;
        var colours = ColourChoice.OfSeries(input, data.Series.Length, highlight);
        var lines = new LineSet(data, highlight, null, colours, []) { Zero = "auto", ValuesAtEnds = true };
        return new ChartPlan(data.ToTable(), SeriesWords.Trends(data, highlight, []), sheet => LineDrawing.Draw(sheet, lines));
    }
}
