using System.Globalization;
using System.Security;
using System.Text;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Writes workbooks in Office Open XML, small and by the book.</summary>
internal static class XlsxFile
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageLinks = "http://schemas.openxmlformats.org/package/2006/relationships";

    // Cell styles by number: 0 plain, 1 percent, 2 date, 3 date and time, 4 code of three digits, 5 coloured, 6 code of four digits, 7
    // time.
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="000"/><numFmt numFmtId="165" formatCode="0000"/>
        <numFmt numFmtId="166" formatCode="[$-809]dd\ mmmm\ yyyy;@"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="0" fillId="2"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs></styleSheet>
        """;

    public static byte[] Write(params TestSheet[] sheets) => Zip(sheets, from1904: false).ToBytes();

    public static byte[] Write1904(params TestSheet[] sheets) => Zip(sheets, from1904: true).ToBytes();

    /// <summary>A workbook of one sheet whose XML is given.</summary>
    public static TestZip WithSheetXml(string sheetData, string before = "", string after = "") =>
        Zip([new TestSheet("Sheet1")], from1904: false)
            .Add(
                "xl/worksheets/sheet1.xml",
                $"""<worksheet xmlns="{Main}">{before}<sheetData>{sheetData}</sheetData>{after}</worksheet>"""
            );

    public static TestZip Zip(TestSheet[] sheets, bool from1904)
    {
        var texts = new List<string>();
        var zip = new TestZip();
        zip.Add(
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" "
                + "ContentType=\"application/xml\"/></Types>"
        );
        zip.Add(
            "_rels/.rels",
            $"<Relationships xmlns=\"{PackageLinks}\"><Relationship Id=\"rId1\" Type=\"{Links}/officeDocument\" "
                + $"Target=\"xl/workbook.xml\"/></Relationships>"
        );
        var list = new StringBuilder();
        var links = new StringBuilder();
        for (var i = 0; i < sheets.Length; i++)
        {
            list.Append(
                CultureInfo.InvariantCulture,
                $"<sheet name=\"{Escaped(sheets[i].Name)}\" sheetId=\"{i + 1}\"{(sheets[i].Hidden ? " state=\"hidden\"" : "")} "
                    + $"r:id=\"rId{i + 1}\"/>"
            );
            links.Append(
                CultureInfo.InvariantCulture,
                $"<Relationship Id=\"rId{i + 1}\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"
            );
            zip.Add($"xl/worksheets/sheet{i + 1}.xml", SheetXml(sheets[i], texts, from1904));
        }
        zip.Add(
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" "
                + $"xmlns:r=\"{Links}\"><workbookPr{(from1904 ? " date1904=\"1\"" : "")}/><sheets>{list}</sheets></workbook>"
        );
        zip.Add(
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{PackageLinks}\">{links}<Relationship Id=\"rIdS\" Type=\"{Links}/styles\" "
                + $"Target=\"styles.xml\"/><Relationship Id=\"rIdT\" Type=\"{Links}/sharedStrings\" "
                + $"Target=\"/xl/sharedStrings.xml\"/></Relationships>"
        );
        zip.Add("xl/styles.xml", Styles);
        zip.Add("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(texts.Select(text => $"<si>{text}</si>"))}</sst>");
        return zip;
    }

    /// <summary>The days that a date is from the start of the calendar.</summary>
    public static double Serial(DateTime date, bool from1904) =>
        (
            date
            - (
                from1904 ? new DateTime(1904, 1, 1)
                : date < new DateTime(1900, 3, 1) ? new DateTime(1899, 12, 31)
                : new DateTime(1899, 12, 30)
            )
        ).TotalDays;

    private static string SheetXml(TestSheet sheet, List<string> texts, bool from1904)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>");
        for (var row = 0; row < sheet.Rows.Length; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < sheet.Rows[row].Length; column++)
                xml.Append(CellXml($"r=\"{TestSheet.Letters(column + 1)}{row + 1}\"", sheet.Rows[row][column], texts, from1904));
            xml.Append("</row>");
        }
        xml.Append("</sheetData>");
        var merges = sheet
            .Merges()
            .Select(merge =>
                $"<mergeCell ref=\"{TestSheet.Letters(merge.Column)}{merge.Row}:{TestSheet.Letters(merge.Column + merge.Cell.Columns - 1)}{merge.Row + merge.Cell.Rows - 1}\"/>"
            )
            .ToList();
        if (merges.Count > 0)
            xml.Append($"<mergeCells count=\"{merges.Count}\">{string.Concat(merges)}</mergeCells>");
        return xml.Append("</worksheet>").ToString();
    }

    private static string CellXml(string place, object? value, List<string> texts, bool from1904) =>
        value switch
        {
            null => "",
            Formatted => $"<c {place} s=\"5\"/>",
            Merged merged => CellXml(place, merged.Value, texts, from1904),
            string text => Shared(place, $"<t xml:space=\"preserve\">{Escaped(text)}</t>", texts),
            Raised raised => Shared(
                place,
                $"<r><t xml:space=\"preserve\">{Escaped(raised.Text)}</t></r><r><rPr><vertAlign "
                    + $"val=\"superscript\"/></rPr><t>{Escaped(raised.Above)}</t></r>{(raised.After.Length > 0 ? $"<r><rPr><b/></rPr><t xml:space=\"preserve\">{Escaped(raised.After)}</t></r>" : "")}",
                texts
            ),
            bool yes => $"<c {place} t=\"b\"><v>{(yes ? 1 : 0)}</v></c>",
            Percent percent => $"<c {place} s=\"1\"><v>{Number((double)percent.Ratio)}</v></c>",
            PaddedCode code => $"<c {place} s=\"{(code.Digits == 3 ? 4 : 6)}\"><v>{code.Number}</v></c>",
            DateOnly date => $"<c {place} s=\"2\"><v>{Number(Serial(date.ToDateTime(TimeOnly.MinValue), from1904))}</v></c>",
            DateTime time => $"<c {place} s=\"3\"><v>{Number(Serial(time, from1904))}</v></c>",
            ErrorValue error => $"<c {place} t=\"e\"><v>{error.Text}</v></c>",
            Formula { Stored: null } formula => $"<c {place}><f>{Escaped(formula.Text)}</f></c>",
            Formula { Stored: string text } formula => $"<c {place} t=\"str\"><f>{Escaped(formula.Text)}</f><v>{Escaped(text)}</v></c>",
            Formula formula =>
                $"<c {place}><f>{Escaped(formula.Text)}</f><v>{Convert.ToString(formula.Stored, CultureInfo.InvariantCulture)}</v></c>",
            double number => $"<c {place}><v>{Number(number)}</v></c>",
            _ => $"<c {place}><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>",
        };

    // Excel writes seventeen digits: 78.1 stands as 78.099999999999994.
    private static string Number(double number) => number.ToString("G17", CultureInfo.InvariantCulture);

    private static string Shared(string place, string xml, List<string> texts)
    {
        texts.Add(xml);
        return $"<c {place} t=\"s\"><v>{texts.Count - 1}</v></c>";
    }

    private static string Escaped(string text) => SecurityElement.Escape(text).Replace("\r", "_x000D_", StringComparison.Ordinal);
}
