using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Reads the UTF-8 text of a cell. No culture takes part: the file's own point and separator come in.</summary>
internal static class CellText
{
    /// <summary>Digits a decimal holds for certain.</summary>
    public const int MaximumDigits = 28;

    /// <summary>What a cell looks like.</summary>
    public static CellShape Classify(ReadOnlySpan<byte> text, NumberStyle style)
    {
        if (text.IsEmpty)
            return new CellShape(CellKind.Empty);
        // Most cells that are no number begin with a letter: the cheap way out first.
        var first = text[0];
        if (first is > (byte)'9' and < 128 and not ((byte)'f' or (byte)'F' or (byte)'t' or (byte)'T'))
            return new CellShape(CellKind.Text);
        // Most numbers are a few digits.
        if (first is >= (byte)'1' and <= (byte)'9' && text.Length <= 18 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return new CellShape(CellKind.Integer, text.Length);
        var trimmed = Trim(text);
        // What holds blanks alone shows nothing.
        if (trimmed.IsEmpty)
            return new CellShape(CellKind.Empty);
        if (TryNumber(trimmed, style, out var shape, out _))
            return shape;
        if (trimmed.Length is 4 or 5 && TryBoolean(trimmed, out _))
            return new CellShape(CellKind.Boolean);
        if (CellDates.TryDate(trimmed, out _, out var date) || date is CellKind.MonthFirstDate)
            return new CellShape(date);
        return new CellShape(CellDates.TryTimestamp(trimmed, out _) ? CellKind.Timestamp : CellKind.Text);
    }

    /// <summary>
    /// Reads a number exactly, with what it counts: of a percentage the ratio, of an amount of money the number. False when it is none, or has
    /// more than 28 digits.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, NumberStyle style, out CellNumber number)
    {
        number = default;
        if (!TryNumber(Trim(text), style, out var shape, out var parts) || parts.Digits > MaximumDigits)
            return false;
        var scale = parts.Scale + (shape.Unit is CellUnit.Percent ? 2 : 0);
        var mantissa = parts.Mantissa;
        for (; scale < 0; scale++)
        {
            mantissa *= 10;
            if (mantissa > MaximumMantissa)
                return false;
        }
        while (scale > MaximumDigits)
        {
            if (mantissa % 10 != 0)
                return false;
            mantissa /= 10;
            scale--;
        }
        number = new CellNumber(
            new decimal((int)(uint)mantissa, (int)(uint)(mantissa >> 32), (int)(uint)(mantissa >> 64), parts.Negative, (byte)scale),
            shape.Unit
        );
        return true;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case.</summary>
    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8);
    }

    /// <summary>Reads a binary fraction, for columns that are declared <c>double</c>.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, NumberStyle style, out double value)
    {
        if (TryNumber(text, style, out CellNumber exact))
        {
            value = (double)exact.Value;
            return true;
        }
        return double.TryParse(Trim(text), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Without blanks at either end; a no-break space is one.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            if (text.IsEmpty)
                return text;
            if (text[0] is (byte)' ' or (byte)'\t')
                text = text[1..];
            else if (text.StartsWith("\u00A0"u8))
                text = text[2..];
            else if (text.StartsWith("\u202F"u8))
                text = text[3..];
            else if (text[^1] is (byte)' ' or (byte)'\t')
                text = text[..^1];
            else if (text.EndsWith("\u00A0"u8))
                text = text[..^2];
            else if (text.EndsWith("\u202F"u8))
                text = text[..^3];
            else
                return text;
        }
    }

    private static UInt128 MaximumMantissa => (UInt128.One << 96) - 1;

    private readonly record struct NumberParts(UInt128 Mantissa, int Digits, int Scale, bool Negative);

    // The byte count of a currency sign at the start of a text; 0 when there is none.
    private static int TakeCurrency(ReadOnlySpan<byte> text, ref CellUnit unit)
    {
        var (found, length) =
            text.StartsWith("£"u8) ? (CellUnit.Pounds, "£"u8.Length)
            : text.StartsWith("€"u8) ? (CellUnit.Euros, "€"u8.Length)
            : text.StartsWith("$"u8) ? (CellUnit.Dollars, 1)
            : default;
        if (length > 0)
            unit = found;
        return length;
    }

    // One blank, which may be one that does not break.
    private static int BlankAt(ReadOnlySpan<byte> text) =>
        text.StartsWith(" "u8) ? 1
        : text.StartsWith("\u00A0"u8) ? 2
        : text.StartsWith("\u202F"u8) ? 3
        : 0;

    // currency? sign? currency? digits (grouped by threes, or not) (point digits)? (e sign? digits)? (blank? (% | currency))?
    private static bool TryNumber(ReadOnlySpan<byte> text, NumberStyle style, out CellShape shape, out NumberParts parts)
    {
        shape = default;
        parts = default;
        if (text.IsEmpty)
            return false;
        var plain = true;
        var negative = false;
        var unit = CellUnit.Plain;
        var position = TakeCurrency(text, ref unit);
        var signed = text[position..];
        if (signed.StartsWith("-"u8) || signed.StartsWith("+"u8))
        {
            negative = signed[0] == '-';
            plain = negative;
            position++;
        }
        else if (signed.StartsWith("\u2212"u8))
        {
            negative = true;
            plain = false;
            position += 3;
        }
        if (unit is CellUnit.Plain)
            position += TakeCurrency(text[position..], ref unit);
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
                if (behindPoint)
                    scale++;
                if (significant > 0 || digit > 0)
                {
                    significant++;
                    if (significant <= 18)
                        low = low * 10 + digit;
                    else if (significant == 19)
                        mantissa = (UInt128)low * 10 + digit;
                    else if (significant <= 38)
                        mantissa = mantissa * 10 + digit;
                }
            }
            else if (c == style.Point && !behindPoint)
            {
                if (groups > 0 && sinceGroup != 3)
                    return false;
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
        if (written == 0 || (!behindPoint && groups > 0 && sinceGroup != 3))
            return false;
        if (significant <= 18)
            mantissa = low;
        var before = written - scale;
        if (behindPoint && (scale == 0 || before == 0))
            plain = false;
        if (position < text.Length && text[position] is (byte)'e' or (byte)'E')
        {
            if (
                groups > 0
                || !Utf8Parser.TryParse(text[(position + 1)..], out int exponent, out var consumed)
                || consumed == 0
                || exponent is < -60 or > 60
            )
                return false;
            position += 1 + consumed;
            scale -= exponent;
            before += exponent;
            behindPoint = true;
            plain = false;
        }
        if (unit is CellUnit.Plain && position < text.Length)
        {
            var behind = position + BlankAt(text[position..]);
            if (text[behind..].StartsWith("%"u8))
                (unit, position) = (CellUnit.Percent, behind + 1);
            else if (TakeCurrency(text[behind..], ref unit) is > 0 and var length)
                position = behind + length;
        }
        if (position != text.Length)
            return false;
        // A code such as 0123 or 007: the zero says that it is no quantity.
        var isCode = leadingZero && groups == 0 && unit is CellUnit.Plain && before > 1 && plain;
        var kind =
            isCode ? CellKind.Code
            : unit is CellUnit.Percent ? CellKind.Percent
            : unit is not CellUnit.Plain ? CellKind.Amount
            : behindPoint ? CellKind.Decimal
            : CellKind.Integer;
        shape = new CellShape(kind, Math.Max(before, 1), Math.Max(scale, 0), unit);
        parts = new NumberParts(mantissa, significant, scale, negative);
        return true;
    }
}
