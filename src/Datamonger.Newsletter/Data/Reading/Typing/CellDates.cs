using System.Buffers.Text;
using System.Text;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Reads the days and times of cells, as releases write them: day first, the month in figures or in English.</summary>
internal static class CellDates
{
    /// <summary>Years written with two digits lie between 1930 and 2029, as spreadsheets have it.</summary>
    private const int FirstShortYear = 1930;

    private static ReadOnlySpan<byte> MonthStarts => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    private static readonly string[] MonthNames =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// <summary>Reads a day, without blanks round it.</summary>
    /// <param name="kind">How it is written. <see cref="CellKind.MonthFirstDate"/> is not read, but told from text.</param>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly value, out CellKind kind)
    {
        value = default;
        kind = CellKind.Text;
        if (text.Length is < 6 or > 17 || !IsDigit(text[0]))
            return false;
        if (text.Length == 10 && text[4] == '-' && text[7] == '-')
        {
            kind = CellKind.IsoDate;
            return TryDay(Number(text[..4]), Number(text.Slice(5, 2)), Number(text[8..]), out value);
        }
        var dayLength = IsDigit(text[1]) ? 2 : 1;
        var separator = text[dayLength];
        if (separator is not ((byte)'/' or (byte)'-' or (byte)'.' or (byte)' '))
            return false;
        var rest = text[(dayLength + 1)..];
        var monthLength = rest.IndexOf(separator);
        if (monthLength < 1)
            return false;
        var (day, named) = (Number(text[..dayLength]), MonthOf(rest[..monthLength]));
        var year = rest[(monthLength + 1)..];
        var isShort = year.Length == 2;
        var written = Number(year);
        if (year.Length is not (2 or 4) || written < 0)
            return false;
        if (isShort)
            written += written + 1900 < FirstShortYear ? 2000 : 1900;
        if (named > 0 && separator is not ((byte)'/' or (byte)'.'))
        {
            kind = isShort ? CellKind.ShortDate : CellKind.NamedDate;
            return TryDay(written, named, day, out value);
        }
        if (monthLength > 2 || separator == ' ' || (isShort && separator != '/'))
            return false;
        var month = Number(rest[..monthLength]);
        kind = isShort ? CellKind.ShortDate : CellKind.DayFirstDate;
        if (TryDay(written, month, day, out value))
            return true;
        kind = separator == '/' && TryDay(written, day, month, out _) ? CellKind.MonthFirstDate : CellKind.Text;
        return false;
    }

    /// <summary>
    /// Reads a day and a time: <c>2017-03-16 09:30</c> or <c>16/03/2017 09:30</c>, with seconds and up to six decimals, <c>T</c> for the blank, and
    /// <c>Z</c> behind it where it is in Universal Time.
    /// </summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length is < 14 or > 32)
            return false;
        var space = text[..11].IndexOfAny((byte)' ', (byte)'T');
        if (space < 8 || !TryDate(text[..space], out var day, out var kind) || kind is not (CellKind.IsoDate or CellKind.DayFirstDate))
            return false;
        var time = text[(space + 1)..];
        if (time[^1] == 'Z')
            time = time[..^1];
        else if (time.EndsWith("+00:00"u8))
            time = time[..^6];
        if (
            time.Length < 5
            || time[2] != ':'
            || Number(time[..2]) is not (>= 0 and <= 23 and var hour)
            || Number(time.Slice(3, 2)) is not (>= 0 and <= 59 and var minute)
        )
            return false;
        var second = 0;
        var microseconds = 0;
        if (time.Length > 5)
        {
            if (time.Length < 8 || time[5] != ':' || Number(time.Slice(6, 2)) is not (>= 0 and <= 59 and var seconds))
                return false;
            second = seconds;
            if (time.Length > 8)
            {
                var fraction = time[9..];
                if (time[8] != '.' || fraction.Length is 0 or > 6 || Number(fraction) is not (>= 0 and var written))
                    return false;
                microseconds = written;
                for (var i = fraction.Length; i < 6; i++)
                    microseconds *= 10;
            }
        }
        value = day.ToDateTime(new TimeOnly(hour, minute, second)).AddMicroseconds(microseconds);
        return true;
    }

    // The month of a name or its beginning, as "Sept" is; 0 when it is none.
    private static int MonthOf(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 3 or > 9)
            return 0;
        for (var month = 0; month < 12; month++)
        {
            if (!Ascii.EqualsIgnoreCase(text[..3], MonthStarts.Slice(month * 3, 3)))
                continue;
            return
                text.Length == 3
                || Ascii.EqualsIgnoreCase(text, MonthNames[month])
                || (month == 8 && Ascii.EqualsIgnoreCase(text, "sept"u8))
                ? month + 1
                : 0;
        }
        return 0;
    }

    private static bool TryDay(int year, int month, int day, out DateOnly value)
    {
        value = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        value = new DateOnly(year, month, day);
        return true;
    }

    private static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';

    // Digits and nothing else; -1 otherwise.
    private static int Number(ReadOnlySpan<byte> digits) =>
        !digits.IsEmpty
        && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && Utf8Parser.TryParse(digits, out int number, out var consumed)
        && consumed == digits.Length
            ? number
            : -1;
}
