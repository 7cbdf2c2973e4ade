using System.Text;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Emails.Personal;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>The checks judge what the subscribers of every key read, not the default alone.</summary>
public sealed class PersonalChecksTests
{
    private const string Small = "la,children,places,before\nLambeth,3,165,400\nNorth Yorkshire,410,555,430\nEngland,70440,62000,69500\n";

    [Fact]
    public async Task A_small_count_for_one_key_is_a_disclosure()
    {
        using var newsletter = PersonalNewsletter
            .Of("In {{ mine.la }} there are {{ mine.children | num0 }} of them.", Small)
            .Datasets("areas: {people: [children], source: here}");
        Assert.Contains(
            await FoundAsync(newsletter),
            found =>
                found.StartsWith("DM", StringComparison.Ordinal)
                && found.Contains("counts 3 for Lambeth, and this figure shows it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_subject_is_measured_as_each_subscriber_sees_it_and_as_Mailchimp_stores_it()
    {
        using var longOne = PersonalNewsletter.Of(
            "Text.",
            subject: "\"What is said of {{ mine.la }}, and of nobody else, by the figures\""
        );
        Assert.Contains("DM558: The subject has 79 characters; a phone shows about 60.", await FoundAsync(longOne));
        Assert.Contains(
            await FoundAsync(longOne),
            found =>
                found.StartsWith("DM557: The subject has 2", StringComparison.Ordinal)
                && found.EndsWith("characters with the figures of every key; Mailchimp takes 150.", StringComparison.Ordinal)
        );

        using var shortOne = PersonalNewsletter.Of(
            "Text.",
            "la,children,places,before\nKent,3,165,400\nEngland,70440,62000,69500\n",
            subject: "\"The figures of {{ mine.la }}\""
        );
        Assert.DoesNotContain(await FoundAsync(shortOne), found => found.Contains("subject", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preheader_that_is_too_short_for_one_key_is_found()
    {
        using var newsletter = PersonalNewsletter.Of("Text.");
        var path = newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/index.md");
        File.WriteAllText(
            path,
            File.ReadAllText(path)
                .Replace(
                    "preheader: What the figures of the authorities say, and what they leave out.",
                    "preheader: \"All there is about {{ mine.la }}\"",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(
            ["DM590: The preheader has 26 characters; inboxes fill the rest with the first words of the page."],
            (await FoundAsync(newsletter)).Where(found => found.StartsWith("DM590", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task The_size_of_a_message_is_that_of_its_largest_edition()
    {
        var words = string.Concat(Enumerable.Repeat("{{ mine.words }} ", 4));
        var rows = Enumerable
            .Range(1, 10)
            .Select(key => $"Area {key:00},{(char)('a' + key)}{new string('x', key == 3 ? 12_000 : 3_000)}\n");
        using var newsletter = PersonalNewsletter.Of(
            words,
            "la,words\n" + string.Concat(rows),
            personal: "{by: LA, query: pressure, key: la, default: Area 01}"
        );
        var path = newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/index.md");
        File.WriteAllText(
            path,
            File.ReadAllText(path)
                .Replace("select *, children / places as ratio from areas", "select * from areas", StringComparison.Ordinal)
        );
        var build = await newsletter.BuildAsync();

        var largest = Encoding.UTF8.GetByteCount(build.Email.For("Area 03").Html);
        Assert.InRange(MessageSize.OfHtml(build.Email), 150_000, 200_000);
        Assert.InRange(MessageSize.AfterMailchimp(build.Email, build.Figures.Editions), largest, largest + 2_000);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code is "DM540" or "DM541");
    }

    [Fact]
    public async Task The_tags_that_the_figures_become_are_sound()
    {
        using var newsletter = PersonalNewsletter.Of(
            "## For {{ mine.la }}\n\nDear <<First Name|reader>>, {{ mine.children | num0 }} children.\n"
        );
        Assert.DoesNotContain(await FoundAsync(newsletter), found => found.StartsWith("DM55", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_figure_of_one_key_that_was_revised_is_told()
    {
        using var newsletter = PersonalNewsletter.Of("Children: {{ mine.children | num0 }}.");
        var before = Figures(await newsletter.BuildAsync());
        newsletter.Dataset("areas.csv", PersonalNewsletter.Areas.Replace("460", "1200", StringComparison.Ordinal));
        var build = await newsletter.BuildAsync();

        var change = Assert.Single(FigureComparison.Of(FiguresFile.Read(before), FiguresFile.Read(Figures(build))).Changes);
        Assert.Equal("content/issues/2017-03-test/index.md:13:14: for Lambeth, 460 → 1,200 (because of areas)", change.ToString());

        var last = FiguresFile.Read(before);
        Assert.Equal("460", Assert.Single(last.Figures, figure => figure is { Expression: "mine.children | num0", Key: "Lambeth" }).Value);
        var workspace = newsletter.Open();
        var diagnostics = new DiagnosticBag();
        new CheckRunner(workspace, newsletter.Time) { LastPush = _ => last }.Run(
            build.Issue,
            build.Tables,
            build.Figures,
            build.Claims,
            build.Charts,
            build.Email,
            diagnostics
        );
        Assert.Contains(
            diagnostics.ToImmutable(),
            found => found.Message == "\"mine.children | num0\" for Lambeth is 1200; when this issue was last pushed it was 460."
        );
    }

    private static byte[] Figures(IssueBuild build) => Encoding.UTF8.GetBytes(FiguresJson.Write(build.Figures, build.Tables.Datasets));

    private static async Task<string[]> FoundAsync(TestNewsletter newsletter) =>
        [.. (await newsletter.BuildAsync()).Diagnostics.Select(found => $"{found.Rule.Code}: {found.Message}")];
}
