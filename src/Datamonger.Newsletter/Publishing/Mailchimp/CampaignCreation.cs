using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Makes the campaign, once. A create of which nothing was heard is looked for by its stamp before another is made; the worst
/// that a late one leaves behind is a draft that is never sent.
/// </summary>
internal sealed class CampaignCreation(PublishSession session)
{
    private const int Attempts = 2;

    /// <summary>The call.</summary>
    public static readonly PlannedCall Call = new("POST", "/campaigns", "create the draft");

    /// <summary>Creates the campaign; its id stands in the journal when this returns.</summary>
    public async Task<string> CreateAsync(CampaignBody body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var journal = session.Journal;
            var intent = journal.Add(
                JournalEvent.CreateIntent,
                entry => entry with { N = journal.State.Next(JournalEvent.CreateIntent), Title = ContentHash.Of(body.Settings.Title ?? "") }
            );
            try
            {
                session.Note(Call);
                var campaign = await session.Api.CreateCampaignAsync(body, cancellationToken);
                var id = PublishSession.CheckedId(campaign.Id);
                journal.Add(JournalEvent.Created, entry => entry with { N = intent.N, Campaign = id });
                return id;
            }
            catch (MailchimpException failure) when (failure.Fate != CallFate.Unknown)
            {
                journal.Add(JournalEvent.CreateVoid, entry => entry with { N = intent.N, Reason = failure.Fate.ToString() });
                throw Failures.Of(failure);
            }
            catch (MailchimpException failure)
            {
                session.Tell($"{failure.Message} Looking whether the campaign is there.");
                if (await ResolveAsync(cancellationToken) is { } found)
                    return found;
            }
        }
        throw new PublishStoppedException(
            PublishOutcome.Unknown,
            $"Mailchimp did not answer {Attempts} attempts to create the campaign, and shows none."
        )
        {
            Facts = ["Running the command again is safe: it looks for the campaign first."],
        };
    }

    /// <summary>Settles a create whose outcome is unknown: adopts what it made, or notes that it made nothing.</summary>
    /// <returns>The campaign's id; null when there is none.</returns>
    public async Task<string?> ResolveAsync(CancellationToken cancellationToken)
    {
        var intent = session.Journal.State.PendingCreate!;
        PublishState? state;
        try
        {
            state = await session.LookForAsync(
                "the campaign",
                intent.At,
                async token =>
                {
                    var seen = await CampaignSurvey.ReadStateAsync(session, await CampaignSurvey.ReadCampaignsAsync(session, token), token);
                    return seen.Stage == PublishStage.CreateUnknown ? null : seen;
                },
                cancellationToken
            );
        }
        catch (MailchimpException failure)
        {
            throw Failures.Of(failure);
        }
        if (state is null)
        {
            session.Journal.Add(JournalEvent.CreateVoid, entry => entry with { N = intent.N, Reason = "not found" });
            return null;
        }
        if (state.Stage != PublishStage.Draft)
            throw Reviews.Of(session, state);
        return Adopt(state.Campaign!, "found by its stamp");
    }

    /// <summary>Takes a campaign that was found into the journal.</summary>
    public string Adopt(Campaign campaign, string reason)
    {
        var id = PublishSession.CheckedId(campaign.Id);
        session.Journal.Add(JournalEvent.Adopted, entry => entry with { Campaign = id, Reason = reason });
        return id;
    }

    /// <summary>A title with the stamp of what is about to be pushed.</summary>
    public static string TitleOf(PublishSession session, ContentFingerprint fingerprint) =>
        new CampaignStamp(session.Key, fingerprint.Words[..12], session.Machine).Title(session.Request.Title);
}
