using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts.Kinds;

public sealed class ScatterChartTests
{
    private const string Rows = "la | poverty | rate\nA | 5 | 20\nB | 10 | 42\nC | 20 | 78\nD | 30 | 121\nE | 31 | 96";

    [Fact]
    public void Whether_the_two_go_together_is_said_with_their_correlation()
    {
        var chart = TestChart.Draw("scatter", "x: poverty\ny: rate\nlabel: la\nhighlight: C\nnames: [D, E]", Rows);
        Assert.Equal("", chart.Found);
        Assert.Equal("Rate and Poverty of 5 points rise together, closely (correlation 0.97). C: 20, 78.", chart.Alt);
        Assert.Equal("La | Poverty | Rate\nA | 5 | 20", chart.Table[..chart.Table.IndexOf("\nB", StringComparison.Ordinal)]);
        PictureSnapshot.Match(chart.Image.Png, "scatter-names");
    }

    [Theory]
    [InlineData("1 | 9\n2 | 8\n3 | 5\n4 | 1", "go opposite ways, closely (correlation −0.97)")]
    [InlineData("1 | 5\n2 | 4\n3 | 5\n4 | 4\n5 | 5", "do not go together (correlation 0.00)")]
    [InlineData("1 | 5\n2 | 5\n3 | 5", "do not go together (correlation 0.00)")]
    public void Links_of_every_kind_have_words(string rows, string words) =>
        Assert.Contains(words, TestChart.Draw("scatter", "x: a\ny: b\ntrend: true", "a | b\n" + rows).Alt, StringComparison.Ordinal);

    [Theory]
    [InlineData("x: la\ny: rate", "11:4: error DM304: The column \"la\" holds text, not numbers.")]
    [InlineData("x: poverty\ny: rate\nlabel: la\nnames: [A, Z]", "14:12: error DM311: The chart shows no \"Z\".")]
    public void What_cannot_be_drawn_is_refused(string keys, string found) =>
        Assert.Equal(found, TestChart.Draw("scatter", keys, Rows).Found);

    [Fact]
    public void A_row_without_one_of_its_values_is_an_error_unless_it_is_dropped()
    {
        const string rows = "la | a | b\nA | 1 | 2\nB | | 3\nC | 3 | 4\nD | 4 | 6";
        Assert.Equal(
            "11:4: error DM310: There is no value of \"a\" for \"B\".",
            TestChart.Draw("scatter", "x: a\ny: b\nlabel: la", rows).Found
        );
        Assert.Equal(
            "La | A | B\nA | 1 | 2\nC | 3 | 4\nD | 4 | 6",
            TestChart.Draw("scatter", "x: a\ny: b\nlabel: la\nmissing: drop", rows).Table
        );
    }
}
