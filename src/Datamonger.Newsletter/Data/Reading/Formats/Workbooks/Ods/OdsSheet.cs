using System.Globalization;
using System.Xml;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;

/// <summary>
/// Reads a sheet of an OpenDocument workbook row by row. Rows and cells that say "so many times" stay one until someone asks for them.
/// </summary>
/// <param name="raised">Names of the styles that set characters above the line.</param>
internal sealed class OdsSheet(HashSet<string> raised)
{
    private long _repeated;
    private List<MergedArea>? _merges;

    /// <summary>The rows of the <paramref name="table"/>th sheet (0-based) that hold something.</summary>
    /// <param name="merges">Takes the merged areas while the rows go by; null when nobody asks.</param>
    public IEnumerable<SheetRow> Rows(WorkbookPackage package, int table, List<MergedArea>? merges, CancellationToken cancellationToken)
    {
        _repeated = 0;
        _merges = merges;
        using var reader = package.OpenXml(OdsWorkbook.Content, Names());
        if (!MoveToTable(reader, table, cancellationToken))
            yield break;
        var depth = reader.Depth;
        var row = new SheetRow();
        var next = 1;
        while (reader.Next() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName is "shapes" or "forms" or "table-source" or "scenario" or "named-expressions")
                reader.SkipElement();
            if (!reader.Starts("table-row"))
                continue;
            row.Number = next;
            row.Repeat = Times(reader, "number-rows-repeated", SizeLimits.SheetRows);
            row.Cells.Clear();
            ReadCells(reader, row);
            next += row.Repeat;
            if (next - 1 > SizeLimits.SheetRows)
                EndOfSheet(row);
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.Count == 0)
                continue;
            Count((row.Repeat - 1L) * row.Cells.Count, row);
            yield return row;
        }
    }

    /// <summary>Names that are compared often, known to the parser beforehand: then comparing them is comparing references.</summary>
    public static NameTable Names()
    {
        var names = new NameTable();
        foreach (
            var name in (ReadOnlySpan<string>)
                [
                    "table",
                    "table-row",
                    "table-cell",
                    "covered-table-cell",
                    "p",
                    "span",
                    "annotation",
                    "value-type",
                    "value",
                    "number-columns-repeated",
                    "number-rows-repeated",
                ]
        )
            names.Add(name);
        return names;
    }

    private static bool MoveToTable(XmlReader reader, int table, CancellationToken cancellationToken)
    {
        var isWorkbook = false;
        var found = -1;
        while (reader.Next())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            isWorkbook |= reader.LocalName == "spreadsheet";
            if (reader.LocalName == "tracked-changes")
                reader.SkipElement();
            if (!isWorkbook || !reader.Starts("table"))
                continue;
            if (++found == table)
                return !reader.IsEmptyElement;
            cancellationToken.ThrowIfCancellationRequested();
            reader.SkipElement();
        }
        return false;
    }

    private void ReadCells(XmlReader reader, SheetRow row)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        var column = 1;
        while (reader.Next() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            var isCovered = reader.LocalName == "covered-table-cell";
            if (!isCovered && reader.LocalName != "table-cell")
                continue;
            var times = Times(reader, "number-columns-repeated", int.MaxValue / 2);
            if (!isCovered)
                NoteMerge(reader, row, column);
            // What a covered cell holds is hidden under the merged one: nobody sees it, so nobody means it.
            var cell = OdsCell.Read(reader, column, raised);
            if (!isCovered && !cell.IsBlank)
            {
                if (column + times - 1L > SizeLimits.SheetColumns)
                    throw new WorkbookException(
                        WorkbookRules.Damaged,
                        $"Row {row.Number} has more than {SizeLimits.SheetColumns:#,0} columns.",
                        row.Number,
                        column
                    );
                for (var i = 0; i < times; i++)
                    row.Cells.Add(cell with { Column = column + i });
                Count(times - 1, row);
            }
            column = (int)Math.Min((long)column + times, int.MaxValue / 2);
        }
    }

    private void NoteMerge(XmlReader reader, SheetRow row, int column)
    {
        if (_merges is null)
            return;
        var width = Times(reader, "number-columns-spanned", SizeLimits.SheetColumns);
        var height = Times(reader, "number-rows-spanned", SizeLimits.SheetRows);
        if (width == 1 && height == 1)
            return;
        _merges.Add(new MergedArea(row.Number, column, row.Number + height - 1, column + width - 1));
        if (_merges.Count > SizeLimits.MergedAreas)
            throw WorkbookException.Unsafe($"The sheet has more than {SizeLimits.MergedAreas:#,0} merged areas.");
    }

    private void Count(long cells, SheetRow row)
    {
        _repeated += cells;
        if (_repeated > SizeLimits.RepeatedCells)
            throw new WorkbookException(
                WorkbookRules.Unsafe,
                $"The sheet repeats more than {SizeLimits.RepeatedCells:#,0} cells.",
                row.Number
            );
    }

    private static void EndOfSheet(SheetRow row)
    {
        if (row.Cells.Count > 0)
            throw new WorkbookException(
                WorkbookRules.Damaged,
                $"The sheet has more than {SizeLimits.SheetRows:#,0} rows.",
                SizeLimits.SheetRows
            );
        row.Repeat = 1;
    }

    private static int Times(XmlReader reader, string attribute, int most)
    {
        var text = reader.Attribute(attribute);
        if (text is null)
            return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times >= 1 && times <= most
            ? times
            : throw WorkbookException.Damaged($"The sheet says {attribute}=\"{(text.Length > 20 ? text[..20] + "…" : text)}\".");
    }
}
