using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>Makes what the chart partial is given: the texts round the chart, and its picture or cells.</summary>
internal static class ChartModel
{
    // Heights of columns, in pixels.
    private const double TallestColumn = 120;

    // Beside the names a phone leaves this much for the longest bar and its value, which must not be squeezed: then bars would lie.
    private const double BarTrack = 185;
    private const double LetterWidth = 8.5;
    private const double ValueGap = 12;
    private const int LongestFigure = 8;

    /// <summary>The arguments of <c>partials/chart</c>.</summary>
    /// <param name="csv">Address of the chart's data; null in the message.</param>
    public static ScriptObject Of(Composition composition, RenderedChart chart, string? csv)
    {
        var texts = new Texts(composition, chart.Block.Location);
        return Model.Of(
            ("title", texts.Of(chart.Title)),
            ("subtitle", texts.Of(chart.Subtitle)),
            ("source", texts.Of(chart.Source)),
            ("note", texts.Of(chart.Note)),
            ("alt", texts.Of(chart.Alt)),
            ("kind", chart.Block.Kind),
            ("csv", csv),
            ("image", Image(chart.Image)),
            ("cells", Cells(composition, chart, texts))
        );
    }

    private static ScriptObject? Image(ChartImage? image) =>
        image is null ? null : Model.Of(("src", "images/" + image.FileName), ("width", image.Width), ("height", image.Height));

    private static ScriptObject? Cells(Composition composition, RenderedChart chart, Texts texts) =>
        chart.Cells switch
        {
            BarCells bars => Model.Of(
                ("kind", "bars"),
                ("bars", Model.List(bars.Bars.Select(bar => Bar(composition, bar, LongestBar(bars), texts))))
            ),
            ColumnCells columns => Model.Of(
                ("kind", "columns"),
                ("columns", Model.List(columns.Columns.Select(bar => Bar(composition, bar, TallestColumn, texts))))
            ),
            NumberCells number => Model.Of(
                ("kind", "number"),
                ("value", texts.Of(number.Value)),
                ("label", texts.Of(number.Label)),
                ("change", texts.Of(number.Change)),
                ("trend", Image(number.Trend)),
                ("wide", number.Value.Length > LongestFigure)
            ),
            _ => null,
        };

    // In percent of the room beside the names.
    private static double LongestBar(BarCells bars) =>
        Math.Clamp(100 * (1 - (((bars.Bars.Max(bar => bar.Value.Length) * LetterWidth) + ValueGap) / BarTrack)), 20, 90);

    private static ScriptObject Bar(Composition composition, BarCell bar, double longest, Texts texts) =>
        Model.Of(
            ("label", texts.Of(bar.Label)),
            ("value", texts.Of(bar.Value)),
            ("size", Math.Max(bar.Share > 0 ? 1 : 0, (int)Math.Round(bar.Share * longest, MidpointRounding.AwayFromZero))),
            ("highlighted", bar.Highlighted),
            ("colour", bar.Colour),
            ("accent", !bar.Colour.Equals(composition.Settings.Theme.Comparison, StringComparison.OrdinalIgnoreCase))
        );

    private sealed class Texts(Composition composition, SourceLocation location)
    {
        public string Of(string? text) => composition.Data(text, location, "This chart");
    }
}
