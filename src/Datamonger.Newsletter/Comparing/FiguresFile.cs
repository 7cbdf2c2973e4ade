using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Comparing;

/// <summary>A figure as <c>figures.json</c> keeps it.</summary>
/// <param name="Printed">As readers see it.</param>
/// <param name="Value">Before its format; null when there is none.</param>
public sealed record FigureRecord(SourceLocation Place, string Expression, string Printed, string? Value, ImmutableArray<DatasetRecord> Datasets)
{
    /// <summary>Whose it is, of a figure that differs between the editions of a personal issue; null of one that everybody sees.</summary>
    public string? Key { get; init; }
}

/// <summary>A dataset behind a figure, as <c>figures.json</c> keeps it.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Released">The day of its release, <c>2017-02-28</c>.</param>
public sealed record DatasetRecord(string Name, string File, string Hash, string? Released);

/// <summary>What <c>figures.json</c> says.</summary>
/// <param name="Figures">In the order of the text; a personal one once a key, in the order of the keys.</param>
public sealed record FiguresFile(ImmutableArray<FigureRecord> Figures)
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or something else.</exception>
    public static FiguresFile Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new FiguresFile([.. document.RootElement.GetProperty("figures").EnumerateArray().SelectMany(Figure)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("figures.json is damaged, or is none.", e);
        }
    }

    private static IEnumerable<FigureRecord> Figure(JsonElement figure)
    {
        var record = new FigureRecord(
            Place(figure.GetProperty("place").GetString()!), figure.GetProperty("expression").GetString()!, figure.GetProperty("printed").GetString()!, Text(figure, "value"),
            [.. figure.GetProperty("datasets").EnumerateArray().Select(dataset => new DatasetRecord(Text(dataset, "name") ?? "", Text(dataset, "file") ?? "", Text(dataset, "sha256") ?? "", Text(dataset, "released")))]);
        return figure.TryGetProperty("personal", out var personal)
            ? personal.EnumerateArray().Select(value => record with { Key = value.GetProperty("key").GetString(), Printed = value.GetProperty("printed").GetString()!, Value = Text(value, "value") })
            : [record];
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static SourceLocation Place(string text)
    {
        var column = text.LastIndexOf(':');
        var line = column < 1 ? -1 : text.LastIndexOf(':', column - 1);
        return line < 0 ? throw new FormatException() : new SourceLocation(text[..line], int.Parse(text.AsSpan(line + 1, column - line - 1), System.Globalization.CultureInfo.InvariantCulture), int.Parse(text.AsSpan(column + 1), System.Globalization.CultureInfo.InvariantCulture));
    }
}
