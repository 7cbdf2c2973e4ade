using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Brings a file of subscribers into an audience, and an audience into a file. Who has left, in whatever way, is never brought back, and
/// nobody is removed by an import. Addresses are passed on and written nowhere else.
/// </summary>
public sealed class MailchimpSubscribers
{
    /// <summary>Most people of one call.</summary>
    private const int Batch = 500;

    private const int Page = 1000;
    private const int Readings = 3;

    // Clocks differ, and the service dates by the second.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private readonly PublisherPlace _place;

    /// <param name="target">Which Mailchimp.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="options">Clock, time-outs, progress.</param>
    /// <param name="by">Who takes the lock.</param>
    public MailchimpSubscribers(PublishTarget target, string stateDirectory, MailchimpOptions options, PublishOperator by) =>
        _place = new PublisherPlace(target, stateDirectory, options, by);

    /// <summary>What a file would change. Only looks.</summary>
    /// <param name="audience">The audience's id; null takes a sandbox's first.</param>
    public Task<SubscriberDiff> CompareAsync(string? audience, ImmutableArray<SubscriberRow> rows, CancellationToken cancellationToken) =>
        CallAsync(async client =>
        {
            var id = await AudienceAsync(client.Api, audience, cancellationToken);
            var read = client.Clock.Now;
            var known = await ReadAsync(client.Api, id, null, null, cancellationToken);
            var suppressed = SuppressionList.Open(_place.StateDirectory);
            var withheld = rows.Count(suppressed.Contains);
            rows = [.. rows.Where(row => !suppressed.Contains(row))];
            var (added, changed) = (ImmutableArray.CreateBuilder<SubscriberRow>(), ImmutableArray.CreateBuilder<SubscriberRow>());
            var (unchanged, left) = (0, 0);
            foreach (var row in rows)
            {
                if (!known.TryGetValue(row.Id, out var member))
                    added.Add(row);
                else if (member.Status != "subscribed")
                    left++;
                else if (row.Fields.All(field => member.Field(field.Key) == field.Value))
                    unchanged++;
                else
                    changed.Add(row);
            }
            return new SubscriberDiff(added.ToImmutable(), changed.ToImmutable(), unchanged, left) { Read = read, Suppressed = withheld };
        });

    /// <summary>
    /// Makes the changes of a diff. Who left or came since it was made is left as they are: before each call what changed in the audience is
    /// read again, a new person is only added and a known one never given a status. What was made before a failure shows in the next diff as
    /// unchanged.
    /// </summary>
    /// <exception cref="PublishStoppedException">Mailchimp does not answer or refuses, or another publisher is at work.</exception>
    public Task<SubscriberImport> ImportAsync(string? audience, SubscriberDiff diff, CancellationToken cancellationToken) =>
        LockedAsync(
            async client =>
            {
                var id = await AudienceAsync(client.Api, audience, cancellationToken);
                var tally = new Tally(_place.Options.Progress, diff.New.Length + diff.Changed.Length);
                foreach (var rows in diff.New.Chunk(Batch))
                {
                    var known = await ReadAsync(client.Api, id, null, diff.Read - Overlap, cancellationToken);
                    await WriteAsync(client.Api, id, rows, row => !known.ContainsKey(row.Id), "subscribed", tally, cancellationToken);
                }
                foreach (var rows in diff.Changed.Chunk(Batch))
                {
                    var known = await ReadAsync(client.Api, id, null, diff.Read - Overlap, cancellationToken);
                    await WriteAsync(
                        client.Api,
                        id,
                        rows,
                        row => !known.TryGetValue(row.Id, out var member) || member.Status == "subscribed",
                        null,
                        tally,
                        cancellationToken
                    );
                }
                return new SubscriberImport(tally.Created, tally.Updated, [.. tally.Refused], tally.Skipped);
            },
            cancellationToken
        );

    /// <summary>
    /// Takes people out: each is put on the workspace's suppression list, and those who are subscribed are unsubscribed. Nobody is added.
    /// </summary>
    /// <returns>How many were unsubscribed.</returns>
    public Task<SubscriberImport> UnsubscribeAsync(
        string? audience,
        ImmutableArray<SubscriberRow> rows,
        CancellationToken cancellationToken
    ) =>
        LockedAsync(
            async client =>
            {
                var id = await AudienceAsync(client.Api, audience, cancellationToken);
                SuppressionList.Open(_place.StateDirectory).Add(rows);
                var known = await ReadAsync(client.Api, id, null, null, cancellationToken);
                ImmutableArray<SubscriberRow> subscribed =
                [
                    .. rows.Where(row => known.TryGetValue(row.Id, out var member) && member.Status is "subscribed" or "pending")
                        .Select(row => row with { Fields = row.Fields.Clear() }),
                ];
                var tally = new Tally(_place.Options.Progress, subscribed.Length);
                foreach (var some in subscribed.Chunk(Batch))
                    await WriteAsync(client.Api, id, some, _ => true, "unsubscribed", tally, cancellationToken);
                return new SubscriberImport(0, tally.Updated, [.. tally.Refused], rows.Length - subscribed.Length);
            },
            cancellationToken
        );

    /// <summary>Everybody who is subscribed, by address.</summary>
    public Task<ImmutableArray<SubscriberRow>> ExportAsync(
        string? audience,
        ImmutableArray<MergeField> fields,
        CancellationToken cancellationToken
    ) =>
        CallAsync(async client =>
        {
            var members = await ReadAsync(
                client.Api,
                await AudienceAsync(client.Api, audience, cancellationToken),
                "subscribed",
                null,
                cancellationToken
            );
            return members
                .Values.Where(member => member.EmailAddress is not null)
                .OrderBy(member => member.EmailAddress, StringComparer.Ordinal)
                .Select(
                    (member, place) =>
                        new SubscriberRow(
                            place + 2,
                            member.EmailAddress!,
                            fields
                                .Select(field => KeyValuePair.Create(field.Tag, member.Field(field.Tag)))
                                .Where(pair => pair.Value.Length > 0)
                                .ToImmutableSortedDictionary(StringComparer.Ordinal)
                        )
                )
                .ToImmutableArray();
        });

