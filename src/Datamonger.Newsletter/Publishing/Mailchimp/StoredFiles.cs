using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A file of the file manager.</summary>
internal sealed record StoredFile
{
    public long? Id { get; init; }

    public string? Name { get; init; }

    public string? FullSizeUrl { get; init; }

    public long? Size { get; init; }

    [JsonConverter(typeof(LenientDateConverter))]
    public DateTimeOffset? CreatedAt { get; init; }
}

internal sealed record StoredFilePage
{
    public StoredFile[]? Files { get; init; }

    public int? TotalItems { get; init; }
}

/// <param name="Name">The name in the file manager.</param>
/// <param name="FileData">The bytes, base64.</param>
internal sealed record StoredFileBody(string Name, string FileData);
