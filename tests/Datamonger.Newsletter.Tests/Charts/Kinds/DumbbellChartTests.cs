using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class DumbbellChartTests
{
    private const string Rows = """
        | la | then | now |
        | Blackpool | 152 | 167 |
        | Lambeth | 97 | 81 |
        | Cornwall | 43 | 43 |
        | Leeds | 60 | 64 |
        """;

    [Fact]
    public void The_direction_of_most_and_the_widest_gap_are_said()
    {
        var chart = TestChart.Draw("dumbbell", "x: la\ny: [then, now]\ny_title: Rate\nhighlight: Leeds", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal("Rate, Then to Now: 2 of 4 are higher; the widest gap is Lambeth 97 to 81. Leeds 60 to 64.", chart.Alt);
        PictureSnapshot.Match(chart.Image.Png, "dumbbell-highlight");
    }

    [Theory]
    [InlineData("change", "Blackpool, Leeds, Cornwall, Lambeth")]
    [InlineData("auto", "Blackpool, Lambeth, Leeds, Cornwall")]
    [InlineData("label", "Blackpool, Cornwall, Lambeth, Leeds")]
    public void Rows_stand_in_the_order_asked_for(string sort, string order) =>
        Assert.Equal(
            order,
            string.Join(", ", TestChart.Draw("dumbbell", $"x: la\ny: [then, now]\nsort: {sort}", Rows).Only.Printed.Select(row => row[0]))
        );

    [Fact]
    public void One_dot_and_three_are_refused()
    {
        Assert.Equal(
            "12:4: error DM319: A dumbbell has two dots a row; this one has 3.",
            TestChart.Draw("dumbbell", "x: la\ny: [a, b, c]", "la | a | b | c\nLeeds | 1 | 2 | 3").Found
        );
        Assert.Equal(
            "12:4: error DM319: A dumbbell has two dots a row; this one has 1.",
            TestChart.Draw("dumbbell", "x: la\ny: then", Rows).Found
        );
    }
}
