using System.Globalization;
using System.Xml;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Ods;

/// <summary>A workbook in OpenDocument: all its sheets stand in one part, so that finding one is reading past the others.</summary>
/// <remarks>ODF 1.3 part 3, 9 (tables) and 19 (attributes).</remarks>
internal sealed class OdsWorkbook : IWorkbook
{
    internal const string Content = "content.xml";
    private readonly WorkbookPackage _package;
    private readonly HashSet<string> _raised = new(StringComparer.Ordinal);

    private OdsWorkbook(WorkbookPackage package, CancellationToken cancellationToken)
    {
        _package = package;
        if (!package.Has(Content))
            throw WorkbookException.Damaged(
                package.Has("xl/workbook.xml") ? "The file is an XLSX workbook, not OpenDocument." : "The file is no OpenDocument workbook."
            );
        RefuseEncrypted();
        Sheets = ReadSheets(cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetInfo> Sheets { get; }

    /// <exception cref="WorkbookException">It is unsafe, damaged or of another format.</exception>
    public static OdsWorkbook Open(Stream stream, CancellationToken cancellationToken) =>
        new(WorkbookPackage.Open(stream), cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<SheetRow> Rows(SheetInfo sheet, CancellationToken cancellationToken) =>
        new OdsSheet(_raised).Rows(_package, TableOf(sheet), null, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<MergedArea> Merges(SheetInfo sheet, CancellationToken cancellationToken)
    {
        var areas = new List<MergedArea>();
        foreach (var _ in new OdsSheet(_raised).Rows(_package, TableOf(sheet), areas, cancellationToken)) { }
        return areas;
    }

    private static int TableOf(SheetInfo sheet) => int.Parse(sheet.Part, CultureInfo.InvariantCulture);

    // The archive's own flag is not set by OpenDocument's encryption: the manifest says it.
    private void RefuseEncrypted()
    {
        if (!_package.Has("META-INF/manifest.xml"))
            return;
        using var reader = _package.OpenXml("META-INF/manifest.xml");
        while (reader.Next())
        {
            if (reader.Starts("encryption-data"))
                throw WorkbookException.Unsafe("The workbook is encrypted.", "Save it without a password.");
        }
    }

    // A sheet with a table-source is a copy that LibreOffice keeps of a sheet of another file; some releases have hundreds.
    private List<SheetInfo> ReadSheets(CancellationToken cancellationToken)
    {
        var sheets = new List<SheetInfo>();
        var hiddenStyles = new HashSet<string>(StringComparer.Ordinal);
        var styleName = "";
        var isWorkbook = false;
        var table = -1;
        using var reader = _package.OpenXml(Content, OdsSheet.Names());
        for (var steps = 0; reader.Next(); steps++)
        {
            if (steps % 65_536 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            switch (reader.LocalName)
            {
                case "spreadsheet":
                    isWorkbook = true;
                    break;
                case "style":
                    styleName = reader.Attribute("name") ?? "";
                    break;
                case "text-properties" when reader.Attribute("text-position")?.StartsWith("super", StringComparison.Ordinal) == true:
                    _raised.Add(styleName);
                    break;
                case "table-properties" when reader.Attribute("display") == "false":
                    hiddenStyles.Add(styleName);
                    break;
                case "tracked-changes":
                    reader.SkipElement();
                    break;
                case "table" when isWorkbook:
                    table++;
                    var name = reader.Attribute("name") ?? "";
                    var isHidden = hiddenStyles.Contains(reader.Attribute("style-name") ?? "");
                    if (!IsCopy(reader, name))
                        sheets.Add(new SheetInfo(name, sheets.Count + 1, isHidden, table.ToString(CultureInfo.InvariantCulture)));
                    break;
            }
        }
        return isWorkbook ? sheets : throw WorkbookException.Damaged("The file is an OpenDocument file, but no workbook.");
    }

    // Reads to the end of the table, so that tables inside it (of a shape, of an embedded object) are not taken for sheets.
    private static bool IsCopy(XmlReader reader, string name)
    {
        var isCopy = name.StartsWith("'file:", StringComparison.OrdinalIgnoreCase);
        if (reader.IsEmptyElement)
            return isCopy;
        var depth = reader.Depth;
        while (reader.Next() && reader.Depth > depth)
            isCopy |= reader.Depth == depth + 1 && reader.Starts("table-source");
        return isCopy;
    }
}
