using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks;

public sealed class SampleChecksTests
{
    [Theory]
    [InlineData("2016-02-disabled-children", "2016-02-18")]
    [InlineData("2017-03-safeguarding", "2017-03-16")]
    public async Task The_sample_is_clean_without_any_allowance(string slug, string day)
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(
            workspace,
            new FakeTimeProvider(DateTimeOffset.Parse(day + "T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture))
        );
        var build = await builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken);
        Assert.Empty(build.Diagnostics);
        Assert.Empty(build.Issue.FrontMatter.Allow);
    }
}
