using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Readers;

/// <summary>
/// Reads rows of objects from JSON: one array of them, or one a line (NDJSON). Columns are the keys in the order in which they
/// first occur; a number keeps its digits, and what is nested stays JSON text.
/// </summary>
internal sealed class JsonRawReader : IRawReader
{
    private const int MaximumColumns = 10_000;

    /// <inheritdoc/>
    public bool Reads(Dataset dataset) => Path.GetExtension(dataset.Path).ToLowerInvariant() is ".json" or ".ndjson";

    /// <inheritdoc/>
    public RawTable Read(Dataset dataset, Stream stream, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        try
        {
            // Once for the columns, once for the cells: a key may occur first in the last row.
            foreach (var row in Objects(bytes, cancellationToken))
            {
                foreach (var property in row.Element.EnumerateObject()) columns.TryAdd(property.Name, columns.Count);
                if (columns.Count > MaximumColumns) throw new JsonException($"There are more than {MaximumColumns} different keys.");
            }
        }
        catch (JsonException e)
        {
            diagnostics.Add(DatasetRules.Unreadable, new SourceLocation(dataset.Path, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                $"{dataset.Path} is no table in JSON: {Reason(e)}.", "A table is an array of objects, or one object a line.");
            return RawTable.Refused;
        }
        return new RawTable([.. columns.Keys], Rows(bytes, columns, cancellationToken));
    }

    private static IEnumerable<RawRow> Rows(ReadOnlyMemory<byte> bytes, Dictionary<string, int> columns, CancellationToken cancellationToken)
    {
        foreach (var (number, element) in Objects(bytes, cancellationToken))
        {
            var cells = new RawCell[columns.Count];
            Array.Fill(cells, new RawCell("", null));
            foreach (var property in element.EnumerateObject()) cells[columns[property.Name]] = Cell(property.Value);
            yield return new RawRow(number, ImmutableCollectionsMarshal.AsImmutableArray(cells));
        }
    }

    private static RawCell Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => new RawCell("", null),
        JsonValueKind.String => new RawCell(value.GetString()!, null),
        JsonValueKind.True => new RawCell("true", true),
        JsonValueKind.False => new RawCell("false", false),
        _ => new RawCell(value.GetRawText(), null),
    };

    private static IEnumerable<(int Number, JsonElement Element)> Objects(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = 64, CommentHandling = JsonCommentHandling.Disallow, AllowMultipleValues = true });
        var position = 0;
        var number = 0;
        var inArray = false;
        while (Next(bytes.Span, ref position, ref state, ref inArray) is { } element)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (++number, element);
        }
    }

    // One object at a time, so that a large file is never a tree as a whole.
    private static JsonElement? Next(ReadOnlySpan<byte> bytes, ref int position, ref JsonReaderState state, ref bool inArray)
    {
        var reader = new Utf8JsonReader(bytes[position..], isFinalBlock: true, state);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray when reader.CurrentDepth == 0 && !inArray:
                    inArray = true;
                    continue;
                case JsonTokenType.EndArray when reader.CurrentDepth == 0:
                    inArray = false;
                    continue;
                case JsonTokenType.StartObject:
                    var element = JsonElement.ParseValue(ref reader);
                    position += (int)reader.BytesConsumed;
                    state = reader.CurrentState;
                    return element;
                default:
                    throw new JsonException($"a row is {reader.TokenType.ToString().ToLowerInvariant()}, not an object");
            }
        }
        return null;
    }

    private static string Reason(JsonException e)
    {
        var message = e.Message;
        var cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (cut < 0 ? message : message[..cut]).TrimEnd('.', ' ');
    }
}
