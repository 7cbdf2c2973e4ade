using System.IO.Compression;
using System.Xml;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// The ZIP file that a workbook is, once it has been found harmless: its parts by name, read as XML that cannot reach anything.
/// </summary>
internal sealed class WorkbookPackage
{
    private static readonly string[] Archives =
    [
        ".zip",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".ods",
        ".docx",
        ".docm",
        ".pptx",
        ".jar",
        ".gz",
        ".7z",
        ".rar",
        ".bz2",
        ".xz",
        ".zst",
        ".tar",
    ];
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    private WorkbookPackage() { }

    /// <summary>Opens a workbook; the stream stays the caller's.</summary>
    /// <exception cref="WorkbookException">It is unsafe or damaged.</exception>
    public static WorkbookPackage Open(Stream stream)
    {
        if (stream.Length > SizeLimits.WorkbookBytes)
            throw new WorkbookException(
                DatasetRules.TooLarge,
                $"The workbook has {stream.Length >> 20:#,0} MB; at most {SizeLimits.WorkbookBytes >> 20} MB are read."
            );
        ZipDirectory.Check(stream);
        var package = new WorkbookPackage();
        try
        {
            // Not disposed: it owns nothing but the stream, which is the caller's, and the parts are read as long as rows are asked for.
            var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            long unpacked = 0;
            foreach (var entry in archive.Entries)
            {
                unpacked += entry.Length;
                package.Add(entry, unpacked);
            }
            if (unpacked > SizeLimits.RatioFloorBytes && unpacked / Math.Max(1, stream.Length) > SizeLimits.UnpackedRatio)
                throw WorkbookException.Unsafe($"The workbook unpacks to more than {SizeLimits.UnpackedRatio} times its size.");
        }
        catch (InvalidDataException exception)
        {
            throw WorkbookException.Damaged($"The workbook is damaged: {exception.Message}");
        }
        return package;
    }

    /// <summary>Whether there is a part of this name, in any case.</summary>
    public bool Has(string name) => _parts.ContainsKey(Normal(name));

    /// <summary>The names of all parts.</summary>
    public IEnumerable<string> Names => _parts.Keys;

    /// <summary>How large a part is when unpacked, in bytes; 0 when there is none.</summary>
    public long Length(string name) => _parts.TryGetValue(Normal(name), out var entry) ? entry.Length : 0;

    /// <summary>Reads a part as XML: no DTD, nothing external, bounded tags and nesting.</summary>
    /// <exception cref="WorkbookException">There is no such part.</exception>
    public XmlReader OpenXml(string name, NameTable? names = null)
    {
        if (!_parts.TryGetValue(Normal(name), out var entry))
            throw WorkbookException.Damaged($"The workbook has no part \"{name}\".");
        return XmlReader.Create(
            new BoundedRunStream(entry.Open(), entry.Length),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = true,
                CheckCharacters = false,
                NameTable = names,
            }
        );
    }

    private static string Normal(string name) => name.Replace('\\', '/').TrimStart('/');

    private void Add(ZipArchiveEntry entry, long unpacked)
    {
        var name = Normal(entry.FullName);
        if (unpacked > SizeLimits.UnpackedBytes)
            throw WorkbookException.Unsafe($"The workbook unpacks to more than {SizeLimits.UnpackedBytes >> 20} MB.");
        if (entry.IsEncrypted)
            throw WorkbookException.Unsafe("The workbook is encrypted.", "Save it without a password.");
        if (name.Split('/').Contains("..") || name.Contains(':', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            throw WorkbookException.Unsafe("The workbook has a part whose name leads outside of it.");
        if (IsProgram(name))
            throw WorkbookException.Unsafe("The workbook holds macros.", "Save it as .xlsx or .ods without macros.");
        if (Archives.Contains(Path.GetExtension(name).ToLowerInvariant()) || BeginsAsArchive(entry))
            throw WorkbookException.Unsafe(
                $"The workbook holds another archive: \"{Path.GetFileName(name)}\".",
                "Remove the embedded file."
            );
        if (!name.EndsWith('/') && !_parts.TryAdd(name, entry))
            throw WorkbookException.Unsafe("The workbook has two parts of one name.");
    }

    private static bool IsProgram(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    private static bool BeginsAsArchive(ZipArchiveEntry entry)
    {
        if (entry.Length < 4)
            return false;
        Span<byte> head = stackalloc byte[4];
        using var content = entry.Open();
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\u0003\u0004"u8);
    }
}
