using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Archive;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Comparing;

/// <summary>A sent issue on newer data, and in the archive.</summary>
public sealed class RevisionsTests : IDisposable
{
    private readonly SentNewsletter _sent = new();

    private TestNewsletter Newsletter => _sent.Newsletter;

    [Fact]
    public async Task A_revised_year_is_told_with_its_sentences_as_they_were_sent_the_gravest_first()
    {
        await _sent.SendAsync();
        _sent.Revise("11460", "11635");
        Newsletter.Datasets("fostering: {title: Fostering, publisher: Ofsted, released: 2017-04-02, licence: OGL v3}\n");
        // Later edits play no part.
        Newsletter.Body("Nothing is left of it.").Snippet("places", "Nothing.");
        File.Delete(Newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/by_year.sql"));

        var run = await CliRun.InAsync(Newsletter, "revisions", "--json");
        Assert.Equal(0, run.ExitCode);
        var issue = JsonNode.Parse(run.Output)!["issues"]!.AsArray().Single()!;
        Assert.Equal(
            [
                "2 13.8% 14.0% A share of 13.8%",
                "3 11,460 11,635 Applications to foster fell from 16,920 to 11,460 (Ofsted).",
                "3 11,460 11,635 In thousands 11,460, or 14% of the places.",
            ],
            issue["revisions"]!.AsArray().Select(one => $"{one!["rank"]} {one["was"]} {one["is"]} {one["sentence"]}")
        );
        var dataset = issue["revisions"]![1]!["datasets"]![0]!;
        Assert.Equal(("2017-02-28", "2017-04-02"), ((string?)dataset["released_then"], (string?)dataset["released_now"]));
        Assert.Equal((2, 1), ((int)issue["unchanged"]!, (int)issue["unprinted"]!));
        Assert.Equal(1, (await CliRun.InAsync(Newsletter, "revisions", "--exit-code")).ExitCode);
    }

    [Theory]
    // A tenth.
    [InlineData("11460", "12606", 2)]
    [InlineData("11460", "12605", 3)]
    [InlineData("11460", "-1146", 2)]
    public async Task A_tenth_or_another_sign_is_grave(string was, string now, int rank)
    {
        await _sent.SendAsync();
        _sent.Revise(was, now);
        var run = await CliRun.InAsync(Newsletter, "revisions", "--json");
        var revisions = JsonNode.Parse(run.Output)!["issues"]![0]!["revisions"]!.AsArray();
        Assert.Equal(rank, (int)revisions.First(one => (string?)one!["was"] == "11,460")!["rank"]!);
    }

    [Theory]
    [InlineData("11460", "11635", 3)]
    [InlineData("11460", "17000", 2)]
    public async Task A_change_in_words_is_grave_when_its_word_is_another(string was, string now, int rank)
    {
        Newsletter.Body("Applications {{ by_year.last.applications | change by_year.first.applications }}.");
        await _sent.SendAsync();
        _sent.Revise(was, now);
        var run = await CliRun.InAsync(Newsletter, "revisions", "--json");
        var revision = Assert.Single(JsonNode.Parse(run.Output)!["issues"]![0]!["revisions"]!.AsArray())!;
        Assert.Equal(("fell by 32%", rank), ((string?)revision["was"], (int)revision["rank"]!));
    }

    [Theory]
    [InlineData("year,places\n2014/15,83925\n2015/16,83176\n")]
    [InlineData(null)]
    public async Task A_figure_whose_column_or_file_is_gone_cannot_be_compared(string? data)
    {
        await _sent.SendAsync();
        if (data is null)
            File.Delete(Newsletter.PathOf("content/datasets/fostering.csv"));
        else
            Newsletter.Dataset("fostering.csv", data);
        var run = await CliRun.InAsync(Newsletter, "revisions");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2  line 8  11,460, cannot be compared", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_as_it_was_is_counted_and_ends_well()
    {
        await _sent.SendAsync();
        var run = await CliRun.InAsync(Newsletter, "revisions", TestNewsletter.Slug, "--exit-code");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 of 6 figures would print otherwise today.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_that_was_not_sent_is_told()
    {
        var run = await CliRun.InAsync(Newsletter, "revisions", TestNewsletter.Slug);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has not been sent", run.Error, StringComparison.Ordinal);
        Assert.Contains("No issue has been sent", (await CliRun.InAsync(Newsletter, "revisions")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_shows_a_sent_issue_as_it_was_sent_whatever_became_of_its_files()
    {
        await _sent.SendAsync();
        using var archive = await TestArchive.OfAsync(Newsletter);
        Assert.Equal((0, ""), (archive.ExitCode, archive.ExitCode == 0 ? "" : archive.Error));
        var page = archive.Read($"{TestNewsletter.Slug}/index.html");
        Assert.Contains("11,460", page, StringComparison.Ordinal);

        _sent.Revise("11460", "11635");
        Newsletter.Body("It does not even build: {{ nothing.first.n }}.").Template("web.sbn-html", "Another template.");
        await archive.RunAsync(Newsletter);
        Assert.Equal(0, archive.ExitCode);
        Assert.Equal(page, archive.Read($"{TestNewsletter.Slug}/index.html"));
    }

    [Fact]
    public async Task A_sent_issue_that_was_edited_stops_the_archive_and_the_revisions_and_the_earlier_site_stays()
    {
        await _sent.SendAsync();
        using var archive = await TestArchive.OfAsync(Newsletter);
        var sound = archive.Bytes();
        var web = Newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/sent/figures.json");
        await File.AppendAllTextAsync(web, " ", TestContext.Current.CancellationToken);

        await archive.RunAsync(Newsletter);
        var run = await CliRun.InAsync(Newsletter, "revisions");

        Assert.Equal((1, 1), (archive.ExitCode, run.ExitCode));
        Assert.Contains("DM731", archive.Error, StringComparison.Ordinal);
        Assert.Contains("figures.json is not what was sent", archive.Error, StringComparison.Ordinal);
        Assert.Contains("DM731", run.Error, StringComparison.Ordinal);
        Assert.Equal(sound, archive.Bytes());
    }

    public void Dispose() => _sent.Dispose();
}
