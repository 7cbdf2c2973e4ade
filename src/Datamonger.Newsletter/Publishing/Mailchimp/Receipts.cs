using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a command that ended well says.</summary>
internal static class Receipts
{
    /// <summary>Where a campaign stands.</summary>
    public static PublishReceipt Of(PublishSession session, MailingList? audience, Campaign campaign) => new()
    {
        Slug = session.Request.Slug,
        Target = session.Target,
        State = campaign.Status switch { "save" or "paused" => "draft", "schedule" => "scheduled", "sending" => "sending", "sent" or "archived" => "sent", _ => MailchimpProblem.Clean(campaign.Status ?? "unknown") },
        Campaign = campaign.Id,
        WebId = campaign.WebId,
        Audience = audience?.Name is { } name ? MailchimpProblem.Clean(name) : null,
        Recipients = campaign.EmailsSent is > 0 ? campaign.EmailsSent : campaign.Recipients?.RecipientCount,
        SendTime = campaign.Status is "schedule" or "sending" or "sent" ? campaign.SendTime : null,
        Calls = session.Calls,
    };

    /// <summary>A draft that may be sent, with its token.</summary>
    public static PublishReceipt Ready(PublishSession session, MailingList? audience, Campaign campaign)
    {
        var token = Token(session, campaign)!;
        var (slug, edition) = (session.Request.Slug, session.Key.Contains('+', StringComparison.Ordinal) ? " --non-openers" : "");
        return Of(session, audience, campaign) with
        {
            Token = token,
            Next =
            [
                .. edition.Length == 0 ? [new NextStep($"test {slug} --to <address>", "sends a test email")] : Array.Empty<NextStep>(),
                new NextStep($"schedule {slug}{edition} --at \"<local time>\" --token {token}", "sends it at a time; can be taken back until then"),
                new NextStep($"send {slug}{edition} --token {token}", "sends it now"),
            ],
        };
    }

    /// <summary>What would be called.</summary>
    public static PublishReceipt Plan(PublishSession session, CampaignSurvey survey, ImmutableArray<PlannedCall> calls) =>
        (survey.State.Campaign is { } campaign ? Of(session, survey.Audience, campaign) : new PublishReceipt { Slug = session.Request.Slug, Target = session.Target, State = "none", Audience = survey.Audience.Name }) with
        {
            Calls = calls,
            Next = [new NextStep($"publish {session.Request.Slug}", calls.IsEmpty ? "checks again and gives a token; nothing would be changed" : "makes these calls")],
        };

    /// <summary>The token that fits a campaign as it is now; null while it was not pushed and checked.</summary>
    public static string? Token(PublishSession session, Campaign campaign) =>
        session.Journal.State.Ready is { Content: { } content, Audience: { } audience } ready && campaign.Recipients?.RecipientCount is { } recipients
            ? SendToken.Of(session.Target, campaign.Id!, content, audience, ready.Segment, recipients)
            : null;
}
