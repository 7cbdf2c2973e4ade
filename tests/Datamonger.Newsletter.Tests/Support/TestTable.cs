using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Writes a query's rows as one reads them.</summary>
internal static class TestTable
{
    /// <summary>
    /// A table of lines whose cells stand between bars; the first line names the columns. A column of whole numbers, decimals
    /// or days has that type, any other is text; an empty cell is null, <c>∞</c> a value that is not finite.
    /// </summary>
    public static Table Of(string text)
    {
        string[][] lines =
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => !line.StartsWith("| ---", StringComparison.Ordinal))
                .Select(Cells),
        ];
        var rows = lines[1..];
        return new Table([.. lines[0].Select((name, i) => Column(name, [.. rows.Select(row => row[i])]))], rows.Length);
    }

    // Bars at the ends of a line are optional, as in Markdown; an empty cell there is not.
    private static string[] Cells(string line) => (line[0] == '|' ? line[1..^1] : line).Split('|', StringSplitOptions.TrimEntries);

    private static Column Column(string name, ImmutableArray<string> cells)
    {
        string[] known = [.. cells.Where(cell => cell.Length > 0)];
        var (type, read) = known switch
        {
            [] => (ColumnType.Text, cell => cell),
            _ when Array.TrueForAll(
                    known,
                    cell => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ) => (ColumnType.Integer, cell => long.Parse(cell, CultureInfo.InvariantCulture)),
            _ when known.Contains("∞") => (
                ColumnType.Double,
                cell => cell == "∞" ? double.PositiveInfinity : double.Parse(cell, CultureInfo.InvariantCulture)
            ),
            _ when Array.TrueForAll(known, cell => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) => (
                ColumnType.Decimal,
                cell => decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)
            ),
            _ when Array.TrueForAll(
                    known,
                    cell => DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ) => (ColumnType.Date, cell => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ => (ColumnType.Text, (Func<string, object>)(cell => cell)),
        };
        return new Column(name, type, [.. cells.Select(cell => cell.Length == 0 ? null : read(cell))]);
    }
}
