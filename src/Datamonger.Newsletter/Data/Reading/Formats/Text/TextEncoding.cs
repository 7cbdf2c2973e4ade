using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>
/// How the bytes of a text file are to be read. What is declared wins; what contradicts it is reported, and nothing is guessed from a
/// part of the file: all of it is looked at.
/// </summary>
internal sealed class TextEncoding
{
    private static readonly string[] Known = ["utf-8", "utf-16", "windows-1252"];

    private TextEncoding(string name, Encoding encoding, int markBytes) => (Name, Encoding, MarkBytes) = (name, encoding, markBytes);

    /// <summary><c>utf-8</c>, <c>utf-16le</c>, <c>utf-16be</c> or <c>windows-1252</c>.</summary>
    public string Name { get; }

    /// <summary>Whether DuckDB reads the file as it is; a byte order mark does not hinder it.</summary>
    public bool IsPlainUtf8 => Name == "utf-8";

    /// <summary>Length of the byte order mark; 0 when there is none.</summary>
    public int MarkBytes { get; }

    private Encoding Encoding { get; }

    /// <summary>Looks at the whole file; null when it is no readable text, which has been reported.</summary>
    /// <param name="stream">The file, seekable; stands at its start again afterwards.</param>
    public static TextEncoding? Detect(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var (declared, isKnown) = Declared(dataset, diagnostics);
        if (!isKnown)
            return null;
        Span<byte> head = stackalloc byte[4];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var detection = new Detection(dataset, stream, declared, diagnostics, cancellationToken);
        var found = head switch
        {
            [0xFF, 0xFE, 0, 0] or [0, 0, 0xFE, 0xFF] => detection.Wrong(
                1,
                "it is UTF-32, which no tool for tables reads",
                "Save it as UTF-8."
            ),
            [0xEF, 0xBB, 0xBF, ..] => detection.Marked(Utf8(3)),
            [0xFF, 0xFE, ..] => detection.Marked(Utf16(bigEndian: false, 2)),
            [0xFE, 0xFF, ..] => detection.Marked(Utf16(bigEndian: true, 2)),
            _ => detection.Unmarked(),
        };
        stream.Position = 0;
        return found;
    }

    /// <summary>
    /// UTF-8, where neither the declaration nor the beginning of a file says that it is anything else; null where one does.
    /// </summary>
    /// <param name="stream">The file, seekable; stands at its start again afterwards.</param>
    public static TextEncoding? Presume(Dataset dataset, Stream stream)
    {
        if (Declared(dataset, new DiagnosticBag()) is not (null or "utf-8", true))
            return null;
        Span<byte> head = stackalloc byte[1024];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        return head.Contains((byte)0) || head is [0xFE or 0xFF, ..] ? null : Utf8(head.StartsWith("\uFEFF"u8) ? 3 : 0);
    }

