using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Two dots a row, joined: the first open, the second full.</summary>
internal sealed class DumbbellChart : IChartKind
{
    private const int MostRows = 40;

    public string Name => "dumbbell";

    public string Description => "Compares two values, then and now or here and there, for each of some named things; the gap between them is what is seen.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a row."), ChartFields.Ys("The values; two columns are the two dots."), ChartFields.Series("The column whose two values divide the rows into the two dots."),
        ChartFields.Highlight("The row that stands out, by its name; the others turn grey."),
        new("sort", FieldType.Choice, "The order: by the second value (largest first), by value rising, by the change between the two, by label, or as the rows come.")
        {
            Default = "auto", Choices = ["auto", "value", "ascending", "change", "label", "none"],
        },
        ChartFields.Missing, ChartFields.Colours, ChartFields.XFormat, ChartFields.XTitle, ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input) is not { } data) return null;
        if (data.Series.Length != 2)
        {
            input.Report(ChartRules.BadValue, input.Fields.Has("series") ? "series" : "y", $"A dumbbell has two dots a row; this one has {data.Series.Length}.", "Give y two columns, or series a column with two values.");
            return null;
        }
        if (data.Places.Length > MostRows)
        {
            input.Report(ChartRules.TooManyMarks, "data", $"The chart has {data.Places.Length} rows; at most {MostRows} can be read.", "Draw the first ones (limit in the query), or a scatter of the two values.");
            return null;
        }
        var (first, second) = (data.Series[0].Numbers, data.Series[1].Numbers);
        var byChange = input.Fields.Text("sort") == "change";
        data = PlaceOrder.Apply(input, data, place => byChange ? second[place] - first[place] : second[place] ?? first[place]);
        var highlight = Labels.Find(input, "highlight", data.Places);
        var colour = ColourChoice.One(input);
        return new ChartPlan(data.ToTable(), Alt(data, highlight), sheet => Draw(sheet, data, highlight, colour));
    }

    private static string Alt(SeriesData data, int? highlight)
    {
        var words = new ChartWords(data.Language, data.Format);
        var (from, to) = (data.Series[0], data.Series[1]);
        int[] known = [.. from.Known.Intersect(to.Known)];
        if (known.Length == 0 || !words.HasVerbs) return SeriesWords.Extremes(data, null);
        string Row(int place) => $"{data.Places[place]} {data.Print(0, place)} to {data.Print(1, place)}";
        var (up, down) = (known.Count(place => to.Numbers[place] > from.Numbers[place]), known.Count(place => to.Numbers[place] < from.Numbers[place]));
        var widest = known.MaxBy(place => Math.Abs(to.Numbers[place]!.Value - from.Numbers[place]!.Value));
        var direction = up >= down ? $"{up} of {known.Length} are higher" : $"{down} of {known.Length} are lower";
        return ChartWords.Within(
            ChartWords.AltLimit, $"{(data.Noun.Length > 0 ? $"{data.Noun}, " : "")}{from.Name} to {to.Name}: {direction}; the widest gap is {Row(widest)}.",
            highlight is { } here && here != widest && known.Contains(here) ? $"{Row(here)}." : null, SeriesWords.Gaps(data, words));
    }

    private static void Draw(ChartSheet sheet, SeriesData data, int? highlight, string colour)
    {
        var (letters, theme) = (sheet.Lettering, sheet.Theme);
        var rows = new Rows(sheet, data.Places, letters.LineHeight, 9, highlight);
        var (low, high) = (data.Numbers.Min(), data.Numbers.Max());
        if (low == high) (low, high) = (low - 1, high + 1);
        var valueWidth = data.Series.SelectMany((series, i) => series.Known.Select(place => letters.Width(data.Print(i, place), true))).Max() + AxisLines.Gap + 8;
        var top = ChartSheet.Padding + letters.LineHeight + 4;
        rows.Stretch(sheet.WantedHeight - top - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + ChartSheet.Padding, new Margins(ChartSheet.Padding + rows.NameWidth + valueWidth, top, ChartSheet.Padding + valueWidth, ChartSheet.Padding), new Span(low, high), new Span(1, 0));

        for (var place = 0; place < data.Places.Length; place++)
        {
            var (middle, bold) = (rows.Middle(place), highlight == place);
            rows.Name(place);
            sheet.Line(sheet.Left - valueWidth + 4, middle, sheet.Width - ChartSheet.Padding, middle, theme.Rule);
            var shown = highlight is null || bold ? colour : theme.Comparison;
            var ends = data.Series.Select((series, i) => (Value: series.Numbers[place], Text: data.Print(i, place))).ToArray();
            if (ends[0].Value is { } one && ends[1].Value is { } other) sheet.Line(sheet.X(one), middle, sheet.X(other), middle, shown, 3);
            for (var i = 0; i < 2; i++)
            {
                if (ends[i].Value is not { } value) continue;
                var x = sheet.X(value);
                sheet.Point(x, middle, shown, 13, rim: false);
                if (i == 0) sheet.Point(x, middle, theme.Ground, 7, rim: false);
                // The lower value stands at the left of its dot; of two that are printed alike, one is said.
                var left = ends[1 - i].Value is { } beside && (value < beside || (value == beside && i == 0));
                if (left && ends[0].Text == ends[1].Text) continue;
                sheet.Letter(new Letters(ends[i].Text, left ? x - AxisLines.Gap - 4 : x + AxisLines.Gap + 4, middle, left ? Anchor.Right : Anchor.Left, rows.Ink(place), bold) { OnGround = true });
            }
        }
        Heads(sheet, data, highlight is null or 0 ? colour : theme.Comparison);
    }

    // What the two dots are stands above those of the first row, side by side.
    private static void Heads(ChartSheet sheet, SeriesData data, string colour)
    {
        var (letters, y) = (sheet.Lettering, ChartSheet.Padding + (sheet.Lettering.LineHeight / 2));
        float[] widths = [.. data.Series.Select((series, i) => letters.Width(series.Name, i == 1))];
        float At(int series) => sheet.X(data.Series[series].Numbers[0] ?? data.Series[1 - series].Numbers[0] ?? data.Numbers.Min());
        var (left, right) = At(0) <= At(1) ? (0, 1) : (1, 0);
        var (low, high) = (ChartSheet.Padding, sheet.Width - ChartSheet.Padding);
        var leftX = Math.Clamp(At(left) - (widths[left] / 2), low, high - widths[0] - widths[1] - 16);
        var rightX = Math.Min(At(right) - (widths[right] / 2), high - widths[right]);
        var overlap = leftX + widths[left] + 16 - rightX;
        if (overlap > 0)
        {
            leftX = Math.Max(low, leftX - (overlap / 2));
            rightX = Math.Min(leftX + widths[left] + 16, high - widths[right]);
            leftX = Math.Min(leftX, rightX - 16 - widths[left]);
        }
        foreach (var (series, x) in ((int, float)[])[(left, leftX), (right, rightX)])
        {
            sheet.Letter(new Letters(data.Series[series].Name, x, y, Anchor.Left, series == 1 ? ColourChoice.ForText(colour, sheet.Theme) : sheet.Theme.Ink, series == 1));
        }
    }
}
