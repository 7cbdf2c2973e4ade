using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a command that ended well says.</summary>
internal static class Receipts
{
    /// <summary>Where a campaign stands.</summary>
    public static PublishReceipt Of(PublishSession session, MailingList? audience, Campaign campaign) =>
        new()
        {
            Slug = session.Request.Slug,
            Target = session.Target,
            State = campaign.Status switch
            {
                "save" or "paused" => "draft",
                "schedule" => "scheduled",
                "sending" => "sending",
                "sent" or "archived" => "sent",
                _ => ForeignText.Clean(campaign.Status ?? "unknown"),
            },
            Campaign = campaign.Id,
            WebId = campaign.WebId,
            Audience = audience?.Name is { } name ? ForeignText.Clean(name) : null,
            Segment = SegmentName(session, campaign),
            SegmentMembers = session.Segment?.MemberCount,
            ApprovalsNeeded = session.Request.Approvals,
            ApprovedBy = ApprovedBy(session),
            Recipients = campaign.EmailsSent is > 0 ? campaign.EmailsSent : campaign.Recipients?.RecipientCount,
            Page = session.Client.Target.PageOf(campaign.WebId, campaign.Id)?.ToString(),
            SendTime = campaign.Status is "schedule" or "sending" or "sent" ? campaign.SendTime : null,
            Calls = session.Calls,
        };

    private static ImmutableArray<string> ApprovedBy(PublishSession session) =>
        session.Request.Approvals == 0 ? [] : [.. Approval.Valid(session.Request).Select(approval => approval.By)];

    // What the missing people would say yes to.
    private static string? ToApprove(PublishSession session)
    {
        var (needed, given) = (session.Request.Approvals, ApprovedBy(session).Length);
        if (session.Edition is not null || given >= needed)
            return null;
        var parts = ApprovedParts.Of(session.Request);
        return $"To be approved by {needed} people, {given} so far: text and design {parts.Content[..8]}, figures {parts.Figures[..8]}, "
            + $"audience {parts.Audience[..8]}.";
    }

    /// <summary>The name of the campaign's segment; null is everybody.</summary>
    public static string? SegmentName(PublishSession session, Campaign? campaign) =>
        session.Segment?.Name is { } name ? ForeignText.Clean(name)
        : campaign?.Recipients?.SegmentOpts?.SavedSegmentId is > 0 ? session.Request.Segment ?? "a segment"
        : null;

    /// <summary>A campaign that was sent.</summary>
    public static PublishReceipt Sent(PublishSession session, MailingList? audience, PublishState state) =>
        Of(session, audience, state.Campaign!) with
        {
            Page = state.IsGone ? null : session.Client.Target.PageOf(state.Campaign!.WebId, state.Campaign.Id)?.ToString(),
            Next = state.IsGone
                ? []
                : [new NextStep($"replicate-to-non-openers {session.Request.Slug}", "makes a draft for those who have not opened it")],
        };

    /// <summary>What is said of it.</summary>
    public static ImmutableArray<string> SentNotes(PublishSession session, PublishState state, string usual) =>
        state.IsGone
            ?
            [
                $"It was sent on {state.Campaign!.SendTime!.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC; the campaign does not exist at "
                    + $"{session.Target} any more. What was sent is not sent again: to write to these people, publish an issue with another slug.",
            ]
            : [usual];

    /// <summary>Other drafts that carry the issue's stamp.</summary>
    public static string LeftoverNote(PublishState state) =>
        $"Drafts left over with this issue's stamp: {string.Join(", ", state.Leftovers.Select(campaign => campaign.Id))}. Nothing is "
        + "sent or scheduled while they exist; `datamonger doctor --fix` deletes those that this machine made.";

    /// <summary>A draft that may be sent, with its token.</summary>
    public static PublishReceipt Ready(PublishSession session, MailingList? audience, Campaign campaign)
    {
        var ready = session.Journal.State.Ready!;
        var band = new RecipientBand(ready.Low!.Value, ready.High!.Value);
        var token = Token(session, ready);
        var (slug, edition) = (session.Request.Slug, session.Key.Contains('+', StringComparison.Ordinal) ? " --non-openers" : "");
        return Of(session, audience, campaign) with
        {
            Token = token,
            Band = band,
            Notes = ToApprove(session) is { } toApprove ? [toApprove] : [],
            Next =
            [
                .. ToApprove(session) is null
                    ? Array.Empty<NextStep>()
                    : [new NextStep($"approve {slug}", "by somebody else who has looked at it; needed before it is sent or scheduled")],
                .. edition.Length == 0 ? [new NextStep($"test {slug} --to <address>", "sends a test email")] : Array.Empty<NextStep>(),
                new NextStep(
                    $"schedule {slug}{edition} --at \"<local time>\" --token {token}",
                    "sends it at a time; can be taken back until then"
                ),
                new NextStep($"send {slug}{edition} --token {token}", "sends it now"),
            ],
        };
    }

    /// <summary>What would be called.</summary>
    public static PublishReceipt Plan(PublishSession session, CampaignSurvey survey, ImmutableArray<PlannedCall> calls) =>
        (
            survey.State.Campaign is { } campaign
                ? Of(session, survey.Audience, campaign)
                : new PublishReceipt
                {
                    Slug = session.Request.Slug,
                    Target = session.Target,
                    State = "none",
                    ApprovalsNeeded = session.Request.Approvals,
                    ApprovedBy = ApprovedBy(session),
                    Audience = survey.Audience.Name is { } name ? ForeignText.Clean(name) : null,
                    // Before there is a campaign: what the segment, or the audience, counts.
                    Recipients = survey.Segment is { } segment ? segment.MemberCount : survey.Audience.Stats?.MemberCount,
                }
        ) with
        {
            Segment = SegmentName(session, survey.State.Campaign),
            SegmentMembers = survey.Segment?.MemberCount,
            Calls = calls,
            Next =
            [
                new NextStep(
                    $"publish {session.Request.Slug}",
                    calls.IsEmpty ? "checks again and gives a token; nothing would be changed" : "makes these calls"
                ),
            ],
        };

    /// <summary>The token of a draft that was pushed and checked.</summary>
    public static string Token(PublishSession session, JournalEntry ready) =>
        SendToken.Of(
            session.Place.Name,
            ready.Campaign!,
            ready.Content!,
            ready.Audience!,
            ready.Segment,
            new RecipientBand(ready.Low!.Value, ready.High!.Value)
        );
}