    /// <summary>The file as UTF-8 without a byte order mark, from its start.</summary>
    /// <param name="stream">The file; it stays open, and is read on by whoever asked last.</param>
    public Stream Decode(Stream stream)
    {
        stream.Position = MarkBytes;
        return IsPlainUtf8
            ? stream
            : Encoding.CreateTranscodingStream(stream, Encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
    }

    private static (string? Name, bool IsKnown) Declared(Dataset dataset, DiagnosticBag diagnostics)
    {
        if (dataset.Options.Encoding is not { Length: > 0 } said)
            return (null, true);
        var name = said.Trim().ToLowerInvariant().Replace('_', '-');
        switch (name)
        {
            case "utf-8" or "utf8" or "utf-8-sig" or "ascii" or "us-ascii":
                return ("utf-8", true);
            case "utf-16" or "utf16" or "unicode":
                return ("utf-16", true);
            case "utf-16le" or "utf-16-le":
                return ("utf-16le", true);
            case "utf-16be" or "utf-16-be":
                return ("utf-16be", true);
            // What calls itself Latin-1 is Windows-1252 in practice: https://encoding.spec.whatwg.org/#names-and-labels says so too.
            case "windows-1252" or "cp1252" or "1252" or "ansi" or "latin-1" or "latin1" or "iso-8859-1":
                return ("windows-1252", true);
        }
        diagnostics.Add(
            TextRules.WrongEncoding,
            dataset.Location,
            $"\"{said}\" is no encoding that is read.",
            NearestName.Hint(name, Known)
        );
        return (null, false);
    }

    private static TextEncoding Utf8(int mark) => new("utf-8", Encoding.UTF8, mark);

    private static TextEncoding Utf16(bool bigEndian, int mark) =>
        new(bigEndian ? "utf-16be" : "utf-16le", new UnicodeEncoding(bigEndian, byteOrderMark: false), mark);

    private static TextEncoding Windows1252() => new("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!, 0);

    /// <summary>One file being looked at.</summary>
    private sealed class Detection(
        Dataset dataset,
        Stream stream,
        string? declared,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        public TextEncoding? Wrong(int row, string what, string? hint) => Report(TextRules.WrongEncoding, row, what, hint);

        // A byte order mark is no guess: what is declared must agree with it.
        public TextEncoding? Marked(TextEncoding found)
        {
            if (declared is not null && !found.Name.StartsWith(declared, StringComparison.Ordinal))
                return Wrong(
                    1,
                    $"it is declared as {declared}, but begins with the mark of {found.Name}",
                    $"Say encoding: {found.Name}, or leave it out."
                );
            return found.IsPlainUtf8 ? Checked(found, Scan()) : CheckedUtf16(found);
        }

        public TextEncoding? Unmarked()
        {
            if (declared is "utf-16" or "utf-16le" or "utf-16be")
                return CheckedUtf16(Utf16(declared == "utf-16be", 0));
            var scan = Scan();
            if (declared is null && scan.Utf16 is { } bigEndian)
                return CheckedUtf16(Utf16(bigEndian, 0));
            if (declared == "utf-8" || (declared is null && scan.InvalidUtf8Row == 0))
                return Checked(Utf8(0), scan);
            if (scan.NulRow > 0 || scan.LongLineRow > 0)
                return Checked(Windows1252(), scan);
            if (declared is null && scan.MultiByteRow > 0)
                return Wrong(
                    scan.InvalidUtf8Row,
                    $"it mixes encodings: row {scan.MultiByteRow} has characters in UTF-8, row {scan.InvalidUtf8Row} has others",
                    "Save the whole file as UTF-8."
                );
            if (scan.Undefined1252Row > 0)
                return Wrong(
                    scan.Undefined1252Row,
                    $"it has a byte that {(declared is null ? "neither UTF-8 nor Windows-1252" : "Windows-1252")} knows",
                    "Save it as UTF-8."
                );
            if (declared is not null && scan.InvalidUtf8Row == 0 && scan.MultiByteRow > 0)
                return Wrong(scan.MultiByteRow, "it is declared as windows-1252, but is UTF-8", "Say encoding: utf-8, or leave it out.");
            if (declared is null)
                diagnostics.Add(
                    TextRules.GuessedEncoding,
                    At(scan.InvalidUtf8Row),
                    $"\"{dataset.Path}\" is no UTF-8 and was read as Windows-1252.",
                    "If that is right, say encoding: windows-1252."
                );
            return Windows1252();
        }

        private TextEncoding? Checked(TextEncoding encoding, TextScan scan)
        {
            if (scan.NulRow > 0)
                return Report(
                    TextRules.NotText,
                    scan.NulRow,
                    $"row {scan.NulRow} has a NUL byte, which no text has",
                    "Open the file in a spreadsheet and save it as CSV."
                );
            if (scan.LongLineRow > 0)
                return Report(
                    TextRules.NotText,
                    scan.LongLineRow,
                    $"row {scan.LongLineRow} is longer than {SizeLimits.LineBytes >> 20} MB",
                    "A quote may not be closed; or the file is no table."
                );
            if (encoding.IsPlainUtf8 && scan.InvalidUtf8Row > 0)
                return Wrong(
                    scan.InvalidUtf8Row,
                    $"row {scan.InvalidUtf8Row} has a byte that is no UTF-8",
                    scan.Undefined1252Row == 0 ? "It may be Windows-1252: say encoding: windows-1252." : null
                );
            return encoding;
        }

        private TextEncoding? CheckedUtf16(TextEncoding encoding)
        {
            var row = Utf16Check.FirstBadRow(stream, encoding.Encoding, encoding.MarkBytes, cancellationToken);
            return row == 0
                ? encoding
                : Wrong(
                    row,
                    $"it {(declared is null ? "begins as" : "is declared as")} {encoding.Name}, but row {row} is none",
                    "Save it as UTF-8."
                );
        }

        private TextScan Scan() => TextScan.Of(stream, cancellationToken);

        private TextEncoding? Report(DiagnosticRule rule, int row, string what, string? hint)
        {
            diagnostics.Add(rule, At(row), $"\"{dataset.Path}\" cannot be read: {what}.", hint);
            return null;
        }

        private SourceLocation At(int row) => new(dataset.Path, row, 1);
    }
}
