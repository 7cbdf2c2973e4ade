using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>The data of a chart as a CSV file for the archive: RFC 4180, UTF-8, every cell quoted, numbers as they are.</summary>
internal static class ChartCsv
{
    /// <summary>Path of the file of the chart with this 0-based number.</summary>
    public static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"data/chart-{index + 1}.csv");

    /// <summary>The file's bytes.</summary>
    public static ImmutableArray<byte> Write(RenderedChart chart)
    {
        var csv = new StringBuilder();
        Line(csv, chart.Data.Columns.Select(column => Harmless(column.Name)));
        for (var row = 0; row < chart.Data.RowCount; row++) Line(csv, chart.Data.Columns.Select(column => Cell(column.Values[row])));
        return [.. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static void Line(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Harmless(text),
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // A text that a spreadsheet would run as a formula gets an apostrophe in front (the rule of OWASP, also for full-width signs);
    // a plain number with a sign is none.
    private static string Harmless(string text)
    {
        var start = text.TrimStart();
        var runs = text.Length > 0 && (text[0] is '\t' or '\r' or '\n' || (start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'));
        return runs && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
    }
}
