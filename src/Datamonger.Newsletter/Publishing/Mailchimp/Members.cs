using System.Text.Json;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A person of an audience. Prints as nothing: neither address nor hash may reach a log.</summary>
internal sealed record Member
{
    public string? Id { get; init; }

    public string? EmailAddress { get; init; }

    /// <summary>subscribed, unsubscribed, cleaned, pending, transactional, archived.</summary>
    public string? Status { get; init; }

    public Dictionary<string, JsonElement>? MergeFields { get; init; }

    public override string ToString() => "a member";

    /// <summary>A merge field as text; "" where there is none.</summary>
    public string Field(string tag) =>
        MergeFields?.GetValueOrDefault(tag) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";
}

internal sealed record MemberPage
{
    public Member[]? Members { get; init; }

    public int? TotalItems { get; init; }
}

internal sealed record NewMember(string EmailAddress, string? Status, Dictionary<string, string>? MergeFields)
{
    public override string ToString() => "a member";
}

internal sealed record MemberBatchBody(NewMember[] Members, bool UpdateExisting);

internal sealed record MemberBatchAnswer
{
    public int? TotalCreated { get; init; }

    public int? TotalUpdated { get; init; }

    public MemberError[]? Errors { get; init; }
}

internal sealed record MemberError
{
    public string? EmailAddress { get; init; }

    public string? ErrorCode { get; init; }

    public string? Field { get; init; }

    public override string ToString() => ErrorCode ?? "an error";
}