    // From its first byte a call that writes is not given up; whoever asks to stop is heard before the next.
    private static async Task WriteAsync(
        IMailchimpApi api,
        string audience,
        SubscriberRow[] rows,
        Func<SubscriberRow, bool> isMeant,
        string? status,
        Tally tally,
        CancellationToken cancellationToken
    )
    {
        var meant = rows.Where(isMeant).ToArray();
        tally.Skipped += rows.Length - meant.Length;
        if (meant.Length == 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await api.UpsertMembersAsync(
            audience,
            new MemberBatchBody(
                [.. meant.Select(row => new NewMember(row.Address, status, row.Fields.IsEmpty ? null : new(row.Fields)))],
                // Who is there already has come in the meantime, and may have left in it.
                UpdateExisting: status != "subscribed"
            ),
            CancellationToken.None
        );
        tally.Take(meant, answer);
    }

    private async Task<T> LockedAsync<T>(Func<MailchimpClient, Task<T>> run, CancellationToken cancellationToken) =>
        await CallAsync(async client =>
        {
            var place = await _place.AtAccountAsync(cancellationToken);
            using var held = PublishLock.Take(place.JournalDirectory, place.Operator, place.Options.Time);
            return await run(client);
        });

    private async Task<T> CallAsync<T>(Func<MailchimpClient, Task<T>> run)
    {
        using var client = MailchimpClient.Create(_place.Target, _place.Options);
        try
        {
            return await run(client);
        }
        catch (MailchimpException failure)
        {
            throw Failures.Of(failure);
        }
    }

    private async Task<string> AudienceAsync(IMailchimpApi api, string? audience, CancellationToken cancellationToken)
    {
        var lists = await api.ReadListsAsync(cancellationToken);
        var list = lists.FirstOrDefault(list => list.Id == audience) ?? (_place.Target.IsLocal ? lists.FirstOrDefault() : null);
        return list?.Id is { } id && PublishSession.IsId(id)
            ? id
            : throw new PublishStoppedException(
                PublishOutcome.Usage,
                audience is null ? "newsletter.yml names no audience." : $"There is no audience \"{audience}\"."
            )
            {
                Next = [new NextStep($"doctor --target {_place.Target.Name}", "lists the audiences")],
            };
    }

    /// <summary>People of an audience by their id: all of them, or those who changed since a time.</summary>
    /// <exception cref="MailchimpException">The pages do not add up: somebody shifted between them, and may have been missed.</exception>
    private static async Task<Dictionary<string, Member>> ReadAsync(
        IMailchimpApi api,
        string audience,
        string? status,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (members, total) = (new Dictionary<string, Member>(StringComparer.Ordinal), 0);
            // Archived people are not in the list of all.
            foreach (var one in status is null ? new[] { null, "archived" } : [status])
                total += await ReadPagesAsync(api, audience, one, since, members, cancellationToken);
            if (members.Count >= total)
                return members;
            if (attempt == Readings)
                throw new MailchimpException(
                    CallFate.Unknown,
                    $"GET members: {members.Count} people were read of {total}, {Readings} times: the audience is changing too fast."
                );
        }
    }

    private static async Task<int> ReadPagesAsync(
        IMailchimpApi api,
        string audience,
        string? status,
        DateTimeOffset? since,
        Dictionary<string, Member> members,
        CancellationToken cancellationToken
    )
    {
        var text = Pages.Time(since);
        var (count, offset) = (Page, 0);
        while (true)
        {
            MemberPage page;
            try
            {
                page = await api.GetMembersAsync(audience, status, text, count, offset, cancellationToken);
            }
            catch (MailchimpException failure) when (Pages.IsTooLarge(failure, count))
            {
                count = Pages.Smaller(count);
                continue;
            }
            var read = page.Members ?? throw new MailchimpException(CallFate.Unknown, "GET members: the answer holds no list.");
            foreach (var member in read)
                members[member.Id ?? ""] = member;
            offset += read.Length;
            if (read.Length == 0 || offset >= (page.TotalItems ?? 0))
                return page.TotalItems ?? offset;
        }
    }

    private sealed class Tally(IProgress<string>? progress, int all)
    {
        public int Created { get; private set; }

        public int Updated { get; private set; }

        public int Skipped { get; set; }

        public List<(int Line, string Code)> Refused { get; } = [];

        public void Take(SubscriberRow[] rows, MemberBatchAnswer answer)
        {
            (Created, Updated) = (Created + (answer.TotalCreated ?? 0), Updated + (answer.TotalUpdated ?? 0));
            // Mailchimp's words repeat the address: only the line and the code are passed on.
            var lines = rows.ToDictionary(row => row.Address, row => row.Line, StringComparer.OrdinalIgnoreCase);
            foreach (var error in answer.Errors ?? [])
            {
                if (error.ErrorCode == "ERROR_CONTACT_EXISTS")
                    Skipped++;
                else
                    Refused.Add((lines.GetValueOrDefault(error.EmailAddress ?? ""), Code(error)));
            }
            progress?.Report($"{Created + Updated + Skipped + Refused.Count} of {all}");
        }
    }

    private static string Code(MemberError error) =>
        ForeignText.Clean(string.IsNullOrEmpty(error.Field) ? error.ErrorCode ?? "refused" : $"{error.ErrorCode} in {error.Field}");
}
