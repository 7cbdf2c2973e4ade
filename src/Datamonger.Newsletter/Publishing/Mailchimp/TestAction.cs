using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Has the draft sent to a few addresses. Addresses are passed on and written nowhere.</summary>
internal sealed partial class TestAction(PublishSession session)
{
    /// <summary>Sends one test email to each address. At most once a run.</summary>
    public async Task<PublishReceipt> RunAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0 || addresses.Any(address => !Address().IsMatch(address)))
            throw new PublishStoppedException(PublishOutcome.Usage, "A test needs one or more email addresses.");
        await session.Api.PingAsync(cancellationToken);
        var state = await CampaignSurvey.ReadStateAsync(
            session,
            await CampaignSurvey.ReadCampaignsAsync(session, cancellationToken),
            cancellationToken
        );
        if (state.Stage == PublishStage.NeedsReview)
            throw Reviews.Of(session, state);
        var journal = session.Journal;
        if (
            state.Campaign?.Id is not { } id
            || state.Adopt
            || state.Stage == PublishStage.Sent
            || journal.State is not { Pushed: { } pushed, PendingPush: null }
        )
            throw SendGate.NotPublished(session);
        if (pushed.Content != session.Request.Content)
        {
            throw Failures.Invalid(
                PublishRules.Stale,
                session.Request.Location,
                "The draft is not the issue as it is here: a test would show the older one.",
                "Push it first.",
                new NextStep($"publish {session.Request.Slug}", "pushes it as it is now")
            );
        }
        var embargo = new EmbargoGate(session);
        var isLifted = embargo.PassNow("the test would be sent");
        cancellationToken.ThrowIfCancellationRequested();
        embargo.Record(isLifted);
        var n = journal.State.Next(JournalEvent.TestIntent);
        journal.Add(
            JournalEvent.TestIntent,
            entry => entry with { N = n, Campaign = id, Content = pushed.Content, Recipients = addresses.Count }
        );
        try
        {
            session.Note(new PlannedCall("POST", $"/campaigns/{id}/actions/test", "send a test"));
            // From its first byte it is not given up.
            await session.Api.TestAsync(id, new TestBody([.. addresses], "html"), CancellationToken.None);
        }
        catch (MailchimpException failure) when (failure.Fate == CallFate.Unknown)
        {
            throw new PublishStoppedException(PublishOutcome.Unknown, failure.Message)
            {
                Facts = ["The test may have gone out. It is not sent again by itself; running the command again sends another."],
            };
        }
        journal.Add(JournalEvent.Tested, entry => entry with { N = n, Campaign = id });
        return Receipts.Of(session, null, state.Campaign) with
        {
            Recipients = addresses.Count,
            Notes = ["Merge tags in a test show no subscriber's data; the preview and the sandbox's inbox do."],
        };
    }

    [GeneratedRegex(@"\A[^@\s\p{C}<>,;""]{1,64}@[^@\s\p{C}<>,;""]{1,190}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
