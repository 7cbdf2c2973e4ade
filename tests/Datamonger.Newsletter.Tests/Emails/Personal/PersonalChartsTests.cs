using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>Charts and tables in which each subscriber's own area stands out.</summary>
public sealed partial class PersonalChartsTests(TestBrowser browser)
{
    private const string Text = """
        ```sql few
        select la, ratio, children from pressure where la <> 'England'
        ```

        ```chart strip
        data: pressure
        x: la
        y: ratio
        format: pct0
        highlight: mine
        reference: [{at: England}]
        title: "{{ mine.la }} is at {{ mine.ratio | pct0 }}"
        source: Example Statistics
        ```

        ```chart bar
        data: few
        x: la
        y: ratio
        format: pct0
        highlight: mine
        title: The same for everybody
        source: Example Statistics
        ```

        ```chart column
        data: few
        x: la
        y: ratio
        format: pct0
        render: cells
        highlight: mine
        title: In {{ mine.la }}
        source: Example Statistics
        ```

        ```table
        data: few
        highlight: mine
        caption: "{{ mine.la }} among others"
        columns: {la: Authority, ratio: {label: Ratio, format: pct0, bar: true}}
        source: Example Statistics
        ```
        """;

    private const string Many =
        "la,children,places,before\nLambeth,460,165,400\nNorth Yorkshire,410,555,430\nKent,90,100,80\nBarnet,80,100,80\n"
        + "Bradford,95,100,80\nDorset,70,100,80\nEngland,70440,62000,69500\n";

    private static readonly string[] Areas = ["Kingston upon Hull, City of", "Lambeth", "North Yorkshire"];

    [Fact]
    public async Task There_is_a_picture_for_each_key_and_a_subscriber_sees_one()
    {
        var build = await BuildAsync();
        Assert.Equal(4, build.Email.Images.Length);
        string[] pictures =
        [
            .. Areas.Append(null).Select(area => Assert.Single(Page(build, area).QuerySelectorAll("img")).GetAttribute("src")!),
        ];
        Assert.Equal(pictures.Order(StringComparer.Ordinal), build.Email.Images.Select(image => image.Url).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Title_and_words_of_a_chart_are_those_of_the_key_in_both_parts()
    {
        var build = await BuildAsync(Many);
        foreach (
            var (area, rank, ratio) in (ReadOnlySpan<(string, string, string)>)
                [("Bradford", "2nd", "95%"), ("Kent", "3rd", "90%"), ("Barnet", "4th", "80%")]
        )
        {
            var words = Page(build, area).QuerySelector("img")!.GetAttribute("alt")!;
            Assert.Contains($"{area} is {rank} with {ratio}.", words, StringComparison.Ordinal);
            Assert.Contains($"[Chart: {words}]", OneBlank().Replace(build.Email.For(area).Text, " "), StringComparison.Ordinal);
            Assert.Contains($"{area} is at {ratio}", build.Email.For(area).Words, StringComparison.Ordinal);
        }
        Assert.DoesNotMatch("is [0-9]..? with", Page(build, "Camden").QuerySelector("img")!.GetAttribute("alt"));
        Assert.Contains("England is at 114%", build.Email.For("Camden").Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_and_rows_of_the_own_key_stand_out_and_no_other()
    {
        var build = await BuildAsync();
        foreach (var area in Areas)
        {
            var page = Page(build, area);
            Assert.Equal([area, area, area], Bold(page));
        }
        Assert.Empty(Bold(Page(build, null)));
    }

    [Fact]
    public async Task What_a_subscriber_gets_is_built_as_if_there_were_no_other_editions()
    {
        var build = await BuildAsync();
        var shapes = Areas
            .Append(null)
            .Select(area =>
                string.Join(
                    '\n',
                    Page(build, area)
                        .QuerySelectorAll("table, tr, td, th, img, caption, p, div")
                        .Select(element => $"{Depth(element)} {element.LocalName}")
                )
            )
            .Distinct();
        Assert.Single(shapes);
        Assert.Empty(build.Email.MarkupFaults);
    }

    [Fact]
    public async Task The_page_of_the_archive_shows_the_chart_of_the_default()
    {
        var build = await BuildAsync();
        var page = new HtmlParser().ParseDocument(build.Email.Web);
        Assert.Equal(
            Page(build, null).QuerySelector("img")!.GetAttribute("src"),
            Assert.Single(page.QuerySelectorAll("img")).GetAttribute("src")
        );
        Assert.Empty(page.QuerySelectorAll("td.strong, tr.chosen"));
    }

    [Fact]
    public async Task In_a_browser_each_edition_is_as_wide_as_the_window_and_its_bars_are_true()
    {
        var build = await BuildAsync();
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 375, Height = 900 },
            }
        );
        var page = await context.NewPageAsync();
        foreach (var area in Areas)
        {
            await page.SetContentAsync(build.Email.For(area).Html);
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 375);
            var bars = await page.EvaluateAsync<double[]>(
                "[...document.querySelectorAll('td[bgcolor][height=\"20\"]')].map(bar => bar.getBoundingClientRect().width)"
            );
            Assert.Equal(3, bars.Length);
            Assert.Equal(74 / 279.0, bars.Min() / bars.Max(), 0.02);
        }
    }

    private static async Task<IssueBuild> BuildAsync(string csv = PersonalNewsletter.Areas)
    {
        using var newsletter = PersonalNewsletter.Of(Text, csv);
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        return build;
    }

    private static IDocument Page(IssueBuild build, string? area) => new HtmlParser().ParseDocument(build.Email.For(area).Html);

    // The names of areas that are set in bold: a bar's, a column's and a row's.
    private static string[] Bold(IDocument page) =>
        [
            .. page.QuerySelectorAll("td, th[scope=row]")
                .Where(cell => cell.GetAttribute("style")?.Contains("font-weight:bold", StringComparison.Ordinal) == true)
                .Select(cell => OneBlank().Replace(cell.TextContent, " ").Trim())
                .Where(Areas.Contains),
        ];

    private static int Depth(IElement element) => element.GetAncestors().Count();

    [GeneratedRegex(@"\s+")]
    private static partial Regex OneBlank();
}
