using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks;

public sealed class SampleChecksTests
{
    [Theory]
    [InlineData("2016-02-disabled-children", "2016-02-18")]
    [InlineData("2017-03-safeguarding", "2017-03-16")]
    public async Task The_sample_needs_no_allowance_for_an_error(string slug, string day)
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(DateTimeOffset.Parse(day + "T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        var build = await builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(build.Diagnostics, finding => finding.Rule.Severity == Severity.Error);
        Assert.Empty(build.Issue.FrontMatter.Allow);
    }
}
