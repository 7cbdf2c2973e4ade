using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Emails;

/// <summary>Charts in the finished message: as cells, in a sentence, on a phone, in the dark, with images blocked.</summary>
public sealed class ChartsInTheEmailTests(TestBrowser browser)
{
    private const string Data = "year,applications\n2011/12,14200\n2012/13,15080\n2013/14,18310\n2014/15,16920\n2015/16,11460\n";

    private const string Text = """
        ```sql f
        select year, applications from fostering
        ```

        Applications {{ f | sparkline "applications" }} fell again.

        ```chart bar
        data: f
        x: year
        y: applications
        highlight: 2015/16
        title: As bars
        ```

        ```chart column
        data: f
        x: year
        y: applications
        highlight: 2015/16
        render: cells
        title: As columns
        ```

        ```chart number
        data: f
        x: year
        y: applications
        label: applications to foster
        title: As a number
        ```

        ```chart line
        data: f
        x: year
        y: applications
        title: As a picture
        ```
        """;

    [Fact]
    public async Task A_line_in_a_sentence_is_a_small_picture_in_the_html_and_words_in_the_text()
    {
        using var newsletter = Newsletter();
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        Assert.Matches(
            """(?s)Applications <img src="images/[0-9a-f]{16}\.png" width="84" height="22"[^>]*alt="fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%"[^>]*>\s*fell again\.""",
            build.Email.Html.ReplaceLineEndings(" ")
        );
        Assert.Matches("""Applications <img [^>]*alt="fell from 14,200""", build.Email.Web.ReplaceLineEndings(" "));
        Assert.Contains(
            "Applications [fell from 14,200 in 2011/12 to 11,460 in 2015/16, by 19%] fell again.",
            Regex.Replace(build.Email.Text, @"\s+", " "),
            StringComparison.Ordinal
        );
    }

    [Theory, InlineData(375), InlineData(320), InlineData(700)]
    public async Task The_message_is_no_wider_than_the_window_and_bars_are_as_long_as_their_values(int width)
    {
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        var page = await OpenAsync(context);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        double[] values = [14200, 15080, 18310, 16920, 11460];
        var bars = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('td[bgcolor][height=\"20\"]')].map(bar => bar.getBoundingClientRect().width)"
        );
        var columns = await page.EvaluateAsync<double[]>(
            "[...document.querySelectorAll('td[valign=bottom] td[bgcolor]')].map(bar => bar.getBoundingClientRect().height)"
        );
        Assert.Equal((5, 5), (bars.Length, columns.Length));
        Assert.All(values.Zip(bars), pair => Assert.Equal(pair.First / values.Max(), pair.Second / bars.Max(), 0.02));
        Assert.All(values.Zip(columns), pair => Assert.Equal(pair.First / values.Max(), pair.Second / columns.Max(), 0.02));
    }

    [Fact]
    public async Task In_the_dark_the_bar_that_stands_out_and_the_figure_are_light()
    {
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 375, Height = 900 },
                ColorScheme = ColorScheme.Dark,
            }
        );
        var page = await OpenAsync(context);
        Assert.Equal(
            "rgb(107, 172, 230)",
            await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('td.accent[height=\"20\"]')).backgroundColor")
        );
        Assert.Equal("rgb(107, 172, 230)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('td.number')).color"));
        Assert.Equal(
            "rgb(232, 230, 225)",
            await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('td.accent[height=\"20\"] + td')).color")
        );
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context)
    {
        using var newsletter = Newsletter();
        var build = await newsletter.BuildAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync(build.Email.Html);
        return page;
    }

    private static TestNewsletter Newsletter() => new TestNewsletter().Dataset("fostering.csv", Data).Body(Text);
}
