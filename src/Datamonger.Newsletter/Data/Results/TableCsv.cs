using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Data.Results;

/// <summary>A table as CSV: RFC 4180, every cell quoted, numbers as they are, and nothing that a spreadsheet would run.</summary>
public static class TableCsv
{
    /// <summary>The file's text, with a header.</summary>
    public static string Write(Table table)
    {
        var csv = new StringBuilder();
        Line(csv, table.Columns.Select(column => Harmless(column.Name)));
        for (var row = 0; row < table.RowCount; row++) Line(csv, table.Columns.Select(column => column.Values[row] is string text ? Harmless(text) : PlainValue.Of(column.Values[row]) ?? ""));
        return csv.ToString();
    }

    private static void Line(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");

    // A text that a spreadsheet would run as a formula gets an apostrophe in front (the rule of OWASP, also for full-width signs);
    // a plain number with a sign is none.
    private static string Harmless(string text)
    {
        var start = text.TrimStart();
        var runs = text.Length > 0 && (text[0] is '\t' or '\r' or '\n' || (start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'));
        return runs && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
    }
}
