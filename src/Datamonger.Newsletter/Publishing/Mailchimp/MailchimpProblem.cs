using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Mailchimp's description of what is wrong (<c>application/problem+json</c>). Every member may be missing, and the text is
/// somebody else's: it is cleaned of control characters and shortened before anything prints it.
/// </summary>
internal sealed record MailchimpProblem(
    string? Title,
    int? Status,
    string? Detail,
    string? Instance,
    ImmutableArray<MailchimpFieldError> Errors
)
{
    /// <summary>Reads a body; null when it is no JSON object.</summary>
    public static MailchimpProblem? Parse(ReadOnlySpan<byte> body, MailchimpKey key)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            return new MailchimpProblem(
                Text(root, "title"),
                root.TryGetProperty("status", out var status) && status.TryGetInt32(out var number) ? number : null,
                Text(root, "detail"),
                Text(root, "instance"),
                Errors(root)
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        string? Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? ForeignText.Clean(key.Redact(value.GetString()!))
                : null;

        ImmutableArray<MailchimpFieldError> Errors(JsonElement element) =>
            element.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array
                ?
                [
                    .. errors
                        .EnumerateArray()
                        .Where(error => error.ValueKind == JsonValueKind.Object)
                        .Take(20)
                        .Select(error => new MailchimpFieldError(Text(error, "field") ?? "", Text(error, "message") ?? "")),
                ]
                : [];
    }

    /// <summary>On one line: title, detail, and the fields that are wrong.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Title ?? "no reason given");
        if (!string.IsNullOrWhiteSpace(Detail) && Detail != Title)
            text.Append(": ").Append(Detail);
        foreach (var error in Errors)
            text.Append(" [").Append(error.Field.Length == 0 ? "body" : error.Field).Append(": ").Append(error.Message).Append(']');
        return text.ToString();
    }
}

/// <summary>One field of a request that Mailchimp does not accept.</summary>
internal sealed record MailchimpFieldError(string Field, string Message);
