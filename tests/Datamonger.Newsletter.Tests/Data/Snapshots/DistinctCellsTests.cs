using System.Text;
using CsCheck;
using Datamonger.Newsletter.Data.Snapshots;

namespace Datamonger.Newsletter.Tests.Data.Snapshots;

/// <summary>A column holds each text once, under a number of its own.</summary>
public sealed class DistinctCellsTests
{
    // Texts that differ in one byte, early or late, at every length around those that a key holds whole.
    private static readonly Gen<byte[]> Cells = Gen.Int[0, 40].SelectMany(length => Gen.Byte[97, 98].Array[length]);

    [Fact]
    public void Every_row_has_its_text_wherever_that_stands() =>
        Gen.Select(Cells.Array[1, 300], Gen.Int[0, 20])
            .Sample(
                (texts, behind) =>
                {
                    byte[] bytes = [.. texts.SelectMany(text => text.Append((byte)',')), .. Enumerable.Repeat((byte)'z', behind)];
                    var bounds = new int[texts.Length + 1];
                    bounds[0] = -1;
                    for (var i = 0; i < texts.Length; i++)
                        bounds[i + 1] = bounds[i] + 1 + texts[i].Length;
                    var (together, single) = (new DistinctCells(), new DistinctCells());
                    // Each text is a row of one field, which ends where the next begins.
                    together.Add(bytes, bounds, 0, 1, texts.Length);
                    foreach (var text in texts)
                        single.Add(text);

                    Assert.Equal(texts.Select(Encoding.ASCII.GetString), Texts(together));
                    Assert.Equal(together.Codes.ToArray(), single.Codes.ToArray());
                    Assert.Equal(
                        texts.Select(Encoding.ASCII.GetString).Where(text => text.Length > 0).Distinct().Count(),
                        together.Count - 1
                    );
                    var counts = together.CountRows().ToArray();
                    for (var code = 1; code < together.Count; code++)
                    {
                        Assert.Equal(texts.Count(text => text.AsSpan().SequenceEqual(together[code])), counts[code]);
                        Assert.Equal(Array.FindIndex(texts, text => text.AsSpan().SequenceEqual(together[code])), together.FirstRow(code));
                    }
                },
                iter: 500
            );

    [Fact]
    public void Rows_that_are_forgotten_leave_nothing_behind()
    {
        var cells = new DistinctCells();
        foreach (var text in Enumerable.Range(0, 5_000))
            cells.Add(Encoding.ASCII.GetBytes($"number {text}"));
        cells.Clear();
        cells.Add("number 7"u8);
        cells.Add([]);
        Assert.Equal(["number 7", ""], Texts(cells));
        Assert.Equal(2, cells.Count);
    }

    private static List<string> Texts(DistinctCells cells) =>
        [.. cells.Codes.ToArray().Select(code => Encoding.ASCII.GetString(cells[code]))];
}
