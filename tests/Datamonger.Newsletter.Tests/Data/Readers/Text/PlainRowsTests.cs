using System.Text;
using CsCheck;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;

namespace Datamonger.Newsletter.Tests.Data.Readers.Text;

/// <summary>A block without quotes is split many bytes at a time, into the rows that are split field by field.</summary>
public sealed class PlainRowsTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Const(","),
            Gen.Const(","),
            Gen.Const("\n"),
            Gen.Const("\r\n"),
            Gen.String[Gen.Char["abcé京 19.-"], 0, 45]
        )
        .Array[0, 40]
        .Select(string.Concat);

    [Fact]
    public void Rows_and_fields_are_those_of_the_scanner() =>
        Gen.Select(Texts, Gen.Int[1, 8])
            .Sample(
                (text, columns) =>
                {
                    var block = new CsvBlock(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text), IsFirst: false, IsLast: false);
                    Assert.True(PlainRows.TryOpen(block, (byte)',', columns, out var rows));
                    var (scanner, expected, actual) = (new CsvScanner(block, (byte)','), new List<string>(), new List<string>());
                    var uneven = default(UnevenRows);
                    while (scanner.Read())
                    {
                        string[] fields = [.. Enumerable.Range(0, scanner.FieldCount).Select(i => Encoding.UTF8.GetString(scanner[i]))];
                        if (columns > 1 && fields.All(field => field.Length == 0))
                            continue;
                        if (fields.Length != columns)
                            uneven = uneven.With(scanner.Line, fields.Length);
                        expected.Add($"{scanner.Line}: {string.Join('|', fields.Concat(Enumerable.Repeat("", columns)).Take(columns))}");
                    }
                    while (rows.Read())
                    {
                        for (var row = 0; row < rows.Lines.Length; row++)
                            actual.Add($"{rows.Lines[row]}: {string.Join('|', Fields(rows, row, block))}");
                    }

                    Assert.Equal(expected, actual);
                    Assert.Equal(scanner.LineCount, rows.LineCount);
                    Assert.Equal(uneven, rows.Uneven);
                },
                iter: 5_000
            );

    [Fact]
    public void More_rows_than_are_read_together_come_one_after_another()
    {
        var text = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},{i * 7}\n"));
        Assert.True(
            PlainRows.TryOpen(
                new CsvBlock(Encoding.UTF8.GetBytes(text), text.Length, IsFirst: false, IsLast: false),
                (byte)',',
                2,
                out var rows
            )
        );
        var lines = new List<int>();
        while (rows.Read())
            lines.AddRange(rows.Lines);
        Assert.Equal(Enumerable.Range(1, 10_000), lines);
    }

    [Theory]
    [InlineData("a,\"b\"\n")]
    [InlineData("a,b\rc,d\n")]
    [InlineData("a,b\r")]
    public void Quotes_and_other_line_ends_are_left_to_the_scanner(string text) =>
        Assert.False(
            PlainRows.TryOpen(new CsvBlock(Encoding.UTF8.GetBytes(text), text.Length, IsFirst: false, IsLast: false), (byte)',', 2, out _)
        );

    [Theory]
    [InlineData(",,\n", true)]
    [InlineData("\r\n", true)]
    [InlineData(", ,\n", false)]
    public void A_row_without_any_text_is_left_out(string text, bool isLeftOut)
    {
        Assert.True(
            PlainRows.TryOpen(
                new CsvBlock(Encoding.UTF8.GetBytes(text), text.Length, IsFirst: false, IsLast: false),
                (byte)',',
                3,
                out var rows
            )
        );
        Assert.Equal(!isLeftOut, rows.Read());
        Assert.Equal(1, rows.LineCount);
    }

    private static List<string> Fields(PlainRows rows, int row, CsvBlock block)
    {
        var fields = new List<string>();
        var bounds = rows.Bounds.Slice(row * rows.Stride, rows.Stride);
        for (var i = 1; i < bounds.Length; i++)
        {
            var length = bounds[i] - (bounds[i - 1] + 1);
            // A missing field may stand behind the end.
            fields.Add(length == 0 ? "" : Encoding.UTF8.GetString(block.Bytes.AsSpan(bounds[i - 1] + 1, length)));
        }
        return fields;
    }
}
