using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Datamonger.Newsletter.Data.Model.Results;

/// <summary>A table as JSON: a list of objects, one a line. Numbers keep all their digits; days and times are texts.</summary>
public static class TableJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text.</summary>
    public static string Write(Table table)
    {
        var text = new StringBuilder("[");
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        for (var row = 0; row < table.RowCount; row++)
        {
            bytes.ResetWrittenCount();
            json.Reset();
            Row(json, table, row);
            json.Flush();
            text.Append(row == 0 ? "\n  " : ",\n  ").Append(Encoding.UTF8.GetString(bytes.WrittenSpan));
        }
        return text.Append(table.RowCount == 0 ? "]\n" : "\n]\n").ToString();
    }

    private static void Row(Utf8JsonWriter json, Table table, int row)
    {
        json.WriteStartObject();
        foreach (var column in table.Columns)
        {
            json.WritePropertyName(column.Name);
            switch (column.Values[row])
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case long whole:
                    json.WriteNumberValue(whole);
                    break;
                case decimal exact:
                    json.WriteNumberValue(exact);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumberValue(number);
                    break;
                case var value:
                    json.WriteStringValue(PlainValue.Of(value));
                    break;
            }
        }
        json.WriteEndObject();
    }
}
