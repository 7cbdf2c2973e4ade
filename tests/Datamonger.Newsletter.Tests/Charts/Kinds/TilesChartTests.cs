using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Kinds;
using Datamonger.Newsletter.Tests.Support;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class TilesChartTests
{
    private static readonly (string Code, string Name, double? Rate)[] Published =
    [
        .. TestTable
            .Of(
                string.Join(
                    '\n',
                    File.ReadLines(Path.Combine(RepositoryFolder.Root, "content", "datasets", "local-authorities.csv"))
                        .Select(line => line.Replace("\"Bristol, City of\"", "Bristol", StringComparison.Ordinal))
                        .Select(line => line.Replace("\"Herefordshire, County of\"", "Herefordshire", StringComparison.Ordinal))
                        .Select(line => line.Replace("\"Kingston upon Hull, City of\"", "Hull", StringComparison.Ordinal))
                        .Select(line => line.Split(','))
                        .Select(cells =>
                            $"| {cells[0]} | {cells[2]} | {(double.TryParse(cells[6], out _) || cells[6][0] == 'r' ? cells[6] : "")} |"
                        )
                )
            )
            .Columns
            is var columns
            ? Enumerable
                .Range(0, columns[0].Values.Length)
                .Select(row =>
                    (
                        (string)columns[0].Values[row]!,
                        (string)columns[1].Values[row]!,
                        columns[2].Values[row] is { } value
                            ? (double?)Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)
                            : null
                    )
                )
            : [],
    ];

    private static readonly string Rows = "| la | rate |\n" + string.Join('\n', Published.Select(row => $"| {row.Code} | {row.Rate} |"));

    private static double[] Values => [.. Published.Select(row => row.Rate).OfType<double>()];

    [Fact]
    public void Classes_by_quantile_of_2016() =>
        Assert.Equal("31 30 33 30 28", string.Join(' ', TileClasses.Quantile(Values, 5).Classes.Select(item => item.Count)));

    [Fact]
    public void Classes_by_quantile_end_where_the_values_do() =>
        Assert.Equal(
            "42 43–53 56–71 72–86 87–164",
            string.Join(
                ' ',
                TileClasses.Quantile(Values, 5).Classes.Select((item, i) => i == 0 ? $"{item.High}" : $"{item.Low}–{item.High}")
            )
        );

    [Fact]
    public void Equal_classes_of_2016() =>
        Assert.Equal("8 69 58 16 1", string.Join(' ', TileClasses.Equal(Values, 5).Classes.Select(item => item.Count)));

    [Fact]
    public void A_value_on_a_break_belongs_to_the_class_above_and_empty_classes_go()
    {
        var classes = TileClasses.Given([39, 40, 59, 85], [40, 60, 80]);
        Assert.Equal("39–39 40–59 85–85", string.Join(' ', classes.Classes.Select(item => $"{item.Low}–{item.High}")));
        Assert.Equal((0, 1, 1, 2), (classes.Of(39), classes.Of(40), classes.Of(59), classes.Of(85)));
    }

    [Fact]
    public void Diverging_classes_are_as_wide_on_either_side_of_the_centre()
    {
        var classes = TileClasses.Diverging([-10, -3, 0, 3, 20], 5, 0);
        Assert.Equal((1, 2), (classes.Of(-10) + 0, classes.Of(0) + 0) is var (low, middle) ? (low + 1, middle + 1) : default);
        Assert.Equal("#EEEEEE", classes.Classes[classes.Of(0)].Colour);
        Assert.Equal("#8F3A0E", classes.Classes[classes.Of(20)].Colour);
    }

    [Fact]
    public void The_map_is_put_into_words()
    {
        var chart = TestChart.Draw("tiles", "x: la\ny: rate\nareas: 2016-03-31\nhighlight: Lambeth\nmissing: gap", Rows);
        Assert.Equal("", chart.Found);
        Assert.StartsWith(
            "Highest: Blackpool (164), Middlesbrough and Southampton (120), Stoke-on-Trent (117), ",
            chart.Alt,
            StringComparison.Ordinal
        );
        Assert.Contains("Lambeth (73) is joint 53rd highest of 152.", chart.Alt, StringComparison.Ordinal);
        Assert.Contains(chart.Only.Printed, row => row[0] == "Lambeth");
        Assert.InRange(chart.Only.Printed.Length, 11, 16);
        Assert.Equal(152, chart.Only.Data.RowCount);
    }

    [Fact]
    public void Eleven_of_the_top_class_are_in_the_North_West() =>
        Assert.Contains(
            "11 of the 28 in the top class are in the North West.",
            TestChart.Draw("tiles", "x: la\ny: rate\nareas: 2016-03-31\nmissing: gap", Rows).Alt,
            StringComparison.Ordinal
        );

    [Fact]
    public void It_has_the_colours_of_its_classes_and_of_the_own_square()
    {
        using var pixels = SKBitmap.Decode(
            TestChart.Draw("tiles", "x: la\ny: rate\nareas: 2016-03-31\nhighlight: Lambeth\nmissing: gap", Rows).Image.Png.AsSpan()
        );
        var colours = pixels.Pixels.ToHashSet();
        Assert.All(
            (string[])["#DEE3EC", "#A5B8D8", "#6B8FC0", "#37689D", "#12436D", "#F46A25", "#8A8D8F", "#FFFFFF"],
            colour => Assert.Contains(SKColor.Parse(colour), colours)
        );
    }

    [Fact]
    public void Large_squares_hold_codes()
    {
        var chart = TestChart.Draw(
            "tiles",
            "x: la\ny: rate\nareas: 2016-03-31\nlabels: codes\nwidth: 552\nmissing: gap\nclasses: [40, 60, 80]",
            Rows
        );
        PictureSnapshot.Match(chart.Image.Png, "tiles-codes");
    }

    [Theory]
    [InlineData("Poole | 3", "\"Poole\" is not on the map of", "set `areas: 2019-03-31`")]
    [InlineData("England | 3", "\"England\" is not on the map of", "Leave England and its regions out")]
    [InlineData("Gloucester | 3", "\"Gloucester\" is not on the map of", "by their code or name")]
    public void What_is_on_no_square_is_refused(string row, string message, string hint)
    {
        var chart = TestChart.Draw("tiles", "x: la\ny: rate\nareas: 2024-03-31", $"la | rate\nLeeds | 5\n{row}");
        Assert.Equal(ChartRules.OffTheMap, chart.Mistake.Rule);
        Assert.Contains(message, chart.Mistake.Message, StringComparison.Ordinal);
        Assert.Contains(hint, chart.Mistake.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_before_the_maps_is_refused() =>
        Assert.Equal(
            "13:8: error DM319: The maps begin on 1 April 2009.",
            TestChart.Draw("tiles", "x: la\ny: rate\nareas: 2008-03-31", "la | rate\nLeeds | 5").Found
        );

    [Theory]
    [InlineData("count: 6", "DM319")]
    [InlineData("scale: diverging", "DM319")]
    [InlineData("classes: [60, 40]", "DM319")]
    public void Classes_that_cannot_be_are_refused(string keys, string code) =>
        Assert.Equal(code, TestChart.Draw("tiles", $"x: la\ny: rate\n{keys}", "la | rate\nLeeds | 5\nKent | 7").Mistake.Rule.Code);
}
