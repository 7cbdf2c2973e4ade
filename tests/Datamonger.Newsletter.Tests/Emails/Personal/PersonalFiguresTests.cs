using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>What each subscriber of a personal issue reads.</summary>
public sealed class PersonalFiguresTests
{
    private const string Text = """
        ## {{ mine.la }} looks after {{ mine.children | num0 }} children

        Dear <<First Name|reader>>, in **{{ mine.la }}** the number {{ mine.children | change mine.before }} in a year, which
        makes {{ mine.ratio | pct0 }} of its places; in England it is {{ pressure["England"].ratio | pct0 }}. *Your area is {{ mine.la }}.*

        - One of {{ mine.children / pressure["England"].children | pct1 }}
        - The same for [everybody in {{ mine.la }}](https://example.org/all)

        | Where | Children |
        | --- | ---: |
        | {{ mine.la }} | {{ mine.children | num0 }} |
        | England | {{ pressure["England"].children | num0 }} |

        ::: callout For {{ mine.la }}
        All is well.
        :::

        ```table
        data: pressure
        caption: "{{ mine.la }} among the others"
        columns: {la: Authority, children: {label: Children, format: num0}}
        ```
        """;

    [Theory]
    [InlineData("Lambeth", "Lambeth", "460", "rose by 15%", "279%", "0.7%")]
    [InlineData("North Yorkshire", "North Yorkshire", "410", "fell by 5%", "74%", "0.6%")]
    [InlineData("Kingston upon Hull, City of", "Kingston upon Hull, City of", "620", "rose by 3%", "100%", "0.9%")]
    [InlineData("England", "England", "70,440", "rose by 1%", "114%", "100.0%")]
    [InlineData("lambeth", "England", "70,440", "rose by 1%", "114%", "100.0%")]
    [InlineData("Atlantis", "England", "70,440", "rose by 1%", "114%", "100.0%")]
    [InlineData("*|UNSUB|*", "England", "70,440", "rose by 1%", "114%", "100.0%")]
    [InlineData(null, "England", "70,440", "rose by 1%", "114%", "100.0%")]
    public async Task A_subscriber_reads_the_figures_of_their_own_key_and_nobody_elses(
        string? field,
        string area,
        string children,
        string change,
        string ratio,
        string share
    )
    {
        using var newsletter = PersonalNewsletter.Of(Text);
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);

        var mail = build.Email.For(field);

        string[] said =
        [
            $"{area} looks after {children} children",
            $"Dear colleague, in {area} the number {change} in a year, which makes {ratio} of its places; in England it is 114%. Your "
                + $"area is {area}.",
            $"One of {share}",
            $"The same for everybody in {area}",
            $"For {area}",
            $"{area} among the others",
        ];
        var text = string.Join(' ', mail.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(said, words => Assert.Contains(words, mail.Words, StringComparison.Ordinal));
        Assert.All(said, words => Assert.Contains(words, text, StringComparison.Ordinal));
        Assert.Equal($"{area} looks after {children} children", mail.WordsOf("h2"));
        Assert.Equal((area, children), (mail.WordsOf("table.data tbody td"), mail.WordsOf("table.data tbody td + td")));
        Assert.DoesNotContain("IF:", mail.Words + mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_part_breaks_its_lines_for_each_subscriber_alone()
    {
        using var newsletter = PersonalNewsletter.Of(Text);
        var email = (await newsletter.BuildAsync()).Email;
        Assert.All(
            (string[])["Lambeth", "North Yorkshire", "Kingston upon Hull, City of", "England"],
            area =>
            {
                var text = email.For(area).Text;
                Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 74));
                var heading = text.Split('\n').Single(line => line.StartsWith($"{area} looks after", StringComparison.Ordinal));
                Assert.Contains($"\n{heading}\n{new string('=', heading.Length)}\n", text, StringComparison.Ordinal);
                var column = new string(' ', area.Length - "Where".Length);
                Assert.Contains(
                    $"\nWhere{column}  Children\n{new string('-', area.Length)}  --------\n{area}  ",
                    text,
                    StringComparison.Ordinal
                );
            }
        );
    }

