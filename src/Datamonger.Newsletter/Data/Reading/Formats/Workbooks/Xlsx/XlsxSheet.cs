using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;

/// <summary>Reads a worksheet of an XLSX workbook row by row. What it declares of its size is not believed: only cells count.</summary>
/// <param name="texts">The workbook's shared texts, by number.</param>
/// <param name="from1904">Whether its dates are counted from 1904.</param>
internal sealed partial class XlsxSheet(IReadOnlyList<RichText> texts, XlsxStyles styles, bool from1904)
{
    // A formula that is filled down stands once; the cells below refer to it by number.
    private readonly HashSet<string> _foreignFormulas = new(StringComparer.Ordinal);

    /// <summary>The rows that hold something.</summary>
    public IEnumerable<SheetRow> Rows(WorkbookPackage package, string part, CancellationToken cancellationToken)
    {
        using var reader = package.OpenXml(part, Names());
        var row = new SheetRow();
        var last = 0;
        while (reader.Next())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "sheetData")
                yield break;
            if (!reader.Starts("row"))
                continue;
            row.Number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : last + 1;
            if (row.Number <= last || row.Number > SizeLimits.SheetRows)
                throw WorkbookException.Damaged($"The sheet has row {row.Number} after row {last}.");
            last = row.Number;
            if (last % 1024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            row.Cells.Clear();
            ReadCells(reader, row);
            if (row.Cells.Count > 0)
                yield return row;
        }
    }

    /// <summary>The merged areas, which stand behind all cells.</summary>
    public static IReadOnlyList<MergedArea> Merges(WorkbookPackage package, string part, CancellationToken cancellationToken)
    {
        using var reader = package.OpenXml(part, Names());
        var areas = new List<MergedArea>();
        for (var steps = 0; reader.Next(); steps++)
        {
            if (steps % 65_536 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!reader.Starts("mergeCell") || CellRange.Parse(reader.GetAttribute("ref") ?? "") is not { } range)
                continue;
            areas.Add(new MergedArea(range.Top, range.Left, range.Bottom, range.Right));
            if (areas.Count > SizeLimits.MergedAreas)
                throw WorkbookException.Unsafe($"The sheet has more than {SizeLimits.MergedAreas:#,0} merged areas.");
        }
        return areas;
    }

    private void ReadCells(XmlReader reader, SheetRow row)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        var column = 0;
        while (reader.Next() && reader.Depth > depth)
        {
            if (!reader.Starts("c"))
                continue;
            var reference = reader.GetAttribute("r");
            var next = reference is null ? column + 1 : CellRange.ColumnOf(reference);
            if (next <= column || next > SizeLimits.SheetColumns)
                throw new WorkbookException(
                    WorkbookRules.Damaged,
                    next > column
                        ? $"Row {row.Number} has more than {SizeLimits.SheetColumns:#,0} columns."
                        : $"Row {row.Number} has a cell \"{reference}\" out of order.",
                    row.Number,
                    column + 1
                );
            column = next;
            var cell = ReadCell(reader, column);
            if (!cell.IsBlank)
                row.Cells.Add(cell);
        }
    }

    private SheetCell ReadCell(XmlReader reader, int column)
    {
        if (reader.IsEmptyElement)
            return new SheetCell(column, "", null);
        var type = reader.GetAttribute("t");
        var style = reader.GetAttribute("s");
        var depth = reader.Depth;
        string? stored = null;
        var inline = default(RichText?);
        var isFormula = false;
        var isForeign = false;
        while (reader.Next() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "v")
                stored = reader.TextOfElement();
            else if (reader.LocalName == "is")
                inline = RichText.Read(reader);
            else if (reader.LocalName == "f")
            {
                isFormula = true;
                isForeign = IsForeign(reader);
            }
        }
        if (inline is { } rich)
            return new SheetCell(column, rich.Text, null, rich.Plain);
        if (string.IsNullOrEmpty(stored))
            return new SheetCell(column, "", null, Fault: isFormula && type != "str" ? CellFault.NoStoredValue : CellFault.None);
        var cell = Convert(column, type, stored, style);
        return isForeign ? cell with { Fault = CellFault.ForeignValue } : cell;
    }

    private bool IsForeign(XmlReader reader)
    {
        var shared = reader.GetAttribute("si");
        var formula = reader.TextOfElement();
        if (formula.Length == 0)
            return shared is not null && _foreignFormulas.Contains(shared);
        var isForeign = OtherWorkbook().IsMatch(formula);
        if (isForeign && shared is not null)
            _foreignFormulas.Add(shared);
        return isForeign;
    }

    private SheetCell Convert(int column, string? type, string stored, string? style)
    {
        switch (type)
        {
            case "s":
                return
                    int.TryParse(
                        stored,
                        NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                        CultureInfo.InvariantCulture,
                        out var index
                    )
                    && index >= 0
                    && index < texts.Count
                    ? new SheetCell(column, texts[index].Text, null, texts[index].Plain)
                    : new SheetCell(column, stored, null, Fault: CellFault.Unreadable);
            case "str":
                return new SheetCell(column, stored, null);
            case "b":
                return stored is "1" or "true" ? new SheetCell(column, "true", true) : new SheetCell(column, "false", false);
            case "e":
                return new SheetCell(column, stored, null, Fault: CellFault.Error);
            case "d":
                return CellValue.IsoDate(stored) is { } date
                    ? new SheetCell(column, CellValue.Text(date), date)
                    : new SheetCell(column, stored, null, Fault: CellFault.Unreadable);
        }
        if (CellValue.Number(stored) is not { } number)
            return new SheetCell(column, stored, null, Fault: CellFault.Unreadable);
        var (kind, digits) = int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? styles[id]
            : (NumberKind.Number, 0);
        return Shown(column, number, kind, digits, stored);
    }

    private SheetCell Shown(int column, object number, NumberKind kind, int digits, string stored)
    {
        switch (kind)
        {
            case NumberKind.Percent:
                return new SheetCell(column, CellValue.PercentText(number), number) { IsPercent = true };
            case NumberKind.Code when number is long whole and >= 0 && CellValue.Text(whole).Length < digits:
                return new SheetCell(column, CellValue.Text(whole).PadLeft(digits, '0'), null);
            case NumberKind.Time when Days(stored) is >= 0 and < 1:
                return new SheetCell(column, CellValue.TimeText(Days(stored)), null);
            case NumberKind.Date or NumberKind.DateTime or NumberKind.Time when CellValue.Date(Days(stored), from1904) is { } date:
                return kind == NumberKind.Time
                    ? new SheetCell(column, CellValue.TimeText(Days(stored)), null)
                    : new SheetCell(column, CellValue.Text(date), date);
            case NumberKind.Date or NumberKind.DateTime:
                return new SheetCell(column, CellValue.Text(number), null, Fault: CellFault.Unreadable);
            default:
                return new SheetCell(column, CellValue.Text(number), number);
        }
    }

    private static double Days(string stored) => double.Parse(stored, CultureInfo.InvariantCulture);

    // Names that are compared often are known to the parser beforehand: then comparing them is comparing references.
    private static NameTable Names()
    {
        var names = new NameTable();
        foreach (var name in (ReadOnlySpan<string>)["row", "c", "v", "f", "is", "r", "s", "t", "sheetData", "mergeCell", "ref"])
            names.Add(name);
        return names;
    }

    // In the file another workbook is [1], [2] …, before a sheet's name and an exclamation mark: [1]Sheet1!A1, '[2]Table 4'!A1. What is
    // not followed so closely by one, as in Table1[2016], is a column of this workbook.
    [GeneratedRegex(@"'\[\d+\]([^'\[\]]|'')*'!|\[\d+\][\w.]*!", RegexOptions.NonBacktracking)]
    private static partial Regex OtherWorkbook();
}
