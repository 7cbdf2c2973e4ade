using System.Text;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>What a personal issue costs is counted in keys; how many subscribers there are, no stage knows.</summary>
public sealed class PersonalCostTests
{
    private const string Text = """
        In {{ mine.la }} there are {{ mine.children | num0 }} of them, and everybody says {{ pressure.count }}.

        ```chart bar
        data: pressure
        x: la
        y: children
        render: image
        highlight: mine
        title: In {{ mine.la }}
        source: Example Statistics
        ```
        """;

    [Fact]
    public async Task A_figure_is_an_arm_a_key_and_a_chart_a_picture_a_key()
    {
        foreach (var keys in (int[])[1, 2, 5, Editions.MostDrawn])
        {
            var build = await BuildAsync(keys);
            // Two figures in the text and, of the chart, its title and its picture; the default needs no condition.
            Assert.Equal(4 * (keys - 1), build.Email.Html.Split("IF:LA=").Length - 1);
            Assert.Equal(keys == 1 ? 0 : 4, build.Email.Html.Split("*|ELSE:|*").Length - 1);
            Assert.Equal(keys, build.Email.Images.Length);
            Assert.Equal(keys, build.Charts.All.Single().Personal.Length);
        }
    }

    [Fact]
    public async Task The_message_grows_by_the_same_for_each_key()
    {
        var sizes = new List<int>();
        for (var keys = 3; keys <= Editions.MostDrawn; keys++)
            sizes.Add(Encoding.UTF8.GetByteCount((await BuildAsync(keys)).Email.Html));
        int[] steps = [.. sizes.Zip(sizes.Skip(1), (before, after) => after - before)];
        Assert.All(steps, step => Assert.InRange(step, 300, 900));
        Assert.InRange(steps.Max() - steps.Min(), 0, 100);
    }

    private static async Task<IssueBuild> BuildAsync(int keys)
    {
        var rows = Enumerable.Range(1, keys).Select(key => $"Area {key:00},{1000 + (37 * key)},100,1000\n");
        using var newsletter = PersonalNewsletter.Of(
            Text,
            "la,children,places,before\n" + string.Concat(rows),
            personal: "{by: LA, query: pressure, key: la, default: Area 01}"
        );
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        return build;
    }
}
