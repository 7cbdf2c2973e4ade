using System.Buffers.Binary;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>Looks at the end of a ZIP file, before anything makes an object for each of its entries.</summary>
/// <remarks>Layout: PKWARE APPNOTE 6.3, sections 4.3.14 to 4.3.16.</remarks>
internal static class ZipDirectory
{
    private const int RecordBytes = 22,
        LongestComment = 65_535;

    /// <summary>Throws unless the archive's list of entries has an honest size.</summary>
    /// <exception cref="WorkbookException">It is no ZIP file, or lists too many entries.</exception>
    public static void Check(Stream stream)
    {
        var tail = new byte[(int)Math.Min(stream.Length, RecordBytes + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + RecordBytes > tail.Length)
            throw Unreadable(stream);

        var record = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        // ZIP64 is for archives past 4 GB or 65,535 entries; no workbook below our limits needs it.
        if (entries == ushort.MaxValue || start == uint.MaxValue || entries > SizeLimits.WorkbookParts)
            throw WorkbookException.Unsafe($"The workbook lists more than {SizeLimits.WorkbookParts:#,0} parts.");
        if (stream.Length - tail.Length + at - start > SizeLimits.DirectoryBytes)
            throw WorkbookException.Unsafe("The workbook's list of parts is too large.");
    }

    private static WorkbookException Unreadable(Stream stream)
    {
        Span<byte> head = stackalloc byte[8];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        head = head[..read];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return WorkbookException.Unsafe(
                "The workbook is encrypted, or in the format of Excel 97 (.xls).",
                "Save it as .xlsx or .ods without a password."
            );
        return head.StartsWith("PK"u8)
            ? WorkbookException.Damaged("The workbook is cut off: the end of the file is missing.")
            : WorkbookException.Damaged("The file is no workbook: it does not begin as one.");
    }
}
