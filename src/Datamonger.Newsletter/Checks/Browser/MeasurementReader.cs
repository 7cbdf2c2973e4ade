using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Datamonger.Newsletter.Checks.Reading;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>Reads what <c>measure.js</c> left in the document.</summary>
internal static class MeasurementReader
{
    private const string Mark = "measured:";

    /// <summary>The measurements in a document that a browser printed; null when it did not get to the end of them.</summary>
    public static ImmutableArray<Measurement>? Read(string document)
    {
        var start = document.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var end = start < Mark.Length ? -1 : document.IndexOf(':', start);
        if (end < 0 || !Base64.IsValid(document.AsSpan(start, end - start)))
            return null;
        using var json = JsonDocument.Parse(Convert.FromBase64String(document[start..end]));
        return [.. json.RootElement.EnumerateArray().Select(Measurement)];
    }

    private static Measurement Measurement(JsonElement look) =>
        new(
            look.GetProperty("page").GetInt32(),
            new PageLook(
                look.GetProperty("width").GetInt32(),
                look.GetProperty("dark").GetBoolean(),
                look.GetProperty("styled").GetBoolean()
            ),
            look.GetProperty("isInScheme").GetBoolean(),
            Each(look, "overflows", wide => new WideElement(Element(wide), wide.GetProperty("width").GetInt32())),
            Each(
                look,
                "texts",
                text => new PaintedText(
                    Element(text),
                    Text(text, "text"),
                    Colour(text, "ink"),
                    Colour(text, "ground"),
                    text.GetProperty("size").GetDouble(),
                    text.GetProperty("weight").GetDouble()
                )
            ),
            look.GetProperty("unclear").GetInt32(),
            Each(look, "overlaps", pair => new OverlappingText(Element(pair), Text(pair, "text"), Text(pair, "other"))),
            Each(
                look,
                "targets",
                link => new LinkBox(
                    Element(link),
                    Text(link, "text"),
                    link.GetProperty("inSentence").GetBoolean(),
                    Length(link, "left"),
                    Length(link, "top"),
                    Length(link, "width"),
                    Length(link, "height")
                )
            )
        );

    private static ImmutableArray<T> Each<T>(JsonElement look, string name, Func<JsonElement, T> read) =>
        [.. look.GetProperty(name).EnumerateArray().Select(read)];

    private static int Element(JsonElement found) => found.GetProperty("element").GetInt32();

    private static string Text(JsonElement found, string name) => found.GetProperty(name).GetString()!;

    private static double Length(JsonElement found, string name) => found.GetProperty(name).GetDouble();

    private static Rgb Colour(JsonElement text, string name) =>
        text.GetProperty(name) is var parts ? new Rgb(parts[0].GetByte(), parts[1].GetByte(), parts[2].GetByte()) : default;
}
