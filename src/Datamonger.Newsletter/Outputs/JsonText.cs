using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Datamonger.Newsletter.Outputs;

/// <summary>JSON as people and diffs like it: indented, LF, letters as they are, a line end at the end.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions OnOneLine = Options with { Indented = false };

    /// <summary>Writes a value on a line of its own, for those that are many and short.</summary>
    public static void Line(Utf8JsonWriter json, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var line = new Utf8JsonWriter(stream, OnOneLine))
            write(line);
        json.WriteRawValue(stream.GetBuffer().AsSpan(0, (int)stream.Length), skipInputValidation: true);
    }

    /// <summary>The text of what <paramref name="write"/> writes.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
            write(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
