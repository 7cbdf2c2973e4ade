using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>Input that is too long, too deep or too costly: it is refused in words, at its place, and the rest is still built.</summary>
[Trait("Category", "Hostile")]
public sealed class HostileIssueTests
{
    private const int Longest = 256 * 1024;

    [Fact]
    public async Task An_issue_of_more_than_256_KB_is_refused()
    {
        using var newsletter = new TestNewsletter().Body(new string('x', Longest));
        Assert.Contains(
            "index.md:1:1: error DM110: The file is 256 KB long; at most 256 KB are read.",
            await FoundAsync(newsletter),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_snippet_of_more_than_256_KB_is_refused_and_the_issue_built()
    {
        using var newsletter = new TestNewsletter()
            .Snippet("long", new string('x', Longest + 1))
            .Body("::: include long\n\nVisits rose.\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains("content/snippets/long.md:1:1: error DM110", TestNewsletter.Print(build.Diagnostics), StringComparison.Ordinal);
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">", 200)]
    [InlineData("> - ", 120)]
    [InlineData("1. ", 150)]
    [InlineData("- ", 2_000)]
    public async Task Blocks_more_than_100_deep_are_refused(string marker, int depth)
    {
        using var newsletter = new TestNewsletter().Body(string.Concat(Enumerable.Repeat(marker, depth)) + "deep\n");
        Assert.Contains("DM111", await FoundAsync(newsletter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", 50_000)]
    [InlineData("*a_ ", 50_000)]
    [InlineData("![", 50_000)]
    [InlineData("`", 100_000)]
    [InlineData("{{ ", 40_000)]
    [InlineData("*|", 40_000)]
    [InlineData("<<A", 40_000)]
    [InlineData("[[issue:", 20_000)]
    [InlineData("| a ", 40_000)]
    [InlineData("<b>", 80_000)]
    [InlineData("<div>", 40_000)]
    [InlineData("&", 100_000)]
    [InlineData("[^a]", 40_000)]
    [InlineData("x", 250_000)]
    [InlineData("一", 80_000)]
    [InlineData("\u0301", 100_000)]
    [InlineData("1-", 60_000)]
    [InlineData("a.", 100_000)]
    [InlineData("a@", 100_000)]
    [InlineData("<!---->", 30_000)]
    [InlineData("<a ", 60_000)]
    [InlineData("~a~ ", 50_000)]
    [InlineData("**a *b ", 30_000)]
    public async Task Signs_that_repeat_neither_hang_the_build_nor_stop_it(string sign, int count)
    {
        using var newsletter = new TestNewsletter().Body(string.Concat(Enumerable.Repeat(sign, count)) + "\n\nVisits rose.\n");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var build = await newsletter.BuildAsync(cancellationToken: limit.Token).WaitAsync(limit.Token);
        var isRefused = build.Diagnostics.Any(found => found.Rule == IssueRules.TooDeep || found.Rule == IssueRules.TooManyParts);
        Assert.True(isRefused || build.Email.Html.Contains("Visits rose.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[x](", 50_000)]
    [InlineData("![x](", 40_000)]
    [InlineData("[x](a(", 30_000)]
    public async Task Links_that_are_opened_and_never_closed_are_refused_where_they_begin(string sign, int count)
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.\n\nSee " + string.Concat(Enumerable.Repeat(sign, count)) + "\n");
        Assert.Contains(
            "index.md:9:",
            TestNewsletter.Print([.. (await newsletter.BuildAsync()).Diagnostics.Where(found => found.Rule == IssueRules.UnendingLinks)]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Many_links_without_a_blank_between_them_are_read()
    {
        using var newsletter = new TestNewsletter().Body(
            string.Concat(Enumerable.Range(0, 1_000).Select(i => $"[第{i}](https://example.org/{i})、"))
        );
        var build = await newsletter.BuildAsync();
        Assert.Contains("https://example.org/999", build.Email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule == IssueRules.UnendingLinks);
    }

    // What is made of much in one message, each in its thousands: the first block that is too much is named.
    [Theory]
    [InlineData("a\n\n", 80_000)]
    [InlineData("- a\n", 60_000)]
    [InlineData("> a\n\nb\n\n", 25_000)]
    [InlineData("`a` ", 60_000)]
    [InlineData("http://a.b ", 20_000)]
    [InlineData("![a](b.png) ", 20_000)]
    [InlineData("a[^1] ", 40_000)]
    [InlineData("[a](https://a.b) ", 14_000)]
    [InlineData("::: callout\na\n:::\n", 12_000)]
    [InlineData("|a|b|\n|-|-|\n|1|2|\n\n", 10_000)]
    public async Task An_issue_of_more_parts_than_an_email_can_hold_is_cut_off_at_the_first_that_is_too_much(string part, int count)
    {
        using var newsletter = new TestNewsletter().Body(
            "Visits rose.\n\n" + string.Concat(Enumerable.Repeat(part, Math.Min(count, (Longest - 1_000) / part.Length))) + "\n\n[^1]: b\n"
        );
        var build = await newsletter.BuildAsync();
        Assert.Single(build.Diagnostics, found => found.Rule == IssueRules.TooManyParts);
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
        Assert.True(build.Email.Document.All.Length < 100_000, $"{build.Email.Document.All.Length} elements");
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule == Boundary.Rule);
    }

    [Theory]
    [InlineData(25_000, 2)]
    [InlineData(10, 5_000)]
    [InlineData(1, 40_000)]
    public async Task A_table_of_more_cells_than_an_email_can_hold_is_left_out(int rows, int columns)
    {
        string Row(string cell) => "|" + string.Concat(Enumerable.Repeat(cell + "|", columns)) + "\n";
        var table = Row("a") + Row("-") + string.Concat(Enumerable.Repeat(Row("1"), rows));
        using var newsletter = new TestNewsletter().Body("Visits rose.\n\n" + table);
        var build = await newsletter.BuildAsync();
        Assert.Equal(9, Assert.Single(build.Diagnostics, found => found.Rule == IssueRules.TooManyParts).Location.Line);
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 10)]
    [InlineData(2, 1_000)]
    [InlineData(12, 3)]
    public async Task Snippets_that_multiply_are_refused_once(int levels, int fan)
    {
        using var newsletter = new TestNewsletter();
        for (var level = 0; level < levels; level++)
            newsletter.Snippet(
                $"fan{level}",
                string.Concat(Enumerable.Repeat(level + 1 == levels ? "Leaf.\n\n" : $"::: include fan{level + 1}\n\n", fan))
            );
        newsletter.Body(string.Concat(Enumerable.Repeat("::: include fan0\n\n", fan)) + "Visits rose.\n");
        var build = await newsletter.BuildAsync();
        Assert.Single(build.Diagnostics, found => found.Rule == IssueRules.TooMuchIncluded);
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# H\n\n", 50_000)]
    [InlineData("[[toc]]\n\n", 3_000)]
    public async Task Headings_and_contents_lists_beyond_reading_are_refused(string line, int count)
    {
        using var newsletter = new TestNewsletter().Body(
            "# One\n\n" + string.Concat(Enumerable.Repeat(line, Math.Min(count, (Longest - 1_000) / line.Length))) + "\nVisits rose.\n"
        );
        Assert.Contains("DM185", await FoundAsync(newsletter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("![v](https://youtu.be/dQw4w9WgXcQ)")]
    [InlineData("![v](https://vimeo.com/1)")]
    [InlineData("![v](clip.mp4)")]
    [InlineData("![v](https://example.org/clip.mp4)")]
    public async Task A_video_becomes_no_frame(string markdown)
    {
        using var newsletter = new TestNewsletter().Body(markdown + "\n\nVisits rose.\n");
        var email = (await newsletter.BuildAsync()).Email;
        foreach (var tag in (string[])["<iframe", "<video", "<audio", "<embed", "<object"])
            Assert.DoesNotContain(tag, email.Html + email.Web, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Template_functions_that_double_their_work_are_stopped()
    {
        using var newsletter = new TestNewsletter()
            .Template("partials/callout.sbn-html", "{{ func f(n); if n > 0; f(n - 1); f(n - 1); end; end }}{{ f 45 }}")
            .Body("::: callout\nA word.\n:::\n\nVisits rose.\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains("compute too much", TestNewsletter.Print(build.Diagnostics), StringComparison.Ordinal);
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_that_multiply_are_not_read()
    {
        var bomb =
            "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        using var newsletter = new TestNewsletter().Issue($"---\n{bomb}---\nVisits rose.\n");
        Assert.Contains(
            "index.md:2:5: error DM101: The YAML cannot be read: a value begins with *, & or !.",
            await FoundAsync(newsletter),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a: ", 100_000, "[")]
    [InlineData("a: ", 5_000, "{a: ")]
    public async Task YAML_that_nests_without_end_is_refused(string start, int depth, string open)
    {
        using var newsletter = new TestNewsletter().Issue(
            $"---\n{start}{string.Concat(Enumerable.Repeat(open, depth))}\n---\nVisits rose.\n"
        );
        Assert.Contains("DM101", await FoundAsync(newsletter), StringComparison.Ordinal);
    }

    [Fact]
    public async Task YAML_of_more_than_64_KB_is_refused()
    {
        using var newsletter = new TestNewsletter().Issue($"---\ntitle: {new string('x', 70_000)}\n---\nVisits rose.\n");
        Assert.Contains(
            "index.md:2:1: error DM101: The YAML is 68 KB long; at most 64 KB are read.",
            await FoundAsync(newsletter),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_query_over_its_time_is_stopped_and_the_rest_is_built()
    {
        using var newsletter = new TestNewsletter().Body(
            "Visits rose.\n\n```sql endless\nselect count(*) as n from range(100000000) a, range(100000000) b\n```\n\n{{ endless.n }}\n"
        );
        var workspace = newsletter.Open();
        var cache = new BuildCache(null);
        using var builder = new IssueBuilder(
            new IssueParser(new WorkspaceFiles(workspace), workspace.Settings),
            new QueryRunner(workspace, cache, newsletter.Time, QueryLimits.Default with { Time = TimeSpan.FromMilliseconds(300) }),
            new ChartRenderer(workspace.Settings.Theme, cache),
            new EmailComposer(workspace.Root, workspace.Settings, new BuildCache(null)),
            new CheckRunner(workspace, newsletter.Time)
        );
        var build = await builder.BuildAsync(
            TestNewsletter.Slug,
            workspace.ReadIssue(TestNewsletter.Slug),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            "index.md:9:1: error DM207: The query was stopped after 0.3 seconds.",
            TestNewsletter.Print(build.Diagnostics),
            StringComparison.Ordinal
        );
        Assert.Contains("Visits rose.", build.Email.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ while true }}x{{ end }}")]
    [InlineData("{{ for i in 1..999999999 }}x{{ end }}")]
    [InlineData("{{ for i in 1..9999 }}{{ for j in 1..9999 }}{{ for k in 1..9999 }}x{{ end }}{{ end }}{{ end }}")]
    [InlineData("{{ s = 'xxxxxxxxxx'; for i in 1..60; s = s + s; end }}{{ s }}")]
    [InlineData("{{ 'x' | string.pad_left 900000000 }}")]
    [InlineData("{{ 'x' | string.repeat 900000000 }}")]
    [InlineData("{{ partial 'heading' { level: 2, text: 'x', id: 'x' } }}")]
    [InlineData("{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '(a+)+$' }}")]
    [InlineData("{{ func f; f; end; f }}")]
    public async Task A_template_that_does_not_end_is_stopped(string template)
    {
        using var newsletter = new TestNewsletter()
            .Template("partials/heading.sbn-html", template.Replace('\'', '"') + "\n")
            .Body("## Visits\n\nVisits rose.\n");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var build = await newsletter.BuildAsync(cancellationToken: limit.Token).WaitAsync(limit.Token);
        Assert.Contains(build.Diagnostics, found => found.Rule == EmailRules.FailedTemplate || found.Rule == EmailRules.BrokenTemplate);
    }

    private static async Task<string> FoundAsync(TestNewsletter newsletter) =>
        TestNewsletter.Print((await newsletter.BuildAsync()).Diagnostics);
}
