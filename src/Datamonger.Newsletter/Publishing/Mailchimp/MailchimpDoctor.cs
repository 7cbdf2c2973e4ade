using System.Collections.Immutable;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>How a thing is.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Well,

    /// <summary>Something to know, or to mend when there is time.</summary>
    Notice,

    /// <summary>Publishing will not work.</summary>
    Ill,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="What">The thing: "merge field FNAME".</param>
/// <param name="Found">How it is.</param>
/// <param name="Remedy">What to do; null when there is nothing to do.</param>
public sealed record Finding(Health Health, string What, string Found, string? Remedy = null);

/// <summary>
/// Looks whether a Mailchimp is ready for a newsletter: reachable, the audience there, its merge fields as newsletter.yml
/// declares them, no drafts left over. Mends merge fields and leftovers when asked to.
/// </summary>
public sealed class MailchimpDoctor
{
    private readonly PublisherPlace _place;

    /// <param name="target">Which Mailchimp.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="options">Clock, time-outs, progress.</param>
    /// <param name="by">Who takes the lock.</param>
    public MailchimpDoctor(PublishTarget target, string stateDirectory, MailchimpOptions options, PublishOperator by) => _place = new PublisherPlace(target, stateDirectory, options, by);

    /// <summary>Looks, and mends when <paramref name="fix"/> is set.</summary>
    /// <exception cref="PublishStoppedException">Mending, while another publisher is at work.</exception>
    public async Task<ImmutableArray<Finding>> ExamineAsync(NewsletterSettings settings, bool fix, CancellationToken cancellationToken)
    {
        using var held = fix ? PublishLock.Take(_place.JournalDirectory, _place.Operator, _place.Options.Time) : null;
        using var client = MailchimpClient.Create(_place.Target, _place.Options);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            await client.Api.PingAsync(cancellationToken);
            findings.Add(new Finding(Health.Well, _place.Target.Name, "reachable, the key is accepted"));
            if (client.Clock.Skew.Duration() > TimeSpan.FromMinutes(5)) findings.Add(new Finding(Health.Ill, "clock", $"{client.Clock.Skew.Duration().TotalMinutes:0} minutes off Mailchimp's", "Set this machine's clock: schedules are refused until then."));
            if (await FindAudienceAsync(client, settings, findings, cancellationToken) is { } audience) await ExamineFieldsAsync(client, settings, audience, fix, findings, cancellationToken);
            await ExamineLeftoversAsync(client, settings, fix, findings, cancellationToken);
        }
        catch (MailchimpException failure)
        {
            findings.Add(new Finding(Health.Ill, _place.Target.Name, failure.Message, failure.Status == System.Net.HttpStatusCode.Unauthorized ? "Set MAILCHIMP_API_KEY to a key of the account." : "Try again; is this machine online?"));
        }
        return findings.ToImmutable();
    }

    private async Task<string?> FindAudienceAsync(MailchimpClient client, NewsletterSettings settings, ImmutableArray<Finding>.Builder findings, CancellationToken cancellationToken)
    {
        var lists = (await client.Api.GetListsAsync(cancellationToken)).Lists ?? [];
        var list = lists.FirstOrDefault(list => list.Id == settings.Audience.Id) ?? (_place.Target.IsLocal ? lists.FirstOrDefault() : null);
        if (list?.Id is { } id && PublishSession.IsId(id))
        {
            findings.Add(new Finding(Health.Well, "audience", $"{MailchimpProblem.Clean(list.Name ?? "")} ({id})"));
            return id;
        }
        var known = string.Join(", ", lists.Take(12).Select(list => $"{list.Id} ({MailchimpProblem.Clean(list.Name ?? "")})"));
        findings.Add(new Finding(Health.Ill, "audience", settings.Audience.Id is null ? "newsletter.yml names none" : $"there is no {settings.Audience.Id}", known.Length == 0 ? "Make an audience at Mailchimp." : $"Set audience: {{id: …}} in newsletter.yml. Known: {known}."));
        return null;
    }

    private static async Task ExamineFieldsAsync(MailchimpClient client, NewsletterSettings settings, string audience, bool fix, ImmutableArray<Finding>.Builder findings, CancellationToken cancellationToken)
    {
        var there = await CampaignSurvey.ReadFieldsAsync(client.Api, audience, cancellationToken);
        foreach (var field in settings.MergeFields)
        {
            var what = $"merge field {field.Tag}";
            var found = there.FirstOrDefault(other => other.Tag == field.Tag);
            if (field.Tag is "EMAIL") continue;
            if (found is null)
            {
                if (fix) await client.Api.CreateMergeFieldAsync(audience, new AudienceFieldBody { Tag = field.Tag, Name = field.Label, Type = field.Type, DefaultValue = field.Fallback }, cancellationToken);
                findings.Add(fix ? new Finding(Health.Well, what, "created") : new Finding(Health.Ill, what, "the audience does not have it", "datamonger doctor --fix creates it."));
            }
            else if (field.Fallback is { } fallback && found.DefaultValue != fallback)
            {
                if (fix && found.MergeId is { } id) await client.Api.UpdateMergeFieldAsync(audience, id, new AudienceFieldBody { Name = found.Name ?? field.Label, DefaultValue = fallback }, cancellationToken);
                findings.Add(fix ? new Finding(Health.Well, what, $"falls back to \"{fallback}\" now") : new Finding(Health.Notice, what, $"falls back to \"{MailchimpProblem.Clean(found.DefaultValue ?? "")}\", newsletter.yml says \"{fallback}\"", "datamonger doctor --fix sets it."));
            }
            else if (found.Type is { } type && type != field.Type) findings.Add(new Finding(Health.Notice, what, $"is of type {MailchimpProblem.Clean(type)}, newsletter.yml says {field.Type}", "Types cannot be changed; mend newsletter.yml."));
            else findings.Add(new Finding(Health.Well, what, "there"));
        }
    }

    // A leftover is a draft with a stamp of this newsletter that no journal here knows: of a create that was heard of too late.
    private async Task ExamineLeftoversAsync(MailchimpClient client, NewsletterSettings settings, bool fix, ImmutableArray<Finding>.Builder findings, CancellationToken cancellationToken)
    {
        var publication = CampaignStamp.KeyOf(settings.Name, "");
        var journals = new Dictionary<string, JournalState>(StringComparer.Ordinal);
        foreach (var campaign in await CampaignSurvey.ReadCampaignsAsync(client.Api, cancellationToken))
        {
            if (CampaignStamp.Find(campaign.Settings?.Title)?.Key is not { } key || !key.StartsWith(publication, StringComparison.Ordinal)) continue;
            if (campaign is not { Status: "save", Id: { } id } || !PublishSession.IsId(id)) continue;
            var journal = Read(journals, key[publication.Length..]);
            // Without a journal that names another campaign, this one may be the very draft that will be adopted.
            if (journal.Campaign is null || journal.Campaign == id || journal.PendingCreate is not null) continue;
            if (fix) await client.Api.DeleteCampaignAsync(id, cancellationToken);
            var what = $"draft {id}";
            findings.Add(fix ? new Finding(Health.Well, what, $"was left over of {key}; deleted") : new Finding(Health.Notice, what, $"left over of {key}; it is never sent", "datamonger doctor --fix deletes it."));
        }
    }

    private JournalState Read(Dictionary<string, JournalState> journals, string name)
    {
        if (journals.TryGetValue(name, out var known)) return known;
        var journal = Journal.Open(_place.OpenFile(Path.Combine(_place.JournalDirectory, name + ".jsonl")), _place.Operator, _place.Options.Time, write: false);
        return journals[name] = journal.State;
    }
}
