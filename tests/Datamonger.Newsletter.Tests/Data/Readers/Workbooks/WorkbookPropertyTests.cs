using System.Globalization;
using System.Text;
using CsCheck;
using Datamonger.Newsletter.Tests.Support;
using ExcelDataReader;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

public sealed class WorkbookPropertyTests
{
    private static readonly Gen<object?> Cell = Gen.OneOf(
        Gen.String[Gen.Char["abcXYZ €é京,;\"'&<>|\n\t0123456789.%=-*_"], 0, 12].Select(text => (object?)text),
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Select(number => (object?)number),
        Gen.Int[-9_999_999, 9_999_999].Select(Gen.Int[0, 6], (number, scale) => (object?)(number / Math.Pow(10, scale))),
        Gen.Int[0, 40_000].Select(days => (object?)new DateOnly(1900, 3, 1).AddDays(days)),
        Gen.Int[0, 40_000]
            .Select(Gen.Int[1, 86_399], (days, seconds) => (object?)new DateTime(1900, 3, 1).AddDays(days).AddSeconds(seconds)),
        Gen.Int[-2_000, 2_000].Select(thousandths => (object?)new Percent(thousandths / 1000m)),
        Gen.Bool.Select(yes => (object?)yes),
        Gen.Bool.Select(_ => (object?)null)
    );

    // A key in front, so that no row is empty and no last row looks like a note.
    private static readonly Gen<TestSheet> Sheet = Gen.Int[1, 6]
        .SelectMany(columns =>
            Gen.Select(
                Cell.Array[columns].Array[1, 12],
                rows => new TestSheet(
                    "Sheet",
                    [
                        ["key", "k2", .. Enumerable.Range(0, columns).Select(i => (object?)$"column {i}")],
                        .. rows.Select(
                            (row, i) =>
                                new object?[] { $"r{i}", i }
                                    .Concat(row)
                                    .ToArray()
                        ),
                    ]
                )
            )
        );

    [Fact]
    public void Any_table_reads_the_same_from_XLSX_ODS_and_CSV() =>
        Sheet.Sample(
            sheet =>
            {
                var xlsx = WorkbookFormat.Read("xlsx", sheet);
                var ods = WorkbookFormat.Read("ods", sheet);

                Assert.Empty(xlsx.Findings);
                Assert.Empty(ods.Findings);
                Assert.Equal(Shown(xlsx), Shown(ods));
                Assert.Equal(FromCsv(sheet), xlsx.Rows.Select(row => string.Join('\u001F', row.Cells.Select(cell => cell.Text))));
                Assert.Equal(
                    string.Join(
                        '\n',
                        sheet
                            .Rows.Skip(1)
                            .Select(row => string.Join('|', row.Select(cell => $"{Exact(cell)?.GetType().Name} {Exact(cell)}")))
                    ),
                    string.Join(
                        '\n',
                        xlsx.Rows.Select(row => string.Join('|', row.Cells.Select(cell => $"{cell.Value?.GetType().Name} {cell.Value}")))
                    )
                );
            },
            iter: 400
        );

    [Fact]
    public void ExcelDataReader_reads_the_same_cells() =>
        Sheet.Sample(
            sheet =>
            {
                Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
                using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(XlsxFile.Write(sheet)));
                var ours = WorkbookFormat.Read("xlsx", sheet);
                reader.Read();
                foreach (var row in ours.Rows)
                {
                    Assert.True(reader.Read());
                    for (var i = 0; i < row.Cells.Length; i++)
                    {
                        var theirs = i < reader.FieldCount ? reader.GetValue(i) : null;
                        switch (row.Cells[i].Value)
                        {
                            case null:
                                Assert.Equal(row.Cells[i].Text, string.IsNullOrWhiteSpace(theirs as string) ? "" : theirs);
                                break;
                            case bool yes:
                                Assert.Equal(yes, theirs);
                                break;
                            case DateOnly date:
                                Assert.Equal(date.ToDateTime(TimeOnly.MinValue), theirs);
                                break;
                            case DateTime time:
                                Assert.Equal(time, theirs);
                                break;
                            case var number:
                                Assert.Equal(
                                    Convert.ToDouble(number, CultureInfo.InvariantCulture),
                                    Convert.ToDouble(theirs, CultureInfo.InvariantCulture),
                                    1e-12 * Math.Max(1, Math.Abs(Convert.ToDouble(number, CultureInfo.InvariantCulture)))
                                );
                                break;
                        }
                    }
                }
                Assert.False(reader.Read());
            },
            iter: 200
        );

    private static string Shown(Reading reading) =>
        string.Join(
            '\n',
            reading.Rows.Select(row =>
                $"{row.Number}: {string.Join(" | ", row.Cells.Select(cell => $"{cell.Text} ({cell.Value?.GetType().Name} {cell.Value})"))}"
            )
        );

    private static object? Exact(object? cell) =>
        cell switch
        {
            long or bool or DateOnly or DateTime => cell,
            int number => (long)number,
            Percent { Ratio: var ratio } => ratio == decimal.Truncate(ratio)
                ? (object)(long)ratio
                : ratio / 1.000000000000000000000000000000000m,
            double number when number == Math.Truncate(number) => (long)number,
            double number => decimal.Parse(
                number.ToString("G15", CultureInfo.InvariantCulture),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    private static IEnumerable<string> FromCsv(TestSheet sheet)
    {
        var csv = new StringBuilder();
        foreach (var row in sheet.Rows)
            csv.AppendJoin(',', row.Select(cell => $"\"{CsvText(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");
        foreach (var record in Records(csv.ToString()).Skip(1))
            yield return string.Join('\u001F', record.Select(text => string.IsNullOrWhiteSpace(text) ? "" : text));
    }

    // The smallest reader of quoted fields, so that the judge owes nothing to a library's options.
    private static IEnumerable<List<string>> Records(string csv)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            if (isQuoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                field.Append(csv[i++]);
            else if (csv[i] == '"')
                isQuoted = !isQuoted;
            else if (isQuoted)
                field.Append(csv[i]);
            else if (csv[i] is ',' or '\n')
            {
                record.Add(field.ToString());
                field.Clear();
                if (csv[i] == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
        }
    }

    private static string CsvText(object? cell) =>
        cell switch
        {
            null => "",
            double number => decimal.Parse(
                    number.ToString("G15", CultureInfo.InvariantCulture),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture
                )
                .ToString("0.##########", CultureInfo.InvariantCulture),
            Percent percent => (percent.Ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture) + "%",
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
        };
}
