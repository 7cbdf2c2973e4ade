using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>With more than twelve keys subscribers go on reading their own figures, and what is drawn is drawn once.</summary>
public sealed partial class ManyKeysTests
{
    private const int Keys = 152;

    private const string Text = """
        ## About {{ mine.la }}

        In {{ mine.la }} there are {{ mine.children | num0 }} children, which is one of the numbers that this newsletter has been looking for; in {{ mine.la }} as elsewhere.

        | Area | Children |
        | --- | ---: |
        | {{ mine.la }} | {{ mine.children | num0 }} |
        | All the areas of this land together | 1,000,000 |

        ::: callout Of {{ mine.la }}
        To [all of {{ mine.la }}](https://example.org/x).
        :::

        ```sql few
        select la, children, places from pressure where la <> 'England'
        ```

        ```chart strip
        data: few
        x: la
        y: children
        highlight: mine
        title: The dot of {{ mine.la }}
        source: Example Statistics
        ```

        ```sql last
        select la, children from few order by la desc limit 5
        ```

        ```table
        data: last
        highlight: mine
        caption: The row of {{ mine.la }}
        source: Example Statistics
        ```
        """;

    [Fact]
    public async Task Each_key_reads_its_own_figures_in_both_parts()
    {
        var email = (await BuildAsync(Text)).Email;
        foreach (
            var (area, children) in (ReadOnlySpan<(string?, string)>)
                [("Area 001", "1,037"), ("Area 151", "6,587"), (null, "70,440"), ("Atlantis", "70,440")]
        )
        {
            var name = area is null or "Atlantis" ? "England" : area;
            var mail = email.For(area);
            foreach (var words in (string[])[mail.Words, OneBlank().Replace(mail.Text, " ")])
            {
                Assert.Contains($"About {name}", words, StringComparison.Ordinal);
                Assert.Contains($"In {name} there are {children} children", words, StringComparison.Ordinal);
                Assert.Contains($"Of {name}", words, StringComparison.Ordinal);
            }
            Assert.DoesNotMatch(area == "Area 001" ? "Area (?!001)[0-9]+ there" : "Area 001 there", mail.Words);
        }
    }

