using System.Xml;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;

/// <summary>A workbook in Office Open XML: its sheets, shared texts and styles. Links to other files are never followed.</summary>
/// <remarks>
/// ECMA-376 part 1, 18, transitional and strict; part names are looked up by relationship, as they may be called anything.
/// </remarks>
internal sealed class XlsxWorkbook : IWorkbook
{
    private readonly WorkbookPackage _package;
    private readonly List<RichText> _texts = [];
    private readonly XlsxStyles _styles;
    private readonly bool _from1904;

    private XlsxWorkbook(WorkbookPackage package)
    {
        _package = package;
        var workbook =
            Relationships("_rels/.rels", "")
                .Values.FirstOrDefault(link => link.Type.EndsWith("/officeDocument", StringComparison.Ordinal))
                .Part
            ?? "xl/workbook.xml";
        if (!package.Has(workbook))
            throw WorkbookException.Damaged(
                package.Has("content.xml") ? "The file is an OpenDocument file, not XLSX."
                : package.Has("xl/workbook.bin") ? "The workbook is in the binary format (.xlsb)."
                : "The file is no XLSX workbook."
            );
        var folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        var links = Relationships($"{folder}_rels/{workbook[folder.Length..]}.rels", folder);
        (Sheets, _from1904) = ReadSheets(workbook, links);
        _styles = XlsxStyles.Read(package, PartOf(links, "/styles"));
        if (PartOf(links, "/sharedStrings") is { } texts && package.Has(texts))
            ReadTexts(texts);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SheetInfo> Sheets { get; }

    /// <exception cref="WorkbookException">It is unsafe, damaged or of another format.</exception>
    public static XlsxWorkbook Open(Stream stream)
    {
        var package = WorkbookPackage.Open(stream);
        return new XlsxWorkbook(package);
    }

    /// <inheritdoc/>
    public IEnumerable<SheetRow> Rows(SheetInfo sheet, CancellationToken cancellationToken) =>
        new XlsxSheet(_texts, _styles, _from1904).Rows(_package, sheet.Part, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<MergedArea> Merges(SheetInfo sheet, CancellationToken cancellationToken) =>
        XlsxSheet.Merges(_package, sheet.Part, cancellationToken);

    private static string? PartOf(Dictionary<string, (string Type, string Part)> links, string type) =>
        links.Values.FirstOrDefault(link => link.Type.EndsWith(type, StringComparison.Ordinal)).Part;

    // Targets are relative to the folder of the part, or absolute in the package; external ones are left out, and so unreachable.
    private Dictionary<string, (string Type, string Part)> Relationships(string part, string folder)
    {
        var links = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (!_package.Has(part))
            return links;
        using var reader = _package.OpenXml(part);
        while (reader.Next())
        {
            if (!reader.Starts("Relationship") || reader.Attribute("TargetMode") == "External")
                continue;
            if (reader.Attribute("Id") is { } id && reader.Attribute("Type") is { } type && reader.Attribute("Target") is { } target)
                links.TryAdd(id, (type, target.StartsWith('/') ? target[1..] : folder + target));
        }
        return links;
    }

    private (IReadOnlyList<SheetInfo> Sheets, bool From1904) ReadSheets(
        string workbook,
        Dictionary<string, (string Type, string Part)> links
    )
    {
        var sheets = new List<SheetInfo>();
        var from1904 = false;
        using var reader = _package.OpenXml(workbook);
        while (reader.Next())
        {
            if (reader.Starts("workbookPr"))
                from1904 = reader.Attribute("date1904") is "1" or "true";
            if (!reader.Starts("sheet") || RelationshipId(reader) is not { } id || !links.TryGetValue(id, out var link))
                continue;
            // A chart or dialogue sheet has a tab, but no cells.
            if (link.Type.EndsWith("/worksheet", StringComparison.Ordinal))
                sheets.Add(
                    new SheetInfo(
                        reader.Attribute("name") ?? "",
                        sheets.Count + 1,
                        reader.Attribute("state") is "hidden" or "veryHidden",
                        link.Part
                    )
                );
        }
        return (sheets, from1904);
    }

    private static string? RelationshipId(XmlReader reader)
    {
        string? id = null;
        while (reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "id" && reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                id = reader.Value;
        }
        reader.MoveToElement();
        return id;
    }

    private void ReadTexts(string part)
    {
        if (_package.Length(part) > SizeLimits.SharedTextBytes)
            throw WorkbookException.Unsafe($"The workbook's shared texts unpack to more than {SizeLimits.SharedTextBytes >> 20} MB.");
        using var reader = _package.OpenXml(part);
        while (reader.Next())
        {
            if (reader.Starts("si"))
                _texts.Add(RichText.Read(reader));
        }
    }
}
