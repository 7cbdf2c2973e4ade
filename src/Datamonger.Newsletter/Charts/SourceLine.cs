using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts;

/// <summary>Makes the line that says where the figures of a chart or table come from.</summary>
public static class SourceLine
{
    private const string Illustrative = "illustrative figures";

    /// <summary>
    /// The author's line, or one made of the datasets' publishers, titles, and days of release and retrieval. Figures that are made up
    /// always
    /// say so, whatever the author wrote. Null when nothing is known.
    /// </summary>
    /// <param name="written">The author's line with its figures printed, or null.</param>
    public static string? For(string? written, ImmutableArray<Dataset> datasets, Language language)
    {
        var illustrative = datasets.Any(dataset => dataset.Illustrative);
        if (written is { Length: > 0 })
        {
            var line = StartsWithWord(written, language) ? written : $"{Word(language, 1)}: {written}";
            return illustrative && !line.Contains("illustrative", StringComparison.OrdinalIgnoreCase)
                ? $"{line.TrimEnd('.')} ({Illustrative})"
                : line;
        }
        string[] known = [.. datasets.Select(dataset => Of(dataset, language)).OfType<string>().Distinct()];
        return known.Length == 0 ? null : $"{Word(language, known.Length)}: {string.Join("; ", known)}";
    }

    private static string? Of(Dataset dataset, Language language)
    {
        string[] parts = [.. new[] { dataset.Publisher, dataset.Title }.OfType<string>().Where(part => part.Length > 0)];
        var name = parts.Length > 0 ? string.Join(", ", parts) : null;
        if (name is null && !dataset.Illustrative)
            return null;
        if (name is not null && Vintage(dataset, language) is { Length: > 0 } vintage)
            name += $" ({vintage})";
        if (!dataset.Illustrative || name?.Contains("illustrative", StringComparison.OrdinalIgnoreCase) == true)
            return name;
        return name is null ? Illustrative : $"{name}, {Illustrative}";
    }

    // A release can be revised under its title: the days say which state of it was read.
    private static string Vintage(Dataset dataset, Language language) =>
        string.Join(
            ", ",
            new[]
            {
                dataset.Released is { } released ? language.Date(released) : null,
                dataset.Retrieved is { } retrieved ? $"{Retrieved(language)} {language.Date(retrieved)}" : null,
            }.OfType<string>()
        );

    private static string Retrieved(Language language) =>
        language.Tag[..2] switch
        {
            "de" => "abgerufen",
            "cy" => "adalwyd",
            _ => "retrieved",
        };

    private static bool StartsWithWord(string line, Language language) =>
        line.StartsWith(Word(language, 1), StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("Source", StringComparison.OrdinalIgnoreCase);

    private static string Word(Language language, int count) =>
        language.Tag[..2] switch
        {
            "de" => count == 1 ? "Quelle" : "Quellen",
            "cy" => count == 1 ? "Ffynhonnell" : "Ffynonellau",
            _ => count == 1 ? "Source" : "Sources",
        };
}
