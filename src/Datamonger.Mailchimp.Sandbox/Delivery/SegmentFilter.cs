using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>
/// Says who is in a segment. Ten of Mailchimp's kinds of condition are understood, those that depend on nothing but
/// the audience and its campaigns; the others are refused when they are written.
/// </summary>
internal sealed class SegmentFilter(Session store, string listId)
{
    /// <summary>The condition types that are understood.</summary>
    public static readonly ImmutableArray<string> Kinds =
    [
        "StaticSegment",
        "Interests",
        "TextMerge",
        "SelectMerge",
        "DateMerge",
        "EmailAddress",
        "Language",
        "VIP",
        "Date",
        "Aim",
    ];

    /// <summary>What is wrong with the options of a segment, or null.</summary>
    public static string? Mistake(JsonObject options)
    {
        foreach (var condition in options["conditions"] as JsonArray ?? [])
        {
            var (kind, field, op) = (condition?["condition_type"].Text(), condition?["field"].Text(), condition?["op"].Text());
            if (field is null || op is null)
                return "Every condition has a field and an op.";
            if (kind is null || !Kinds.Contains(kind))
                return $"The sandbox understands these kinds of condition: {string.Join(", ", Kinds)}.";
        }
        return null;
    }

    /// <summary>The subscribed members that the options of a campaign choose; all of them when there are none.</summary>
    public ImmutableArray<Member> Recipients(JsonObject? options) =>
        [.. Members.All(store, listId).Where(member => member.Status == "subscribed").Where(For(options))];

    /// <summary>Whether a member belongs to a segment, by its options or by the saved segment they name.</summary>
    public Func<Member, bool> For(JsonObject? options)
    {
        if (options is null)
            return _ => true;
        if (Number(options["saved_segment_id"]) is { } saved && saved > 0)
            return Segments.Find(store, listId, saved) is { } segment ? For(segment) : _ => false;
        var conditions = (options["conditions"] as JsonArray ?? []).OfType<JsonObject>().Select(Condition).ToList();
        if (conditions.Count == 0)
            return _ => true;
        return options["match"].Text() == "any"
            ? member => conditions.Any(holds => holds(member))
            : member => conditions.All(holds => holds(member));
    }

    public Func<Member, bool> For(Segment segment)
    {
        if (segment.Type != "static")
            return For(segment.Options);
        var ids = Segments.MemberIds(store, segment.Id);
        return member => ids.Contains(member.Id);
    }

    private Func<Member, bool> Condition(JsonObject condition)
    {
        var (field, op, value) = (condition["field"].Text() ?? "", condition["op"].Text() ?? "", condition["value"]);
        var text = value.Text() ?? value?.ToJsonString() ?? "";
        return condition["condition_type"].Text() switch
        {
            "StaticSegment" => Static(op, Number(value) ?? 0),
            "Interests" => Interests(op, [.. (value as JsonArray ?? []).Select(id => id.Text() ?? "")]),
            "EmailAddress" => member => Compare(member.Email, op, text, numeric: false),
            "Language" => member => Compare(member.Language, op, text, numeric: false),
            "VIP" => member => member.Vip == (op == "member"),
            "Date" => member =>
                Compare(
                    field == "info_changed" ? member.Changed : member.Rest["timestamp_opt"].Text() ?? member.Created,
                    op,
                    text,
                    numeric: false
                ),
            "Aim" => Aim(op, text),
            _ => member => Compare(Value(member, field), op, text, numeric: true),
        };
    }

    private Func<Member, bool> Static(string op, long id)
    {
        var ids = Segments.MemberIds(store, id);
        return member => ids.Contains(member.Id) == (op == "static_is");
    }

    private static Func<Member, bool> Interests(string op, ImmutableHashSet<string> ids) =>
        op switch
        {
            "interestcontainsall" => member => ids.IsSubsetOf(member.Interests),
            "interestnotcontains" => member => !ids.Overlaps(member.Interests),
            _ => member => ids.Overlaps(member.Interests),
        };

    private Func<Member, bool> Aim(string op, string campaignId)
    {
        var kind = op.EndsWith("open", StringComparison.Ordinal) ? "open" : "click";
        var ids = (
            op.EndsWith("sent", StringComparison.Ordinal)
                ? store.All(
                    "select distinct member_id from message where campaign_id = $1 and test = 0",
                    row => row.Text("member_id"),
                    campaignId
                )
                : store.All(
                    "select distinct member_id from event where campaign_id = $1 and kind = $2",
                    row => row.Text("member_id"),
                    campaignId,
                    kind
                )
        ).ToHashSet();
        return member => ids.Contains(member.Id) != op.StartsWith("no", StringComparison.Ordinal);
    }

    private static bool Compare(string value, string op, string other, bool numeric) =>
        op switch
        {
            "is" => Same(value, other),
            "not" => !Same(value, other),
            "contains" => value.Contains(other, StringComparison.OrdinalIgnoreCase),
            "notcontain" => !value.Contains(other, StringComparison.OrdinalIgnoreCase),
            "starts" => value.StartsWith(other, StringComparison.OrdinalIgnoreCase),
            "ends" => value.EndsWith(other, StringComparison.OrdinalIgnoreCase),
            "blank" => value.Length == 0,
            "blank_not" => value.Length > 0,
            "greater" => Order(value, other, numeric) > 0,
            "less" => Order(value, other, numeric) < 0,
            _ => false,
        };

    private static bool Same(string value, string other) => value.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static int Order(string value, string other, bool numeric) =>
        numeric
        && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var left)
        && decimal.TryParse(other, NumberStyles.Number, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(value, other);

    private static string Value(Member member, string tag) =>
        member.MergeFields[tag] is not { } value ? "" : value.Text() ?? value.ToJsonString();

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
