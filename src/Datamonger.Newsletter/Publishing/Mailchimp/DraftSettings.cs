using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What a campaign must hold besides its content: who it is from, what its subject is, who gets it.</summary>
/// <param name="Conditions">Conditions that somebody gave the campaign itself, as JSON; null where there are none.</param>
/// <param name="Options">What else is bound by the proof, such as tracking, and may differ from what was asked for.</param>
internal sealed record DraftSettings(
    string Subject,
    string Preheader,
    string FromName,
    string ReplyTo,
    string? Audience,
    int? Segment,
    string? Conditions,
    DraftOptions Options
)
{
    /// <summary>What a request wants.</summary>
    public static DraftSettings Of(PublishRequest request, MailingList audience, Segment? segment) =>
        new(
            request.Subject,
            request.Preheader,
            request.FromName,
            request.ReplyTo,
            audience.Id,
            segment?.Id,
            null,
            DraftOptions.Of(request)
        );

    /// <summary>What a campaign has.</summary>
    public static DraftSettings Of(Campaign campaign) =>
        new(
            campaign.Settings?.SubjectLine ?? "",
            campaign.Settings?.PreviewText ?? "",
            campaign.Settings?.FromName ?? "",
            campaign.Settings?.ReplyTo ?? "",
            campaign.Recipients?.ListId,
            campaign.Recipients?.SegmentOpts?.SavedSegmentId is { } segment and not 0 ? segment : null,
            campaign.Recipients?.SegmentOpts is { SavedSegmentId: null or 0, Conditions: [_, ..] conditions } own
                ? $"{own.Match} {string.Join(' ', conditions.Select(condition => condition.GetRawText()))}"
                : null,
            DraftOptions.Of(campaign)
        );

    /// <summary>A hash, for the journal.</summary>
    public string Hash()
    {
        using var hash = new ContentHash();
        return hash.Add(Subject.Trim())
            .Add(Preheader.Trim())
            .Add(FromName.Trim())
            .Add(ReplyTo.Trim())
            .Add(Audience)
            .Add(Segment?.ToString())
            .Add(Conditions)
            .Add(Options.ToString())
            .ToHex();
    }

    /// <summary>The whole body, whether for a new campaign or a changed one: a part that is left out would keep what it was.</summary>
    public CampaignBody Body(string title, bool isNew) =>
        new()
        {
            Type = isNew ? "regular" : null,
            Recipients = new CampaignRecipients
            {
                ListId = Audience,
                // A changed campaign keeps its segment unless it is given another, or an empty one.
                SegmentOpts =
                    Segment is not null ? new CampaignSegment { SavedSegmentId = Segment }
                    : isNew ? null
                    : new CampaignSegment(),
            },
            Settings = new CampaignSettings
            {
                SubjectLine = Subject,
                PreviewText = Preheader,
                Title = title,
                FromName = FromName,
                ReplyTo = ReplyTo,
                AutoFooter = Options.AutoFooter,
                InlineCss = Options.InlineCss,
            },
            Tracking = new CampaignTracking
            {
                Opens = Options.Opens,
                HtmlClicks = Options.HtmlClicks,
                TextClicks = Options.TextClicks,
            },
        };

    /// <summary>Each part in which another differs, by name. The address is not repeated.</summary>
    public ImmutableArray<string> Differences(DraftSettings other)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        Compare("subject", Subject, other.Subject);
        Compare("preview text", Preheader, other.Preheader);
        Compare("from name", FromName, other.FromName);
        if (ReplyTo.Trim() != other.ReplyTo.Trim())
            names.Add("the reply-to address differs");
        Compare("audience", Audience ?? "", other.Audience ?? "");
        Compare("segment", Segment?.ToString() ?? "everybody", other.Segment?.ToString() ?? "everybody");
        Compare("conditions of its own", Conditions ?? "none", other.Conditions ?? "none");
        return names.ToImmutable();

        void Compare(string name, string mine, string its)
        {
            if (mine.Trim() != its.Trim())
                names.Add($"{name}: “{ForeignText.Clean(mine)}” here, “{ForeignText.Clean(its)}” at Mailchimp");
        }
    }
}

/// <summary>
/// What the proof binds besides: a change of any of it between proof and send is drift. Mailchimp may force some of it, by the account's
/// plan; what it then holds is said.
/// </summary>
internal sealed record DraftOptions
{
    /// <summary>A footer of Mailchimp's. The email carries its own.</summary>
    public bool AutoFooter { get; init; }

    /// <summary>Styles moved by Mailchimp. The email's are in their places already.</summary>
    public bool InlineCss { get; init; }

    public bool Opens { get; init; } = true;

    public bool HtmlClicks { get; init; } = true;

    public bool TextClicks { get; init; } = true;

    public string GoogleAnalytics { get; init; } = "";

    public string ToName { get; init; } = "";

    public string Folder { get; init; } = "";

    public string SocialCard { get; init; } = "";

    /// <summary>What a request wants.</summary>
    public static DraftOptions Of(PublishRequest request) =>
        new()
        {
            Opens = request.Tracking.Opens,
            HtmlClicks = request.Tracking.Clicks,
            TextClicks = request.Tracking.Clicks,
        };

    /// <summary>What a campaign has.</summary>
    public static DraftOptions Of(Campaign campaign) =>
        new()
        {
            AutoFooter = campaign.Settings?.AutoFooter ?? false,
            InlineCss = campaign.Settings?.InlineCss ?? false,
            Opens = campaign.Tracking?.Opens ?? true,
            HtmlClicks = campaign.Tracking?.HtmlClicks ?? true,
            TextClicks = campaign.Tracking?.TextClicks ?? true,
            GoogleAnalytics = campaign.Tracking?.GoogleAnalytics ?? "",
            ToName = campaign.Settings?.ToName ?? "",
            Folder = campaign.Settings?.FolderId ?? "",
            SocialCard = campaign.SocialCard is { } card ? $"{card.Title}\n{card.Description}\n{card.ImageUrl}" : "",
        };

    /// <summary>Each part in which what Mailchimp holds differs from what it was given.</summary>
    public IEnumerable<string> Differences(DraftOptions stored)
    {
        if (stored.AutoFooter != AutoFooter)
            yield return "it adds a footer of its own";
        if (stored.InlineCss != InlineCss)
            yield return "it moves the styles once more";
        if (stored.Opens != Opens || stored.HtmlClicks != HtmlClicks || stored.TextClicks != TextClicks)
            yield return "it tracks opens or clicks otherwise";
        if (stored.GoogleAnalytics != GoogleAnalytics)
            yield return "it adds tags of Google Analytics to links";
        if (stored.ToName != ToName)
            yield return "it has another To name";
        if (stored.SocialCard.Trim() != SocialCard)
            yield return "it has a social card of its own";
    }
}
