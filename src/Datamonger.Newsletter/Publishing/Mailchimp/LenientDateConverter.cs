using System.Text.Json;
using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Dates as Mailchimp writes them: ISO 8601 with an offset, or <c>""</c> for "not yet", or <c>-001-11-30T00:00:00+00:00</c>
/// after an unschedule. The last two are no date; a successful answer must not fail on them.
/// </summary>
internal sealed class LenientDateConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.TryGetDateTimeOffset(out var date) ? date : null;
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } date)
            writer.WriteStringValue(date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'"));
        else
            writer.WriteNullValue();
    }
}
