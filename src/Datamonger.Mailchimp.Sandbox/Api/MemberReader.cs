using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>Reads a subscriber from a request, over the one who is there already, by the rules of the audience.</summary>
internal sealed class MemberReader(Session store, string listId, string now)
{
    private static readonly string[] Statuses = ["subscribed", "unsubscribed", "cleaned", "pending", "transactional"];
    private static readonly string[] TextFields = ["ip_signup", "ip_opt"];
    private static readonly string[] DateFields = ["timestamp_signup", "timestamp_opt"];

    private readonly ImmutableArray<JsonObject> _fields = Lists.MergeFields(store, listId);
    private readonly ImmutableHashSet<string> _interests = [.. Lists.Interests(store, listId).Select(interest => interest.Id)];

    /// <param name="body">The request.</param>
    /// <param name="before">The member who is there already, or null.</param>
    /// <param name="otherwise">The status of a new member whose request names none.</param>
    /// <param name="skipValidation">Whether required merge fields may be missing.</param>
    public Member Read(BodyReader body, Member? before, string? otherwise, bool skipValidation)
    {
        var email = body.Text("email_address", required: before is null)?.Trim() ?? before?.Email ?? "";
        if (!IsAddress(email))
            body.Fail("email_address", "This does not look like an email address.");
        var status = body.Text("status", oneOf: Statuses) ?? before?.Status ?? otherwise;
        if (status is null)
            body.Fail("status", "A new member needs a status.");
        var member = new Member
        {
            ListId = listId,
            Email = email,
            Number = before?.Number ?? 0,
            Status = status ?? "subscribed",
            EmailType = body.Text("email_type", oneOf: ["html", "text", ""]) is { Length: > 0 } type ? type : before?.EmailType ?? "html",
            MergeFields = MergeFields(body, before, skipValidation),
            Interests = Interests(body, before),
            Language = body.Text("language") ?? before?.Language ?? "",
            Vip = body.Flag("vip") ?? before?.Vip ?? false,
            Reason = status == before?.Status ? before?.Reason ?? "" : "",
            Rest = Rest(body, before),
            Created = before?.Created ?? now,
            Changed = now,
            OptedOut = status is "unsubscribed" or "archived" ? before?.OptedOut : null,
        };
        body.Done();
        Allow(member, before);
        return member;
    }

    /// <summary>Mailchimp never puts people back who left by themselves, bounced, or were erased.</summary>
    private void Allow(Member member, Member? before)
    {
        if (before is null && Members.IsErased(store, listId, member.Id))
            throw ApiProblem.Bad(
                "Forgotten Email Not Subscribed",
                "This contact was deleted permanently and cannot be added again; they can sign up themselves."
            );
        if (before is not null && member.Id != before.Id && Members.Find(store, listId, member.Id) is not null)
            throw ApiProblem.Bad("Member Exists", "Another contact of this audience has that address.");
        if (member.Status is not "subscribed" || before is null)
            return;
        if (before.Status == "cleaned" || before.OptedOut is not null)
            throw ApiProblem.Bad(
                "Member In Compliance State",
                "This contact unsubscribed or bounced; only they can subscribe again. The status ‘pending’ asks them."
            );
    }

    private JsonObject MergeFields(BodyReader body, Member? before, bool skipValidation)
    {
        var values = before?.MergeFields.DeepClone().AsObject() ?? [];
        var given = body.Object("merge_fields");
        foreach (var field in _fields)
        {
            var tag = field["tag"]!.GetValue<string>();
            if (given?.Json[tag] is { } value && Value(given, field, tag, value) is { } stored)
                values[tag] = stored;
            else
                values[tag] ??= "";
            if (!skipValidation && field["required"].IsTrue() && IsEmpty(values[tag]) && (before is null || given?.Has(tag) == true))
                body.Fail($"merge_fields.{tag}", "This field is required.");
        }
        return values;
    }

    private static JsonNode? Value(BodyReader given, JsonObject field, string tag, JsonNode value)
    {
        var type = field["type"].Text();
        if (type == "address" && value is JsonObject address)
        {
            foreach (var part in new[] { "addr1", "city", "state", "zip" })
                if (address[part].Text() is null or "")
                    given.Fail(tag, $"An address needs its {part}.");
            return address.DeepClone();
        }
        if (value is not JsonValue)
        {
            given.Fail(tag, "Takes text or a number.");
            return null;
        }
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (text.Length == 0)
            return "";
        switch (type)
        {
            case "number" when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                return JsonValue.Create(number);
            case "number":
                given.Fail(tag, "Takes a number.");
                break;
            case "dropdown" or "radio" when !Choices(field).Contains(text):
                given.Fail(tag, "This is not one of the choices.");
                break;
            case "date" when !DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _):
                given.Fail(tag, "Takes a date.");
                break;
            case "url" or "imageurl" when !Uri.TryCreate(text, UriKind.Absolute, out _):
                given.Fail(tag, "Takes an absolute address.");
                break;
        }
        return text;
    }

    private ImmutableHashSet<string> Interests(BodyReader body, Member? before)
    {
        var chosen = before?.Interests ?? [];
        if (body.Object("interests") is not { } given)
            return chosen;
        foreach (var (id, value) in given.Json)
        {
            if (!_interests.Contains(id))
                given.Fail(id, "The audience has no such group.");
            chosen = value.IsTrue() ? chosen.Add(id) : chosen.Remove(id);
        }
        return chosen;
    }

    private JsonObject Rest(BodyReader body, Member? before)
    {
        var rest =
            before?.Rest.DeepClone().AsObject()
            ?? new JsonObject
            {
                ["ip_signup"] = "",
                ["timestamp_signup"] = "",
                ["ip_opt"] = "",
                ["timestamp_opt"] = now,
            };
        foreach (var name in TextFields)
            if (body.Text(name) is { } text)
                rest[name] = text;
        foreach (var name in DateFields)
            if (body.Date(name) is { } date)
                rest[name] = date;
        if (body.Object("location") is { } location)
            foreach (var name in new[] { "latitude", "longitude" })
                if (location.Json[name] is JsonValue number && number.GetValueKind() == JsonValueKind.Number)
                    rest[name] = number.DeepClone();
        return rest;
    }

    private static IEnumerable<string?> Choices(JsonObject field) =>
        (field["options"]!["choices"] as JsonArray ?? []).Select(choice => choice.Text());

    private static bool IsEmpty(JsonNode? value) => value is null || value.Text() == "";

    /// <summary>One @, something before it, a name with a dot after it, no blanks or control characters.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == text.LastIndexOf('@')
            && text.Length <= 254
            && text.IndexOf('.', at) is var dot
            && dot > at + 1
            && dot < text.Length - 1
            && !text.Any(character =>
                char.IsWhiteSpace(character) || char.IsControl(character) || character is '<' or '>' or '"' or ',' or ';'
            );
    }
}
