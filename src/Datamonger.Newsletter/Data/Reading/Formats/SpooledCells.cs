using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>
/// The cells of a reader that can be gone through once only (a workbook), kept in compact form: what the file shows and, where
/// the file knows more, the exact value as invariant text.
/// </summary>
internal sealed class SpooledCells : CellSource
{
    private const int PageBytes = 1 << 20;
    private readonly RawTable _table;
    private readonly List<byte[]> _pages = [];
    private readonly List<(int Number, int Page, int Offset)> _rows = [];
    private byte[] _row = new byte[1024];
    private int _rowLength;
    private int _pageLength = PageBytes;
    private long _textLength;
    private long _longTextLength;

    /// <exception cref="InvalidDataException">The cells hold more text than is read.</exception>
    public SpooledCells(RawTable table, CancellationToken cancellationToken)
    {
        _table = table;
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.All(cell => cell.Text.Length == 0 && cell.Value is null))
                continue;
            _rowLength = 0;
            for (var i = 0; i < Header.Length; i++)
                Write(i < row.Cells.Length ? row.Cells[i] : new RawCell("", null));
            Keep(row.Number);
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Header => _table.Header;

    /// <inheritdoc/>
    public override string PlaceOf(int row, int column, string name) =>
        _table.Sheet is null
            ? base.PlaceOf(row, column, name)
            : $"cell {CellValue.ColumnLetters(_table.SheetColumns[column])}{row} (\"{name}\") of sheet \"{_table.Sheet}\"";

    /// <inheritdoc/>
    public override SourceLocation LocationOf(string path, int row, int column) =>
        new(path, row, _table.Sheet is null ? 1 : _table.SheetColumns[column]);

    /// <inheritdoc/>
    public override void Visit(ICellSink sink, CancellationToken cancellationToken)
    {
        foreach (var (number, page, offset) in _rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> data = _pages[page].AsSpan(offset);
            for (var i = 0; i < Header.Length; i++)
            {
                var text = Take(ref data, out _);
                var exact = Take(ref data, out var isAbsent);
                sink.Cell(number, i, text, isAbsent ? text : exact);
            }
            sink.EndRow(number);
        }
    }

    /// <summary>A value that a file holds as such, written so that <see cref="Typing.CellText"/> reads it back exactly.</summary>
    internal static string? ExactText(object? value) =>
        value switch
        {
            null => null,
            long number => number.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            // The shortest text that gives the same double: 78.099999999999994 is 78.1.
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime { TimeOfDay.Ticks: 0 } time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A cell holds none of the agreed types."),
        };

    private void Write(RawCell cell)
    {
        Write(cell.Text);
        // A percentage keeps its sign: a bare ratio would be divided again in a column of percentages.
        var exact = cell.IsPercent ? null : ExactText(cell.Value);
        Write(exact == cell.Text ? null : exact);
    }

    // The length and one, in seven bits a byte, then the text; nothing at all is 0.
    private void Write(string? text)
    {
        var most = 5 + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);
        if (_row.Length - _rowLength < most)
            Array.Resize(ref _row, (_rowLength + most) * 2);
        var length = text is null ? 0 : Encoding.UTF8.GetByteCount(text) + 1;
        for (var rest = (uint)length; ; rest >>= 7)
        {
            _row[_rowLength++] = (byte)(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            if (rest <= 0x7F)
                break;
        }
        if (text is null)
            return;
        _rowLength += Encoding.UTF8.GetBytes(text, _row.AsSpan(_rowLength));
        Count(length);
    }

    // One text can stand in a million cells, all of one row among them, and be stored once: what counts is what it would be spelt out.
    private void Count(int length)
    {
        _textLength += length;
        if (length > SizeLimits.LongText)
            _longTextLength += length;
        if (_longTextLength > SizeLimits.LongTextBytes)
            throw new InvalidDataException(
                $"Its cells hold more than {SizeLimits.LongTextBytes >> 20} MB of text in cells of more than {SizeLimits.LongText} bytes."
            );
        if (_textLength > SizeLimits.SheetBytes)
            throw new InvalidDataException($"Its cells hold more than {SizeLimits.SheetBytes >> 20} MB of text.");
    }

    private void Keep(int number)
    {
        if (_pages.Count == 0 || _pages[^1].Length - _pageLength < _rowLength)
        {
            _pages.Add(new byte[Math.Max(PageBytes, _rowLength)]);
            _pageLength = 0;
        }
        _row.AsSpan(0, _rowLength).CopyTo(_pages[^1].AsSpan(_pageLength));
        _rows.Add((number, _pages.Count - 1, _pageLength));
        _pageLength += _rowLength;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, out bool isAbsent)
    {
        var length = 0;
        var at = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = data[at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }
        isAbsent = length == 0;
        var taken = data.Slice(at, Math.Max(0, length - 1));
        data = data[(at + taken.Length)..];
        return taken;
    }
}
