using System.Collections.Immutable;
using CsCheck;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>Whatever the rows: a chart comes out, or a finding says why not; never an exception, never nothing.</summary>
public sealed class ChartRobustnessTests
{
    private static readonly string[] Names =
    [
        "A",
        "Leeds",
        "2016",
        "2015/16",
        "2017-01",
        "Bournemouth, Christchurch and Poole",
        new string('m', 120),
        "Children and young people aged 19 to 21",
        "…",
        "Åland",
    ];

    private static readonly double[] Extremes =
    [
        1e300,
        -1e300,
        1e-300,
        -1e-300,
        double.Epsilon,
        1e17,
        -1e17,
        1e12,
        1e-12,
        double.NaN,
        double.MaxValue,
        7.5,
    ];

    private static readonly Gen<object?> Value = Gen.Frequency(
        (6, Gen.Int[-50, 50].Select(value => (object?)(double)value)),
        (2, Gen.Const((object?)null)),
        (1, Gen.Const((object?)0.0)),
        (1, Gen.Int[0, Extremes.Length - 1].Select(i => (object?)Extremes[i]))
    );

    private static readonly Gen<object?[]> Values = Gen.Frequency(
        (4, Value.Array[0, 14]),
        (1, Value.Select(Gen.Int[0, 14], (value, count) => Enumerable.Repeat(value, count).ToArray())),
        (1, Gen.Int[0, 14].Select(count => new object?[count])),
        (1, Gen.Double[0, 3e-300].Select(value => (object?)value).Array[8, 14])
    );

    private static readonly Gen<Table> Rows =
        from a in Values
        from b in Value.Array[a.Length]
        from empty in Gen.Bool
        from numbered in Gen.Bool
        from names in Gen.Int[0, Names.Length - 1].Select(i => Names[i]).Array[a.Length]
        from longHead in Gen.Bool
        select new Table(
            [
                new Column(
                    "place",
                    ColumnType.Text,
                    [.. names.Select((name, i) => (object)(numbered ? $"{name} {(char)('a' + i)}" : name))]
                ),
                new Column("group", ColumnType.Text, [.. names.Select((_, i) => (object)(i % 2 == 0 ? "Odd" : "Even"))]),
                new Column("a", ColumnType.Double, [.. a]),
                new Column(
                    longHead ? "b_" + string.Join('_', Enumerable.Repeat("approved_in_the_year", 4)) : "b",
                    ColumnType.Double,
                    [.. empty ? new object?[a.Length] : b]
                ),
            ],
            a.Length
        );

    public static TheoryData<string, string> Kinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (kind, keys) in ChartKeys.All)
                data.Add(kind, keys);
            return data;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Any_rows_give_a_chart_or_a_finding(string kind, string keys) =>
        Rows.Sample(
            rows =>
            {
                var last = rows.Columns[^1].Name;
                foreach (var missing in ChartCatalog.Find(kind)!.Fields.FirstOrDefault(field => field.Name == "missing")?.Choices ?? [""])
                {
                    var chart = TestChart.Draw(
                        $"```sql rows\n--| allow_empty: true\nselect 1\n```\n\n```chart {kind}\ndata: rows\n"
                            + $"{keys.Replace("$b", last, StringComparison.Ordinal)}"
                            + $"{(missing.Length > 0 ? $"\nmissing: {missing}" : "")}\nrender: image\n```\n",
                        rows
                    );
                    Assert.True(
                        chart.Only.Image is not null || chart.Diagnostics.Any(found => found.Rule.Severity == Severity.Error),
                        $"There is neither a picture nor an error. {chart.Only.Failure}"
                    );
                    Assert.DoesNotContain("NaN", chart.Alt, StringComparison.Ordinal);
                }
            },
            iter: 60
        );

    private const string Suppressed = "| year | region | a | b |\n| 2015 | London | 3 | |\n| 2016 | London | 5 | |";

    [Theory]
    [InlineData("line", "12:4: warning DM324: Every value of \"B\" is missing; it is not drawn.")]
    [InlineData("slope", "12:4: warning DM324: Every value of \"B\" is missing; it is not drawn.")]
    [InlineData("grouped-bar", "")]
    [InlineData("grouped-column", "")]
    [InlineData("heatmap", "")]
    [InlineData("dumbbell", "12:4: error DM305: Every value of \"B\" is missing; there is nothing to compare.")]
    [InlineData("stacked-bar", "10:7: error DM305: No place has all its parts; there is nothing to draw.")]
    public void A_series_whose_values_are_all_suppressed_is_told(string kind, string found)
    {
        var chart = TestChart.Draw(kind, "x: year\ny: [a, b]" + (kind == "slope" ? "" : "\nmissing: gap"), Suppressed);
        if (kind == "slope")
        {
            Assert.Contains("There is no value for", chart.Found, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(found, chart.Found);
        Assert.Equal(found.Contains("error", StringComparison.Ordinal), chart.Only.Image is null);
    }

    [Fact]
    public void Two_long_names_stand_under_one_another()
    {
        var chart = TestChart.Draw(
            "dumbbell",
            "x: la\ny: [children_looked_after_at_31_march_in_the_year_2015, children_looked_after_at_31_march_in_the_year_2016]",
            "la | children_looked_after_at_31_march_in_the_year_2015 | children_looked_after_at_31_march_in_the_year_2016\n"
                + "Leeds | 3 | 5\nHull | 7 | 2"
        );
        Assert.Equal("", chart.Found);
        PictureSnapshot.Match(chart.Image.Png, "dumbbell-long-names");
    }

    [Theory]
    [InlineData("scatter", "x: a\ny: b")]
    [InlineData("column", "x: la\ny: b")]
    [InlineData("histogram", "x: b")]
    public void A_value_that_cannot_be_printed_is_refused(string kind, string keys)
    {
        var rows = new Table(
            [
                new Column("la", ColumnType.Text, ["A", "B", "C"]),
                new Column("a", ColumnType.Integer, [1L, 2L, 3L]),
                new Column("b", ColumnType.Double, [1.0, 1e300, 3.0]),
            ],
            3
        );
        var chart = TestChart.Draw($"```sql rows\nselect 1\n```\n\n```chart {kind}\ndata: rows\n{keys}\n```\n", rows);
        Assert.Contains(
            "error DM323: \"b\" holds 1E+300; a chart prints values up to 1e18 exactly.",
            chart.Found,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("column", "x: year\ny: applications\nheight: 40", "height")]
    [InlineData("line", "x: year\ny: applications\nwidth: 60", "width")]
    [InlineData("bar", "x: year\ny: applications\nwidth: 60", "width")]
    [InlineData("scatter", "x: approvals\ny: applications\nheight: 60", "height")]
    [InlineData("stacked-column", "x: year\ny: [applications, approvals]\nheight: 40", "height")]
    [InlineData("grouped-column", "x: year\ny: [applications, approvals]\nwidth: 60", "width")]
    public void A_picture_without_room_for_its_marks_is_refused(string kind, string keys, string key)
    {
        var chart = TestChart.Picture(kind, keys, SampleRows.Years);
        Assert.Equal(ChartRules.NoRoom, chart.Mistake.Rule);
        Assert.Equal(13, chart.Mistake.Location.Line);
        Assert.Contains(key, keys, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_the_least_size_is_drawn() =>
        Assert.Equal(
            (160, 110),
            TestChart.Picture("column", "x: year\ny: applications\nwidth: 160\nheight: 110", SampleRows.Applications).Image is var image
                ? (image.Width, image.Height)
                : default
        );
}
