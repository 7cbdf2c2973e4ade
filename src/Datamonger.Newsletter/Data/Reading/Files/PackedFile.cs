using System.Buffers.Binary;
using System.IO.Compression;

namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>Unpacks a data file into a file of its own, which goes when it is closed.</summary>
internal static class PackedFile
{
    private const int BufferBytes = 64 << 10;

    /// <summary>The unpacked file, at its start.</summary>
    /// <param name="packed">The file as it lies in the workspace.</param>
    /// <exception cref="InvalidDataException">It is not gzip, is cut off, or unpacks to more than is read.</exception>
    public static FileStream Open(FileStream packed, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.Read | FileShare.Delete,
            BufferBytes,
            FileOptions.DeleteOnClose
        );
        try
        {
            packed.Position = 0;
            using var unpacking = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[BufferBytes];
            for (int read; (read = Read(unpacking, buffer)) > 0; file.Write(buffer, 0, read))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Guard(file.Length + read, packed.Length);
            }
            file.Flush();
            // The reader takes a file that was cut off for a whole one; only the size that its last bytes name tells them apart.
            if (file.Length % (1L << 32) != SizeNamed(packed))
                throw new InvalidDataException("The packed file is cut off, or several are joined in it. Fetch it again, or unpack it.");
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static int Read(GZipStream unpacking, byte[] buffer)
    {
        try
        {
            return unpacking.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("The file is not gzip, whatever its name says, or is damaged. Fetch it again.", e);
        }
    }

    private static void Guard(long unpacked, long packed)
    {
        if (unpacked > SizeLimits.FileBytes)
            throw new InvalidDataException($"The file unpacks to more than {SizeLimits.FileBytes >> 20:N0} MB, which is not read.");
        if (unpacked > SizeLimits.RatioFloorBytes && unpacked / SizeLimits.UnpackedRatio > packed)
            throw new InvalidDataException($"The file unpacks to more than {SizeLimits.UnpackedRatio} times its size, which is not read.");
    }

    // RFC 1952 §2.3.1: the last four bytes are the size modulo 2^32, the lowest byte first.
    private static long SizeNamed(FileStream packed)
    {
        Span<byte> last = stackalloc byte[4];
        if (packed.Length < last.Length)
            return -1;
        packed.Position = packed.Length - last.Length;
        packed.ReadExactly(last);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}
