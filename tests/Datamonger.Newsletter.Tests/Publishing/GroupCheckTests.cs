using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class GroupCheckTests
{
    [Theory]
    [InlineData(
        "*|INTERESTED:Topics:Adult social caer|*",
        "The category \"Topics\" has no group \"Adult social caer\".",
        "Adult social care"
    )]
    [InlineData("*|INTERESTED:Topic:Adult social care|*", "There is no category of groups \"Topic\".", "Topics")]
    [InlineData("*|INTERESTED:Topics:Adult social care, Housing|*", "The category \"Topics\" has no group \"Housing\".", "Known")]
    public async Task A_group_that_the_audience_lacks_stops_publishing(string tag, string message, string hint)
    {
        await using var host = await PublishingHost.StartAsync();

        var stopped = await PublishingHost.StopsAsync(() =>
            host.PublishAsync(Requests.Of() with { MergeTags = [Requests.Tag(tag, 12, 3), Requests.Tag("*|END:INTERESTED|*", 12, 60)] })
        );

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        var found = Assert.Single(stopped.Diagnostics);
        Assert.Equal("DM803", found.Rule.Code);
        Assert.Equal((12, 3), (found.Location.Line, found.Location.Column));
        Assert.StartsWith(message, found.Message, StringComparison.Ordinal);
        Assert.Contains(hint, found.Hint, StringComparison.Ordinal);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task Groups_of_the_audience_pass_also_as_HTML_writes_them()
    {
        await using var host = await PublishingHost.StartAsync();

        var receipt = await host.PublishAsync(
            Requests.Of() with
            {
                MergeTags = [Requests.Tag("*|INTERESTED:Topics:Housing &amp; homelessness, Adult social care|*", 12, 3)],
            }
        );

        Assert.Empty(receipt.Diagnostics);
    }
}
