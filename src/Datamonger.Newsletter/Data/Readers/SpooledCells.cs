using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.Files;
using Datamonger.Newsletter.Data.Readers.Workbooks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Readers;

/// <summary>
/// The cells of a reader that can be gone through once only (a workbook), kept in compact form: what the file shows and, where
/// the file knows more, the exact value as invariant text.
/// </summary>
internal sealed class SpooledCells : CellSource
{
    private const int Absent = -1;
    private readonly MemoryStream _spool = new();
    private readonly List<int> _rowNumbers = [];
    private readonly RawTable _table;

    /// <exception cref="InvalidDataException">The cells hold more text than is read.</exception>
    public SpooledCells(RawTable table, CancellationToken cancellationToken)
    {
        _table = table;
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Cells.All(cell => cell.Text.Length == 0 && cell.Value is null)) continue;
            _rowNumbers.Add(row.Number);
            for (var i = 0; i < Header.Length; i++) Write(i < row.Cells.Length ? row.Cells[i] : new RawCell("", null));
            // One text can stand in a million cells and be stored once: what counts is what it would be spelt out.
            if (_spool.Length > SizeLimits.SheetBytes) throw new InvalidDataException($"Its cells hold more than {SizeLimits.SheetBytes >> 20} MB of text.");
        }
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Header => _table.Header;

    /// <inheritdoc/>
    public override string PlaceOf(int row, int column, string name) =>
        _table.Sheet is null ? base.PlaceOf(row, column, name) : $"cell {CellValue.ColumnLetters(_table.SheetColumns[column])}{row} (\"{name}\") of sheet \"{_table.Sheet}\"";

    /// <inheritdoc/>
    public override SourceLocation LocationOf(string path, int row, int column) => new(path, row, _table.Sheet is null ? 1 : _table.SheetColumns[column]);

    /// <inheritdoc/>
    public override void Visit(ICellSink sink, CancellationToken cancellationToken)
    {
        var data = _spool.GetBuffer().AsSpan(0, (int)_spool.Length);
        foreach (var row in _rowNumbers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < Header.Length; i++)
            {
                var text = Take(ref data, out _);
                var exact = Take(ref data, out var absent);
                sink.Cell(row, i, text, absent ? text : exact);
            }
            sink.EndRow(row);
        }
    }

    /// <summary>A value that a file holds as such, written so that <see cref="Typing.CellText"/> reads it back exactly.</summary>
    internal static string? ExactText(object? value) => value switch
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
        var exact = ExactText(cell.Value);
        Write(exact == cell.Text ? null : exact);
    }

    private void Write(string? text)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? Absent : bytes.Length);
        _spool.Write(length);
        _spool.Write(bytes);
    }

    private static ReadOnlySpan<byte> Take(ref Span<byte> data, out bool absent)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        absent = length == Absent;
        var taken = data.Slice(4, Math.Max(0, length));
        data = data[(4 + taken.Length)..];
        return taken;
    }
}
