using Datamonger.Newsletter.Tests.Archive;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

/// <summary>An embargoed issue, as the verbs treat it. The tests' clock begins at nine on 16 March 2017.</summary>
public sealed class EmbargoVerbsTests
{
    private const string Marian = "Marian Hale: pre-release access, ref. 12";

    [Fact]
    public async Task Build_says_until_when_an_issue_is_embargoed_and_the_archive_leaves_it_out()
    {
        using var newsletter = Newsletter("2017-03-16");
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Contains("2017-03-test  left out: Embargoed until 2017-03-16 09:30 Europe/London", archive.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("2017-03-test/index.html", archive.Files);
        await archive.RunAsync(newsletter, "--drafts");
        Assert.DoesNotContain("2017-03-test/index.html", archive.Files);
        newsletter.Time.Advance(TimeSpan.FromMinutes(30));
        await archive.RunAsync(newsletter);
        Assert.Contains("2017-03-test/index.html", archive.Files);
    }

    [Fact]
    public async Task Every_verb_by_which_it_gets_out_waits_or_takes_a_name_and_a_reason()
    {
        await using var cli = await PublishingCli.StartAsync(Newsletter("2017-03-16"));
        cli.Variables["DATAMONGER_SMTP_URL"] = "smtp://127.0.0.1:1";
        var built = await cli.RunAsync("build", PublishingCli.Slug);
        var unchanged = await cli.RunAsync("build", PublishingCli.Slug);
        var held = await cli.RunAsync("publish", PublishingCli.Slug);
        var smtp = await cli.RunAsync("test", PublishingCli.Slug, "--to", "proof@example.org", "--smtp");
        var nameless = await cli.RunAsync("publish", PublishingCli.Slug, "--embargo", "pre-release access");
        var published = await cli.RunAsync("publish", PublishingCli.Slug, "--embargo", Marian);
        var sent = await cli.RunAsync("send", PublishingCli.Slug, "--token", published.Value("token"));
        cli.Time.Advance(TimeSpan.FromMinutes(30));
        var after = await cli.RunAsync("send", PublishingCli.Slug, "--token", published.Value("token"));
        var late = await cli.RunAsync("build", PublishingCli.Slug);

        Assert.Equal(
            (0, 1, 1, 2, 0, 1, 0),
            (built.ExitCode, held.ExitCode, smtp.ExitCode, nameless.ExitCode, published.ExitCode, sent.ExitCode, after.ExitCode)
        );
        Assert.Contains(
            "Embargoed until 2017-03-16 09:30 Europe/London (2017-03-16 09:30 UTC): loans",
            built.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("unchanged", unchanged.Error, StringComparison.Ordinal);
        Assert.Contains("Embargoed until", unchanged.Error, StringComparison.Ordinal);
        Assert.All([held, smtp, sent], run => Assert.Contains("DM750", run.Output + run.Error, StringComparison.Ordinal));
        Assert.Contains("DM752", nameless.Output + nameless.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Embargoed", late.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issue_dated_before_the_release_stops_unless_it_is_allowed_or_let_out()
    {
        await using var cli = await PublishingCli.StartAsync(Newsletter("2017-03-17"));
        var check = await cli.RunAsync("check", PublishingCli.Slug);
        var publish = await cli.RunAsync("publish", PublishingCli.Slug);
        var lifted = await cli.RunAsync("publish", PublishingCli.Slug, "--embargo", Marian);

        Assert.Equal((1, 1, 0), (check.ExitCode, publish.ExitCode, lifted.ExitCode));
        Assert.Contains(
            "The issue is dated 16 March 2017; \"loans\" is released on 2017-03-17 09:30 Europe/London",
            check.Output + check.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "DM750")]
    [InlineData("DM750: we have pre-release access", "DM161 DM750")]
    [InlineData("DM750: {reason: pre-release access ref. 12, by: Marian Hale}", "")]
    public async Task Allowing_it_takes_a_reason_and_a_name(string allowed, string expected)
    {
        using var newsletter = Newsletter("2017-03-17");
        var path = newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/index.md");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        newsletter.Issue(
            allowed.Length == 0 ? text : text.Replace("---\ntitle", $"---\nallow:\n  {allowed}\ntitle", StringComparison.Ordinal)
        );
        var found = (await newsletter.BuildAsync()).Diagnostics.Select(finding => finding.Rule.Code);
        Assert.Equal(expected, string.Join(' ', found.Where(code => code is "DM161" or "DM750").Order(StringComparer.Ordinal)));
    }

    private static TestNewsletter Newsletter(string released) =>
        new TestNewsletter()
            .Dataset("loans.csv", "year,loans\n2014,54870\n2015,61200\n2016,67310\n")
            .Datasets($"loans: {{title: Loans, publisher: Example Statistics, released: {released}}}\n")
            .Body(
                """
                Dear <<First Name>>,

                ```sql by_year
                select year, loans from loans order by year
                ```

                Loans rose to {{ by_year.last.loans | num0 }}.

                [The libraries](https://example.org/libraries)
                """
            );
}
