using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Two dots a row, joined: the first open, the second full.</summary>
internal sealed class DumbbellChart : IChartKind
{
    private const int MostRows = 40;

    public string Name => "dumbbell";

    public string Description =>
        "Compares two values, then and now or here and there, for each of some named things; the gap between them is what is seen.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a row."),
        ChartFields.Ys("The values; two columns are the two dots."),
        ChartFields.Series("The column whose two values divide the rows into the two dots."),
        ChartFields.Highlight("The row that stands out, by its name; the others turn grey."),
        new(
            "sort",
            FieldType.Choice,
            "The order: by the second value (largest first), by value rising, by the change between the two, by label, or as the rows come."
        )
        {
            Default = "auto",
            Choices = ["auto", "value", "ascending", "change", "label", "none"],
        },
        ChartFields.Missing,
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input) is not { } data)
            return null;
        if (data.Series.FirstOrDefault(series => series.IsEmpty) is { } empty)
        {
            input.Report(
                ChartRules.NoData,
                input.Fields.Has("series") ? "series" : "y",
                $"Every value of \"{empty.Name}\" is missing; there is nothing to compare.",
                "Draw the other values as a dot chart."
            );
            return null;
        }
        if (data.Series.Length != 2)
        {
            input.Report(
                ChartRules.BadValue,
                input.Fields.Has("series") ? "series" : "y",
                $"A dumbbell has two dots a row; this one has {data.Series.Length}.",
                "Give y two columns, or series a column with two values."
            );
            return null;
        }
        if (data.Places.Length > MostRows)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {data.Places.Length} rows; at most {MostRows} can be read.",
                "Draw the first ones (limit in the query), or a scatter of the two values."
            );
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
        if (known.Length == 0 || !words.HasVerbs)
            return SeriesWords.Extremes(data, null);
        string Row(int place) => $"{data.Places[place]} {data.Print(0, place)} to {data.Print(1, place)}";
        var (up, down) = (
            known.Count(place => to.Numbers[place] > from.Numbers[place]),
            known.Count(place => to.Numbers[place] < from.Numbers[place])
        );
        var widest = known.MaxBy(place => Math.Abs(to.Numbers[place]!.Value - from.Numbers[place]!.Value));
        var direction = up >= down ? $"{up} of {known.Length} are higher" : $"{down} of {known.Length} are lower";
        return ChartWords.Within(
            ChartWords.AltLimit,
            $"{(data.Noun.Length > 0 ? $"{data.Noun}, " : "")}{from.Name} to {to.Name}: {direction}; the widest gap is {Row(widest)}.",
            highlight is { } here && here != widest && known.Contains(here) ? $"{Row(here)}." : null,
            SeriesWords.Gaps(data, words)
        );
    }

    private static void Draw(ChartSheet sheet, SeriesData data, int? highlight, string colour)
    {
        var (letters, theme) = (sheet.Lettering, sheet.Theme);
        var rows = new Rows(sheet, data.Places, letters.LineHeight, 9, highlight);
        var heads = new Heads(sheet, data, highlight is null or 0 ? colour : theme.Comparison);
        var valueWidth =
            data.Series.SelectMany((series, i) => series.Known.Select(place => letters.Width(data.Print(i, place), true))).Max()
            + AxisLines.Gap
            + 8;
        var top = ChartSheet.Padding + heads.Height;
        rows.Stretch(sheet.WantedHeight - top - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + ChartSheet.Padding,
            new Margins(ChartSheet.Padding + rows.NameWidth + valueWidth, top, ChartSheet.Padding + valueWidth, ChartSheet.Padding),
            Span.Around(data.Numbers.Min(), data.Numbers.Max()),
            new Span(1, 0)
        );

        for (var place = 0; place < data.Places.Length; place++)
        {
            var (middle, bold) = (rows.Middle(place), highlight == place);
            rows.Name(place);
            sheet.Line(sheet.Left - valueWidth + 4, middle, sheet.Width - ChartSheet.Padding, middle, theme.Rule);
            var shown = highlight is null || bold ? colour : theme.Comparison;
            var ends = data.Series.Select((series, i) => (Value: series.Numbers[place], Text: data.Print(i, place))).ToArray();
            if (ends[0].Value is { } one && ends[1].Value is { } other)
                sheet.Line(sheet.X(one), middle, sheet.X(other), middle, shown, 3);
            for (var i = 0; i < 2; i++)
            {
                if (ends[i].Value is not { } value)
                    continue;
                var x = sheet.X(value);
                sheet.Point(x, middle, shown, 13, rim: false);
                if (i == 0)
                    sheet.Point(x, middle, theme.Ground, 7, rim: false);
                // The lower value stands at the left of its dot; of two that are printed alike, one is said.
                var left = ends[1 - i].Value is { } beside && (value < beside || (value == beside && i == 0));
                if (left && ends[0].Text == ends[1].Text)
                    continue;
                sheet.Letter(
                    new Letters(
                        ends[i].Text,
                        left ? x - AxisLines.Gap - 4 : x + AxisLines.Gap + 4,
                        middle,
                        left ? Anchor.Right : Anchor.Left,
                        rows.Ink(place),
                        bold
                    )
                    {
                        OnGround = true,
                    }
                );
            }
        }
        heads.Draw();
    }

    /// <summary>
    /// What the two dots are: above those of the first row, side by side; each behind a dot on a line of its own where that is too wide.
    /// </summary>
    private sealed class Heads
    {
        private const float Between = 16;
        private const float Indent = 22;
        private readonly ChartSheet _sheet;
        private readonly SeriesData _data;
        private readonly string _colour;
        private readonly float[] _widths;

        public Heads(ChartSheet sheet, SeriesData data, string colour)
        {
            (_sheet, _data, _colour) = (sheet, data, colour);
            _widths = [.. data.Series.Select((series, i) => sheet.Lettering.Width(series.Name, i == 1))];
        }

        public float Height => IsStacked ? (_sheet.Lettering.LineHeight * 2) + 8 : _sheet.Lettering.LineHeight + 4;

        private bool IsStacked => _widths.Sum() + Between > _sheet.InnerWidth;

        public void Draw()
        {
            var (letters, low) = (_sheet.Lettering, ChartSheet.Padding);
            if (IsStacked)
            {
                for (var i = 0; i < 2; i++)
                {
                    var line = low + ((i + 0.5f) * letters.LineHeight);
                    _sheet.Point(low + 7, line, _colour, 13, rim: false);
                    if (i == 0)
                        _sheet.Point(low + 7, line, _sheet.Theme.Ground, 7, rim: false);
                    Name(i, letters.Fit(_data.Series[i].Name, _sheet.InnerWidth - Indent, i == 1), low + Indent, line);
                }
                return;
            }
            var (y, high) = (low + (letters.LineHeight / 2), _sheet.Width - ChartSheet.Padding);
            var (left, right) = At(0) <= At(1) ? (0, 1) : (1, 0);
            var leftX = Math.Clamp(At(left) - (_widths[left] / 2), low, high - _widths.Sum() - Between);
            var rightX = Math.Min(At(right) - (_widths[right] / 2), high - _widths[right]);
            var overlap = leftX + _widths[left] + Between - rightX;
            if (overlap > 0)
            {
                leftX = Math.Max(low, leftX - (overlap / 2));
                rightX = Math.Min(leftX + _widths[left] + Between, high - _widths[right]);
                leftX = Math.Min(leftX, rightX - Between - _widths[left]);
            }
            Name(left, _data.Series[left].Name, leftX, y);
            Name(right, _data.Series[right].Name, rightX, y);
        }

        private float At(int series) =>
            _sheet.X(_data.Series[series].Numbers[0] ?? _data.Series[1 - series].Numbers[0] ?? _data.Numbers.Min());

        private void Name(int series, string text, float x, float y) =>
            _sheet.Letter(
                new Letters(
                    text,
                    x,
                    y,
                    Anchor.Left,
                    series == 1 ? ColourChoice.ForText(_colour, _sheet.Theme) : _sheet.Theme.Ink,
                    series == 1
                )
            );
    }
}
