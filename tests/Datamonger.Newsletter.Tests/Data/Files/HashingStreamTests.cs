using CsCheck;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Tests.Data.Files;

public sealed class HashingStreamTests
{
    private static readonly Gen<byte[]> Files = Gen.Byte.Array[0, 300];

    [Fact]
    public void However_a_file_is_read_its_hash_is_that_of_its_bytes() =>
        Gen.Select(Files, Gen.Select(Gen.Int[0, 300], Gen.Int[1, 100]).Array[0, 12])
            .Sample(
                (bytes, steps) =>
                {
                    using var stream = new HashingStream(new MemoryStream(bytes));
                    // Back to some place that was read before, and on from there.
                    foreach (var (from, count) in steps)
                    {
                        stream.Position = Math.Min(from, stream.Position);
                        _ = stream.ReadAtLeast(new byte[count], count, throwOnEndOfStream: false);
                    }
                    stream.Position = 0;
                    stream.CopyTo(Stream.Null);
                    Assert.Equal(ContentHash.Of(bytes), stream.Hash);
                }
            );

    [Fact]
    public void What_was_jumped_over_leaves_it_without_a_hash()
    {
        using var stream = new HashingStream(new MemoryStream("datamonger"u8.ToArray()));
        stream.Position = 3;
        stream.CopyTo(Stream.Null);
        Assert.Null(stream.Hash);
    }
}
