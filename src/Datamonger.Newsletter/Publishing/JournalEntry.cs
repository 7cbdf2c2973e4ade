using System.Text.Json;
using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What a line of the journal says happened, or is about to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalEvent>))]
internal enum JournalEvent
{
    [JsonStringEnumMemberName("create-intent")]
    CreateIntent,

    [JsonStringEnumMemberName("create-ok")]
    Created,

    [JsonStringEnumMemberName("create-void")]
    CreateVoid,

    [JsonStringEnumMemberName("adopted")]
    Adopted,

    [JsonStringEnumMemberName("abandoned")]
    Abandoned,

    [JsonStringEnumMemberName("image-intent")]
    ImageIntent,

    [JsonStringEnumMemberName("image-ok")]
    ImageUploaded,

    [JsonStringEnumMemberName("push-intent")]
    PushIntent,

    [JsonStringEnumMemberName("push-ok")]
    Pushed,

    [JsonStringEnumMemberName("ready")]
    Ready,

    [JsonStringEnumMemberName("test-intent")]
    TestIntent,

    [JsonStringEnumMemberName("test-ok")]
    Tested,

    [JsonStringEnumMemberName("schedule-intent")]
    ScheduleIntent,

    [JsonStringEnumMemberName("schedule-ok")]
    Scheduled,

    [JsonStringEnumMemberName("schedule-void")]
    ScheduleVoid,

    [JsonStringEnumMemberName("unschedule-intent")]
    UnscheduleIntent,

    [JsonStringEnumMemberName("unschedule-ok")]
    Unscheduled,

    [JsonStringEnumMemberName("send-intent")]
    SendIntent,

    [JsonStringEnumMemberName("send-ok")]
    SendAccepted,

    [JsonStringEnumMemberName("send-void")]
    SendVoid,

    [JsonStringEnumMemberName("sent")]
    Sent,

    [JsonStringEnumMemberName("embargo-lifted")]
    EmbargoLifted,

    [JsonStringEnumMemberName("resend-intent")]
    ResendIntent,

    [JsonStringEnumMemberName("resend-ok")]
    ResendCreated,

    [JsonStringEnumMemberName("resend-void")]
    ResendVoid,
}

/// <summary>
/// One line of a journal. Holds hashes, ids, counts, times, and who lifted an embargo: no key, no address, no text of the issue.
/// </summary>
internal sealed record JournalEntry
{
    public required int Seq { get; init; }

    public required JournalEvent Event { get; init; }

    /// <summary>Which attempt of its kind.</summary>
    public int? N { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Host { get; init; }

    public required int Pid { get; init; }

    /// <summary>The run of the program that wrote it.</summary>
    public required string Run { get; init; }

    public string? Campaign { get; init; }

    /// <summary>Hash of what was to be said, before pictures had addresses.</summary>
    public string? Content { get; init; }

    /// <summary>Hash of subject, sender and recipients as Mailchimp holds them.</summary>
    public string? Settings { get; init; }

    /// <summary>Hash of the words, links and pictures of both parts.</summary>
    public string? Words { get; init; }

    /// <summary>Hash of the HTML's elements and styles as Mailchimp stored them.</summary>
    public string? Form { get; init; }

    public string? Audience { get; init; }

    public int? Segment { get; init; }

    public int? Recipients { get; init; }

    /// <summary>The fewest recipients that the token covers.</summary>
    public int? Low { get; init; }

    /// <summary>The most recipients that the token covers.</summary>
    public int? High { get; init; }

    /// <summary>Hash of the title that a campaign was created with: by it a draft of this journal is told from a copy.</summary>
    public string? Title { get; init; }

    /// <summary>The time a schedule is for, or that of the release before which something was let out.</summary>
    public DateTimeOffset? For { get; init; }

    /// <summary>Hash of a picture.</summary>
    public string? Image { get; init; }

    /// <summary>Why something is void, adopted or abandoned, or an embargo lifted.</summary>
    public string? Reason { get; init; }

    /// <summary>Who lifted an embargo.</summary>
    public string? By { get; init; }

    /// <summary>SHA-256 of the line before, without its line end; zeros for the first.</summary>
    public required string Prev { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
