using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>England as one square an authority, each with the tint of its class.</summary>
internal sealed class TilesChart : IChartKind
{
    /// <summary>The width at which a legend keeps its size on a phone.</summary>
    private const int PictureWidth = 335;

    private const int FewestClasses = 2;

    public string Name => "tiles";

    public string Description =>
        "Maps England as one square a local authority, by classes of values; the map is that of the day, every authority equally large.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("x", FieldType.Column, "The authorities, by code or name.") { Required = true, Example = "la" },
        ChartFields.Y("Their values."),
        new("areas", FieldType.Date, "The day whose authorities are drawn; the issue's date by default.") { Example = "2016-03-31" },
        new(
            "classes",
            FieldType.List,
            "How values are put into classes: `quantile` (as many areas in each), `equal` (equally wide), or the breaks between them."
        )
        {
            Example = "[40, 60, 80]",
        },
        new("count", FieldType.Integer, "The number of classes, 2 to 5.") { Default = "5" },
        new("scale", FieldType.Choice, "One ramp, or two that meet at `centre`.")
        {
            Default = "sequential",
            Choices = ["sequential", "diverging"],
        },
        new("centre", FieldType.Number, "Where the two ramps of a diverging scale meet.") { Example = "0" },
        ChartFields.Highlight("The area that stands out, by its name."),
        new("labels", FieldType.Choice, "Whether squares hold the areas' names in three letters, where they are large enough.")
        {
            Default = "none",
            Choices = ["none", "codes"],
        },
        new("regions", FieldType.Boolean, "Whether lines part the regions.") { Default = "true" },
        ChartFields.Missing,
        ChartFields.XTitle,
        ChartFields.YTitle,
    ];

    public ChartPlan? Plan(ChartInput input)
    {
        if (SeriesReader.Read(input, most: 1, inTime: false) is not { } data)
            return null;
        var day = input.Fields.Date("areas") ?? input.Day ?? DateOnly.MaxValue;
        if (day < AreaTiles.Beginning)
        {
            input.Report(
                ChartRules.BadValue,
                "areas",
                $"The maps begin on {input.Language.Date(AreaTiles.Beginning)}.",
                "Set areas to a later day; what existed on both is in its place."
            );
            return null;
        }
        var map = AreaTiles.On(day);
        if (Placed(input, data, map, day) is not { } values || Classes(input, [.. values.Values.OfType<double>()]) is not { } classes)
            return null;
        string[] names = [.. map.Select(tile => tile.Name)];
        int? highlight =
            (input.Text("highlight") ?? input.Fields.Text("highlight")) is { } wanted
            && AuthorityHistory.At(wanted, day) is { } own
            && Array.FindIndex([.. map], tile => tile.Code == own.Code) is >= 0 and var found
                ? found
                : Labels.Find(input, "highlight", [.. names]);
        var tiles = new TileMap(
            map,
            [.. map.Select(tile => values.TryGetValue(tile.Code, out var value) ? value : null)],
            classes,
            data,
            highlight,
            input.Fields.Text("labels") == "codes",
            input.Fields.Flag("regions")
        );
        return new ChartPlan(tiles.Table(input), tiles.Alt(), sheet => TilesDrawing.Draw(sheet, tiles)) { Width = PictureWidth };
    }

    // The values by the codes of the map; null when a row is on no square (that has been reported).
    private static Dictionary<string, double?>? Placed(ChartInput input, SeriesData data, ImmutableArray<AreaTile> map, DateOnly day)
    {
        var values = new Dictionary<string, double?>();
        var (unknown, twice) = (new List<string>(), new List<string>());
        for (var place = 0; place < data.Places.Length; place++)
        {
            if (AuthorityHistory.At(data.Places[place], day) is not { } area || !map.Any(tile => tile.Code == area.Code))
                unknown.Add(data.Places[place]);
            else if (!values.TryAdd(area.Code, data.Series[0].Numbers[place]))
                twice.Add(data.Places[place]);
        }
        if (unknown.Count > 0)
            input.Report(
                ChartRules.OffTheMap,
                "x",
                $"{Some(unknown)} {(unknown.Count == 1 ? "is" : "are")} not on the map of {input.Language.Date(day)}.",
                AuthorityHistory.Find(unknown[0]) is { To: { } last } ended
                    ? $"\"{unknown[0]}\" existed until {input.Language.Date(last)}: set `areas: {Iso(last)}`, or add it up with its neighbours "
                        + $"({string.Join(", ", ended.Successors.Select(code => AuthorityHistory.Find(code)!.Name))})."
                    : "Leave England and its regions out in the query; write authorities by their code or name, and set `areas` to the day "
                        + "of the figures."
            );
        if (twice.Count > 0)
            input.Report(ChartRules.DuplicateX, "x", $"{Some(twice)}: more than one row for one area.", "Group the query by area.");
        return input.Failure is null ? values : null;
    }

    private static TileClasses? Classes(ChartInput input, double[] values)
    {
        var (count, list) = (input.Fields.Integer("count") ?? TileClasses.Most, input.Fields.List("classes"));
        if (count is < FewestClasses or > TileClasses.Most)
        {
            input.Report(ChartRules.BadValue, "count", $"{count} classes cannot be told apart by their tints.", "Give 2 to 5.");
            return null;
        }
        var centre = input.Fields.Number("centre");
        if (input.Fields.Text("scale") == "diverging")
        {
            if (centre is not { } middle)
            {
                input.Report(
                    ChartRules.BadValue,
                    "scale",
                    "A diverging scale must say where its ramps meet.",
                    "centre: 0 for changes, or England's value."
                );
                return null;
            }
            return TileClasses.Diverging(values, count, middle);
        }
        if (list is [] or [{ Value: "quantile" }])
            return TileClasses.Quantile(values, count);
        if (list is [{ Value: "equal" }])
            return TileClasses.Equal(values, count);
        double[] breaks =
        [
            .. list.Select(item =>
                double.TryParse(item.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN
            ),
        ];
        if (
            breaks.All(double.IsFinite)
            && breaks.Length < TileClasses.Most
            && breaks.Zip(breaks.Skip(1)).All(pair => pair.First < pair.Second)
        )
            return TileClasses.Given(values, breaks);
        input.Report(
            ChartRules.BadValue,
            "classes",
            "\"classes\" must be quantile, equal, or up to four rising breaks.",
            "classes: [40, 60, 80]"
        );
        return null;
    }

    private static string Some(List<string> names) =>
        names.Count <= 3
            ? string.Join(", ", names.Select(name => $"\"{name}\""))
            : $"\"{names[0]}\", \"{names[1]}\" and {names.Count - 2} others";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
