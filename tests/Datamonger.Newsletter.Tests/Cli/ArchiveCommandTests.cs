using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Archive;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Cli;

public sealed class ArchiveCommandTests : IDisposable
{
    private readonly TestNewsletter _newsletter = new TestNewsletter().Body("Visits rose.");

    [Fact]
    public async Task An_issue_whose_date_has_not_come_waits_for_it_in_the_newsletters_time_zone()
    {
        _newsletter.WriteFile("content/issues/2017-07-next/index.md", ArchiveSiteTests.Issue("Next", "2017-07-01"));
        using var archive = await TestArchive.OfAsync(_newsletter);
        Assert.Equal(0, archive.ExitCode);
        Assert.Contains("2017-07-next  left out: its date has not come", archive.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("2017-07", archive.Bytes() + archive.Read("index.html") + archive.Read("feed.xml"), StringComparison.Ordinal);
        await archive.RunAsync(_newsletter, "--drafts");
        Assert.Contains("2017-07-next/index.html", archive.Files);
        // Half past eleven in the evening of the day before in UTC is half past midnight of the day in London, in summer.
        _newsletter.Time.SetUtcNow(new DateTimeOffset(2017, 6, 30, 22, 30, 0, TimeSpan.Zero));
        await archive.RunAsync(_newsletter);
        Assert.DoesNotContain("2017-07-next/index.html", archive.Files);
        _newsletter.Time.SetUtcNow(new DateTimeOffset(2017, 6, 30, 23, 30, 0, TimeSpan.Zero));
        await archive.RunAsync(_newsletter);
        Assert.Contains("2017-07-next/index.html", archive.Files);
    }

    [Fact]
    public async Task An_issue_without_a_date_is_a_draft()
    {
        _newsletter.WriteFile(
            "content/issues/undated/index.md",
            "---\ntitle: Undated\nsubject: Visits to libraries rose again\npreheader: What the figures of the libraries say, and what "
                + "they leave out.\n---\nVisits rose.\n"
        );
        using var archive = await TestArchive.OfAsync(_newsletter);
        Assert.Contains("undated  left out: it has no date", archive.Error, StringComparison.Ordinal);
        await archive.RunAsync(_newsletter, "--drafts");
        Assert.Contains("Without a date", archive.Page("index.html").Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("undated", archive.Read("feed.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_with_errors_leaves_the_last_sound_site_as_it_was()
    {
        using var archive = await TestArchive.OfAsync(_newsletter);
        var sound = archive.Bytes();
        _newsletter.Body("Visits rose to {{ nothing.last.visits }}.");
        await archive.RunAsync(_newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains("content/issues/2017-03-test/index.md:7:", archive.Error, StringComparison.Ordinal);
        Assert.Contains("kept as it last was", archive.Error, StringComparison.Ordinal);
        Assert.Equal(sound, archive.Bytes());
    }

    [Fact]
    public async Task Where_there_is_no_site_yet_the_sound_issues_make_one_until_all_are_sound()
    {
        _newsletter.Body("Visits rose to {{ nothing.last.visits }}.");
        using var archive = await TestArchive.OfAsync(_newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains("2016-02-earlier/index.html", archive.Files);
        Assert.DoesNotContain("2017-03-test/index.html", archive.Files);
        _newsletter.Body("Visits rose.");
        await archive.RunAsync(_newsletter);
        Assert.Equal(0, archive.ExitCode);
        Assert.Contains("2017-03-test/index.html", archive.Files);
    }

    [Fact]
    public async Task A_front_matter_whose_date_cannot_be_read_is_a_mistake_and_no_draft()
    {
        _newsletter.Issue(ArchiveSiteTests.Issue("Test", "some day in March"));
        using var archive = await TestArchive.OfAsync(_newsletter);
        Assert.Equal(1, archive.ExitCode);
        Assert.Contains("2017-03-test  left out: it has errors", archive.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_issues_of_one_slug_are_refused()
    {
        _newsletter.WriteFile(
            "content/issues/2017-01-other/index.md",
            ArchiveSiteTests.Issue("Other", "2017-01-10", "slug: 2017-03-test\n")
        );
        using var archive = await TestArchive.OfAsync(_newsletter);
        Assert.Equal(2, archive.ExitCode);
        Assert.Contains(
            "content/issues/2017-01-other and content/issues/2017-03-test have the slug",
            archive.Error,
            StringComparison.Ordinal
        );
        Assert.Empty(archive.Files);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.org/archive")]
    [InlineData("https://example.org/archive?x=1")]
    [InlineData("example.org")]
    public async Task What_is_no_address_of_a_site_is_refused(string url)
    {
        using var archive = await TestArchive.OfAsync(_newsletter, "--base-url", url);
        Assert.Equal(2, archive.ExitCode);
        Assert.Empty(archive.Files);
    }

    [Fact]
    public async Task A_script_is_told_what_was_written()
    {
        _newsletter.WriteFile("content/issues/2017-07-next/index.md", ArchiveSiteTests.Issue("Next", "2017-07-01"));
        using var archive = await TestArchive.OfAsync(_newsletter, "--json");
        var report = JsonNode.Parse(archive.Output)!;
        Assert.Equal(
            ("written", archive.Files.Length, "https://example.org/archive"),
            ((string?)report["state"], (int)report["files"]!, (string?)report["url"])
        );
        Assert.Equal(["listed", "listed", "draft"], report["issues"]!.AsArray().Select(issue => (string?)issue!["state"]));
        Assert.Equal("", archive.Error);
    }

    [Fact]
    public async Task Help_says_what_a_draft_is()
    {
        using var folder = CliRun.Workspace();
        var run = await CliRun.InAsync(folder, ["archive", "--help"]);
        Assert.Contains("time zone", run.Output, StringComparison.Ordinal);
        Assert.Contains("datamonger archive --base-url https://example.org/archive", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _newsletter.Dispose();
}
