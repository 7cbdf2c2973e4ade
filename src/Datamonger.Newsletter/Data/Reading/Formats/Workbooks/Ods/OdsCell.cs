using System.Globalization;
using System.Text;
using System.Xml;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;

/// <summary>Reads a cell of an OpenDocument sheet: the value it states wins over the text that shows it.</summary>
internal static class OdsCell
{
    /// <summary>Reads the cell that the reader is at and moves to its end.</summary>
    public static SheetCell Read(XmlReader reader, int column, HashSet<string> raised)
    {
        string? type = null,
            value = null,
            formula = null;
        var isError = false;
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                // calcext:value-type repeats office:value-type, but for errors, which ODF has no type for.
                case "value-type" when reader.Value == "error":
                    isError = true;
                    break;
                case "value-type":
                    type ??= reader.Value;
                    break;
                case "value" or "date-value" or "time-value" or "boolean-value" or "string-value":
                    value ??= reader.Value;
                    break;
                case "formula":
                    formula = reader.Value;
                    break;
            }
        }
        reader.MoveToElement();
        var (text, plain) = Text(reader, raised);
        if (isError || (formula is not null && text.StartsWith("Err:", StringComparison.Ordinal)))
            return new SheetCell(column, text.Length > 0 ? text : "error", null, Fault: CellFault.Error);
        if (formula is not null && type is null && text.Length == 0)
            return new SheetCell(column, "", null, Fault: CellFault.NoStoredValue);
        var cell = Convert(column, type, value, text, plain);
        return IsForeign(formula) ? cell with { Fault = CellFault.ForeignValue } : cell;
    }

    private static SheetCell Convert(int column, string? type, string? value, string text, string? plain)
    {
        switch (type)
        {
            case "float" or "currency" or "percentage" when value is not null:
                if (CellValue.Number(value) is not { } number)
                    return Unreadable(column, value);
                if (type == "percentage")
                    return new SheetCell(column, CellValue.PercentText(number), number) { IsPercent = true };
                return number is long whole && IsPadded(text, whole)
                    ? new SheetCell(column, text, null)
                    : new SheetCell(column, CellValue.Text(number), number);
            case "date" when value is not null:
                return CellValue.IsoDate(value) is { } date ? new SheetCell(column, CellValue.Text(date), date) : Unreadable(column, value);
            case "boolean" when value is not null:
                return value == "true" ? new SheetCell(column, "true", true) : new SheetCell(column, "false", false);
            case "time" when value is not null:
                return Hours(value) is { } time ? new SheetCell(column, time, null) : Unreadable(column, value);
            default:
                return new SheetCell(column, value is not null && type == "string" && plain is null ? value : text, null, plain);
        }
    }

    private static SheetCell Unreadable(int column, string value) => new(column, value, null, Fault: CellFault.Unreadable);

    // A number shown as 0123 is a code: its zeros are part of it.
    private static bool IsPadded(string text, long number) =>
        text.Length > 1
        && text[0] == '0'
        && text.All(char.IsAsciiDigit)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
        && shown == number;

    private static bool IsForeign(string? formula) =>
        formula is not null
        && formula.Contains("'#", StringComparison.Ordinal)
        && (
            formula.Contains("'file:", StringComparison.OrdinalIgnoreCase)
            || formula.Contains("'http", StringComparison.OrdinalIgnoreCase)
            || formula.Contains("'smb:", StringComparison.OrdinalIgnoreCase)
            || formula.Contains("'ftp", StringComparison.OrdinalIgnoreCase)
        );

    // PT09H30M00S, the only form that spreadsheets write.
    private static string? Hours(string duration)
    {
        try
        {
            return CellValue.TimeText(XmlConvert.ToTimeSpan(duration.Replace(',', '.')).TotalDays);
        }
        catch (FormatException)
        {
            return null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // Paragraphs are lines; comments, pictures and notes in a cell are not its text.
    private static (string Text, string? Plain) Text(XmlReader reader, HashSet<string> raised)
    {
        if (reader.IsEmptyElement)
            return ("", null);
        var depth = reader.Depth;
        var text = new OdsText();
        var raisedDepth = int.MaxValue;
        while (reader.Next() && reader.Depth > depth)
        {
            if (reader.Depth <= raisedDepth)
                raisedDepth = int.MaxValue;
            var isRaised = raisedDepth != int.MaxValue;
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "annotation" or "frame" or "note" or "object" or "custom-shape" or "table" or "ruby-text":
                        reader.SkipElement();
                        break;
                    case "p" or "h":
                        text.BeginParagraph();
                        break;
                    case "s":
                        text.Append(
                            new string(
                                ' ',
                                int.TryParse(reader.Attribute("c"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                                    ? Math.Min(count, 1_000)
                                    : 1
                            ),
                            isRaised
                        );
                        break;
                    case "tab":
                        text.Append("\t", isRaised);
                        break;
                    case "line-break":
                        text.Append("\n", isRaised);
                        break;
                    case "span" when !reader.IsEmptyElement && !isRaised && raised.Contains(reader.Attribute("style-name") ?? ""):
                        raisedDepth = reader.Depth;
                        break;
                }
            }
            else if (reader.Depth > depth + 1 && reader.IsText())
            {
                text.AppendCollapsed(reader.Value, isRaised);
            }
        }
        return text.Finish();
    }
}
