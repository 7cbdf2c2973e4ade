using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>Makes what the chart partial is given: the texts round the chart, and its picture or cells.</summary>
internal static class ChartModel
{
    // Bars leave room for the value at their end; columns for the value above them.
    private const double LongestBar = 100;
    private const double TallestColumn = 120;

    /// <summary>The arguments of <c>partials/chart</c>.</summary>
    /// <param name="csv">Address of the chart's data; null in the message.</param>
    public static ScriptObject Of(Composition composition, RenderedChart chart, string? csv)
    {
        var texts = new Texts(composition, chart.Block.Location);
        return Model.Of(
            ("title", texts.Of(chart.Title)), ("subtitle", texts.Of(chart.Subtitle)), ("source", texts.Of(chart.Source)), ("note", texts.Of(chart.Note)), ("alt", texts.Of(chart.Alt)),
            ("kind", chart.Block.Kind), ("csv", csv), ("image", Image(chart.Image)), ("cells", Cells(composition, chart, texts)));
    }

    private static ScriptObject? Image(ChartImage? image) =>
        image is null ? null : Model.Of(("src", "images/" + image.FileName), ("width", image.Width), ("height", image.Height));

    private static ScriptObject? Cells(Composition composition, RenderedChart chart, Texts texts) => chart.Cells switch
    {
        BarCells bars => Model.Of(("kind", "bars"), ("bars", Model.List(bars.Bars.Select(bar => Bar(composition, bar, LongestBar, texts))))),
        ColumnCells columns => Model.Of(("kind", "columns"), ("columns", Model.List(columns.Columns.Select(bar => Bar(composition, bar, TallestColumn, texts))))),
        NumberCells number => Model.Of(
            ("kind", "number"), ("value", texts.Of(number.Value)), ("label", texts.Of(number.Label)), ("change", texts.Of(number.Change)), ("trend", Image(number.Trend))),
        _ => null,
    };

    private static ScriptObject Bar(Composition composition, BarCell bar, double longest, Texts texts) => Model.Of(
        ("label", texts.Of(bar.Label)), ("value", texts.Of(bar.Value)), ("size", Math.Max(bar.Share > 0 ? 1 : 0, (int)Math.Round(bar.Share * longest, MidpointRounding.AwayFromZero))),
        ("highlighted", bar.Highlighted), ("colour", bar.Colour), ("accent", bar.Colour.Equals(composition.Settings.Theme.Accent, StringComparison.OrdinalIgnoreCase)));

    private sealed class Texts(Composition composition, SourceLocation location)
    {
        public string Of(string? text) => composition.Data(text, location, "This chart");
    }
}
