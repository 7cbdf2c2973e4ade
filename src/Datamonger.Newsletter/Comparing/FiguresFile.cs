using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Comparing;

/// <summary>A figure as <c>figures.json</c> keeps it.</summary>
/// <param name="Printed">As readers see it.</param>
/// <param name="Value">Before its format; null when there is none.</param>
public sealed record FigureRecord(
    SourceLocation Place,
    string Expression,
    string Printed,
    string? Value,
    ImmutableArray<DatasetRecord> Datasets
)
{
    /// <summary>What it counts: the name of the column that it was read from, in words; empty of one that reads several.</summary>
    public string What { get; init; } = "";

    /// <summary>Whose it is, of a figure that differs between the editions of a personal issue; null of one that everybody sees.</summary>
    public string? Key { get; init; }
}

/// <summary>A dataset behind a figure, as <c>figures.json</c> keeps it.</summary>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Released">The day of its release, <c>2017-02-28</c>.</param>
public sealed record DatasetRecord(string Name, string File, string Hash, string? Released)
{
    /// <summary>
    /// The types of its columns by name (<c>text</c>, <c>integer</c>); kept of what the issue reads, not of what a figure does.
    /// </summary>
    public ImmutableDictionary<string, string> Columns { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What <c>figures.json</c> says.</summary>
/// <param name="Figures">In the order of the text; a personal one once a key, in the order of the keys.</param>
/// <param name="Datasets">All that the issue reads.</param>
public sealed record FiguresFile(ImmutableArray<FigureRecord> Figures, ImmutableArray<DatasetRecord> Datasets)
{
    /// <summary>Reads the file where it only serves to compare: null when it is damaged, and then nothing is compared.</summary>
    public static FiguresFile? TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            return Read(json);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or something else.</exception>
    public static FiguresFile Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            ImmutableArray<FigureRecord> figures = [.. document.RootElement.GetProperty("figures").EnumerateArray().SelectMany(Figure)];
            // Files of earlier versions name the datasets behind figures alone.
            return new FiguresFile(
                figures,
                document.RootElement.TryGetProperty("datasets", out var datasets)
                    ? [.. datasets.EnumerateArray().Select(Dataset)]
                    : [.. figures.SelectMany(figure => figure.Datasets).DistinctBy(dataset => dataset.Name)]
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("figures.json is damaged, or is none.", e);
        }
    }

    private static IEnumerable<FigureRecord> Figure(JsonElement figure)
    {
        var record = new FigureRecord(
            Place(figure.GetProperty("place").GetString()!),
            figure.GetProperty("expression").GetString()!,
            figure.GetProperty("printed").GetString()!,
            Text(figure, "value"),
            [.. figure.GetProperty("datasets").EnumerateArray().Select(Dataset)]
        )
        {
            What =
                figure.TryGetProperty("cells", out var cells)
                && cells.EnumerateArray().Select(cell => Text(cell, "column") ?? "").Distinct().ToArray() is [var column]
                    ? column.Replace('_', ' ')
                    : "",
        };
        return figure.TryGetProperty("personal", out var personal)
            ? personal
                .EnumerateArray()
                .Select(value =>
                    record with
                    {
                        Key = value.GetProperty("key").GetString(),
                        Printed = value.GetProperty("printed").GetString()!,
                        Value = Text(value, "value"),
                    }
                )
            : [record];
    }

    private static DatasetRecord Dataset(JsonElement dataset) =>
        new(Text(dataset, "name") ?? "", Text(dataset, "file") ?? "", Text(dataset, "sha256") ?? "", Text(dataset, "released"))
        {
            Columns = dataset.TryGetProperty("columns", out var columns)
                ? columns
                    .EnumerateObject()
                    .ToImmutableDictionary(
                        column => column.Name,
                        column => column.Value.GetString() ?? "",
                        StringComparer.OrdinalIgnoreCase
                    )
                : ImmutableDictionary<string, string>.Empty,
        };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static SourceLocation Place(string text)
    {
        var column = text.LastIndexOf(':');
        var line = column < 1 ? -1 : text.LastIndexOf(':', column - 1);
        return line < 0
            ? throw new FormatException()
            : new SourceLocation(
                text[..line],
                int.Parse(text.AsSpan(line + 1, column - line - 1), System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(text.AsSpan(column + 1), System.Globalization.CultureInfo.InvariantCulture)
            );
    }
}
