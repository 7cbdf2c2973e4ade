using System.Globalization;
using System.Text;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>
/// The letters of PHP's <c>date()</c>, which <c>*|DATE:…|*</c> takes. A backslash makes the next letter stand for itself.
/// </summary>
internal static class PhpDate
{
    public static string Format(DateTimeOffset moment, string format, MergeTagCalendar calendar)
    {
        var text = new StringBuilder();
        for (var at = 0; at < format.Length; at++)
            text.Append(format[at] == '\\' && at + 1 < format.Length ? format[++at].ToString() : Letter(moment, format[at], calendar));
        return text.ToString();
    }

    private static string Letter(DateTimeOffset moment, char letter, MergeTagCalendar calendar) =>
        letter switch
        {
            'd' => moment.ToString("dd", CultureInfo.InvariantCulture),
            'j' => moment.ToString("%d", CultureInfo.InvariantCulture),
            'D' => Short(calendar.Days[(int)moment.DayOfWeek]),
            'l' => calendar.Days[(int)moment.DayOfWeek],
            'N' => (moment.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)moment.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'w' => ((int)moment.DayOfWeek).ToString(CultureInfo.InvariantCulture),
            'n' => moment.ToString("%M", CultureInfo.InvariantCulture),
            'm' => moment.ToString("MM", CultureInfo.InvariantCulture),
            'M' => Short(calendar.Months[moment.Month - 1]),
            'F' => calendar.Months[moment.Month - 1],
            'Y' => moment.ToString("yyyy", CultureInfo.InvariantCulture),
            'y' => moment.ToString("yy", CultureInfo.InvariantCulture),
            'H' => moment.ToString("HH", CultureInfo.InvariantCulture),
            'G' => moment.ToString("%H", CultureInfo.InvariantCulture),
            'h' => moment.ToString("hh", CultureInfo.InvariantCulture),
            'g' => moment.ToString("%h", CultureInfo.InvariantCulture),
            'i' => moment.ToString("mm", CultureInfo.InvariantCulture),
            's' => moment.ToString("ss", CultureInfo.InvariantCulture),
            'a' => moment.Hour < 12 ? "am" : "pm",
            'A' => moment.Hour < 12 ? "AM" : "PM",
            'S' => Ordinal(moment.Day),
            _ => letter.ToString(),
        };

    private static string Short(string name) => name.Length > 3 ? name[..3] : name;

    private static string Ordinal(int day) =>
        day is 11 or 12 or 13
            ? "th"
            : (day % 10) switch
            {
                1 => "st",
                2 => "nd",
                3 => "rd",
                _ => "th",
            };
}
