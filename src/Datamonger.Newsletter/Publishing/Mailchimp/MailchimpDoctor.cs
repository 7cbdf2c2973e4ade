using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>How a thing is.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Well,

    /// <summary>Something to know, or to fix when there is time.</summary>
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
/// declares them, no drafts left over. Fixes merge fields when asked to, and deletes a draft only when this machine's journal created it
/// and a person said yes to it.
/// </summary>
public sealed class MailchimpDoctor
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly PublisherPlace _place;

    /// <param name="target">Which Mailchimp.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="options">Clock, time-outs, progress.</param>
    /// <param name="by">Who takes the lock.</param>
    public MailchimpDoctor(PublishTarget target, string stateDirectory, MailchimpOptions options, PublishOperator by) =>
        _place = new PublisherPlace(target, stateDirectory, options, by);

    /// <summary>Looks, and fixes when <paramref name="fix"/> is set.</summary>
    /// <param name="ask">Asks a person before a draft is deleted; null when nobody can be asked, and then none is.</param>
    /// <exception cref="PublishStoppedException">Fixing, while another publisher is at work.</exception>
    public async Task<ImmutableArray<Finding>> ExamineAsync(
        NewsletterSettings settings,
        bool fix,
        Func<string, CancellationToken, Task<bool>>? ask,
        CancellationToken cancellationToken
    )
    {
        using var client = MailchimpClient.Create(_place.Target, _place.Options);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            var place = await _place.AtAccountAsync(cancellationToken);
            using var held = fix ? PublishLock.Take(place.JournalDirectory, place.Operator, place.Options.Time) : null;
            await client.Api.PingAsync(cancellationToken);
            findings.Add(new Finding(Health.Well, _place.Target.Name, "reachable, the key is accepted"));
            if (client.Clock.Skew.Duration() > TimeSpan.FromMinutes(5))
                findings.Add(
                    new Finding(
                        Health.Ill,
                        "clock",
                        $"{client.Clock.Skew.Duration().TotalMinutes:0} minutes off Mailchimp's",
                        "Set this machine's clock: schedules are refused until then."
                    )
                );
            if (await FindAudienceAsync(client, settings, findings, cancellationToken) is { } audience)
                await ExamineFieldsAsync(client, settings, audience, fix, findings, cancellationToken);
            await ExamineLeftoversAsync(place, client, settings, fix ? ask : null, findings, cancellationToken);
        }
        catch (MailchimpException failure)
        {
            findings.Add(
                new Finding(
                    Health.Ill,
                    _place.Target.Name,
                    failure.Message,
                    failure.Status == System.Net.HttpStatusCode.Unauthorized
                        ? "Set MAILCHIMP_API_KEY to a key of the account."
                        : "Try again; is this machine online?"
                )
            );
        }
        return findings.ToImmutable();
    }

    private async Task<string?> FindAudienceAsync(
        MailchimpClient client,
        NewsletterSettings settings,
        ImmutableArray<Finding>.Builder findings,
        CancellationToken cancellationToken
    )
    {
        var lists = await client.Api.ReadListsAsync(cancellationToken);
        var list = lists.FirstOrDefault(list => list.Id == settings.Audience.Id) ?? (_place.Target.IsLocal ? lists.FirstOrDefault() : null);
        if (list?.Id is { } id && PublishSession.IsId(id))
        {
            findings.Add(new Finding(Health.Well, "audience", $"{ForeignText.Clean(list.Name ?? "")} ({id})"));
            return id;
        }
        var known = string.Join(", ", lists.Take(12).Select(list => $"{list.Id} ({ForeignText.Clean(list.Name ?? "")})"));
        findings.Add(
            new Finding(
                Health.Ill,
                "audience",
                settings.Audience.Id is null ? "newsletter.yml names none" : $"there is no {settings.Audience.Id}",
                known.Length == 0 ? "Make an audience at Mailchimp." : $"Set audience: {{id: …}} in newsletter.yml. Known: {known}."
            )
        );
        return null;
    }

    private static async Task ExamineFieldsAsync(
        MailchimpClient client,
        NewsletterSettings settings,
        string audience,
        bool fix,
        ImmutableArray<Finding>.Builder findings,
        CancellationToken cancellationToken
    )
    {
        var there = await client.Api.ReadFieldsAsync(audience, cancellationToken);
        foreach (var field in settings.MergeFields)
        {
            var what = $"merge field {field.Tag}";
            var found = there.FirstOrDefault(other => other.Tag == field.Tag);
            if (field.Tag is "EMAIL")
                continue;
            if (found is null)
            {
                if (fix)
                    await client.Api.CreateMergeFieldAsync(
                        audience,
                        new AudienceFieldBody
                        {
                            Tag = field.Tag,
                            Name = field.Label,
                            Type = field.Type,
                            DefaultValue = field.Fallback,
                        },
                        cancellationToken
                    );
                findings.Add(
                    fix
                        ? new Finding(Health.Well, what, "created")
                        : new Finding(Health.Ill, what, "the audience does not have it", "datamonger doctor --fix creates it.")
                );
            }
            else if (field.Fallback is { } fallback && found.DefaultValue != fallback)
            {
                if (fix && found.MergeId is { } id)
                    await client.Api.UpdateMergeFieldAsync(
                        audience,
                        id,
                        new AudienceFieldBody { Name = found.Name ?? field.Label, DefaultValue = fallback },
                        cancellationToken
                    );
                findings.Add(
                    fix
                        ? new Finding(Health.Well, what, $"falls back to \"{fallback}\" now")
                        : new Finding(
                            Health.Notice,
                            what,
                            $"falls back to \"{ForeignText.Clean(found.DefaultValue ?? "")}\", newsletter.yml says \"{fallback}\"",
                            "datamonger doctor --fix sets it."
                        )
                );
            }
            else if (found.Type is { } type && type != field.Type)
                findings.Add(
                    new Finding(
                        Health.Notice,
                        what,
                        $"is of type {ForeignText.Clean(type)}, newsletter.yml says {field.Type}",
                        "Types cannot be changed; correct newsletter.yml."
                    )
                );
            else
                findings.Add(new Finding(Health.Well, what, "there"));
        }
    }

    // A leftover is a draft with a stamp of an issue whose journal names another campaign: of a create that was heard of too late, of
    // another machine, or a copy that somebody made at Mailchimp.
    private static async Task ExamineLeftoversAsync(
        PublisherPlace place,
        MailchimpClient client,
        NewsletterSettings settings,
        Func<string, CancellationToken, Task<bool>>? ask,
        ImmutableArray<Finding>.Builder findings,
        CancellationToken cancellationToken
    )
    {
        var journals = Journals(place, settings.Name);
        foreach (var campaign in await CampaignSurvey.ReadCampaignsAsync(client.Api, cancellationToken))
        {
            if (CampaignStamp.Find(campaign.Settings?.Title) is not { } stamp || !PublishState.IsUnsent(campaign))
                continue;
            if (campaign.Id is not { } id || !PublishSession.IsId(id))
                continue;
            var (name, journal) = journals.FirstOrDefault(pair => stamp.Is(pair.Key)).Value;
            // Without a journal that names another campaign, this one may be the very draft that will be adopted.
            if (journal?.State is not { Campaign: { } own, PendingCreate: null } || own == id)
                continue;
            var page = client.Target.PageOf(campaign.WebId, id);
            var what = $"draft {id}";
            if (!IsMadeHere(journal, campaign))
            {
                findings.Add(
                    new Finding(
                        Health.Notice,
                        what,
                        $"carries the stamp of {name}, and was not made by this machine; nothing is sent while it exists",
                        $"If nobody needs it, delete it at Mailchimp: {page}"
                    )
                );
                continue;
            }
            var question =
                $"Delete the draft “{ForeignText.Clean(CampaignStamp.Bare(campaign.Settings!.Title!))}” of "
                + $"{campaign.CreateTime?.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({page})? It is left over of {name}. [y/N] ";
            var isMeant = ask is not null && await ask(question, cancellationToken);
            if (isMeant && await client.Api.GetCampaignAsync(id, cancellationToken) is { } now && PublishState.IsUnsent(now))
            {
                await client.Api.DeleteCampaignAsync(id, cancellationToken);
                findings.Add(new Finding(Health.Well, what, $"was left over of {name}; deleted"));
            }
            else
                findings.Add(
                    new Finding(
                        Health.Notice,
                        what,
                        $"left over of {name}; nothing is sent while it exists",
                        "datamonger doctor --fix, at a terminal, asks whether to delete it."
                    )
                );
        }
    }

    // The journal announced a campaign of just this title, and before it was there. A copy has another title or another time.
    private static bool IsMadeHere(Journal journal, Campaign campaign)
    {
        var title = ContentHash.Of(campaign.Settings?.Title ?? "");
        return string.IsNullOrEmpty(campaign.ParentCampaignId)
            && journal.Entries.Any(entry =>
                (entry.Event == JournalEvent.CreateIntent && entry.Title == title && campaign.CreateTime >= entry.At - Skew)
                || (entry.Event == JournalEvent.Created && entry.Campaign == campaign.Id)
            );
    }

    private static Dictionary<string, (string Name, Journal Journal)> Journals(PublisherPlace place, string newsletter)
    {
        var journals = new Dictionary<string, (string, Journal)>(StringComparer.Ordinal);
        if (!Directory.Exists(place.JournalDirectory))
            return journals;
        foreach (var path in Directory.GetFiles(place.JournalDirectory, "*.jsonl").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            journals[CampaignStamp.KeyOf(newsletter, "") + name] = (
                name,
                Journal.Open(place.OpenFile(path), place.Operator, place.Options.Time, write: false)
            );
        }
        return journals;
    }
}
