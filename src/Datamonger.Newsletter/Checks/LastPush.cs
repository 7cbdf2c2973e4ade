using System.Collections.Immutable;
using System.Text.Json;

namespace Datamonger.Newsletter.Checks;

/// <summary>What was last pushed of an issue, to tell what has changed since.</summary>
/// <param name="Datasets">SHA-256 of each dataset's file, by the table's name.</param>
/// <param name="Figures">The value of each figure, culture-free, by its expression and, of a personal one, its key; null of one that has none.</param>
public sealed record LastPush(ImmutableDictionary<string, string> Datasets, ImmutableDictionary<(string Expression, string? Key), string?> Figures)
{
    /// <summary>Reads a <c>figures.json</c>; null when it is none.</summary>
    public static LastPush? Parse(ReadOnlyMemory<byte> json)
    {
        var datasets = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var figures = ImmutableDictionary.CreateBuilder<(string, string?), string?>();
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var figure in document.RootElement.GetProperty("figures").EnumerateArray())
            {
                var expression = figure.GetProperty("expression").GetString()!;
                figures[(expression, null)] = figure.GetProperty("value").GetString();
                if (figure.TryGetProperty("personal", out var personal))
                {
                    foreach (var value in personal.EnumerateArray()) figures[(expression, value.GetProperty("key").GetString())] = value.GetProperty("value").GetString();
                }
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
