using System.Runtime.InteropServices;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>A row of a CSV file that holds one text, or a marker and its meaning, and nothing else.</summary>
/// <param name="Line">1-based line on which it begins.</param>
/// <param name="FieldCount">Its fields, empty ones counted.</param>
/// <param name="Text">Its first field.</param>
/// <param name="Meaning">Its second field, empty or not.</param>
/// <param name="Column">Where its text stands; its meaning stands in the next field.</param>
internal readonly record struct HeldRow(int Line, int FieldCount, byte[] Text, byte[] Meaning, int Column);

/// <summary>
/// Holds the rows of a CSV file back that may be notes under its table, until it is known what follows: notes, which are left out, or data,
/// which is what they then are too.
/// </summary>
/// <param name="columns">Columns of the header.</param>
/// <param name="followsData">Whether the rows are the last part of a file, behind others that hold data.</param>
internal sealed class CsvNotes(int columns, bool followsData = false)
{
    /// <summary>Bytes of the notes of a file. What is more is a table of one filled column, and is read as one.</summary>
    public const int MostBytes = 256 << 10;

    private const int MostRows = 200;
    private readonly TrailingNotes _notes = new(followsData);
    private readonly List<HeldRow> _held = [];
    private int _bytes;
    private bool _isTooMuch;

    /// <summary>
    /// Line of the first row that is held back: when the file has ended, the line from which on there are only notes. 0 when there are
    /// none.
    /// </summary>
    public int From => _held.Count > 0 ? _held[0].Line : 0;

    /// <summary>Rows that are held back.</summary>
    public ReadOnlySpan<HeldRow> Held => CollectionsMarshal.AsSpan(_held);

    /// <summary>
    /// Looks at the scanner's row, which must not be empty; true when it is held back, and false when it is data, and what is held with it.
    /// </summary>
    public bool Hold(CsvScanner row)
    {
        var (text, meaning) = LoneCells(row);
        if (!_notes.Add(row.Line, row.Line + row.LineBreaks, text, meaning, columns) || _isTooMuch)
            return false;
        var column = FirstFilled(row);
        var held = new HeldRow(
            row.Line,
            row.FieldCount,
            row[column].ToArray(),
            column + 1 < row.FieldCount ? row[column + 1].ToArray() : [],
            column
        );
        _bytes += held.Text.Length + held.Meaning.Length;
        _isTooMuch = _held.Count == MostRows || _bytes > MostBytes;
        if (_isTooMuch)
            return false;
        _held.Add(held);
        return true;
    }

    /// <summary>Forgets what is held: it was data, and has been taken.</summary>
    public void Release()
    {
        _held.Clear();
        _bytes = 0;
    }

    /// <summary>Tells the notes that were left out at the end of the file.</summary>
    /// <param name="from">Line of the first; 0 when there are none.</param>
    public static void Report(int from, Dataset dataset, DiagnosticBag diagnostics)
    {
        if (from > 0)
            diagnostics.Add(
                WorkbookRules.RowsLeftOut,
                new SourceLocation(dataset.Path, from, 1),
                $"The notes from line {from} on were left out.",
                "If they are rows of the table, fill their empty cells with a marker, such as \"..\"."
            );
    }

    // The texts of a row that holds nothing behind its second field; a number or a day in the first is data, whatever follows.
    private (string? Text, string? Meaning) LoneCells(CsvScanner row)
    {
        // Most rows have a third field, and are done with here.
        if (_isTooMuch)
            return default;
        if (row[0].IsEmpty)
            return (Aside(row), null);
        for (var i = 2; i < row.FieldCount; i++)
        {
            if (!row[i].IsEmpty)
                return default;
        }
        var text = Encoding.UTF8.GetString(row[0]);
        var meaning = row.FieldCount > 1 && !row[1].IsEmpty ? Encoding.UTF8.GetString(row[1]) : null;
        return meaning is not null || text.Any(char.IsLetter) ? (text, meaning) : default;
    }

    private static int FirstFilled(CsvScanner row)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (!row[i].IsEmpty)
                return i;
        }
        return 0;
    }

    // "Source: …" alone in its row, under another column than the first.
    private static string? Aside(CsvScanner row)
    {
        var at = 0;
        for (var i = 1; i < row.FieldCount; i++)
        {
            if (row[i].IsEmpty)
                continue;
            if (at > 0)
                return null;
            at = i;
        }
        return at > 0 && Encoding.UTF8.GetString(row[at]) is var text && TrailingNotes.LooksLikeNote(text) ? text : null;
    }
}
