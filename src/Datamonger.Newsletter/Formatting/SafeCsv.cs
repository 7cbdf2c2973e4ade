using System.Globalization;
using CsvHelper;

namespace Datamonger.Newsletter.Formatting;

/// <summary>
/// Writes CSV that people open in a spreadsheet: the one writer, and the one rule against cells that a spreadsheet would run. What is written by
/// it is read back as it was.
/// </summary>
public static class SafeCsv
{
    /// <summary>Writes rows of texts.</summary>
    /// <param name="text">Where they go; it stays open.</param>
    /// <param name="rows">The header first.</param>
    /// <param name="newLine">How lines end.</param>
    /// <param name="quotesAll">Whether every cell stands in quotes, not only those that need them.</param>
    public static void Write(TextWriter text, IEnumerable<string[]> rows, string newLine, bool quotesAll)
    {
        using var writer = CsvWriter.Create(
            text,
            new CsvWriterOptions { NewLine = newLine, Quoting = quotesAll ? CsvQuoting.Always : CsvQuoting.WhenNeeded },
            leaveOpen: true
        );
        foreach (var row in rows)
            writer.WriteRecord(row);
    }

    /// <summary>
    /// A text with an apostrophe in front where a spreadsheet would run it as a formula (the rule of OWASP, also for full-width signs); a plain
    /// number with a sign is none.
    /// </summary>
    public static string Protect(string text) => IsFormula(text) ? "'" + text : text;

    /// <summary>The text that <see cref="Protect"/> was given.</summary>
    public static string Unprotect(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static bool IsFormula(string text)
    {
        var start = text.TrimStart();
        var runs =
            text.Length > 0
            && (
                text[0] is '\t' or '\r' or '\n'
                || (start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠')
            );
        return runs && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
