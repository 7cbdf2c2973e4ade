using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>Two issues to one audience keep their distance.</summary>
public sealed class NeighbourTests
{
    [Fact]
    public async Task An_issue_that_follows_another_within_three_days_is_told_before_it_gets_a_token()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = Requests.Of("2027-02-returns");
        await host.SendAsync(first, (await host.PublishAsync(first)).Token);

        var receipt = await host.PublishAsync(Requests.Of());

        var finding = Assert.Single(receipt.Diagnostics, finding => finding.Rule.Code == "DM614");
        Assert.StartsWith(
            "content/issues/2027-03-caseloads/index.md:1:1: warning DM614: “Caseloads, March 2027” went to the same audience on "
                + "2027-03-01 ",
            finding.ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("Leave 3 days between two issues", finding.Hint, StringComparison.Ordinal);
        Assert.NotNull(receipt.Token);
    }

    [Theory]
    [InlineData("2027-03-03 12:00", 3, true)]
    [InlineData("2027-03-04 12:00", 3, false)]
    [InlineData("2027-03-04 12:00", 7, true)]
    [InlineData("2027-03-01 12:00", 0, false)]
    public async Task A_schedule_is_held_against_what_is_scheduled_already(string at, int days, bool isNear)
    {
        await using var host = await PublishingHost.StartAsync();
        var first = Requests.Of("2027-02-returns");
        await host.ScheduleAsync(first, (await host.PublishAsync(first)).Token);
        var second = Requests.Of() with { DaysBetween = days };

        var receipt = await host.ScheduleAsync(second, (await host.PublishAsync(second)).Token, at);

        Assert.Equal("scheduled", receipt.State);
        Assert.Equal(isNear, receipt.Diagnostics.Any(finding => finding.Rule.Code == "DM614"));
    }

    [Fact]
    public async Task An_issue_is_no_neighbour_of_itself()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var receipt = await host.ScheduleAsync(request, (await host.PublishAsync(request)).Token);
        Assert.DoesNotContain(receipt.Diagnostics, finding => finding.Rule.Code == "DM614");
    }
}
