using System.Globalization;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>How a cell shows its number.</summary>
internal enum NumberKind
{
    Number,
    Percent,
    Date,
    DateTime,
    Time,

    /// <summary>A code with leading zeros.</summary>
    Code,
}

/// <summary>Turns what a spreadsheet stores into a text and a value, the same on every machine.</summary>
internal static class CellValue
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign
        | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite;

    /// <summary>A stored number as an editor sees it: fifteen significant digits, so that 78.099999999999994 is 78.1.</summary>
    /// <returns>A <see cref="long"/> or <see cref="decimal"/>; a <see cref="double"/> where they cannot hold it; null when it is no
    /// number.</returns>
    public static object? Number(string stored)
    {
        if (stored.Length <= 15 && long.TryParse(stored, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (!double.TryParse(stored, Styles, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return null;
        var shown = number.ToString("G15", CultureInfo.InvariantCulture);
        if (
            !decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || (double)exact != double.Parse(shown, CultureInfo.InvariantCulture)
        )
            return number;
        return exact == decimal.Truncate(exact) && Math.Abs(exact) < 1_000_000_000_000_000_000m ? (object)(long)exact : Shortest(exact);
    }

    /// <summary>The text of a value.</summary>
    public static string Text(object value) =>
        value switch
        {
            long number => number.ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString(
                time.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fff",
                CultureInfo.InvariantCulture
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };

    /// <summary>The text of a ratio as a percentage: 0.781 is 78.1%.</summary>
    public static string PercentText(object ratio) =>
        ratio switch
        {
            long whole when Math.Abs(whole) < long.MaxValue / 100 => Text(whole * 100) + "%",
            long whole => Text((decimal)whole * 100) + "%",
            decimal number when Math.Abs(number) < decimal.MaxValue / 100 => Text(Shortest(number * 100)) + "%",
            decimal number => Text((double)number * 100) + "%",
            _ => Text((double)ratio * 100) + "%",
        };

    /// <summary>A day number of a spreadsheet as a date, or a date with a time; null when it is none.</summary>
    /// <param name="from1904">Whether days are counted from 1 January 1904.</param>
    /// <remarks>Counted from 1900, day 60 is a 29 February that never was: the days before it are one off, and it is none.</remarks>
    public static object? Date(double days, bool from1904)
    {
        var start =
            from1904 ? new DateTime(1904, 1, 1)
            : days < 60 ? new DateTime(1899, 12, 31)
            : new DateTime(1899, 12, 30);
        if (!(days >= 0 && days < (from1904 ? 2_957_004 : 2_958_466)) || (!from1904 && Math.Floor(days) is 0 or 60))
            return null;
        // A thousandth of a second is the finest that a day number holds.
        var time = start.AddTicks((long)Math.Round(days * 86_400_000d) * TimeSpan.TicksPerMillisecond);
        return time.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(time) : time;
    }

    /// <summary>A fraction of a day as a time or length of time: 09:30:00.</summary>
    public static string TimeText(double days)
    {
        var length = TimeSpan.FromMilliseconds(Math.Round(Math.Abs(days) * 86_400_000d));
        var fraction = length.Milliseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{length.Milliseconds:000}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(days < 0 ? "-" : "")}{(long)length.TotalHours:00}:{length.Minutes:00}:{length.Seconds:00}{fraction}"
        );
    }

    /// <summary>A date as ODF and ISO 8601 write it; its time zone, if it has one, is dropped: a day is a day.</summary>
    public static object? IsoDate(string stored)
    {
        if (DateOnly.TryParseExact(stored, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        var time = stored.TrimEnd('Z');
        if (time.Length > 6 && time[^6] is '+' or '-' && time[^3] == ':')
            time = time[..^6];
        // LibreOffice writes nine digits of a second.
        var point = time.LastIndexOfAny(['.', ',']);
        if (point > 0 && time.Length > point + 8)
            time = time[..(point + 8)];
        string[] formats = ["yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss,FFFFFFF", "yyyy-MM-ddTHH:mm"];
        if (!DateTime.TryParseExact(time, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return null;
        return moment.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(moment) : moment;
    }

    /// <summary>A column's letters: 1 is A, 27 is AA.</summary>
    public static string ColumnLetters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    // 1.50 is 1.5: trailing zeros are how it was computed, not what is stored.
    private static decimal Shortest(decimal number) => number / 1.000000000000000000000000000000000m;
}
