using System.Buffers.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>How the table of a file of delimited text begins.</summary>
/// <param name="Delimiter">What stands between two fields.</param>
/// <param name="Skip">Lines above the header.</param>
/// <param name="FoundHeader">The line of the header, where it was found below titles; else 0.</param>
internal readonly record struct CsvStart(byte Delimiter, int Skip, int FoundHeader)
{
    private const int HeadBytes = 1 << 16;
    private const int LinesToCompare = 20;

    private static ReadOnlySpan<byte> Candidates => ",\t;|"u8;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="open">The file from its start, as UTF-8.</param>
    /// <param name="dataset">What is declared of it.</param>
    public static CsvStart Find(Func<Stream> open, Dataset dataset)
    {
        var head = new byte[HeadBytes];
        var bytes = head.AsSpan(0, open().ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false));
        var skip = dataset.Options.Skip;
        var said = skip == 0 ? Said(bytes) : null;
        if (said is not null)
            skip = 1;
        var delimiter =
            dataset.Options.Delimiter is [var declared] && declared < 128
                ? (byte)declared
                : said ?? (dataset.Path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : Detect(bytes, skip));
        // Lines above the header are counted by their ends.
        if (
            dataset.Options.Skip > 0
            || !bytes.Contains((byte)'\n')
            || FindHeader(open(), delimiter, skip, dataset.Options.HeaderRows) is not { } header
        )
            return new CsvStart(delimiter, skip, 0);
        return new CsvStart(delimiter, header - 1, header);
    }

    /// <summary>Tells that a header was found below other lines.</summary>
    /// <param name="line">Its line; 0 when it was not.</param>
    public static void Report(int line, Dataset dataset, DiagnosticBag diagnostics)
    {
        if (line > 0)
            diagnostics.Add(
                WorkbookRules.RowsLeftOut,
                new SourceLocation(dataset.Path, line, 1),
                $"The header was found in line {line}; what stands above it was left out.",
                $"If it is not the header, say how many lines stand above: skip: {line - 1}."
            );
    }

    // The first line that spreadsheets write for one another: sep=;
    private static byte? Said(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? bytes : bytes[..end];
        if (line.Length > 2 && line[0] == '"' && line[^1] == '"')
            line = line[1..^1];
        return line.Length == 5 && System.Text.Ascii.EqualsIgnoreCase(line[..4], "sep="u8) ? line[4] : null;
    }

    // The delimiter that stands most often, outside quotes, in the first line that has any; but another one that following lines have in equal
    // number, where that line's are in no other: a comma in a title is none.
    private static byte Detect(ReadOnlySpan<byte> bytes, int skip)
    {
        Span<int> first = stackalloc int[Candidates.Length];
        Span<int> before = stackalloc int[Candidates.Length];
        Span<int> now = stackalloc int[Candidates.Length];
        Span<int> same = stackalloc int[Candidates.Length];
        var lines = 0;
        var quoted = false;
        for (var i = 0; i <= bytes.Length && lines < LinesToCompare; i++)
        {
            var c = i < bytes.Length ? bytes[i] : (byte)'\n';
            if (skip > 0)
            {
                if (c == '\n')
                    skip--;
                continue;
            }
            if (c == '"')
                quoted = !quoted;
            if (quoted)
                continue;
            if (c is not ((byte)'\n' or (byte)'\r'))
            {
                if (Candidates.IndexOf(c) is >= 0 and var candidate)
                    now[candidate]++;
                continue;
            }
            if (now.IndexOfAnyExcept(0) < 0)
                continue;
            if (lines++ == 0)
                now.CopyTo(first);
            for (var k = 0; k < now.Length; k++)
            {
                if (now[k] > 0 && now[k] == before[k])
                    same[k]++;
            }
            now.CopyTo(before);
            now.Clear();
        }
        var best = MaximumAt(first);
        if (same[best] == 0 && same.IndexOfAnyExcept(0) >= 0)
            best = MaximumAt(same);
        return Candidates[best];
    }

    private static int MaximumAt(ReadOnlySpan<int> counts)
    {
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best])
                best = i;
        }
        return best;
    }

    // The line of a header below titles; null when the first line is one.
    private static int? FindHeader(Stream stream, byte delimiter, int skip, int headerRows)
    {
        var scanner = new CsvScanner(stream, delimiter, HeadBytes);
        scanner.SkipLines(skip);
        var rows = new List<HeaderCandidate>();
        var numbers = new HashSet<int>();
        var widths = new Dictionary<int, int>();
        var first = 0;
        try
        {
            while (rows.Count < HeaderSearch.Rows && scanner.Read())
            {
                var (filled, at) = (0, 0);
                for (var i = 0; i < scanner.FieldCount; i++)
                {
                    if (scanner[i].IsEmpty)
                        continue;
                    filled++;
                    at = at == 0 ? i + 1 : at;
                    if (IsNumber(scanner[i]))
                        numbers.Add(scanner.Line);
                }
                if (filled == 0)
                    continue;
                first = first == 0 ? scanner.Line : first;
                widths[scanner.Line] = scanner.FieldCount;
                rows.Add(new HeaderCandidate(scanner.Line, filled, filled, at));
            }
        }
        catch (CsvRecordException)
        {
            // Whoever reads the rows will say where.
            return null;
        }
        if (HeaderSearch.Find(rows, headerRows) is not { } header || header == first || numbers.Contains(header))
            return null;
        // A name alone in its row has its delimiters behind it, and a title seldom has.
        var widest = rows.Max(row => row.Cells);
        return widest > 2 || rows.Where(row => row.Number < header).All(row => widths[row.Number] == 1) ? header : null;
    }

    // A year may head a column.
    private static bool IsNumber(ReadOnlySpan<byte> text) =>
        (text[0] is >= (byte)'0' and <= (byte)'9' or (byte)'-' or (byte)'.')
        && Utf8Parser.TryParse(text, out double number, out var consumed)
        && consumed == text.Length
        && number is < 1800 or > 2199;
}
