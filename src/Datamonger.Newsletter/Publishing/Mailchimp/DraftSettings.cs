using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a campaign must hold besides its content: who it is from, what its subject is, who gets it.</summary>
internal sealed record DraftSettings(string Subject, string Preheader, string FromName, string ReplyTo, string? Audience, int? Segment)
{
    /// <summary>What a request wants.</summary>
    public static DraftSettings Of(PublishRequest request, MailingList audience, Segment? segment) =>
        new(request.Subject, request.Preheader, request.FromName, request.ReplyTo, audience.Id, segment?.Id);

    /// <summary>What a campaign has.</summary>
    public static DraftSettings Of(Campaign campaign) => new(
        campaign.Settings?.SubjectLine ?? "", campaign.Settings?.PreviewText ?? "", campaign.Settings?.FromName ?? "", campaign.Settings?.ReplyTo ?? "",
        campaign.Recipients?.ListId, campaign.Recipients?.SegmentOpts?.SavedSegmentId is { } segment and not 0 ? segment : null);

    /// <summary>A hash, for the journal.</summary>
    public string Hash()
    {
        using var hash = new ContentHash();
        return hash.Add(Subject.Trim()).Add(Preheader.Trim()).Add(FromName.Trim()).Add(ReplyTo.Trim()).Add(Audience).Add(Segment?.ToString()).ToHex();
    }

    /// <summary>The whole body, whether for a new campaign or a changed one: a part that is left out would keep what it was.</summary>
    public CampaignBody Body(string title, bool isNew) => new()
    {
        Type = isNew ? "regular" : null,
        Recipients = new CampaignRecipients { ListId = Audience, SegmentOpts = Segment is null ? null : new CampaignSegment { SavedSegmentId = Segment } },
        Settings = new CampaignSettings
        {
            SubjectLine = Subject,
            PreviewText = Preheader,
            Title = title,
            FromName = FromName,
            ReplyTo = ReplyTo,
            // The email carries its own footer and has its styles inlined.
            AutoFooter = false,
            InlineCss = false,
        },
        Tracking = new CampaignTracking { Opens = true, HtmlClicks = true, TextClicks = true },
    };

    /// <summary>Each part in which another differs, by name. The address is not repeated.</summary>
    public ImmutableArray<string> Differences(DraftSettings other)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Compare("subject", Subject, other.Subject);
        Compare("preview text", Preheader, other.Preheader);
        Compare("from name", FromName, other.FromName);
        if (ReplyTo.Trim() != other.ReplyTo.Trim()) names.Add("the reply-to address differs");
        Compare("audience", Audience ?? "", other.Audience ?? "");
        Compare("segment", Segment?.ToString() ?? "everybody", other.Segment?.ToString() ?? "everybody");
        return names.ToImmutable();

        void Compare(string name, string mine, string its)
        {
            if (mine.Trim() != its.Trim()) names.Add($"{name}: “{MailchimpProblem.Clean(mine)}” here, “{MailchimpProblem.Clean(its)}” at Mailchimp");
        }
    }
}
