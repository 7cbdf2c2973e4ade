using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>
/// Rows of objects in JSON: one array of them, or one after the other (NDJSON). Columns are the keys in the order in which they first
/// occur; a number keeps its digits, and what is nested stays JSON text. One object at a time is in memory.
/// </summary>
internal sealed class JsonCells : CellSource
{
    private const int MaximumColumns = 10_000;
    private readonly Stream _file;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private JsonCells(Stream file) => _file = file;

    /// <inheritdoc/>
    public override ImmutableArray<string> Header => [.. _columns.Keys];

    /// <summary>Opens a file; null when it is no table, which has been reported.</summary>
    /// <param name="file">Seekable; it stays the caller's.</param>
    public static JsonCells? Open(Dataset dataset, Stream file, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var cells = new JsonCells(file);
        try
        {
            cells.FindColumns(new JsonObjects(file), cancellationToken);
            return cells;
        }
        // A text that is no Unicode is an invalid operation to the parser.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var at = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? new SourceLocation(dataset.Path, (int)line + 1, (int)column + 1)
                : SourceLocation.StartOf(dataset.Path);
            diagnostics.Add(
                DatasetRules.Unreadable,
                at,
                $"{dataset.Path} is no table in JSON: {Reason(e)}.",
                "A table is an array of objects, or one object a line."
            );
            return null;
        }
    }

    /// <inheritdoc/>
    public override SourceLocation LocationOf(string path, int row, int column) => SourceLocation.StartOf(path);

    /// <inheritdoc/>
    public override void Visit(ICellSink sink, CancellationToken cancellationToken)
    {
        var objects = new JsonObjects(_file);
        var cells = new RowCells(_columns);
        for (var row = 1; objects.Read(); row++)
        {
            if ((row & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            cells.Read(objects.Current);
            if (cells.IsEmpty)
                continue;
            for (var i = 0; i < _columns.Count; i++)
                sink.Cell(row, i, cells[i], cells[i]);
            sink.EndRow(row);
        }
    }

    // A key may occur first in the last row. Texts are decoded here too, so that what is wrong with one is known before any cell is handed
    // out.
    private void FindColumns(JsonObjects objects, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var scratch = new byte[256];
        for (var row = 1; objects.Read(); row++)
        {
            if ((row & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var reader = new Utf8JsonReader(objects.Current);
            reader.Read();
            for (var next = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; next++)
            {
                if (next >= names.Count || !reader.ValueTextEquals(names[next]))
                {
                    var name = reader.GetString()!;
                    if (_columns.TryAdd(name, _columns.Count))
                        names.Add(name);
                    if (names.Count > MaximumColumns)
                        throw new JsonException($"there are more than {MaximumColumns} different keys");
                }
                reader.Read();
                if (
                    reader.TokenType == JsonTokenType.String
                    && (reader.ValueIsEscaped || !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan))
                )
                {
                    if (scratch.Length < reader.ValueSpan.Length)
                        scratch = new byte[reader.ValueSpan.Length * 2];
                    reader.CopyString(scratch);
                }
                reader.Skip();
            }
        }
    }

    private static string Reason(Exception e)
    {
        if (e is InvalidOperationException)
            return "a text is no Unicode";
        var cut = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (cut < 0 ? e.Message : e.Message[..cut]).TrimEnd('.', ' ');
    }

    /// <summary>The cells of one object, by column.</summary>
    private sealed class RowCells(Dictionary<string, int> columns)
    {
        private readonly string[] _names = [.. columns.Keys];
        private readonly (int Start, int Length)[] _places = new (int, int)[columns.Count];
        private byte[] _texts = new byte[1024];
        private int _length;

        public bool IsEmpty => _length == 0;

        public ReadOnlySpan<byte> this[int column] => _texts.AsSpan(_places[column].Start, _places[column].Length);

        public void Read(ReadOnlySpan<byte> json)
        {
            _length = 0;
            Array.Clear(_places);
            var reader = new Utf8JsonReader(json);
            reader.Read();
            for (var next = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; next++)
            {
                // Rows mostly have the same keys in the same order.
                var column = next < _names.Length && reader.ValueTextEquals(_names[next]) ? next : columns[reader.GetString()!];
                reader.Read();
                var start = _length;
                switch (reader.TokenType)
                {
                    case JsonTokenType.Null:
                        break;
                    case JsonTokenType.String:
                        Reserve(reader.ValueSpan.Length);
                        _length += reader.CopyString(_texts.AsSpan(_length));
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        var from = (int)reader.TokenStartIndex;
                        reader.Skip();
                        Append(json[from..(int)reader.BytesConsumed]);
                        break;
                    default:
                        Append(reader.ValueSpan);
                        break;
                }
                _places[column] = (start, _length - start);
            }
        }

        private void Append(ReadOnlySpan<byte> text)
        {
            Reserve(text.Length);
            text.CopyTo(_texts.AsSpan(_length));
            _length += text.Length;
        }

        private void Reserve(int bytes)
        {
            if (_texts.Length - _length < bytes)
                Array.Resize(ref _texts, (_length + bytes) * 2);
        }
    }
}
