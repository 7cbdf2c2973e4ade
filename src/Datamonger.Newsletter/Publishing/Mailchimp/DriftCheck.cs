using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A draft as it was read back.</summary>
internal sealed record RemoteDraft(Campaign Campaign, DraftSettings Settings, string Html, string Text, ContentFingerprint Fingerprint)
{
    /// <summary>Reads a draft back. Only GETs.</summary>
    public static async Task<RemoteDraft> ReadAsync(PublishSession session, string campaign, CancellationToken cancellationToken)
    {
        var settings = await session.Api.GetCampaignAsync(campaign, cancellationToken);
        if (settings.Id != campaign || settings.Settings is null || settings.Status is null)
            throw new MailchimpException(CallFate.Unknown, "GET campaign: the answer is about something else.");
        var content = await session.Api.GetContentAsync(campaign, cancellationToken);
        return new RemoteDraft(
            settings,
            DraftSettings.Of(settings),
            content.Html ?? "",
            content.PlainText ?? "",
            ContentFingerprint.Of(content.Html, content.PlainText)
        );
    }

    /// <summary>Whether there is nothing in it yet.</summary>
    public bool IsEmpty => ContentFingerprint.IsEmpty(Html, Text);
}

/// <summary>Whether somebody changed a draft since it was pushed.</summary>
internal static class DriftCheck
{
    /// <summary>What somebody changed, each by name; empty when the draft is as it was left.</summary>
    /// <param name="journal">What is remembered of it.</param>
    /// <param name="wanted">The words that would be pushed now: a draft that says just that already needs no asking.</param>
    public static ImmutableArray<string> Find(JournalState journal, RemoteDraft draft, PushedRecord record, string? wanted)
    {
        var changes = ImmutableArray.CreateBuilder<string>();
        if (!SettingsAreOurs(journal, draft))
            changes.Add("Subject, sender, recipients, tracking or another setting is not what was pushed.");
        if (WordsAreOurs(journal, draft, wanted))
            return changes.ToImmutable();

        if (journal.Pushed is null || record.StoredHtml is not { } html)
            changes.Add("The draft holds text that was not pushed from here.");
        else
        {
            var comparison = ContentComparison.Of(html, record.StoredText ?? "", draft.Html, draft.Text);
            changes.AddRange(comparison.Differences.Select(difference => difference.ToString()));
            if (comparison.IsIntact)
                changes.AddRange(comparison.Rewritings);
            if (changes.Count == 0)
                changes.Add("The draft's content is not what was pushed.");
        }
        return changes.ToImmutable();
    }

    private static bool SettingsAreOurs(JournalState journal, RemoteDraft draft)
    {
        var known = new[] { journal.Pushed?.Settings, journal.PendingPush?.Settings }.OfType<string>().ToList();
        return known.Count == 0 || known.Contains(draft.Settings.Hash());
    }

    private static bool WordsAreOurs(JournalState journal, RemoteDraft draft, string? wanted)
    {
        var (words, form) = draft.Fingerprint;
        // A push that was cut off may have been stored or not.
        if (journal.PendingPush?.Words == words || words == wanted)
            return true;
        if (journal.Pushed is { } pushed)
            return pushed.Words == words && pushed.Form == form;
        if (draft.IsEmpty)
            return true;
        // No memory but the campaign's own: its stamp says what was pushed last.
        return CampaignStamp.Find(draft.Campaign.Settings?.Title)?.Words is { } stamped
            && words.StartsWith(stamped, StringComparison.Ordinal);
    }
}
