using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One bar a row with a mark where it should reach (Few's bullet graph).</summary>
internal sealed class BulletChart : IChartKind
{
    private const int MostRows = 20;

    public string Name => "bullet";

    public string Description => "Compares values with what they should be; a bar a row, a mark at its target, light bands behind.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("The names, one a row."),
        ChartFields.Y("Their values."),
        new("target", FieldType.Column, "What the values should be.") { Required = true, Example = "target" },
        new("target_title", FieldType.BoundText, "What the marks are; made from the column's name by default.")
        {
            Example = "Target for 2016/17",
        },
        new("better", FieldType.Choice, "Whether a target is reached from below or kept from above.")
        {
            Default = "higher",
            Choices = ["higher", "lower"],
        },
        new("bands", FieldType.List, "Where light bands behind the bars end, rising; up to three.") { Example = "[0.5, 0.8]" },
        ChartFields.Highlight("The row that stands out, by its name; the others turn grey."),
        new("sort", FieldType.Choice, "The order: as the rows come, by value (largest first), by value rising, or by label.")
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
        if (input.Numbers("target") is not { } column || SeriesReader.Read(input, most: 1) is not { } data)
            return null;
        var labels = Labels.Of(input, input.Column("x")!);
        ImmutableArray<object?> targets = [.. data.Places.Select(name => column.Values[labels.IndexOf(name)])];
        if (
            !SeriesReader.AreSound(
                input,
                [column.Name],
                data.Places,
                [
                    [.. targets],
                ],
                input.Fields.Text("missing"),
                "target"
            )
        )
            return null;
        data = data with
        {
            Series =
            [
                .. data.Series,
                new DataSeries(
                    input.Text("target_title") ?? ChartInput.Heading(column.Name),
                    targets,
                    [.. targets.Select(SeriesReader.Number)]
                ),
            ],
        };
        if (data.Places.Length > MostRows)
        {
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {data.Places.Length} rows; at most {MostRows} can be read.",
                "Draw fewer (limit in the query)."
            );
            return null;
        }
        if (data.Numbers.Any(value => value < 0))
        {
            input.Report(
                ChartRules.Negative,
                "y",
                "A bullet chart has no room left of zero, and a value is below it.",
                "Draw a dumbbell of values and targets."
            );
            return null;
        }
        data = PlaceOrder.Apply(input, data, place => data.Series[0].Numbers[place]);
        if (Bands(input) is not { } bands)
            return null;
        var set = new Bullets(
            data,
            bands,
            input.Fields.Text("better") == "higher",
            Labels.Find(input, "highlight", data.Places),
            ColourChoice.One(input)
        );
        return new ChartPlan(data.ToTable(), Alt(set), sheet => Draw(sheet, set));
    }

    private static ImmutableArray<double>? Bands(ChartInput input)
    {
        var bands = ImmutableArray.CreateBuilder<double>();
        foreach (var value in input.Fields.List("bands"))
        {
            if (
                double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var end)
                && double.IsFinite(end)
                && end > (bands.Count == 0 ? 0 : bands[^1])
                && bands.Count < 3
            )
            {
                bands.Add(end);
                continue;
            }
            input.Report(
                ChartRules.BadValue,
                value.Location,
                $"\"{value.Value}\" is not where a band can end.",
                "Give up to three rising numbers: bands: [0.5, 0.8]"
            );
            return null;
        }
        return bands.ToImmutable();
    }

    private static string Alt(Bullets set)
    {
        var (data, words) = (set.Data, new ChartWords(set.Data.Language, set.Data.Format));
        int[] known = [.. data.Series[0].Known.Intersect(data.Series[1].Known)];
        string Row(int place) =>
            words.HasVerbs
                ? $"{data.Places[place]} {data.Print(0, place)} against {data.Print(1, place)}"
                : $"{data.Places[place]} {data.Print(0, place)} / {data.Print(1, place)}";
        if (!words.HasVerbs || known.Length <= 2)
            return $"{data.Noun}: {words.List([.. known.Select(Row)])}.";
        var reached = known.Count(set.IsReached);
        var farthest = known.MaxBy(place =>
            (set.HigherIsBetter ? -1 : 1) * (data.Series[0].Numbers[place]!.Value - data.Series[1].Numbers[place]!.Value)
        );
        var rest = reached == known.Length ? null : $"Farthest off is {Row(farthest)}.";
        return ChartWords.Within(
            ChartWords.AltLimit,
            $"{data.Noun}: {(reached == known.Length ? $"all {known.Length} meet" : reached == 0 ? $"none of {known.Length} meets" : $"{reached} of {known.Length} meet")} the {Lower(data.Series[1].Name)}.",
            rest,
            set.Highlight is { } here && known.Contains(here) && (here != farthest || rest is null) ? $"{Row(here)}." : null,
            SeriesWords.Gaps(data, words)
        );
    }

    private static string Lower(string name) =>
        name.Length > 1 && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    private static void Draw(ChartSheet sheet, Bullets set)
    {
        var (data, letters, theme) = (set.Data, sheet.Lettering, sheet.Theme);
        var track = MathF.Round(letters.Size * 1.3f);
        var thickness = MathF.Round(letters.Size * 0.6f);
        var rows = new Rows(sheet, data.Places, track, MathF.Round(letters.Size * 0.7f), set.Highlight);
        var valueWidth = data.Series[0].Known.Select(place => letters.Width(data.Print(0, place), true)).Max() + AxisLines.Gap;
        var high = Math.Max(data.Numbers.Max(), set.Bands.LastOrDefault());
        if (high == 0)
            high = 1;
        var head = letters.LineHeight + 8;
        var top = ChartSheet.Padding + head;
        rows.Stretch(sheet.WantedHeight - top - ChartSheet.Padding);
        sheet.Open(
            top + rows.Height + ChartSheet.Padding,
            new Margins(ChartSheet.Padding + rows.NameWidth, top, ChartSheet.Padding + valueWidth + 4, ChartSheet.Padding),
            new Span(0, high),
            new Span(1, 0)
        );
        for (var place = 0; place < data.Places.Length; place++)
        {
            var (middle, half, bold) = (rows.Middle(place), track / 2, set.Highlight == place);
            rows.Name(place);
            var from = 0.0;
            // The lowest band is the darkest, as in Few's design; without bands one light track.
            for (var band = 0; band <= set.Bands.Length; band++)
            {
                var to = band < set.Bands.Length ? set.Bands[band] : high;
                if (to > from)
                    sheet.Rectangle(
                        sheet.X(from),
                        middle - half,
                        sheet.X(to),
                        middle + half,
                        ColourChoice.Tint(theme.Muted, theme.Ground, 0.1 + (0.09 * (set.Bands.Length - band)))
                    );
                from = to;
            }
            if (data.Series[0].Numbers[place] is { } value)
            {
                if (value > 0)
                    sheet.Rectangle(
                        sheet.X(0),
                        middle - (thickness / 2),
                        sheet.X(value),
                        middle + (thickness / 2),
                        set.Highlight is null || bold ? set.Colour : theme.Muted
                    );
                sheet.Letter(
                    new Letters(data.Print(0, place), sheet.Width - ChartSheet.Padding, middle, Anchor.Right, rows.Ink(place), bold)
                );
            }
            else
                rows.NoValue(place, sheet.Right + AxisLines.Gap);
            if (data.Series[1].Numbers[place] is { } target)
                sheet.Rectangle(sheet.X(target) - 2, middle - half, sheet.X(target) + 2, middle + half, theme.Ink);
        }
        Head(sheet, set);
    }

    // The mark of the first row that has one is named above it.
    private static void Head(ChartSheet sheet, Bullets set)
    {
        var (letters, y) = (sheet.Lettering, ChartSheet.Padding + (sheet.Lettering.LineHeight / 2));
        var targets = set.Data.Series[1];
        var same = targets.Known.Select(place => set.Data.Print(1, place)).Distinct().Count() == 1;
        var text = letters.Fit(same ? $"{targets.Name} {set.Data.Print(1, targets.First)}" : targets.Name, sheet.InnerWidth);
        var half = letters.Width(text) / 2;
        var x = Math.Clamp(
            sheet.X(targets.Numbers[targets.First]!.Value),
            ChartSheet.Padding + half,
            sheet.Width - ChartSheet.Padding - half
        );
        sheet.Letter(new Letters(text, x, y, Anchor.Centre, sheet.Theme.Ink));
    }

    /// <summary>Values with their targets.</summary>
    /// <param name="Data">The values, and as a second series the targets.</param>
    private sealed record Bullets(SeriesData Data, ImmutableArray<double> Bands, bool HigherIsBetter, int? Highlight, string Colour)
    {
        public bool IsReached(int place) =>
            HigherIsBetter
                ? Data.Series[0].Numbers[place] >= Data.Series[1].Numbers[place]
                : Data.Series[0].Numbers[place] <= Data.Series[1].Numbers[place];
    }
}
