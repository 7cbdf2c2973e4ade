using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Archive;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using PublishingCli = Datamonger.Newsletter.Tests.Publishing.Support.PublishingCli;

namespace Datamonger.Newsletter.Tests.Cli.Comparing;

/// <summary>The correction of a sent issue, from the notice to the page and the issue that announces it.</summary>
public sealed class CorrectTests : IDisposable
{
    private const string Notice = $"content/issues/{TestNewsletter.Slug}/corrections/2017-04-02.md";
    private const string Draft = $"{TestNewsletter.Slug}-correction-1";
    private readonly SentNewsletter _sent = new();

    private TestNewsletter Newsletter => _sent.Newsletter;

    [Fact]
    public async Task The_notice_names_each_figure_as_it_was_and_is_and_asks_why()
    {
        await ReviseAsync();
        var run = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug, "--by", "Marian Hale");
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        Assert.Contains($"{Notice}  open, 3 figures", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            """
            ---
            kind: correction
            date: 2017-04-02
            by: 'Marian Hale'
            why:  # one sentence: what was wrong, and how it came about
            effect:  # one sentence: what it means for what the issue said
            figures:
              - place: 'content/issues/2017-03-test/index.md:8:7'
                expression: 'by_year.last.applications | num0'
                what: 'applications'
                was: '11,460'
                is: '11,635'
              - place: 'content/issues/2017-03-test/index.md:10:18'
                expression: 'by_year.last.share | pct1'
                what: 'share'
                was: '13.8%'
                is: '14.0%'
              - place: 'content/issues/2017-03-test/index.md:12:17'
                expression: 'by_year.last.applications | num0'
                what: 'applications'
                was: '11,460'
                is: '11,635'
            ---

            """,
            Read(Notice)
        );
        // What a notice tells is not told again.
        var again = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        Assert.Equal((0, 1), (again.ExitCode, Directory.GetFiles(Path.GetDirectoryName(Newsletter.PathOf(Notice))!).Length));
        // Figures that changed once more do not replace what somebody may have written.
        _sent.Revise("11460", "11700");
        var twice = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        Assert.Equal(2, twice.ExitCode);
        Assert.Contains("is there already", twice.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2017-02-28", "correction")]
    [InlineData("2017-04-02", "revision")]
    public async Task Newer_data_are_a_revision_and_another_file_of_the_same_release_is_a_correction(string released, string kind)
    {
        await ReviseAsync();
        Newsletter.Datasets($"fostering: {{title: Fostering, publisher: Ofsted, released: {released}, licence: OGL v3}}\n");
        await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        Assert.Contains($"kind: {kind}\n", Read(Notice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_sent_is_not_corrected_and_what_is_as_it_was_needs_no_notice()
    {
        var unsent = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        await _sent.SendAsync();
        var unchanged = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        var words = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug, "--kind", "correction");
        Assert.Equal((2, 0, 0), (unsent.ExitCode, unchanged.ExitCode, words.ExitCode));
        Assert.Contains("nothing was written", unchanged.Error, StringComparison.Ordinal);
        Assert.Contains("open, 0 figures", words.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_notice_stops_the_archive_and_a_ready_one_stands_above_the_page_and_at_each_figure()
    {
        await ReviseAsync();
        using var archive = await TestArchive.OfAsync(Newsletter);
        var (before, bytes) = (archive.Read($"{TestNewsletter.Slug}/index.html"), archive.Bytes());
        await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);

        await archive.RunAsync(Newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains($"{Notice}:1:1", archive.Error, StringComparison.Ordinal);
        Assert.Contains("DM733", archive.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, archive.Bytes());

        Fill();
        await archive.RunAsync(Newsletter);
        Assert.Equal((0, ""), (archive.ExitCode, archive.ExitCode == 0 ? "" : archive.Error));
        var page = archive.Read($"{TestNewsletter.Slug}/index.html");
        Assert.Contains(
            "<strong>Corrected on 2 April 2017:</strong> applications were 11,635, not 11,460; share was 14.0%, not 13.8%. "
                + "A return was counted twice. Applications fell a little less.",
            page,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Regex.Count(page, "11,460<sup><a href=\"#corrections\">corrected</a></sup>"));
        Assert.Equal(1, Regex.Count(page, "13.8%<sup><a href=\"#corrections\">corrected</a></sup>"));
        // The words that were sent stay.
        var without = Regex.Replace(
            page,
            "<sup><a href=\"#corrections\">corrected</a></sup>|<section class=\"around\" id=\"corrections\".*?</section>\n?",
            "",
            RegexOptions.Singleline
        );
        Assert.Equal(Squeeze(before), Squeeze(without));
        Assert.Contains("<updated>2017-04-02T00:00:00Z</updated>", archive.Read("feed.xml"), StringComparison.Ordinal);
        Assert.Contains("<published>2017-03-16T00:00:00Z</published>", archive.Read("feed.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_draft_binds_what_is_and_cites_what_was_and_is_announced_once_it_is_sent()
    {
        await ReviseAsync();
        var none = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug, "--draft");
        await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        var open = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug, "--draft");
        Fill();
        var run = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug, "--draft");

        Assert.Equal((2, 1, 0), (none.ExitCode, open.ExitCode, run.ExitCode));
        Assert.Contains("DM733", open.Error + open.Output, StringComparison.Ordinal);
        var text = Read($"content/issues/{Draft}/index.md");
        Assert.Contains(
            "* Applications were {{ by_year.last.applications | num0 }}, not {{ cite \"11,460\" \"The Counter, 16 March 2017\" }}.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("```sql by_year\n--| key: year\nselect year", text, StringComparison.Ordinal);
        var build = await Newsletter.BuildAsync(Draft);
        Assert.Equal(
            "",
            TestNewsletter.Print([.. build.Diagnostics.Where(found => found.Rule.Severity == Severity.Error && found.Rule.Code[2] != '5')])
        );
        Assert.Contains("Applications were 11,635, not 11,460.", build.Email.Text, StringComparison.Ordinal);
        Assert.Contains($"issue: '{Draft}'", Read(Notice), StringComparison.Ordinal);

        await _sent.SendAsync(Draft);
        var state = await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        Assert.Contains($"{Notice}  announced, 3 figures", state.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_issue_that_announces_it_is_not_published_while_the_notice_is_open()
    {
        await ReviseAsync();
        await CliRun.InAsync(Newsletter, "correct", TestNewsletter.Slug);
        Newsletter.Body("We put a figure right.", "2017-04-notice");
        Newsletter.WriteFile(Notice, Read(Notice).Replace("why:", "issue: 2017-04-notice\nwhy:", StringComparison.Ordinal));
        await using var cli = await PublishingCli.StartAsync(Newsletter);
        var stopped = await cli.RunAsync("publish", "2017-04-notice");
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("DM733", stopped.Output + stopped.Error, StringComparison.Ordinal);
        Fill();
        Assert.Equal(0, (await cli.RunAsync("publish", "2017-04-notice")).ExitCode);
    }

    public void Dispose()
    {
        // A program that publishes has taken its newsletter along.
        if (Directory.Exists(Newsletter.Root))
            _sent.Dispose();
    }

    private async Task ReviseAsync()
    {
        await _sent.SendAsync();
        _sent.Revise("11460", "11635");
        Newsletter.Time.SetUtcNow(new DateTimeOffset(2017, 4, 2, 9, 0, 0, TimeSpan.Zero));
    }

    private void Fill() =>
        Newsletter.WriteFile(
            Notice,
            Regex.Replace(
                Regex.Replace(Read(Notice), "why: .*", "why: A return was counted twice."),
                "effect: .*",
                "effect: Applications fell a little less."
            )
        );

    private string Read(string path) => File.ReadAllText(Newsletter.PathOf(path));

    private static string Squeeze(string text) => Regex.Replace(text, @"\s+", " ");
}
