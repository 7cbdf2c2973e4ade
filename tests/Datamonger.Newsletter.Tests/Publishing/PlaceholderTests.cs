using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class PlaceholderTests
{
    private static readonly PublishRequest Begun = Requests.Of() with
    {
        Diagnostics =
        [
            new Diagnostic(PlaceholderRules.Left, SourceLocation.StartOf("content/newsletter.yml"), "The archive is a placeholder."),
        ],
    };

    [Fact]
    public async Task A_placeholder_reaches_no_reader()
    {
        await using var host = await PublishingHost.StartAsync();
        var mailchimp = new MailchimpPublisher(host.Place(target: PublishTarget.StandIn(host.Sandbox.Address, MailchimpKey.Sandbox)));

        var stopped = await PublishingHost.StopsAsync(() =>
            mailchimp.PublishAsync(Begun, new PublishOptions(), TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal("DM805", Assert.Single(stopped.Diagnostics).Rule.Code);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task A_new_workspace_may_be_tried_in_the_sandbox_as_it_is()
    {
        await using var host = await PublishingHost.StartAsync();

        var receipt = await host.PublishAsync(Begun);

        Assert.DoesNotContain(receipt.Diagnostics, found => found.Rule.Severity == Severity.Error);
    }
}
