using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Data.Model.Results;

/// <summary>A table as CSV: RFC 4180, every cell quoted, numbers as they are, and nothing that a spreadsheet would run.</summary>
public static class TableCsv
{
    /// <summary>The file's text, with a header.</summary>
    public static string Write(Table table)
    {
        using var text = new StringWriter();
        SafeCsv.Write(text, Rows(table), "\r\n", quotesAll: true);
        return text.ToString();
    }

    private static IEnumerable<string[]> Rows(Table table)
    {
        yield return [.. table.Columns.Select(column => SafeCsv.Protect(column.Name))];
        for (var row = 0; row < table.RowCount; row++)
            yield return [.. table.Columns.Select(column => TextOf(column.Values[row]))];
    }

    private static string TextOf(object? value) => value is string text ? SafeCsv.Protect(text) : PlainValue.Of(value) ?? "";
}
