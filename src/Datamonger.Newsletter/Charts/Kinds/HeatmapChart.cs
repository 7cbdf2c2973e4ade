using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>A table of tints: the darker, the larger. Values stand in their cells as long as they fit.</summary>
internal sealed class HeatmapChart : IChartKind
{
    private const int MostRows = 30;
    private const int MostColumns = 24;
    private const float Divider = 2;
    private const string Negative = "#8F3A0E";
    private const double Lightest = 0.08;
    private const double Darkest = 0.92;

    public string Name => "heatmap";

    public string Description => "Shows a table of values as tints, to find where and when they are large; rows by columns.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("What runs across, such as time."),
        ChartFields.Ys("The values; several columns are several rows."),
        ChartFields.Series("The column whose values are the rows."),
        ChartFields.Highlight("The row that stands out, by its name."),
        new(
            "sort",
            FieldType.Choice,
            "The order of the rows: as they come, by their last value (largest first), by it rising, or by label."
        )
        {
            Default = "none",
            Choices = ["none", "value", "ascending", "label"],
        },
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, MostRows) is not { } data)
            return null;
        if (data.Places.Length > MostColumns)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "x",
                $"The chart has {data.Places.Length} columns; at most {MostColumns} can be read.",
                "Group the query into fewer places."
            );
            return null;
        }
        data = Sorted(data, input.Fields.Text("sort")!);
        var highlight = Labels.Find(input, "highlight", [.. data.Series.Select(series => series.Name)]);
        var own = input.Fields.List("colours").Length > 1;
        var colours = (ColourChoice.One(input), own ? ColourChoice.For(input, 2)[1] : Negative);
        return new ChartPlan(data.ToTable(), Alt(data, highlight), sheet => Draw(sheet, data, highlight, colours));
    }

    private static SeriesData Sorted(SeriesData data, string sort)
    {
        double Last(DataSeries series) => series.Known.Any() ? series.Numbers[series.Last]!.Value : double.NegativeInfinity;
        return data with
        {
            Series = sort switch
            {
                "value" => [.. data.Series.OrderByDescending(Last)],
                "ascending" => [.. data.Series.OrderBy(Last)],
                "label" => [.. data.Series.OrderBy(series => series.Name, StringComparer.OrdinalIgnoreCase)],
                _ => data.Series,
            },
        };
    }

    private static string Alt(SeriesData data, int? highlight)
    {
        var words = new ChartWords(data.Language, data.Format);
        var cells = data
            .Series.SelectMany((series, i) => series.Known.Select(place => (Series: i, Place: place, Value: series.Numbers[place]!.Value)))
            .ToArray();
        string Cell((int Series, int Place, double Value) cell) =>
            words.HasVerbs
                ? $"{data.Print(cell.Series, cell.Place)}, "
                    + $"{data.Series[cell.Series].Name}{(data.IsTime ? ChartWords.At(data.Places[cell.Place]) : $", {data.Places[cell.Place]}")}"
                : $"{data.Series[cell.Series].Name}, {data.Places[cell.Place]} {data.Print(cell.Series, cell.Place)}";
        var (highest, lowest) = (Cell(cells.MaxBy(cell => cell.Value)), Cell(cells.MinBy(cell => cell.Value)));
        var head = words.HasVerbs
            ? $"{(data.Noun.Length > 0 ? data.Noun : "Values")} in {data.Series.Length} rows and {data.Places.Length} columns: highest "
                + $"{highest}; lowest {lowest}."
            : $"{(data.Noun.Length > 0 ? $"{data.Noun}: " : "")}{highest} … {lowest}.";
        var row =
            highlight is { } here && words.HasVerbs && data.Series[here] is { } series && series.Known.Count() > 1
                ? $"{series.Name} "
                    + $"{words.Trend(series.Values[series.First], data.Places[series.First], series.Values[series.Last], data.Places[series.Last], data.IsTime)}."
                : null;
        return ChartWords.Within(ChartWords.AltLimit, head, row, SeriesWords.Gaps(data, words));
    }

    private static void Draw(ChartSheet sheet, SeriesData data, int? highlight, (string Above, string Below) colours)
    {
        var (letters, theme, columns) = (sheet.Lettering, sheet.Theme, data.Places.Length);
        var rows = new Rows(sheet, [.. data.Series.Select(series => series.Name)], letters.LineHeight + 8, 0, highlight);
        var left = ChartSheet.Padding + rows.NameWidth;
        var pitch = (sheet.Width - ChartSheet.Padding - left) / columns;
        var printed =
            data.Series.SelectMany((series, i) => series.Known.Select(place => letters.Width(data.Print(i, place), highlight == i))).Max()
                + Divider
                + 4
            <= pitch;
        var head = ColumnNames.Fit(sheet, data, pitch);
        var names = head?.Height ?? AxisLines.PlacesHeight(sheet);
        var top = ChartSheet.Padding + names;
        var foot = printed ? 0 : letters.LineHeight + 14;
        rows.Stretch(sheet.WantedHeight - top - foot - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + foot + ChartSheet.Padding,
            new Margins(left, top, ChartSheet.Padding, foot + ChartSheet.Padding),
            new Span(0, columns),
            new Span(1, 0)
        );

        ImmutableArray<float> middles = [.. Enumerable.Range(0, columns).Select(place => sheet.X(place + 0.5))];
        if (head is not null)
            head.Draw(middles, ChartSheet.Padding - 4);
        else
            AxisLines.Row(sheet, data.Places, middles, ChartSheet.Padding + (names / 2), []);
        var (low, high) = (Math.Min(0, data.Numbers.Min()), data.Numbers.Max());
        // Values on both sides of nought are two ramps that meet there, equally long.
        if (low < 0)
            (low, high) = (-Math.Max(-low, Math.Abs(high)), Math.Max(-low, Math.Abs(high)));
        // Where all values lie close together, tints from zero would all be alike.
        if (low >= 0 && data.Numbers.Min() > high * 0.5)
            low = data.Numbers.Min();
        for (var row = 0; row < data.Series.Length; row++)
        {
            rows.Name(row);
            var (middle, half) = (rows.Middle(row), (letters.LineHeight + 8 - Divider) / 2);
            for (var place = 0; place < columns; place++)
            {
                var (start, end) = (sheet.X(place) + (Divider / 2), sheet.X(place + 1) - (Divider / 2));
                if (data.Series[row].Numbers[place] is not { } value)
                {
                    sheet.Letter(new Letters(ChartTableBuilder.NoValue, middles[place], middle, Anchor.Centre, theme.Muted));
                    continue;
                }
                var tint = TintOf(value, low, high, colours, theme.Ground);
                sheet.Rectangle(start, middle - half, end, middle + half, tint);
                if (printed)
                    sheet.Letter(
                        new Letters(
                            data.Print(row, place),
                            middles[place],
                            middle,
                            Anchor.Centre,
                            ColourChoice.TextOn(tint, theme.Ink, theme.Ground),
                            highlight == row
                        )
                    );
            }
        }
        if (!printed)
            Scale(sheet, data, colours, low, high);
    }

    private static string TintOf(double value, double low, double high, (string Above, string Below) colours, string ground)
    {
        var share =
            low < 0 ? Math.Abs(value) / high
            : high > low ? (value - low) / (high - low)
            : 0.5;
        return ColourChoice.Tint(value < 0 ? colours.Below : colours.Above, ground, Lightest + (share * (Darkest - Lightest)));
    }

    // Where values do not fit into the cells, a row of tints says what they mean.
    private static void Scale(ChartSheet sheet, SeriesData data, (string Above, string Below) colours, double low, double high)
    {
        const int steps = 5;
        var letters = sheet.Lettering;
        var y = sheet.Height - ChartSheet.Padding - (letters.LineHeight / 2);
        var width = letters.Width(data.Print(low)) + letters.Width(data.Print(high)) + (2 * AxisLines.Gap) + (steps * (28 + Divider));
        var x = Math.Max(ChartSheet.Padding, Math.Min(sheet.Left, sheet.Width - ChartSheet.Padding - width));
        sheet.Letter(new Letters(data.Print(low), x, y, Anchor.Left, sheet.Theme.Ink));
        x += letters.Width(data.Print(low)) + AxisLines.Gap;
        for (var step = 0; step < steps; step++)
        {
            sheet.Rectangle(
                x,
                y - (letters.CapHeight / 2) - 2,
                x + 28,
                y + (letters.CapHeight / 2) + 2,
                TintOf(low + ((high - low) * step / (steps - 1)), low, high, colours, sheet.Theme.Ground)
            );
            x += 28 + Divider;
        }
        sheet.Letter(new Letters(data.Print(high), x + AxisLines.Gap - Divider, y, Anchor.Left, sheet.Theme.Ink));
    }
}
