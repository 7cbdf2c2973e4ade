using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Sandbox.Contract;

namespace Datamonger.Newsletter.Tests.Publishing.Mailchimp;

public sealed class WireTests
{
    /// <summary>Every operation that the client has.</summary>
    private static readonly string[] Operations =
    [
        "DELETE /campaigns/{campaign_id}",
        "GET /campaigns",
        "GET /campaigns/{campaign_id}",
        "GET /campaigns/{campaign_id}/content",
        "GET /campaigns/{campaign_id}/send-checklist",
        "GET /file-manager/files",
        "GET /reports/{campaign_id}",
        "GET /reports/{campaign_id}/click-details",
        "GET /lists",
        "GET /lists/{list_id}",
        "GET /lists/{list_id}/merge-fields",
        "GET /lists/{list_id}/segments",
        "GET /ping",
        "PATCH /campaigns/{campaign_id}",
        "PATCH /lists/{list_id}/merge-fields/{merge_id}",
        "POST /campaigns",
        "POST /campaigns/{campaign_id}/actions/create-resend",
        "POST /campaigns/{campaign_id}/actions/schedule",
        "POST /campaigns/{campaign_id}/actions/send",
        "POST /campaigns/{campaign_id}/actions/test",
        "POST /campaigns/{campaign_id}/actions/unschedule",
        "POST /file-manager/files",
        "POST /lists/{list_id}/merge-fields",
        "PUT /campaigns/{campaign_id}/content",
    ];

    [Fact]
    public async Task Every_request_and_every_answer_is_as_Mailchimps_own_description_says()
    {
        OpenApiDocument.Required();
        await using var host = await PublishingHost.StartAsync();
        await using var proxy = await JudgingProxy.StartAsync(host.Sandbox.Address);
        var place = host.Place(target: PublishTarget.Loopback(proxy.Address, null));
        var publisher = new MailchimpPublisher(place);
        var (request, cancellationToken) = (Requests.Of(pictures: 2), TestContext.Current.CancellationToken);

        // A picture whose upload is not answered is looked for among the files; a refused settings body is answered with a problem.
        host.Sandbox.Faults.Add("lost-response POST /file-manager/files");
        await publisher.PublishAsync(request, new PublishOptions { DryRun = true }, cancellationToken);
        await publisher.PublishAsync(request, new PublishOptions(), cancellationToken);
        await publisher.PublishAsync(request with { Subject = "Another", Segment = "Analysts" }, new PublishOptions(), cancellationToken);
        await PublishingHost.StopsAsync(() =>
            publisher.PublishAsync(request with { ReplyTo = "not an address" }, new PublishOptions { TakeOver = true }, cancellationToken)
        );
        var token = (await publisher.PublishAsync(request, new PublishOptions { TakeOver = true }, cancellationToken)).Token;
        await publisher.TestAsync(request, ["proof@example.org"], cancellationToken);
        await publisher.ScheduleAsync(request, "2027-03-01 12:00", new SendOptions { Token = token }, cancellationToken);
        await publisher.StatusAsync(request, null, cancellationToken);
        await publisher.UnscheduleAsync(request, new SendOptions(), cancellationToken);
        await publisher.SendAsync(request, new SendOptions { Token = token }, cancellationToken);
        await publisher.ReplicateToNonOpenersAsync(request, cancellationToken);
        await new MailchimpReports(place.Target, place.Options).ReadAsync(request.Newsletter, [request.Slug], cancellationToken);
        host.Sandbox.Faults.Add("duplicate POST /campaigns");
        await publisher.PublishAsync(Requests.Of("left-over"), new PublishOptions(), cancellationToken);
        await new MailchimpDoctor(place.Target, place.StateDirectory, place.Options, place.Operator).ExamineAsync(
            DoctorTests.Settings,
            fix: true,
            (_, _) => Task.FromResult(true),
            cancellationToken
        );

        Assert.Empty(proxy.Violations);
        Assert.Empty(Operations.Except(JudgingProxy.Judged));
    }
}
