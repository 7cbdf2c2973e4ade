using System.Text;
using CsCheck;
using Datamonger.Newsletter.Data.Readers.Text;

namespace Datamonger.Newsletter.Tests.Data.Readers.Text;

/// <summary>A block without quotes is split many bytes at a time, into the rows that are split field by field.</summary>
public sealed class PlainRowsTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Const(","), Gen.Const(","), Gen.Const("\n"), Gen.Const("\r\n"), Gen.String[Gen.Char["abcé京 19.-"], 0, 45]).Array[0, 40].Select(string.Concat);

    [Fact]
    public void Rows_and_fields_are_those_of_the_scanner() => Texts.Sample(text =>
    {
        var block = new CsvBlock(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text), IsFirst: false, IsLast: false);
        Assert.True(PlainRows.TryOpen(block, (byte)',', 64, out var rows));
        var (scanner, expected, actual) = (new CsvScanner(block, (byte)','), new List<string>(), new List<string>());
        while (scanner.Read()) expected.Add($"{scanner.Line}: {string.Join('|', Enumerable.Range(0, scanner.FieldCount).Select(i => Encoding.UTF8.GetString(scanner[i])))}");
        while (rows.Read()) actual.Add($"{rows.Line}: {string.Join('|', Fields(rows, block))}");

        Assert.Equal(expected, actual);
        Assert.Equal(scanner.LineCount, rows.Line);
    }, iter: 5_000);

    [Theory]
    [InlineData("a,\"b\"\n")]
    [InlineData("a,b\rc,d\n")]
    [InlineData("a,b\r")]
    public void Quotes_and_other_line_ends_are_left_to_the_scanner(string text) =>
        Assert.False(PlainRows.TryOpen(new CsvBlock(Encoding.UTF8.GetBytes(text), text.Length, IsFirst: false, IsLast: false), (byte)',', 2, out _));

    [Theory]
    [InlineData(",,\n", true)]
    [InlineData("\r\n", true)]
    [InlineData(", ,\n", false)]
    public void A_row_is_empty_when_all_its_fields_are(string text, bool isEmpty)
    {
        Assert.True(PlainRows.TryOpen(new CsvBlock(Encoding.UTF8.GetBytes(text), text.Length, IsFirst: false, IsLast: false), (byte)',', 3, out var rows));
        Assert.True(rows.Read());
        Assert.Equal(isEmpty, rows.IsEmpty);
    }

    private static List<string> Fields(PlainRows rows, CsvBlock block)
    {
        var (fields, start) = (new List<string>(), rows.Start);
        for (var i = 0; i < rows.FieldCount; i++)
        {
            fields.Add(Encoding.UTF8.GetString(block.Bytes.AsSpan(start, rows.Ends[i] - start)));
            start = rows.Ends[i] + 1;
        }
        return fields;
    }
}
