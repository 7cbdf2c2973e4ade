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
        ChartFields.X("The two times."),
        ChartFields.Ys("The values; several columns are several lines."),
        ChartFields.Series("The column whose values divide the rows into lines."),
        ChartFields.Highlight("The line that stands out, by its name."),
        ChartFields.Others,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, LineSet.MostOf(input)) is not { } read)
            return null;
        var data = SeriesReader.WithValues(input, read);
        if (data.Places.Length != 2)
        {
            input.Report(
                ChartRules.BadValue,
                "x",
                $"A slope chart joins two places; this one has {data.Places.Length}.",
                "Choose two in the query, or draw a line chart."
            );
            return null;
        }
        var highlight = data.Series.Length > 1 ? Labels.Find(input, "highlight", [.. data.Series.Select(series => series.Name)]) : null;
        var lines = new LineSet(data, highlight, null, LineSet.ColoursOf(input, data, highlight), [])
        {
            Named = LineSet.NamedOf(input, data, highlight),
            Zero = "auto",
            ValuesAtEnds = true,
        };
        return new ChartPlan(lines.Table(), lines.Alt(), sheet => LineDrawing.Draw(sheet, lines));
    }
}
