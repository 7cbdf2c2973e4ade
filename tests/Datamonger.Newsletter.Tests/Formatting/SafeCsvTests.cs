using CsvHelper;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Tests.Formatting;

public sealed class SafeCsvTests
{
    // What spreadsheets run, by OWASP's list; numbers with a sign are numbers.
    public static readonly TheoryData<string, bool> Cells = new()
    {
        { "=1+1", true },
        { "+44 20 7946 0000", true },
        { "-cmd|' /C calc'!A0", true },
        { "@SUM(A1)", true },
        { "\t=1", true },
        { "\r=1", true },
        { "\n=1", true },
        { "  =1", true },
        { "＝1", true },
        { "＋1", true },
        { "－1", true },
        { "＠x", true },
        { "-5", false },
        { "+5.25", false },
        { "-1e3", false },
        { "'=1", false },
        { "Barnet", false },
        { "a=1", false },
        { "", false },
        { "O'Neill, \"Ann\"\nof Kent", false },
    };

    [Theory, MemberData(nameof(Cells))]
    public void A_cell_that_a_spreadsheet_would_run_is_a_text_to_it_and_comes_back_as_it_was(string cell, bool runs)
    {
        var written = SafeCsv.Protect(cell);

        Assert.Equal(runs ? "'" + cell : cell, written);
        if (runs)
            Assert.Equal(cell, SafeCsv.Unprotect(written));
    }

    [Fact]
    public void A_table_is_written_so_that_another_reader_gets_its_cells()
    {
        var texts = Cells.Select(row => (object?)row.Data.Item1).ToList();
        var table = new Table(
            [
                new Column("=name", ColumnType.Text, [.. texts, null]),
                new Column("n", ColumnType.Decimal, [.. texts.Select((_, i) => (object?)(i - 3.50m)), null]),
            ],
            texts.Count + 1
        );

        var csv = TableCsv.Write(table);

        using var reader = CsvReader.Create(new StringReader(csv));
        Assert.Equal(["'=name", "n"], reader.Headers.ToArray());
        foreach (var (text, i) in texts.Select((text, i) => ((string)text!, i)))
        {
            Assert.True(reader.Read());
            Assert.Equal(SafeCsv.Protect(text), reader.GetString(0));
            Assert.Equal((i - 3.50m).ToString(System.Globalization.CultureInfo.InvariantCulture), reader.GetString(1));
        }
        Assert.EndsWith("\r\n\"\",\"\"\r\n", csv, StringComparison.Ordinal);
    }
}