    [Fact]
    public async Task A_personal_figure_may_stand_wherever_a_figure_may()
    {
        using var newsletter = PersonalNewsletter
            .Of(
                """
                [[toc]]

                ## One: {{ mine.la }}

                ::: include own

                A note.[^1] ![Two: {{ mine.la }}](map.gif)

                Term: {{ mine.la }}
                :   Three: {{ mine.la }}

                > Four: {{ mine.la }}

                1. Five: {{ mine.la }}

                ```list releases
                data: releases
                title: "Six: {{ mine.la }}"
                ```

                [^1]: Seven: {{ mine.la }}

                ```sql releases
                select 'Outcomes' as title, date '2017-03-23' as date
                ```
                """
            )
            .Snippet("own", "Eight: {{ mine.la }}\n");
        await File.WriteAllBytesAsync(
            newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/map.gif"),
            Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
            TestContext.Current.CancellationToken
        );

        var build = await newsletter.BuildAsync();

        Assert.DoesNotContain(
            build.Diagnostics,
            found => found.Rule.Severity == Severity.Error && !found.Rule.Code.StartsWith("DM5", StringComparison.Ordinal)
        );
        foreach (var area in (string[])["Lambeth", "England"])
        {
            var mail = build.Email.For(area);
            foreach (
                var part in (string[])
                    [mail.Words + new HtmlParser().ParseDocument(mail.Html).QuerySelector("img[alt]")!.GetAttribute("alt"), mail.Text]
            )
            {
                Assert.All(
                    (string[])["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight"],
                    place => Assert.Contains($"{place}: {area}", part, StringComparison.Ordinal)
                );
                Assert.Contains($"Term: {area}", part, StringComparison.Ordinal);
                Assert.DoesNotContain(area == "Lambeth" ? "England" : "Lambeth", part, StringComparison.Ordinal);
            }
        }
        Assert.DoesNotContain("*|", build.Email.Web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_of_the_preview_says_the_same()
    {
        using var newsletter = PersonalNewsletter.Of(Text);
        var email = (await newsletter.BuildAsync()).Email;
        var marked = email with { Html = HtmlWriter.Write(email.Document, keepSources: true) };
        Assert.All(
            (string?[])["Lambeth", "North Yorkshire", "Kingston upon Hull, City of", null],
            area => Assert.Equal(email.For(area).Words, marked.For(area).Words)
        );
    }

    [Fact]
    public async Task The_page_of_the_archive_shows_the_default_and_no_tag()
    {
        using var newsletter = PersonalNewsletter.Of(Text);
        var web = (await newsletter.BuildAsync()).Email.Web;
        var page = new HtmlParser().ParseDocument(web);
        Assert.Equal("England looks after 70,440 children", page.QuerySelector("h2")!.TextContent);
        Assert.Equal("England", page.QuerySelector("p strong")!.TextContent);
        Assert.Equal("England among the others", page.QuerySelector("caption .finding")!.TextContent);
        Assert.DoesNotContain("*|", web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_may_be_personal()
    {
        using var newsletter = PersonalNewsletter.Of(
            "Text.",
            csv: "la,children,places,before\nLambeth,460,165,400\nEngland,70440,62000,69500\n",
            subject: "\"{{ mine.la }}: {{ mine.children | change mine.before }} in a year\""
        );
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        Assert.Equal("Lambeth: rose by 15% in a year", build.Email.For("Lambeth").Subject);
        Assert.Equal("England: rose by 1% in a year", build.Email.For(null).Subject);
    }

    [Fact]
    public async Task A_value_that_everybody_shares_needs_no_conditional_and_that_of_the_default_no_arm()
    {
        using var newsletter = PersonalNewsletter.Of(
            "All {{ mine.same }}, most {{ mine.most }}.",
            csv: "la,children,places,before,same,most\nA,1000,1,1,7,8\nB,1000,1,1,7,9\nC,1000,1,1,7,8\n",
            personal: "{by: LA, query: pressure, key: la, default: C}"
        );
        var email = (await newsletter.BuildAsync()).Email;
        Assert.Contains("All 7, most *|IF:LA=B|*9*|ELSE:|*8*|END:IF|*.", email.Html, StringComparison.Ordinal);
        Assert.Contains("*|IF:LA=B|*All 7, most 9.*|ELSE:|*All 7, most 8.*|END:IF|*", email.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_the_rows_makes_no_difference()
    {
        var lines = PersonalNewsletter.Areas.ReplaceLineEndings("\n").Trim().Split('\n');
        using var one = PersonalNewsletter.Of(Text);
        using var other = PersonalNewsletter.Of(
            Text.Replace("data: pressure", "data: sorted", StringComparison.Ordinal)
                + "\n\n```sql sorted\nselect * from pressure order by la\n```\n",
            csv: string.Join('\n', [lines[0], .. lines[1..].Reverse()]) + "\n"
        );
        using var again = PersonalNewsletter.Of(
            Text.Replace("data: pressure", "data: sorted", StringComparison.Ordinal)
                + "\n\n```sql sorted\nselect * from pressure order by la\n```\n"
        );
        var (first, second) = (await again.BuildAsync(), await other.BuildAsync());
        Assert.Equal(first.Email.Html, second.Email.Html);
        Assert.Equal(first.Email.Text, second.Email.Text);
    }

    [Fact]
    public async Task The_file_of_figures_keeps_the_value_of_every_key()
    {
        using var newsletter = PersonalNewsletter.Of("{{ mine.ratio | pct0 }} of places");
        var build = await newsletter.BuildAsync();
        var json = FiguresJson.Write(build.Figures, build.Tables.Datasets);
        Assert.Contains(
            """
                  "personal": [
                    {
                      "key": "England",
                      "printed": "114%",
                      "value": "1.136129032258064
            """.ReplaceLineEndings("\n").TrimEnd(),
            json,
            StringComparison.Ordinal
        );
        Assert.True(json.IndexOf("\"Lambeth\"", StringComparison.Ordinal) < json.IndexOf("\"North Yorkshire\"", StringComparison.Ordinal));
    }
}
