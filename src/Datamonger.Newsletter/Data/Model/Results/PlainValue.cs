using System.Globalization;

namespace Datamonger.Newsletter.Data.Model.Results;

/// <summary>A value as text before any format, the same on every machine: for files that machines read.</summary>
internal static class PlainValue
{
    /// <summary>
    /// Days as <c>2017-03-16</c>, times as <c>2017-03-16T09:30:00</c>, numbers with all their digits; null when there is none.
    /// </summary>
    public static string? Of(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString(
                time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFF",
                CultureInfo.InvariantCulture
            ),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
