using System.Globalization;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>Dates as Mailchimp writes them: ISO 8601, whole seconds, UTC with its offset. As text they sort by time.</summary>
internal static class Iso
{
    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Reads a date of a request. It needs a date, a time and an offset, or a <c>Z</c>.</summary>
    public static bool TryParse(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out moment
        ) && (text.EndsWith('Z') || text.AsSpan(10).IndexOfAny('+', '-') >= 0);
}
