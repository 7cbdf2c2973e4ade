using System.Globalization;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;

/// <summary>What each cell style of an XLSX workbook says about the numbers in it.</summary>
internal sealed class XlsxStyles
{
    private readonly List<(NumberKind Kind, int Digits)> _styles = [];

    /// <summary>Reads <c>styles.xml</c>; a workbook without one shows plain numbers.</summary>
    public static XlsxStyles Read(WorkbookPackage package, string? part)
    {
        var styles = new XlsxStyles();
        if (part is null || !package.Has(part))
            return styles;
        var formats = new Dictionary<int, (NumberKind, int)>();
        using var reader = package.OpenXml(part);
        var inCellFormats = false;
        while (reader.Next())
        {
            if (reader.LocalName == "cellXfs")
                inCellFormats = reader.NodeType == System.Xml.XmlNodeType.Element && !reader.IsEmptyElement;
            else if (reader.Starts("numFmt") && !inCellFormats && Number(reader.Attribute("numFmtId")) is { } id)
                formats.TryAdd(id, NumberFormat.Of(reader.Attribute("formatCode") ?? ""));
            else if (inCellFormats && reader.Starts("xf"))
            {
                var format = Number(reader.Attribute("numFmtId")) ?? 0;
                styles._styles.Add(formats.TryGetValue(format, out var kind) ? kind : (NumberFormat.BuiltIn(format), 0));
            }
        }
        return styles;
    }

    /// <summary>The kind of a style's numbers; a style that is not there is plain.</summary>
    public (NumberKind Kind, int Digits) this[int style] => style >= 0 && style < _styles.Count ? _styles[style] : (NumberKind.Number, 0);

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
