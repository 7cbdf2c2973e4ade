using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>An email in the inbox.</summary>
internal sealed record Letter
{
    public required string Id { get; init; }

    public required string CampaignId { get; init; }

    public required string ListId { get; init; }

    public required string MemberId { get; init; }

    public required string Email { get; init; }

    public required bool IsTest { get; init; }

    public required bool IsPlain { get; init; }

    public required string Subject { get; init; }

    public required string Sender { get; init; }

    public required string ReplyTo { get; init; }

    public required string Sent { get; init; }

    public required long Opens { get; init; }

    public required long Clicks { get; init; }

    public string SentWords => Days.Words(Sent);
}

/// <summary>Someone with an inbox: a member of an audience, or an address that a test went to.</summary>
internal sealed record Reader(string Id, string Email, string Name, string Status, long Letters, string Latest);

/// <summary>Reads the inbox from the store.</summary>
internal static class Letters
{
    private const string Selected = """
        select message.*,
            (select count(*) from event where message_id = message.id and kind = 'open') as opens,
            (select count(*) from event where message_id = message.id and kind = 'click') as clicks
        from message
        """;

    public static ImmutableArray<Letter> Of(Session store, string memberId) =>
        store.All(Selected + " where member_id = $1 order by number desc", Read, memberId);

    public static ImmutableArray<Letter> Sent(Session store, string campaignId) =>
        store.All(Selected + " where campaign_id = $1 and test = 0 order by number", Read, campaignId);

    public static Letter? Find(Session store, string id) => store.First(Selected + " where id = $1", Read, id);

    public static Person Person(Session store, string id) =>
        store.First("select person from message where id = $1", row => new Person(row.Json("person")), id)!;

    /// <summary>What the email was made from: its own source when it is a test, the campaign's otherwise.</summary>
    public static DeliverySource Source(Session store, Letter letter) =>
        store.First(
            "select source from message where id = $1 and source is not null",
            row => new DeliverySource(row.Json("source")),
            letter.Id
        ) ?? DeliverySource.Find(store, letter.CampaignId)!;

    public static ImmutableArray<Reader> Readers(Session store)
    {
        var counts = store
            .All(
                "select member_id, min(email) as email, count(*) as letters, max(sent) as latest from message group by member_id",
                row => new Reader(row.Text("member_id"), row.Text("email"), "", "test", row.Number("letters"), row.Text("latest"))
            )
            .ToDictionary(reader => reader.Id);
        var members = Lists
            .All(store)
            .SelectMany(list => Members.All(store, list.Id))
            .Where(member => member.Status != "archived")
            .DistinctBy(member => member.Id)
            .Select(member =>
            {
                counts.Remove(member.Id, out var count);
                var name = $"{member.MergeFields["FNAME"].Text()} {member.MergeFields["LNAME"].Text()}".Trim();
                return new Reader(member.Id, member.Email, name, member.Status, count?.Letters ?? 0, count?.Latest ?? "");
            })
            .ToList();
        return [.. members.Concat(counts.Values)];
    }

    private static Letter Read(Row row) =>
        new()
        {
            Id = row.Text("id"),
            CampaignId = row.Text("campaign_id"),
            ListId = row.Text("list_id"),
            MemberId = row.Text("member_id"),
            Email = row.Text("email"),
            IsTest = row.Flag("test"),
            IsPlain = row.Text("send_type") == "plaintext",
            Subject = row.Text("subject"),
            Sender = row.Text("sender"),
            ReplyTo = row.Text("reply_to"),
            Sent = row.Text("sent"),
            Opens = row.Number("opens"),
            Clicks = row.Number("clicks"),
        };
}

/// <summary>Dates as people read them, in the account's time zone.</summary>
internal static class Days
{
    public static string Words(string iso)
    {
        if (!Iso.TryParse(iso, out var moment))
            return "";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(Accounts.TimeZone, out var zone))
            moment = TimeZoneInfo.ConvertTime(moment, zone);
        return moment.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    }
}