    [Fact]
    public async Task A_chart_and_a_table_are_those_of_the_default_for_everybody()
    {
        var build = await BuildAsync(Text);
        Assert.Single(build.Email.Images);
        Assert.Empty(build.Charts.All.Single().Personal);
        var mail = build.Email.For("Area 007");
        Assert.Contains("The dot of England", mail.Words, StringComparison.Ordinal);
        Assert.Contains("The row of England", mail.Words, StringComparison.Ordinal);
        Assert.Contains("The dot of England", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("The dot of Area 007", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("th[scope=row]"),
            row => row.GetAttribute("style")?.Contains("bold", StringComparison.Ordinal) == true
        );
    }

    [Fact]
    public async Task Lines_and_columns_of_the_text_part_are_as_wide_as_a_subscriber_sees_them()
    {
        var email = (await BuildAsync(Text)).Email;
        foreach (var area in (string?[])[null, "Area 001", "Area 099"])
        {
            string[] lines = email.For(area).Text.Split('\n');
            Assert.DoesNotContain(lines, line => line.Length > 80);
            Assert.Contains(lines, line => line.StartsWith("In ", StringComparison.Ordinal) && line.Length > 55);
            var rows = lines
                .Where(line =>
                    line.EndsWith("1,000,000", StringComparison.Ordinal)
                    || (line.StartsWith(area ?? "England", StringComparison.Ordinal) && char.IsAsciiDigit(line[^1]))
                )
                .ToArray();
            Assert.Equal(rows[0].Length, rows[1].Length);
            Assert.Contains(
                $"About {area ?? "England"}\n{new string('=', 6 + (area ?? "England").Length)}\n",
                email.For(area).Text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_column_of_short_figures_is_straight()
    {
        var email = (
            await BuildAsync("| Area | Places |\n| --- | ---: |\n| Yours | {{ mine.places | num0 }} |\n| Another | 5 |\n", places: "7")
        ).Email;
        foreach (var area in (string?[])[null, "Area 001"])
        {
            var rows = email
                .For(area)
                .Text.Split('\n')
                .Where(line => line.StartsWith("Yours", StringComparison.Ordinal) || line.StartsWith("Another", StringComparison.Ordinal))
                .ToArray();
            Assert.Equal(rows[0].Length, rows[1].Length);
        }
    }

    [Fact]
    public async Task The_page_of_the_archive_is_the_defaults()
    {
        var page = new HtmlParser().ParseDocument((await BuildAsync(Text)).Email.Web);
        Assert.Contains("In England there are 70,440 children", OneBlank().Replace(page.Body!.TextContent, " "), StringComparison.Ordinal);
        Assert.DoesNotContain("Area 001 there", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_subscriber_gets_is_little_more_than_the_default_alone()
    {
        var many = await BuildAsync(Text);
        var one = await BuildAsync(Text.Replace("highlight: mine\n", "", StringComparison.Ordinal), Keys - 1, personal: false);
        var (stored, got, alone) = (
            MessageSize.OfHtml(many.Email),
            Encoding.UTF8.GetByteCount(many.Email.For("Area 007").Html),
            Encoding.UTF8.GetByteCount(one.Email.For("England").Html)
        );
        Assert.True(stored > 20_000 + alone, $"{stored} bytes");
        Assert.InRange(got, alone, alone + 1_000);
        Assert.InRange(MessageSize.AfterMailchimp(many.Email, many.Figures.Editions), got, got + 2_000);
    }

    [Fact]
    public async Task Lines_of_the_message_are_judged_as_they_are_sent() =>
        Assert.DoesNotContain((await BuildAsync(Text)).Diagnostics, found => found.Rule.Code == "DM544");

    [Fact]
    public async Task Keys_that_a_chart_or_table_lacks_are_told_once_for_all()
    {
        var build = await BuildAsync(
            Text.Replace("where la <> 'England'", "where la < 'Area 010'", StringComparison.Ordinal)
                .Replace("select la, children from few", "select upper(la) || '!' as la, children from few", StringComparison.Ordinal),
            errors: true
        );
        Assert.Equal(
            [
                "DM311: The chart shows no \"Area 010\", nor 141 other keys.",
                "DM411: No row begins with \"Area 001\", nor with any of 151 other keys.",
            ],
            build.Diagnostics.Where(found => found.Rule.Severity == Severity.Error).Select(found => $"{found.Rule.Code}: {found.Message}")
        );
    }

    [Fact]
    public async Task A_subject_is_judged_where_it_is_shortest_and_longest_and_as_Mailchimp_stores_it()
    {
        using var newsletter = PersonalNewsletter.Of(
            "Text.",
            $"la,children,places,before\n{Rows(151)}\"An area with a name that is very long, and longer than a line\",1,2,3\n"
                + $"England,70440,62000,69500\n",
            subject: "\"The figures of {{ mine.la }}\""
        );
        string[] found =
        [
            .. (await newsletter.BuildAsync())
                .Diagnostics.Where(found => found.Rule.Code is "DM557" or "DM558")
                .Select(found => $"{found.Rule.Code}: {found.Message}"),
        ];
        Assert.Equal(2, found.Length);
        Assert.EndsWith("characters with the figures of every key; Mailchimp takes 150.", found[0], StringComparison.Ordinal);
        Assert.Equal("DM558: The subject has 76 characters; a phone shows about 60.", found[1]);
    }

    [Fact]
    public async Task Figures_of_many_keys_that_changed_implausibly_are_told_once()
    {
        using var newsletter = PersonalNewsletter.Of(
            "{{ mine.children | num0 }}",
            $"la,children,places,before\n{Rows(151)}England,70440,62000,69500\n"
        );
        var before = await newsletter.BuildAsync();
        var last = FiguresFile.Read(Encoding.UTF8.GetBytes(FiguresJson.Write(before.Figures, before.Tables.Datasets)));
        newsletter.Dataset(
            "areas.csv",
            $"la,children,places,before\n{Rows(151).Replace(",100,", "0,100,", StringComparison.Ordinal)}England,70440,62000,69500\n"
        );
        var build = await newsletter.BuildAsync();
        var diagnostics = new DiagnosticBag();
        new CheckRunner(newsletter.Open(), newsletter.Time) { LastPush = _ => last }.Run(
            build.Issue,
            build.Tables,
            build.Figures,
            build.Claims,
            build.Charts,
            build.Email,
            diagnostics
        );
        Assert.Equal(
            "\"mine.children | num0\" for Area 001 is 10370; when this issue was last pushed it was 1037; of 150 other keys it is "
                + "as far off.",
            Assert
                .Single(diagnostics.ToImmutable(), found => found.Message.Contains("last pushed it was", StringComparison.Ordinal))
                .Message
        );
    }

    [Fact]
    public async Task The_file_of_figures_has_a_line_a_key()
    {
        var build = await BuildAsync("{{ mine.children | num0 }}");
        var json = FiguresJson.Write(build.Figures, build.Tables.Datasets);
        Assert.InRange(json.Length, 5_000, 25_000);
        Assert.Contains("{\"key\":\"Area 007\",\"printed\":\"1,259\",\"value\":\"1259\"}", json, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        var figure = document.RootElement.GetProperty("figures")[0];
        Assert.Equal(Keys, figure.GetProperty("personal").GetArrayLength());
        Assert.Equal("England", figure.GetProperty("personal").EnumerateArray().Last().GetProperty("key").GetString());
        Assert.Equal(1, figure.GetProperty("cells").GetArrayLength());
    }

    [Fact]
    public async Task A_hundred_keys_without_a_value_are_one_mistake()
    {
        var build = await BuildAsync("{{ mine.places | num0 }}", errors: true, places: "");
        var found = Assert.Single(build.Diagnostics, found => found.Rule.Severity == Severity.Error && found.Location.Line > 12);
        Assert.StartsWith("For Area 001", found.Message, StringComparison.Ordinal);
    }

    internal static string Rows(int keys, string places = "100") =>
        string.Concat(Enumerable.Range(1, keys).Select(key => $"Area {key:000},{1000 + (37 * key)},{places},1000\n"));

    private static async Task<IssueBuild> BuildAsync(
        string text,
        int keys = Keys - 1,
        bool errors = false,
        string places = "100",
        bool personal = true
    )
    {
        using var newsletter = PersonalNewsletter.Of(text, $"la,children,places,before\n{Rows(keys, places)}England,70440,62000,69500\n");
        var path = newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/index.md");
        if (!personal)
            File.WriteAllText(
                path,
                Personal().Replace(File.ReadAllText(path), "").Replace("mine.", "pressure.last.", StringComparison.Ordinal)
            );
        var build = await newsletter.BuildAsync();
        Assert.Equal(personal, build.Figures.Editions is { AreDrawn: false });
        if (!errors)
            Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Severity == Severity.Error);
        return build;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex OneBlank();

    [GeneratedRegex("^personal: .*\n", RegexOptions.Multiline)]
    private static partial Regex Personal();
}
