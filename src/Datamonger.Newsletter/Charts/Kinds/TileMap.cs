using System.Collections.Immutable;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Charts.Words;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Kinds;

/// <summary>A map of squares with its values, and what is said about it.</summary>
/// <param name="Values">The value of each square; null where it has none.</param>
/// <param name="Highlight">The square that stands out.</param>
internal sealed record TileMap(
    ImmutableArray<AreaTile> Tiles,
    ImmutableArray<double?> Values,
    TileClasses Classes,
    SeriesData Data,
    int? Highlight,
    bool HasLabels,
    bool HasRegions
)
{
    private const int Named = 5;
    private const int AltLimit = 240;

    /// <summary>How many squares have no value.</summary>
    public int Missing => Values.Count(value => value is null);

    private int[] Known => [.. Enumerable.Range(0, Tiles.Length).Where(i => Values[i] is not null)];

    /// <summary>All areas for the CSV; for the text part the five highest and lowest, ties whole, and the one that stands out.</summary>
    public ChartTable Table(ChartInput input)
    {
        int[] order = [.. Known.OrderByDescending(i => Values[i]).ThenBy(i => Tiles[i].Name, StringComparer.Ordinal)];
        var all = new ChartTableBuilder(Data.Language)
            .Add(Data.PlaceHeading, [.. order.Select(i => Tiles[i].Name)])
            .Add(input.Language.IsEnglish ? "Region" : "", [.. order.Select(i => Tiles[i].Region)])
            .Add(Data.Noun, [.. order.Select(i => (object?)Values[i])], Data.Format)
            .Build();
        var shown = Groups(descending: true)
            .Concat(Groups(descending: false))
            .SelectMany(group => group)
            .Concat(Highlight is { } own ? [own] : [])
            .ToHashSet();
        return new ChartTable(
            all.Data,
            [
                .. order
                    .Select((tile, row) => (tile, row))
                    .Where(entry => shown.Contains(entry.tile))
                    .Select(entry => all.Printed[entry.row]),
            ],
            all.Headings
        );
    }

    /// <summary>The map in words.</summary>
    public string Alt()
    {
        var words = new ChartWords(Data.Language, Data.Format);
        string Listed(bool descending) =>
            string.Join(
                ", ",
                Groups(descending)
                    .Select(group => $"{words.List([.. group.Select(i => Tiles[i].Name)])} ({Data.Print(Values[group[0]]!.Value)})")
            );
        if (!words.HasVerbs)
            return ChartWords.Within(AltLimit, $"{Data.Noun}: {Listed(true)} … {Listed(false)}.");
        return ChartWords.Within(
            AltLimit,
            $"Highest: {Listed(true)}.",
            Own(),
            Missing == 0 ? null
                : Missing == 1 ? "1 is not published."
                : $"{Missing} are not published.",
            TopRegion(),
            $"Lowest: {Listed(false)}."
        );
    }

    // The groups of equal values from one end, until they hold five areas; the last of them whole.
    private IEnumerable<int[]> Groups(bool descending)
    {
        var count = 0;
        var groups = Known.GroupBy(i => Values[i]!.Value);
        foreach (var group in descending ? groups.OrderByDescending(group => group.Key) : groups.OrderBy(group => group.Key))
        {
            if (count >= Named)
                yield break;
            int[] tiles = [.. group.OrderBy(i => Tiles[i].Name, StringComparer.Ordinal)];
            count += tiles.Length;
            yield return tiles;
        }
    }

    private string? Own()
    {
        if (Highlight is not { } own || Values[own] is not { } value)
            return null;
        var rank = 1 + Known.Count(i => Values[i] > value);
        var joint = Known.Count(i => Values[i] == value) > 1 ? "joint " : "";
        return $"{Tiles[own].Name} ({Data.Print(value)}) is {joint}{(rank == 1 ? "" : EnglishWords.Ordinal(rank) + " ")}highest of "
            + $"{Known.Length}.";
    }

    private string? TopRegion()
    {
        var top = Classes.Classes.Length - 1;
        int[] tiles = [.. Known.Where(i => Classes.Of(Values[i]!.Value) == top)];
        var most = tiles.GroupBy(i => Tiles[i].Region).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First();
        return top == 0 || most.Count() < 2
            ? null
            : $"{most.Count()} of the {tiles.Length} in the top class are in {(most.Key is "London" ? "" : "the ")}{most.Key}.";
    }
}
