using System.Collections.Immutable;
using System.Text.Json;

namespace Datamonger.Newsletter.Checks;

/// <summary>What was last pushed of an issue, to tell what has changed since.</summary>
/// <param name="Datasets">SHA-256 of each dataset's file, by the table's name.</param>
/// <param name="Figures">The value of each figure, culture-free, by its expression; null of one that has none.</param>
public sealed record LastPush(ImmutableDictionary<string, string> Datasets, ImmutableDictionary<string, string?> Figures)
{
    /// <summary>Reads a <c>figures.json</c>; null when it is none.</summary>
    public static LastPush? Parse(ReadOnlyMemory<byte> json)
    {
        var datasets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var figures = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var figure in document.RootElement.GetProperty("figures").EnumerateArray())
            {
                figures[figure.GetProperty("expression").GetString()!] = figure.GetProperty("value").GetString();
                foreach (var dataset in figure.GetProperty("datasets").EnumerateArray()) datasets[dataset.GetProperty("name").GetString()!] = dataset.GetProperty("sha256").GetString()!;
            }
            return new LastPush(datasets.ToImmutable(), figures.ToImmutable());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Somebody wrote into the folder of what was pushed, which is only for comparing: then nothing is compared.
            return null;
        }
    }
}
