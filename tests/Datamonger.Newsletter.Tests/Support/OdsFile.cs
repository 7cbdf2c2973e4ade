using System.Globalization;
using System.Security;
using System.Text;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Writes workbooks in OpenDocument, small and by the book.</summary>
internal static class OdsFile
{
    private const string Namespaces =
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        + "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
        + "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
        + "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        + "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\"";

    public static byte[] Write(params TestSheet[] sheets) => WithTables(string.Concat(sheets.Select(TableXml))).ToBytes();

    /// <summary>A workbook whose sheets are given as XML.</summary>
    public static TestZip WithTables(string tables) =>
        new TestZip()
            .Add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            .Add("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>")
            .Add("content.xml", Content(tables));

    public static string Content(string tables, string doctype = "") =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>{doctype}
            <office:document-content {Namespaces} office:version="1.3"><office:automatic-styles>
            <style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
            <style:style style:name="T2" style:family="text"><style:text-properties style:font-name="x"/></style:style>
            <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
            </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>
            """;

    /// <summary>A row of text cells as XML.</summary>
    public static string Row(string attributes, params string[] cells) =>
        $"<table:table-row "
        + $"{attributes}>{string.Concat(cells.Select(cell => $"<table:table-cell office:value-type=\"string\"><text:p>{SecurityElement.Escape(cell)}</text:p></table:table-cell>"))}</table:table-row>";

    private static string TableXml(TestSheet sheet)
    {
        var xml = new StringBuilder(
            $"<table:table table:name=\"{SecurityElement.Escape(sheet.Name)}\"{(sheet.Hidden ? " table:style-name=\"ta2\"" : "")}><table:table-column table:number-columns-repeated=\"1024\"/>"
        );
        var covered = new HashSet<(int, int)>();
        foreach (var (row, column, cell) in sheet.Merges())
        {
            for (var r = row; r < row + cell.Rows; r++)
            {
                for (var c = column; c < column + cell.Columns; c++)
                    covered.Add((r, c));
            }
            covered.Remove((row, column));
        }
        for (var row = 0; row < sheet.Rows.Length; row++)
        {
            xml.Append("<table:table-row>");
            for (var column = 0; column < sheet.Rows[row].Length; column++)
                xml.Append(covered.Contains((row + 1, column + 1)) ? "<table:covered-table-cell/>" : CellXml("", sheet.Rows[row][column]));
            // A spreadsheet fills each row to its last column.
            xml.Append("<table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>");
        }
        return xml.Append("</table:table>").ToString();
    }

    private static string CellXml(string span, object? value) =>
        value switch
        {
            null => "<table:table-cell/>",
            Formatted => "<table:table-cell table:style-name=\"ce1\"/>",
            Merged merged => CellXml(
                $" table:number-columns-spanned=\"{merged.Columns}\" table:number-rows-spanned=\"{merged.Rows}\"",
                merged.Value
            ),
            string text => Cell(span + " office:value-type=\"string\" calcext:value-type=\"string\"", Paragraphs(text)),
            Raised raised => Cell(
                span + " office:value-type=\"string\"",
                $"<text:p>{Spaced(raised.Text)}<text:span text:style-name=\"T1\">{Spaced(raised.Above)}</text:span><text:span "
                    + $"text:style-name=\"T2\">{Spaced(raised.After)}</text:span></text:p>"
            ),
            bool yes => Cell(
                $"{span} office:value-type=\"boolean\" office:boolean-value=\"{(yes ? "true" : "false")}\"",
                $"<text:p>{(yes ? "TRUE" : "FALSE")}</text:p>"
            ),
            Percent percent => Cell(
                $"{span} office:value-type=\"percentage\" office:value=\"{Number((double)percent.Ratio)}\"",
                $"<text:p>{Math.Round(percent.Ratio * 100)}%</text:p>"
            ),
            PaddedCode code => Cell(
                $"{span} office:value-type=\"float\" office:value=\"{code.Number}\"",
                $"<text:p>{code.Number.ToString(CultureInfo.InvariantCulture).PadLeft(code.Digits, '0')}</text:p>"
            ),
            DateOnly date => Cell(
                $"{span} office:value-type=\"date\" office:date-value=\"{date:yyyy-MM-dd}\"",
                $"<text:p>{date:dd/MM/yy}</text:p>"
            ),
            DateTime time => Cell(
                $"{span} office:value-type=\"date\" office:date-value=\"{time.ToString("s", CultureInfo.InvariantCulture)}\"",
                $"<text:p>{time:dd/MM/yy HH:mm}</text:p>"
            ),
            ErrorValue error => Cell(
                $"{span} table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                $"<text:p>{error.Text}</text:p>"
            ),
            Formula { Stored: null } formula => $"<table:table-cell{span} table:formula=\"of:={SecurityElement.Escape(formula.Text)}\"/>",
            Formula { Stored: string text } formula => Cell(
                $"{span} table:formula=\"of:={SecurityElement.Escape(formula.Text)}\" office:value-type=\"string\"",
                Paragraphs(text)
            ),
            Formula formula => Cell(
                $"{span} table:formula=\"of:={SecurityElement.Escape(formula.Text)}\" office:value-type=\"float\" "
                    + $"office:value=\"{Convert.ToString(formula.Stored, CultureInfo.InvariantCulture)}\"",
                "<text:p>…</text:p>"
            ),
            double number => Cell($"{span} office:value-type=\"float\" office:value=\"{Number(number)}\"", "<text:p>rounded</text:p>"),
            _ => Cell(
                $"{span} office:value-type=\"float\" office:value=\"{Convert.ToString(value, CultureInfo.InvariantCulture)}\"",
                $"<text:p>{value:#,0.##}</text:p>"
            ),
        };

    private static string Cell(string attributes, string content) => $"<table:table-cell{attributes}>{content}</table:table-cell>";

    private static string Number(double number) => number.ToString("G17", CultureInfo.InvariantCulture);

    private static string Paragraphs(string text) => string.Concat(text.Split('\n').Select(line => $"<text:p>{Spaced(line)}</text:p>"));

    // Blanks that XML would lose are elements.
    private static string Spaced(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    ' ' => "<text:s/>",
                    '\t' => "<text:tab/>",
                    _ => SecurityElement.Escape(c.ToString()),
                }
            )
        );
}
