using System.Text;
using CsCheck;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Data.Readers.Text;

public sealed class TextEncodingTests
{
    private const string Table = "la,note\nKent,café – £5\nYnys Môn,x\n";
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private readonly DiagnosticBag _bag = new();

    private (TextEncoding? Encoding, string? Text) Read(byte[] bytes, string? declared = null)
    {
        var dataset = new Dataset("t", "content/datasets/t.csv", new SourceLocation("content/datasets/datasets.yml", 3, 5))
        {
            Options = new DatasetOptions { Encoding = declared },
        };
        var stream = new MemoryStream(bytes);
        var encoding = TextEncoding.Detect(dataset, stream, _bag, CancellationToken.None);
        Assert.Equal(0, stream.Position);
        return (
            encoding,
            encoding is null
                ? null
                : new StreamReader(encoding.Decode(stream), Encoding.UTF8, detectEncodingFromByteOrderMarks: false).ReadToEnd()
        );
    }

    private static byte[] Bytes(string encoding, string text) =>
        encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(text),
            "utf-8 marked" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16le" => Encoding.Unicode.GetBytes(text),
            "utf-16le marked" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16be" => Encoding.BigEndianUnicode.GetBytes(text),
            "utf-16be marked" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "windows-1252" => Windows1252.GetBytes(text),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };

    [Theory]
    [InlineData("utf-8", "utf-8", true)]
    [InlineData("utf-8 marked", "utf-8", true)]
    [InlineData("utf-16le", "utf-16le", false)]
    [InlineData("utf-16le marked", "utf-16le", false)]
    [InlineData("utf-16be", "utf-16be", false)]
    [InlineData("utf-16be marked", "utf-16be", false)]
    public void Finds_the_encoding_by_mark_or_by_looking(string written, string name, bool isPlain)
    {
        var (encoding, text) = Read(Bytes(written, Table));

        Assert.Equal(name, encoding?.Name);
        Assert.Equal(isPlain, encoding?.IsPlainUtf8);
        Assert.Equal(Table, text);
        Assert.Empty(_bag.ToImmutable());
    }

    [Fact]
    public void Windows_1252_is_read_and_said_to_be_a_guess()
    {
        var (encoding, text) = Read(Bytes("windows-1252", Table));

        Assert.False(encoding?.IsPlainUtf8);
        Assert.Equal(Table, text);
        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal(
            "content/datasets/t.csv:2:1: info DM257: \"content/datasets/t.csv\" is no UTF-8 and was read as Windows-1252.",
            finding.ToString()
        );
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-8 marked", "UTF8")]
    [InlineData("utf-16le", "utf-16")]
    [InlineData("utf-16le marked", "utf-16")]
    [InlineData("utf-16be marked", "utf-16")]
    [InlineData("utf-16be", "utf-16be")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("windows-1252", "Latin1")]
    public void What_is_declared_is_no_guess(string written, string declared)
    {
        var (_, text) = Read(Bytes(written, Table), declared);

        Assert.Equal(Table, text);
        Assert.Empty(_bag.ToImmutable());
    }

    [Theory]
    [InlineData("windows-1252", "utf-8", 2)]
    [InlineData("utf-8", "windows-1252", 2)]
    [InlineData("utf-8", "utf-16", 1)]
    [InlineData("windows-1252", "utf-16", 1)]
    [InlineData("utf-8 marked", "windows-1252", 1)]
    [InlineData("utf-16le marked", "utf-8", 1)]
    [InlineData("utf-16le marked", "utf-16be", 1)]
    public void What_is_declared_wrongly_is_reported_with_its_row(string written, string declared, int row)
    {
        var (encoding, _) = Read(Bytes(written, Table), declared);

        Assert.Null(encoding);
        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal("DM256", finding.Rule.Code);
        Assert.Equal(row, finding.Location.Line);
        Assert.NotNull(finding.Hint);
    }

    [Fact]
    public void An_unknown_encoding_is_reported_with_the_nearest()
    {
        Assert.Null(Read(Bytes("utf-8", Table), "utf-88").Encoding);

        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal("content/datasets/datasets.yml:3:5", finding.Location.ToString());
        Assert.Equal("Did you mean \"utf-8\"?", finding.Hint);
    }

    [Fact]
    public void Two_encodings_in_one_file_are_reported()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("la\nMôn\n"), .. Windows1252.GetBytes("Môn\n")];

        Assert.Null(Read(bytes).Encoding);
        Assert.Contains(
            "row 2 has characters in UTF-8, row 3 has others",
            Assert.Single(_bag.ToImmutable()).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null, "DM258")]
    [InlineData("utf-8", "DM258")]
    [InlineData("windows-1252", "DM258")]
    public void A_NUL_byte_is_reported_with_its_row(string? declared, string code)
    {
        Assert.Null(Read("la,n\nKent,1\nSur\0rey,2\n"u8.ToArray(), declared).Encoding);

        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal((code, 3), (finding.Rule.Code, finding.Location.Line));
    }

    [Fact]
    public void A_byte_that_no_encoding_has_is_reported_with_its_row()
    {
        Assert.Null(Read([.. "la\nx\n"u8, 0x81, (byte)'\n']).Encoding);

        Assert.Equal(3, Assert.Single(_bag.ToImmutable()).Location.Line);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_its_end()
    {
        var bytes = new byte[40 << 20];
        Array.Fill(bytes, (byte)'x');
        "la,n\n"u8.CopyTo(bytes);
        bytes[^1] = (byte)'\n';

        Assert.Null(Read(bytes).Encoding);
        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal(("DM258", 2), (finding.Rule.Code, finding.Location.Line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Characters_cut_in_two_by_the_way_the_file_is_read_are_whole(int shift)
    {
        // Three and four bytes each, so that some character lies across every border of the pieces that are read.
        var text = new string('a', shift) + string.Concat(Enumerable.Repeat("€👪ö\n", 400_000));

        var (encoding, read) = Read(Encoding.UTF8.GetBytes(text));

        Assert.True(encoding?.IsPlainUtf8);
        Assert.Equal(text, read);
        Assert.Empty(_bag.ToImmutable());
    }

    [Fact]
    public void The_row_of_a_bad_byte_far_into_a_file_is_right()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Kent,€5\n", 300_000))), 0xFF, (byte)'\n'];

        Read(bytes, "utf-8");

        Assert.Equal(300_001, Assert.Single(_bag.ToImmutable()).Location.Line);
    }

    [Fact]
    public void Any_bytes_at_all_are_decoded_or_reported()
    {
        Gen.Int[0, 255]
            .Select(number => (byte)number)
            .Array[1, 200]
            .Sample(
                bytes =>
                {
                    var bag = new DiagnosticBag();
                    var encoding = TextEncoding.Detect(
                        new Dataset("t", "t.csv", default),
                        new MemoryStream(bytes),
                        bag,
                        CancellationToken.None
                    );
                    Assert.Equal(encoding is null, bag.HasErrors);
                    if (encoding is null)
                        return;
                    var text = new StreamReader(
                        encoding.Decode(new MemoryStream(bytes)),
                        Encoding.UTF8,
                        detectEncodingFromByteOrderMarks: false
                    ).ReadToEnd();
                    var writer = encoding.Name switch
                    {
                        "utf-8" => Encoding.UTF8,
                        "utf-16le" => Encoding.Unicode,
                        "utf-16be" => Encoding.BigEndianUnicode,
                        _ => Windows1252,
                    };
                    Assert.Equal(bytes[encoding.MarkBytes..], writer.GetBytes(text));
                },
                iter: 5_000
            );
    }
}
