using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Reads the UTF-8 text of a cell. No culture takes part: the file's own point and separator come in.</summary>
internal static class CellText
{
    /// <summary>Digits a decimal holds for certain.</summary>
    public const int MaximumDigits = 28;

    /// <summary>What a cell looks like.</summary>
    public static CellShape Classify(ReadOnlySpan<byte> text, NumberStyle style)
    {
        if (text.IsEmpty) return new CellShape(CellKind.Empty);
        // Most cells that are no number begin with a letter: the cheap way out first.
        var first = text[0];
        if (first is > (byte)'9' and < 128 and not ((byte)'f' or (byte)'F' or (byte)'t' or (byte)'T')) return new CellShape(CellKind.Text);
        // Most numbers are a few digits.
        if (first is >= (byte)'1' and <= (byte)'9' && text.Length <= 18 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return new CellShape(CellKind.Integer, text.Length);
        var trimmed = Trim(text);
        if (trimmed.IsEmpty) return new CellShape(CellKind.Text);
        if (TryNumber(trimmed, style, out var shape, out _)) return shape;
        if (trimmed.Length is 4 or 5 && TryBoolean(trimmed, out _)) return new CellShape(CellKind.Boolean);
        if (TryDate(trimmed, out _, out var dayFirst)) return new CellShape(dayFirst ? CellKind.DayFirstDate : CellKind.IsoDate);
        return new CellShape(TryTimestamp(trimmed, out _) ? CellKind.Timestamp : CellKind.Text);
    }

    /// <summary>Reads a number exactly; a percent sign divides by a hundred. False when it is none, or has more than 28 digits.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, NumberStyle style, out decimal value)
    {
        value = 0;
        text = Trim(text);
        if (!TryNumber(text, style, out var shape, out var parts) || parts.Digits > MaximumDigits) return false;
        var scale = parts.Scale + (shape.Kind is CellKind.Percent ? 2 : 0);
        var mantissa = parts.Mantissa;
        for (; scale < 0; scale++)
        {
            mantissa *= 10;
            if (mantissa > MaximumMantissa) return false;
        }
        while (scale > MaximumDigits)
        {
            if (mantissa % 10 != 0) return false;
            mantissa /= 10;
            scale--;
        }
        value = new decimal((int)(uint)mantissa, (int)(uint)(mantissa >> 32), (int)(uint)(mantissa >> 64), parts.Negative, (byte)scale);
        return true;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case.</summary>
    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8);
    }

    /// <summary>Reads <c>2017-03-16</c> or <c>16/03/2017</c>.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly value, out bool dayFirst)
    {
        value = default;
        dayFirst = false;
        if (text.Length != 10) return false;
        if (text[4] == '-' && text[7] == '-') return TryDay(text[..4], text.Slice(5, 2), text[8..], out value);
        dayFirst = text[2] == '/' && text[5] == '/';
        return dayFirst && TryDay(text[6..], text.Slice(3, 2), text[..2], out value);
    }

