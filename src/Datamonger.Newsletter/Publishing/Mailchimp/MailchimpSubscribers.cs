using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Brings a file of subscribers into an audience, and an audience into a file. Who has left, by whatever way, is never brought back, and
/// nobody is removed. Addresses are passed on and written nowhere else.
/// </summary>
public sealed class MailchimpSubscribers
{
    /// <summary>Most people of one call.</summary>
    private const int Batch = 500;

    private readonly PublisherPlace _place;

    /// <param name="target">Which Mailchimp.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="options">Clock, time-outs, progress.</param>
    /// <param name="by">Who takes the lock.</param>
    public MailchimpSubscribers(PublishTarget target, string stateDirectory, MailchimpOptions options, PublishOperator by) => _place = new PublisherPlace(target, stateDirectory, options, by);

    /// <summary>What a file would change. Only looks.</summary>
    /// <param name="audience">The audience's id; null takes a sandbox's first.</param>
    public Task<SubscriberDiff> CompareAsync(string? audience, ImmutableArray<SubscriberRow> rows, CancellationToken cancellationToken) => CallAsync(async api =>
    {
        // A person who moves between two pages while they are read stands twice.
        var known = (await ReadAsync(api, await AudienceAsync(api, audience, cancellationToken), null, cancellationToken)).DistinctBy(member => member.Id).ToDictionary(member => member.Id ?? "", StringComparer.Ordinal);
        var (added, changed) = (ImmutableArray.CreateBuilder<SubscriberRow>(), ImmutableArray.CreateBuilder<SubscriberRow>());
        var (unchanged, left) = (0, 0);
        foreach (var row in rows)
        {
            if (!known.TryGetValue(row.Id, out var member)) added.Add(row);
            else if (member.Status != "subscribed") left++;
            else if (row.Fields.All(field => member.Field(field.Key) == field.Value)) unchanged++;
            else changed.Add(row);
        }
        return new SubscriberDiff(added.ToImmutable(), changed.ToImmutable(), unchanged, left);
    });

    /// <summary>Makes the changes of a diff. What was made before a failure shows in the next diff as unchanged.</summary>
    /// <exception cref="PublishStoppedException">Mailchimp does not answer or refuses, or another publisher is at work.</exception>
    public async Task<SubscriberImport> ImportAsync(string? audience, SubscriberDiff diff, CancellationToken cancellationToken)
    {
        using var held = PublishLock.Take(_place.JournalDirectory, _place.Operator, _place.Options.Time);
        return await CallAsync(async api =>
        {
            var id = await AudienceAsync(api, audience, cancellationToken);
            var (created, updated, refused) = (0, 0, ImmutableArray.CreateBuilder<(int, string)>());
            foreach (var rows in diff.New.Concat(diff.Changed).Chunk(Batch))
            {
                var answer = await api.UpsertMembersAsync(id, new MemberBatchBody([.. rows.Select(row => new NewMember(row.Address, "subscribed", new Dictionary<string, string>(row.Fields)))], UpdateExisting: true), cancellationToken);
                (created, updated) = (created + (answer.TotalCreated ?? 0), updated + (answer.TotalUpdated ?? 0));
                // Mailchimp's words repeat the address: only the line and the code are passed on.
                var lines = rows.ToDictionary(row => row.Address, row => row.Line, StringComparer.OrdinalIgnoreCase);
                refused.AddRange((answer.Errors ?? []).Select(error => (lines.GetValueOrDefault(error.EmailAddress ?? ""), Code(error))));
                _place.Options.Progress?.Report($"{created + updated + refused.Count} of {diff.New.Length + diff.Changed.Length}");
            }
            return new SubscriberImport(created, updated, refused.ToImmutable());
        });
    }

    /// <summary>Everybody who is subscribed, by address.</summary>
    public Task<ImmutableArray<SubscriberRow>> ExportAsync(string? audience, ImmutableArray<MergeField> fields, CancellationToken cancellationToken) => CallAsync(async api =>
    {
        var members = await ReadAsync(api, await AudienceAsync(api, audience, cancellationToken), "subscribed", cancellationToken);
        return members.Where(member => member.EmailAddress is not null).OrderBy(member => member.EmailAddress, StringComparer.Ordinal).Select((member, place) => new SubscriberRow(
            place + 2, member.EmailAddress!, fields.Select(field => KeyValuePair.Create(field.Tag, member.Field(field.Tag))).Where(pair => pair.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal))).ToImmutableArray();
    });

    private async Task<T> CallAsync<T>(Func<IMailchimpApi, Task<T>> run)
    {
        using var client = MailchimpClient.Create(_place.Target, _place.Options);
        try
        {
            return await run(client.Api);
        }
        catch (MailchimpException failure)
        {
            throw Failures.Of(failure);
        }
    }

    private async Task<string> AudienceAsync(IMailchimpApi api, string? audience, CancellationToken cancellationToken)
    {
        var lists = (await api.GetListsAsync(cancellationToken)).Lists ?? [];
        var list = lists.FirstOrDefault(list => list.Id == audience) ?? (_place.Target.IsLocal ? lists.FirstOrDefault() : null);
        return list?.Id is { } id && PublishSession.IsId(id) ? id : throw new PublishStoppedException(PublishOutcome.Usage, audience is null ? "newsletter.yml names no audience." : $"There is no audience \"{audience}\".")
        {
            Next = [new NextStep($"doctor --target {_place.Target.Name}", "lists the audiences")],
        };
    }

    private static async Task<List<Member>> ReadAsync(IMailchimpApi api, string audience, string? status, CancellationToken cancellationToken)
    {
        var members = new List<Member>();
        // Archived people are not in the list of all.
        foreach (var one in status is null ? new[] { null, "archived" } : [status])
        {
            for (var offset = 0; ;)
            {
                var page = await api.GetMembersAsync(audience, one, offset, cancellationToken);
                members.AddRange(page.Members ?? throw new MailchimpException(CallFate.Unknown, "GET members: the answer holds no list."));
                offset += page.Members.Length;
                if (page.Members.Length == 0 || offset >= (page.TotalItems ?? 0)) break;
            }
        }
        return members;
    }

    private static string Code(MemberError error) => MailchimpProblem.Clean(string.IsNullOrEmpty(error.Field) ? error.ErrorCode ?? "refused" : $"{error.ErrorCode} in {error.Field}");
}
