using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>Values in time between the limits within which chance alone moves them (a statistical process control chart).</summary>
internal sealed class XmrChart : IChartKind
{
    private const string Better = "#12436D";
    private const string Worse = "#F46A25";
    private const string Either = "#801650";

    public string Name => "xmr";

    public string Description =>
        "Tells change from chance: values over time, their mean, and the limits within which they move by themselves; signals are marked.";

    public ImmutableArray<Field> Fields { get; } =
    [
        ChartFields.X("Time."),
        ChartFields.Y("The values."),
        new("better", FieldType.Choice, "Which signals are good: those above the mean, or below it. Without it they are only marked.")
        {
            Choices = ["higher", "lower"],
        },
        new("rebase", FieldType.List, "Places at which new limits begin, such as after a change of the service.") { Example = "[2019/20]" },
        new("screen", FieldType.Boolean, "Whether the largest differences between neighbours are left out of the limits, once.")
        {
            Default = "false",
        },
        new("missing", FieldType.Choice, "Whether places without a value are left out. Without it they are an error.")
        {
            Choices = ["drop"],
        },
        ChartFields.XFormat,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, most: 1) is not { } data)
            return null;
        int[] starts =
        [
            0,
            .. input
                .Fields.List("rebase")
                .Select(at => Labels.Find(input, at.Value, at.Location, data.Places))
                .OfType<int>()
                .Where(at => at > 0)
                .Distinct()
                .Order(),
        ];
        if (input.Failure is not null)
            return null;
        var numbers = data.Numbers.ToArray();
        var segments = starts.Select((start, i) => (Start: start, End: i + 1 < starts.Length ? starts[i + 1] : numbers.Length)).ToArray();
        if (segments.FirstOrDefault(segment => segment.End - segment.Start < ControlLimits.Fewest) is { End: > 0 } small)
        {
            input.Report(
                ChartRules.TooFewValues,
                starts.Length > 1 ? "rebase" : "data",
                $"{small.End - small.Start} values from {data.Places[small.Start]} on give no limits; there must be at least "
                    + $"{ControlLimits.Fewest}, better {ControlLimits.Enough}.",
                "Draw a line chart, or leave out a rebase."
            );
            return null;
        }
        var chart = new Xmr(
            data,
            [
                .. segments.Select(segment =>
                    (segment.Start, ControlLimits.Of(numbers[segment.Start..segment.End], input.Fields.Flag("screen")))
                ),
            ],
            input.Fields.Text("better")
        );
        return new ChartPlan(chart.Table(), chart.Alt(), sheet => Draw(sheet, chart));
    }

    private static void Draw(ChartSheet sheet, Xmr chart)
    {
        var (data, letters, theme) = (chart.Data, sheet.Lettering, sheet.Theme);
        var last = chart.Segments[^1].Limits;
        var names = new SideNames(
            sheet,
            [
                new SideName(Labels.WithValue("Upper limit", data.Print(last.Upper)), theme.Muted, Bold: false),
                new SideName(Labels.WithValue("Mean", data.Print(last.Mean)), theme.Ink, Bold: false),
                new SideName(Labels.WithValue("Lower limit", data.Print(last.Lower)), theme.Muted, Bold: false),
            ]
        );
        var (low, high) = (
            Math.Min(data.Numbers.Min(), chart.Segments.Min(segment => segment.Limits.Lower)),
            Math.Max(data.Numbers.Max(), chart.Segments.Max(segment => segment.Limits.Upper))
        );
        var scale = NiceScale.For(low, high, 4, NumberFormats.Unit(data.Format));
        sheet.Open(
            sheet.WantedHeight ?? MathF.Round(sheet.Width * 0.56f),
            new Margins(
                ChartSheet.Padding + AxisLines.WidthOf(sheet, scale, data.Ticks(scale)),
                ChartSheet.Padding + (letters.LineHeight * 0.6f),
                ChartSheet.Padding + names.Width,
                ChartSheet.Padding + AxisLines.PlacesHeight(sheet) + 8
            ),
            new Span(data.Position(0), data.Position(data.Places.Length - 1)),
            scale.Span,
            (80, 48)
        );
        AxisLines.Horizontal(sheet, scale, data.Ticks(scale));
        ImmutableArray<float> middles = [.. Enumerable.Range(0, data.Places.Length).Select(place => sheet.X(data.Position(place)))];
        AxisLines.Row(sheet, data.Places, middles, sheet.Bottom + 8 + (AxisLines.PlacesHeight(sheet) / 2), []);
        for (var i = 0; i < chart.Segments.Length; i++)
        {
            var (start, limits) = chart.Segments[i];
            var end = i + 1 < chart.Segments.Length ? chart.Segments[i + 1].Start - 1 : data.Places.Length - 1;
            var right = i + 1 < chart.Segments.Length ? (middles[end] + middles[end + 1]) / 2 : sheet.Right;
            var left = start == 0 ? sheet.Left : (middles[start - 1] + middles[start]) / 2;
            sheet.Line(left, sheet.Y(limits.Mean), right, sheet.Y(limits.Mean), theme.Ink, 1.5f);
            foreach (var limit in (double[])[limits.Lower, limits.Upper])
                sheet.Line(left, sheet.Y(limit), right, sheet.Y(limit), theme.Muted, 1.5f, new ScottPlot.LinePattern([5, 3], 0, "limit"));
            sheet.Polyline(
                Enumerable.Range(start, end - start + 1).Select(place => (data.Position(place), data.Series[0].Numbers[place]!.Value)),
                theme.Comparison,
                2
            );
        }
        for (var place = 0; place < data.Places.Length; place++)
        {
            var signal = chart.SignalAt(place);
            sheet.Point(
                middles[place],
                sheet.Y(data.Series[0].Numbers[place]!.Value),
                signal == Signal.None ? theme.Comparison : chart.ColourAt(place),
                signal == Signal.None ? 7 : 11,
                signal == Signal.None ? ScottPlot.MarkerShape.FilledCircle : ScottPlot.MarkerShape.FilledSquare
            );
        }
        names.Draw([.. new[] { last.Upper, last.Mean, last.Lower }.Select(value => (sheet.Right, sheet.Y(value)))]);
    }

    private sealed record Xmr(SeriesData Data, ImmutableArray<(int Start, ControlLimits Limits)> Segments, string? BetterWhere)
    {
        private (int Start, ControlLimits Limits) SegmentOf(int place) => Segments.Last(segment => segment.Start <= place);

        public Signal SignalAt(int place) => SegmentOf(place) is var (start, limits) ? limits.Signals[place - start] : Signal.None;

        public string ColourAt(int place)
        {
            if (BetterWhere is null)
                return Either;
            var (start, limits) = SegmentOf(place);
            var value = Data.Series[0].Numbers[place]!.Value;
            // A trend is judged by its direction, anything else by its side of the mean.
            var up =
                SignalAt(place) == Signal.Trend
                    ? place == start
                        ? Data.Series[0].Numbers[place + 1] > value
                        : value > Data.Series[0].Numbers[place - 1]
                    : value > limits.Mean;
            return up == (BetterWhere == "higher") ? Better : Worse;
        }

        public ChartTable Table() =>
            new ChartTableBuilder(Data.Language)
                .Add(Data.PlaceHeading, Data.Places)
                .Add(Data.Series[0].Name, Data.Series[0].Values, Data.Format)
                .Add("Signal", [.. Enumerable.Range(0, Data.Places.Length).Select(place => Word(SignalAt(place)))])
                .Build();

        public string Alt()
        {
            var words = new ChartWords(Data.Language, Data.Format);
            var limits = Segments[^1].Limits;
            int[] signals = [.. Enumerable.Range(0, Data.Places.Length).Where(place => SignalAt(place) != Signal.None)];
            var within =
                $"{Data.Noun}: mean {Data.Print(limits.Mean)}, {(limits.Signals.Length < ControlLimits.Enough ? "trial limits" : "limits")} "
                + $"{Data.Print(limits.Lower)} to {Data.Print(limits.Upper)}.";
            return signals.Length == 0
                ? ChartWords.Within(ChartWords.AltLimit, within, "No value is more than chance explains.")
                : ChartWords.Within(
                    ChartWords.AltLimit,
                    within,
                    signals.Length == 1
                        ? $"{Data.Places[signals[0]]}, {Data.Print(0, signals[0])}, is more than chance explains."
                        : $"More than chance explains: {words.List([.. signals.Select(place => Data.Places[place])])}.",
                    $"{signals.Length} of {Data.Places.Length} values are more than chance explains."
                );
        }

        private static string Word(Signal signal) =>
            signal switch
            {
                Signal.Outside => "outside the limits",
                Signal.Trend => "one of seven rising or falling",
                Signal.NearLimit => "one of two near a limit",
                Signal.Shift => "one of seven on one side of the mean",
                _ => "",
            };
    }
}