    /// <summary>Reads a day and a time: <c>2017-03-16 09:30</c>, with seconds and up to six decimals, or <c>T</c> for the blank.</summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = default;
        if (text.Length is < 16 or > 26 || text[10] is not ((byte)' ' or (byte)'T') || !TryDate(text[..10], out var day, out var dayFirst) || dayFirst) return false;
        var time = text[11..];
        if (time[2] != ':' || !TwoDigits(time, 0, 23, out var hour) || !TwoDigits(time, 3, 59, out var minute)) return false;
        var second = 0;
        var microseconds = 0;
        if (time.Length > 5)
        {
            if (time.Length < 8 || time[5] != ':' || !TwoDigits(time, 6, 59, out second)) return false;
            if (time.Length > 8)
            {
                var fraction = time[9..];
                if (time[8] != '.' || fraction.Length is 0 or > 6 || !Utf8Parser.TryParse(fraction, out microseconds, out var consumed) || consumed != fraction.Length || fraction[0] is (byte)'-' or (byte)'+') return false;
                for (var i = fraction.Length; i < 6; i++) microseconds *= 10;
            }
        }
        value = day.ToDateTime(new TimeOnly(hour, minute, second)).AddMicroseconds(microseconds);
        return true;
    }

    /// <summary>Reads a binary fraction, for columns that are declared <c>double</c>.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, NumberStyle style, out double value)
    {
        text = Trim(text);
        if (TryNumber(text, style, out decimal exact))
        {
            value = (double)exact;
            return true;
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Without blanks at either end; a no-break space is one.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            if (text.IsEmpty) return text;
            if (text[0] is (byte)' ' or (byte)'\t') text = text[1..];
            else if (text.StartsWith("\u00A0"u8)) text = text[2..];
            else if (text[^1] is (byte)' ' or (byte)'\t') text = text[..^1];
            else if (text.EndsWith("\u00A0"u8)) text = text[..^2];
            else return text;
        }
    }

    private static UInt128 MaximumMantissa => (UInt128.One << 96) - 1;

    private readonly record struct NumberParts(UInt128 Mantissa, int Digits, int Scale, bool Negative);

    // sign? digits (grouped by threes, or not) (point digits)? (e sign? digits)? (blank? %)?
    private static bool TryNumber(ReadOnlySpan<byte> text, NumberStyle style, out CellShape shape, out NumberParts parts)
    {
        shape = default;
        parts = default;
        if (text.IsEmpty) return false;
        var position = 0;
        var plain = true;
        var negative = false;
        if (text[0] is (byte)'-' or (byte)'+')
        {
            negative = text[0] == '-';
            plain = negative;
            position = 1;
        }
        else if (text.StartsWith("\u2212"u8))
        {
            negative = true;
            plain = false;
            position = 3;
        }
        ulong low = 0;
        UInt128 mantissa = 0;
        var written = 0;
        var significant = 0;
        var scale = 0;
        var sinceGroup = 0;
        var groups = 0;
        var behindPoint = false;
        var leadingZero = position < text.Length && text[position] == '0';
        for (; position < text.Length; position++)
        {
            var c = text[position];
            var digit = (uint)(c - '0');
            if (digit <= 9)
            {
                written++;
                sinceGroup++;
                if (behindPoint) scale++;
                if (significant > 0 || digit > 0)
                {
                    significant++;
                    if (significant <= 18) low = low * 10 + digit;
                    else if (significant == 19) mantissa = (UInt128)low * 10 + digit;
                    else if (significant <= 38) mantissa = mantissa * 10 + digit;
                }
            }
            else if (c == style.Point && !behindPoint)
            {
                if (groups > 0 && sinceGroup != 3) return false;
                behindPoint = true;
            }
            else if (c == style.Separator && c != 0 && !behindPoint && sinceGroup > 0 && (groups == 0 ? sinceGroup <= 3 : sinceGroup == 3))
            {
                groups++;
                sinceGroup = 0;
            }
            else
            {
                break;
            }
        }
        if (written == 0 || (!behindPoint && groups > 0 && sinceGroup != 3)) return false;
        if (significant <= 18) mantissa = low;
        var before = written - scale;
        if (behindPoint && (scale == 0 || before == 0)) plain = false;
        if (position < text.Length && text[position] is (byte)'e' or (byte)'E')
        {
            if (groups > 0 || !Utf8Parser.TryParse(text[(position + 1)..], out int exponent, out var consumed) || consumed == 0 || Math.Abs(exponent) > 60) return false;
            position += 1 + consumed;
            scale -= exponent;
            before += exponent;
            behindPoint = true;
            plain = false;
        }
        var percent = false;
        if (position < text.Length && (text[position] == '%' || (text[position] == ' ' && position + 1 < text.Length && text[position + 1] == '%')))
        {
            position += text[position] == '%' ? 1 : 2;
            percent = true;
        }
        if (position != text.Length) return false;
        // A code such as 0123 or 007: the zero says that it is no quantity.
        var isCode = leadingZero && groups == 0 && !percent && before > 1 && plain;
        var kind = isCode ? CellKind.Code : percent ? CellKind.Percent : behindPoint ? CellKind.Decimal : CellKind.Integer;
        shape = new CellShape(kind, Math.Max(before, 1), Math.Max(scale, 0));
        parts = new NumberParts(mantissa, significant, scale, negative);
        return true;
    }

    private static bool TryDay(ReadOnlySpan<byte> year, ReadOnlySpan<byte> month, ReadOnlySpan<byte> day, out DateOnly value)
    {
        value = default;
        if (year.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !Utf8Parser.TryParse(year, out int y, out _) || y == 0) return false;
        if (!TwoDigits(month, 0, 12, out var m) || !TwoDigits(day, 0, 31, out var d) || m == 0 || d == 0 || d > DateTime.DaysInMonth(y, m)) return false;
        value = new DateOnly(y, m, d);
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<byte> text, int at, int most, out int value)
    {
        value = 0;
        if (text.Length < at + 2) return false;
        var tens = text[at] - '0';
        var units = text[at + 1] - '0';
        value = tens * 10 + units;
        return tens is >= 0 and <= 9 && units is >= 0 and <= 9 && value <= most;
    }
}
