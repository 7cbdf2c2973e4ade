using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Scales;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Charts.Drawing;

/// <summary>Names on an axis come in an even rhythm, whatever their number and the width.</summary>
public sealed class AxisRhythmTests
{
    public static TheoryData<int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var years in Enumerable.Range(2, 40))
            {
                data.Add(years, 552);
                data.Add(years, 300);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Years_are_evenly_spaced_and_end_with_the_last(int years, int width)
    {
        using var sheet = new ChartSheet(Theme.Default, width);
        sheet.Open(200, new Margins(40, 12, 40, 40), new Span(0, years - 1), new Span(0, 1));
        AxisLines.Row(
            sheet,
            [.. Enumerable.Range(0, years).Select(i => $"{1990 + i}")],
            [.. Enumerable.Range(0, years).Select(i => sheet.X(i))],
            180,
            []
        );
        int[] shown = [.. sheet.Texts.Select(text => int.Parse(text.Text, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(1990 + years - 1, shown[^1]);
        Assert.Single(shown.Zip(shown.Skip(1), (one, next) => next - one).Distinct());
    }
}
