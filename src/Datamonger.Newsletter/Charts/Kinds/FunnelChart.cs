using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Shares or rates by the size of the area, between the limits within which chance alone would scatter them.</summary>
internal sealed class FunnelChart : IChartKind
{
    private const int Fewest = 10;
    private const int Most = 500;
    private const int Steps = 120;

    public string Name => "funnel";

    public string Description =>
        "Compares areas of different sizes fairly: shares or rates by size, between the limits within which chance alone scatters them.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("x", FieldType.Column, "How many people, or cases, each value is of.") { Required = true, Example = "population" },
        new("y", FieldType.Column, "The shares (0 to 1) or the rates.") { Required = true, Example = "rate" },
        new("label", FieldType.Column, "The names of the areas.") { Required = true, Example = "la" },
        new("per", FieldType.Integer, "How many people a rate is counted per; without it the values are shares.") { Example = "10000" },
        ChartFields.Highlight("The area that stands out, by its name."),
        new("missing", FieldType.Choice, "Whether rows without one of the two values are left out. Without it they are an error.")
        {
            Choices = ["drop"],
        },
        ChartFields.Colours,
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        var (x, y, label) = (input.Numbers("x"), input.Numbers("y"), input.Column("label"));
        if (x is null || y is null || label is null || input.Failure is not null || !input.HasRows())
            return null;
        var names = Labels.Of(input, label);
        int[] rows = [.. Enumerable.Range(0, input.Table.RowCount).Where(row => x.Values[row] is not null && y.Values[row] is not null)];
        if (rows.Length < input.Table.RowCount && !input.Fields.Has("missing"))
        {
            var missing = Enumerable.Range(0, input.Table.RowCount).Except(rows).First();
            input.Report(
                ChartRules.MissingValue,
                x.Values[missing] is null ? "x" : "y",
                $"There is no value for \"{names[missing]}\".",
                "Say `missing: drop` to leave such rows out."
            );
            return null;
        }
        var per = input.Fields.Integer("per");
        var points = rows.Select(row => new Area(
                names[row],
                SeriesReader.Number(x.Values[row])!.Value,
                SeriesReader.Number(y.Values[row])!.Value
            ))
            .ToImmutableArray();
        if (points.FirstOrDefault(point => !IsSound(point, per)) is { } wrong)
        {
            input.Report(
                ChartRules.BadValue,
                wrong.Size > 0 && double.IsFinite(wrong.Size) ? "y" : "x",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{wrong.Name}\" has {wrong.Value} of {wrong.Size}; a size is above nought, and a {(per is null ? "share between 0 and 1" : "rate not below it")}."
                ),
                per is null ? "For rates say what they are per: per: 10000." : "Correct the row, or leave it out in the query."
            );
            return null;
        }
        if (points.Length is < Fewest or > Most)
        {
            input.Report(
                points.Length < Fewest ? ChartRules.TooFewValues : ChartRules.TooManyMarks,
                "data",
                $"A funnel has {Fewest} to {Most} points; this one has {points.Length}.",
                "Draw bars, or fewer areas."
            );
            return null;
        }
        var funnel = Funnel.Of(points, per, Labels.Find(input, "highlight", [.. points.Select(point => point.Name)]));
        if (funnel.BeyondChance * 3 > points.Length)
            input.Report(
                ChartRules.WideScatter,
                "y",
                $"{funnel.BeyondChance} of {points.Length} areas lie outside the limits of chance, so these do not describe them.",
                "Draw a strip chart, and compare like with like."
            );
        var (formatX, formatY) = (input.FormatOf("x_format", [x]), input.FormatOf("format", [y]));
        return new ChartPlan(
            new ChartTableBuilder(input.Language)
                .Add(ChartInput.Heading(label.Name), [.. points.Select(point => point.Name)])
                .Add(input.Noun("x_title", x), [.. rows.Select(row => x.Values[row])], formatX)
                .Add(input.Noun("y_title", y), [.. rows.Select(row => y.Values[row])], formatY)
                .Build(),
            funnel.Alt(input.Noun("y_title", y), new ChartWords(input.Language, formatY)),
            sheet => Draw(sheet, funnel, input, x, y, formatX, formatY)
        );
    }

    private static bool IsSound(Area point, int? per) =>
        double.IsFinite(point.Size)
        && point.Size > 0
        && double.IsFinite(point.Value)
        && point.Value >= 0
        && (per is not null || point.Value <= 1);

    private static void Draw(
        ChartSheet sheet,
        Funnel funnel,
        ChartInput input,
        Column x,
        Column y,
        ValueFormat formatX,
        ValueFormat formatY
    )
    {
        var (letters, theme, colour) = (sheet.Lettering, sheet.Theme, ColourChoice.One(input));
        var largest = funnel.Points.Max(point => point.Size);
        var sizes = Enumerable.Range(1, Steps).Select(step => largest * 1.02 * step / Steps).ToArray();
        var across = NiceScale.For(0, largest, 4, NumberFormats.Unit(formatX), round: true);
        var highest = funnel.Points.Max(point => point.Value) * 1.05;
        var up = NiceScale.For(0, highest == 0 ? 1 : highest, 4, NumberFormats.Unit(formatY));
        var (printX, printY) = (
            NumberFormats.OfTicks(formatX, input.Language, across.Ticks),
            NumberFormats.OfTicks(formatY, input.Language, up.Ticks)
        );
        var title = letters.LineHeight + 8;
        var name = funnel.Highlight is { } own
            ? letters.Fit(
                Labels.WithValue(funnel.Points[own].Name, formatY.Format(funnel.Points[own].Value, input.Language) ?? ""),
                sheet.InnerWidth * 0.6f,
                bold: true
            )
            : "";
        var named = letters.Width(name, bold: true);
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.72f),
            new Margins(
                ChartSheet.Padding + AxisLines.WidthOf(sheet, up, printY),
                ChartSheet.Padding + title + 4,
                ChartSheet.Padding + 10,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + title
            ),
            across.Span,
            up.Span,
            (120, 90)
        );
        AxisLines.Horizontal(sheet, up, printY);
        AxisLines.Vertical(sheet, across, printX);
        sheet.Letter(
            new Letters(
                letters.Fit($"↑ {input.Noun("y_title", y)}", sheet.InnerWidth),
                ChartSheet.Padding,
                ChartSheet.Padding + (letters.LineHeight / 2),
                Anchor.Left,
                theme.Ink
            )
        );
        sheet.Letter(
            new Letters(
                letters.Fit($"{input.Noun("x_title", x)} →", sheet.InnerWidth - named - AxisLines.Gap),
                sheet.Right,
                sheet.Height - ChartSheet.Padding - (letters.LineHeight / 2),
                Anchor.Right,
                theme.Ink
            )
        );
        sheet.Line(sheet.Left, sheet.Y(funnel.Common), sheet.Right, sheet.Y(funnel.Common), theme.Ink, 1.5f);
        foreach (
            var (pair, pattern) in new[]
            {
                (FunnelLimits.Inner, new ScottPlot.LinePattern([3, 3], 0, "95%")),
                (FunnelLimits.Outer, ScottPlot.LinePattern.Solid),
            }
        )
        {
            foreach (var isHigh in (bool[])[false, true])
            {
                (double, double)[] line =
                [
                    .. sizes
                        .Where(size => size <= across.Span.High)
                        .Select(size => (size, At: isHigh ? funnel.Limits(size, pair).High : funnel.Limits(size, pair).Low))
                        .Where(point => point.At is { } at && at <= up.Span.High && at >= 0)
                        .Select(point => (point.size, point.At!.Value)),
                ];
                if (line.Length > 1)
                    sheet.Polyline(line, theme.Muted, 1.5f, pattern);
            }
        }
        foreach (var i in Enumerable.Range(0, funnel.Points.Length).OrderBy(i => i == funnel.Highlight))
        {
            var stands = i == funnel.Highlight;
            sheet.Point(
                sheet.X(funnel.Points[i].Size),
                sheet.Y(funnel.Points[i].Value),
                stands ? colour
                    : funnel.Outside.Contains(i) ? theme.Ink
                    : theme.Comparison,
                stands ? 13 : 8
            );
        }
        sheet.Letter(
            new Letters(
                name,
                ChartSheet.Padding,
                sheet.Height - ChartSheet.Padding - (letters.LineHeight / 2),
                Anchor.Left,
                ColourChoice.ForText(colour, theme),
                true
            )
        );
    }

    private sealed record Area(string Name, double Size, double Value);

    /// <param name="Common">What all areas have together: Σ/Σ.</param>
    /// <param name="Spread">How many times wider the limits are than by chance alone; 1 without overdispersion.</param>
    /// <param name="Outside">The points outside of the outer limits.</param>
    private sealed record Funnel(
        ImmutableArray<Area> Points,
        int? Per,
        double Common,
        double Spread,
        ImmutableArray<int> Outside,
        int? Highlight
    )
    {
        public static Funnel Of(ImmutableArray<Area> points, int? per, int? highlight)
        {
            var unit = (double)(per ?? 1);
            var common = points.Sum(point => point.Value * point.Size) / points.Sum(point => point.Size);
            double[] scores =
            [
                .. points.Select(point =>
                    (point.Size * common / unit) is var expected && expected > 0
                        ? ((point.Size * point.Value / unit) - expected) / Math.Sqrt(expected)
                        : 0
                ),
            ];
            var phi = FunnelLimits.Overdispersion(scores);
            var spread = phi > 1 + (2 * Math.Sqrt(2.0 / points.Length)) ? Math.Sqrt(phi) : 1;
            var funnel = new Funnel(points, per, common, spread, [], highlight);
            return funnel with { Outside = funnel.Beyond(), BeyondChance = (funnel with { Spread = 1 }).Beyond().Length };
        }

        /// <summary>How many points lie outside of limits that are not widened.</summary>
        public int BeyondChance { get; private init; }

        private ImmutableArray<int> Beyond() =>
            [
                .. Enumerable
                    .Range(0, Points.Length)
                    .Where(i =>
                        Limits(Points[i].Size, FunnelLimits.Outer) is var (low, high) && (Points[i].Value < low || Points[i].Value > high)
                    ),
            ];

        /// <summary>The limits of an area of a size, in the unit of the values; widened where the areas scatter more than by chance.</summary>
        public (double? Low, double? High) Limits(double size, (double Z, double Alpha) pair)
        {
            if (Per is null)
                return FunnelLimits.OfShare(Common, size, pair.Z) is var (low, high)
                    ? (Math.Max(0, Common - ((Common - low) * Spread)), Math.Min(1, Common + ((high - Common) * Spread)))
                    : (null, null);
            var expected = size * Common / Per.Value;
            if (expected <= 0)
                return (null, null);
            var (least, most) = FunnelLimits.OfCount(expected, pair.Alpha);
            double Rate(double count) => Common + (((count * Per.Value / size) - Common) * Spread);
            return (least is { } count ? Math.Max(0, Rate(count)) : null, Rate(most));
        }

        public string Alt(string noun, ChartWords words)
        {
            var common = $"{noun}: {words.Print(Common)} in all {Points.Length} areas together.";
            var outside =
                Outside.Length == 0
                    ? "No area differs by more than chance explains."
                    : $"{Outside.Length} {(Outside.Length == 1 ? "differs" : "differ")} by more than chance explains"
                        + $"{(Outside.Length <= 3 ? ": " + words.List([.. Outside.Select(i => Points[i].Name)]) : "")}.";
            var own = Highlight is { } here
                ? $"{Points[here].Name}, {words.Print(Points[here].Value)}, {(Outside.Contains(here) ? "is one of them" : "is not unusual")}."
                : null;
            return ChartWords.Within(
                ChartWords.AltLimit + 60,
                common,
                outside,
                own,
                Spread > 1 ? "The limits are widened, as the areas differ more than chance." : null
            );
        }
    }
}
