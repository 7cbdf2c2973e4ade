using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Diagnostics;

/// <summary>What nobody foresaw stays in its own part of an issue: a finding at its place, a placeholder, and the rest is built.</summary>
public sealed class BoundaryTests
{
    private const string Text = """
        The first words stand.

        Visits rose to {{ north.last.visits | num0 }}.

        ```sql north
        select year, visits from visits where area = 'North' order by year
        ```

        ```chart column
        data: north
        x: year
        y: visits
        title: Visits in the North rose
        ```

        ```table
        data: north
        ```

        The last words stand.
        """;

    public static TheoryData<string> Parts => [.. Boundary.Parts.Where(part => part != "issue")];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_failure_in_a_part_is_a_finding_and_the_rest_is_built(string part)
    {
        using var newsletter = new TestNewsletter().Body(Text);
        var failed = 0;
        var build = await BuildAsync(
            newsletter,
            entered =>
            {
                if (entered == part && Interlocked.Increment(ref failed) == 1)
                    throw new InvalidOperationException("Nobody foresaw this.");
            }
        );
        Assert.True(failed > 0, $"Nothing entered the boundary of a {part}.");
        var found = Assert.Single(build.Diagnostics, diagnostic => diagnostic.Rule == Boundary.Rule);
        Assert.StartsWith("Internal error in th", found.Message, StringComparison.Ordinal);
        Assert.EndsWith("InvalidOperationException: Nobody foresaw this.", found.Message, StringComparison.Ordinal);
        Assert.Contains("BoundaryTests", found.Details, StringComparison.Ordinal);
        Assert.NotNull(found.Hint);
        Assert.True(found.Location.Line >= 1 && found.Location.File.StartsWith("content/", StringComparison.Ordinal), $"{found.Location}");
        Assert.True(build.HasErrors && !build.IsWhole);
        foreach (var output in new[] { build.Email.Html, build.Email.Text, build.Email.Web })
            Assert.Contains("The last words stand.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_check_and_block_may_fail_and_the_email_still_stands()
    {
        using var newsletter = new TestNewsletter().Body(Text);
        var build = await BuildAsync(
            newsletter,
            part =>
            {
                if (part is "check" or "chart" or "figure")
                    throw new ArithmeticException("All fail.");
            }
        );
        Assert.Contains("The last words stand.", build.Email.Html, StringComparison.Ordinal);
        Assert.Contains("Internal error in the chart", build.Email.Html, StringComparison.Ordinal);
        Assert.Contains("Internal error in the chart", build.Email.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_is_called_off_is_no_internal_error()
    {
        using var newsletter = new TestNewsletter().Body(Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            BuildAsync(newsletter, part => throw new OperationCanceledException(part))
        );
    }

    [Theory]
    [InlineData("{{ north[99999999999].visits }}", "there is no [99999999999]")]
    [InlineData("{{ north[-99999999999].visits }}", "there is no [-99999999999]")]
    [InlineData("{{ north[big.v].visits }}", "there is no [79228162514264337593543950335]")]
    [InlineData("{{ north[-big.v].visits }}", "there is no [-79228162514264337593543950335]")]
    [InlineData("{{ big.v | change (0 - big.v) }}", "This change is too large to be printed.")]
    [InlineData("{{ big.v | change 0.5 }}", "This change is too large to be printed.")]
    [InlineData("{{ big.v | change_points (0 - big.v) }}", "This change is too large to be printed.")]
    [InlineData("{{ big.v | pct0 }}", "\"pct0\" cannot print")]
    [InlineData("{{ big.v | ordinal }}", "\"ordinal\" cannot print")]
    public async Task A_figure_near_the_limits_of_numbers_is_told_as_such(string figure, string told)
    {
        using var newsletter = new TestNewsletter().Body(
            $"Visits: {figure}.\n\n```sql north\nselect year, visits from visits where area = 'North' order by year\n```\n\n"
                + "```sql big\nselect 79228162514264337593543950335::decimal(38, 0) as v\n```\n"
        );
        var found = TestNewsletter.Print((await newsletter.BuildAsync()).Diagnostics);
        Assert.Contains(told, found, StringComparison.Ordinal);
        Assert.DoesNotContain("DM182", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time '24:00:00'", "24:00:00")]
    [InlineData("time '00:00:00'", "00:00:00")]
    [InlineData("time '23:59:59.999999'", "23:59:59.999999")]
    [InlineData("time '07:05:09.5'", "07:05:09.500000")]
    public async Task Every_time_of_a_day_is_printed(string sql, string printed)
    {
        using var newsletter = new TestNewsletter().Body($"At {{{{ t.at }}}}.\n\n```sql t\nselect {sql} as at\n```\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains($"At {printed}.", build.Email.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData(".inf")]
    [InlineData("86401")]
    public void A_timeout_that_no_clock_measures_is_a_mistake_of_the_settings(string timeout)
    {
        using var newsletter = new TestNewsletter();
        File.AppendAllText(newsletter.PathOf("content/newsletter.yml"), $"\nsources:\n  figures: {{kind: postgres, timeout: {timeout}}}\n");
        Assert.Contains(
            newsletter.Open().Diagnostics,
            found => found.Rule.Code == "DM105" && found.Message.Contains("timeout", StringComparison.Ordinal)
        );
    }

    private static async Task<IssueBuild> BuildAsync(TestNewsletter newsletter, Action<string> probe)
    {
        var workspace = newsletter.Open();
        using var builder = IssueBuilder.For(workspace, newsletter.Time, probe);
        return await builder.BuildAsync(
            TestNewsletter.Slug,
            workspace.ReadIssue(TestNewsletter.Slug),
            TestContext.Current.CancellationToken
        );
    }
}
