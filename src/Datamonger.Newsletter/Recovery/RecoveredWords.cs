using System.Globalization;

namespace Datamonger.Newsletter.Recovery;

/// <summary>How a count that can be worked out is told.</summary>
public static class RecoveredWords
{
    private const int MostNamed = 3;

    /// <summary><c>"Barnet" of care.children</c>, <c>"Barnet" and "York" of care.children together</c>.</summary>
    public static string Subject(RecoveredCount count, ShownCounts counts)
    {
        var origins = count.Cells.Select(cell => counts.Origins[cell.Origin]).DistinctBy(origin => origin.Id).ToArray();
        var of = Joined([
            .. origins.Select(origin => origin.Name.EndsWith(".*", StringComparison.Ordinal) ? origin.Name[..^2] : origin.Name),
        ]);
        string[] names =
        [
            .. count
                .Cells.Select(cell => counts.Origins[cell.Origin].Labels.ElementAtOrDefault(cell.Row))
                .OfType<string>()
                .Where(label => label.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(label => $"\"{label}\""),
        ];
        var who =
            names.Length is > 0 and <= MostNamed ? Joined(names)
            : count.Cells.Length == 1 ? string.Create(CultureInfo.InvariantCulture, $"Row {count.Cells[0].Row + 1}")
            : names.Length == 0 ? "A group of people"
            : string.Create(CultureInfo.InvariantCulture, $"{names[0]} and {names.Length - 1} other rows");
        return $"{who} of {of}{(count.Cells.Length > 1 && names.Length > 0 ? " together" : "")}";
    }

    /// <summary><c>3</c>, <c>from 2 to 4</c>.</summary>
    public static string Range(RecoveredCount count) =>
        count.Least == count.Most
            ? string.Create(CultureInfo.InvariantCulture, $"{count.Least:0.###}")
            : string.Create(CultureInfo.InvariantCulture, $"from {count.Least:0.###} to {count.Most:0.###}");

    /// <summary><c>the table at line 12 and this figure</c>; the last is the one that the finding stands at.</summary>
    public static string Places(IReadOnlyList<CountPlace> places) =>
        places.Count == 1 ? $"this {places[0].What} alone" : Joined([.. places.SkipLast(1).Select(Name), $"this {places[^1].What}"]);

    private static string Name(CountPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"the {place.What} at line {place.Location.Line}")
        + (place.Issue is null ? "" : $" of \"{place.Issue}\"");

    private static string Joined(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
