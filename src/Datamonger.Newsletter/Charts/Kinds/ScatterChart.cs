using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>One point a row between two axes of numbers.</summary>
internal sealed class ScatterChart : IChartKind
{
    private const int FewestPoints = 3;
    private const int MostPoints = 500;

    public string Name => "scatter";

    public string Description => "Shows whether two measures go together; one point a row, some of them named.";

    public ImmutableArray<Field> Fields { get; } =
    [
        new("x", FieldType.Column, "The measure that runs across.") { Required = true, Example = "deprivation" },
        new("y", FieldType.Column, "The measure that runs upwards.") { Required = true, Example = "rate" },
        new("label", FieldType.Column, "The names of the points.") { Example = "la" },
        ChartFields.Highlight("The point that stands out, by its name; the others turn grey."),
        new("names", FieldType.List, "Further points whose names are printed.") { Example = "[Blackpool, Wokingham]" },
        new("trend", FieldType.Boolean, "Whether the straight line that fits best (least squares) is drawn.") { Default = "false" },
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
        if (x is null || y is null || input.Failure is not null || !input.HasRows())
            return null;
        int[] rows = [.. Enumerable.Range(0, input.Table.RowCount).Where(row => x.Values[row] is not null && y.Values[row] is not null)];
        var names = label is null ? [] : Labels.Of(input, label);
        if (!AreSound(input, x, y, rows, names))
            return null;
        (x, y) = (Take(x, rows), Take(y, rows));
        names = label is null ? [] : [.. rows.Select(row => names[row])];
        var highlight = Labels.Find(input, "highlight", names);
        var named = input.Fields.List("names").Select(name => Labels.Find(input, name.Value, name.Location, names)).OfType<int>();
        var points = new ScatterPoints(
            Side(input, x, "x_title", "x_format"),
            Side(input, y, "y_title", "format"),
            names,
            highlight,
            [.. named.Where(point => point != highlight).Distinct()],
            ColourChoice.One(input),
            input.Fields.Flag("trend"),
            input.Language
        );
        return new ChartPlan(Table(input, points, label), Alt(input.Language, points), sheet => ScatterDrawing.Draw(sheet, points));
    }

    private static bool AreSound(ChartInput input, Column x, Column y, int[] rows, ImmutableArray<string> names)
    {
        var missing = Enumerable.Range(0, input.Table.RowCount).Except(rows).FirstOrDefault(-1);
        string Row(int row) => names.IsEmpty ? $"row {row + 1}" : $"\"{names[row]}\"";
        if (missing >= 0 && !input.Fields.Has("missing"))
        {
            var key = x.Values[missing] is null ? "x" : "y";
            input.Report(
                ChartRules.MissingValue,
                key,
                $"There is no value of \"{(key == "x" ? x : y).Name}\" for {Row(missing)}.",
                "Say `missing: drop` to leave such rows out."
            );
            return false;
        }
        bool IsEndless(Column column, int row) => !double.IsFinite(SeriesReader.Number(column.Values[row])!.Value);
        if (rows.Where(row => IsEndless(x, row) || IsEndless(y, row)).FirstOrDefault(-1) is >= 0 and var endless)
        {
            input.Report(
                ChartRules.NotFinite,
                "y",
                $"A value of {Row(endless)} is not a finite number.",
                "A division by zero? nullif(…, 0) makes it a missing value."
            );
            return false;
        }
        if (rows.Length is >= FewestPoints and <= MostPoints)
            return true;
        if (rows.Length < FewestPoints)
            input.Report(
                ChartRules.TooFewValues,
                "data",
                $"A scatter of {rows.Length} {(rows.Length == 1 ? "point" : "points")} shows nothing; it wants at least {FewestPoints}.",
                "Print the values in a table."
            );
        else
            input.Report(
                ChartRules.TooManyMarks,
                "data",
                $"The chart has {rows.Length} points; at most {MostPoints} can be read.",
                "Draw a heatmap of counts, or fewer rows."
            );
        return false;
    }

    private static Column Take(Column column, int[] rows) => column with { Values = [.. rows.Select(row => column.Values[row])] };

    private static ScatterSide Side(ChartInput input, Column column, string title, string format) =>
        new(
            input.Noun(title, column),
            column.Values,
            [.. column.Values.Select(value => SeriesReader.Number(value)!.Value)],
            input.FormatOf(format, [column])
        );

    private static ChartTable Table(ChartInput input, ScatterPoints points, Column? label)
    {
        var table = new ChartTableBuilder(input.Language);
        if (label is not null)
            table.Add(ChartInput.Heading(label.Name), points.Names);
        return table.Add(points.X.Title, points.X.Values, points.X.Format).Add(points.Y.Title, points.Y.Values, points.Y.Format).Build();
    }

    private static string Alt(Language language, ScatterPoints points)
    {
        var r = Statistics.Correlation(points.X.Numbers, points.Y.Numbers);
        var correlation = language.Number((decimal)r, 2);
        var count = points.X.Numbers.Length;
        string? highlight = points.Highlight is { } here
            ? $"{points.Names[here]}: {points.X.Print(here, language)}, {points.Y.Print(here, language)}."
            : null;
        if (!language.IsEnglish)
            return ChartWords.Within(ChartWords.AltLimit, $"{points.Y.Title} / {points.X.Title} ({count}): r = {correlation}.", highlight);
        var strength = Math.Abs(r) switch
        {
            >= 0.7 => "closely",
            >= 0.4 => "fairly closely",
            >= 0.2 => "loosely",
            _ => null,
        };
        var link =
            strength is null ? "do not go together"
            : r > 0 ? $"rise together, {strength}"
            : $"go opposite ways, {strength}";
        return ChartWords.Within(
            ChartWords.AltLimit,
            $"{points.Y.Title} and {points.X.Title} of {count} points {link} (correlation {correlation}).",
            highlight
        );
    }
}

/// <summary>One of the two measures of a scatter.</summary>
internal sealed record ScatterSide(string Title, ImmutableArray<object?> Values, ImmutableArray<double> Numbers, ValueFormat Format)
{
    /// <summary>A value as printed.</summary>
    public string Print(int point, Language language) => Format.Format(Values[point], language) ?? "";
}

/// <summary>Points and what is said about them.</summary>
/// <param name="Names">The names of the points; empty when they have none.</param>
/// <param name="Named">The points whose names are printed, besides the highlighted one.</param>
internal sealed record ScatterPoints(
    ScatterSide X,
    ScatterSide Y,
    ImmutableArray<string> Names,
    int? Highlight,
    ImmutableArray<int> Named,
    string Colour,
    bool Trend,
    Language Language
);
