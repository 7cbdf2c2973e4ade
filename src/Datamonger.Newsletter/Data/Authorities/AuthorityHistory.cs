using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>An authority for as long as its code was in force.</summary>
/// <param name="From">Its first day; the beginning of the list stands for any day before.</param>
/// <param name="To">Its last day; null while it lasts.</param>
/// <param name="Successors">The codes of the day after its last.</param>
/// <param name="Change">What ended it: boundary, same area, merger or split; null while it lasts.</param>
internal sealed record DatedAuthority(
    string Code,
    string? DfeCode,
    string Name,
    ImmutableArray<string> Also,
    string Region,
    string Kind,
    DateOnly From,
    DateOnly? To,
    ImmutableArray<string> Successors,
    string? Change
)
{
    /// <summary>Whether one authority follows it, of the same area but for land that moved.</summary>
    public bool IsFollowedByOne => Change is "boundary" or "same area";

    /// <summary>Whether it existed on a day.</summary>
    public bool IsValidOn(DateOnly day) => (From <= day || From == AuthorityHistory.Beginning) && (To is not { } last || day <= last);
}

/// <summary>Every English authority with children's services since 2009, with the days from and to which it existed.</summary>
/// <remarks>
/// Codes, names and days: the code history database of the Office for National Statistics and the list of local authorities of the
/// Department for Education (Open Government Licence v3.0); successors: mySociety, UK local authority names and codes (CC BY 4.0).
/// The statistical neighbours are those of the Local Authority Interactive Tool (Department for Education, Open Government Licence).
/// </remarks>
internal static class AuthorityHistory
{
    /// <summary>The day on which the codes began; authorities of that day are older.</summary>
    public static readonly DateOnly Beginning = new(2009, 1, 1);

    private static readonly Lazy<Lookup> Known = new(Read);

    private sealed record Lookup(
        ImmutableArray<DatedAuthority> All,
        FrozenDictionary<string, ImmutableArray<DatedAuthority>> ByWord,
        FrozenDictionary<(string Version, string Code), ImmutableArray<string>> Neighbours,
        string Hash
    );

    /// <summary>In the order of their codes.</summary>
    public static ImmutableArray<DatedAuthority> All => Known.Value.All;

    /// <summary>Hash of the lists.</summary>
    public static string Hash => Known.Value.Hash;

    /// <summary>The versions of the statistical neighbours, the latest first.</summary>
    public static ImmutableArray<string> NeighbourVersions =>
        [.. Known.Value.Neighbours.Keys.Select(key => key.Version).Distinct().OrderDescending(StringComparer.Ordinal)];

    /// <summary>The authorities of a day.</summary>
    public static IEnumerable<DatedAuthority> On(DateOnly day) => All.Where(authority => authority.IsValidOn(day));

    /// <summary>The authority of a code, a number or a name: the one of that day if several have had it, otherwise the latest.</summary>
    public static DatedAuthority? Find(string text, DateOnly? day = null) =>
        Known.Value.ByWord.TryGetValue(LocalAuthorities.Key(text), out var found)
            ? found.FirstOrDefault(authority => day is { } wanted && authority.IsValidOn(wanted))
                ?? found.MaxBy(authority => authority.To ?? DateOnly.MaxValue)
            : null;

    /// <summary>The authority of the same area on another day; null where the area was split or merged, or the text is not known.</summary>
    public static DatedAuthority? At(string text, DateOnly day)
    {
        var at = Find(text, day);
        while (at is not null && !at.IsValidOn(day))
        {
            at =
                at.To < day
                    ? at.IsFollowedByOne
                        ? ByCode(at.Successors[0])
                        : null
                    : All.Where(earlier => earlier.Successors.Contains(at.Code)).ToArray() is [{ IsFollowedByOne: true } only]
                        ? only
                        : null;
        }
        return at;
    }

    /// <summary>
    /// The smallest area that is the same on two days, as the authorities of the later one: those that are joined by predecessors and
    /// successors between the two. Empty when the text is not known, or names what existed on neither.
    /// </summary>
    public static ImmutableArray<DatedAuthority> Comparable(string text, DateOnly one, DateOnly other)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        if ((Find(text, to) is { } late && late.IsValidOn(to) ? late : Find(text, from)) is not { } start)
            return [];
        // A change counts when it lies between the days: the one before it was there on the first or after, its successors on the last or
        // before.
        var links = All.Where(authority => authority.To >= from && authority.To < to)
            .SelectMany(authority => authority.Successors.Select(successor => (authority.Code, successor)))
            .ToArray();
        var part = new HashSet<string> { start.Code };
        while (links.Where(link => part.Contains(link.Code) != part.Contains(link.successor)).ToArray() is { Length: > 0 } next)
        {
            foreach (var (earlier, later) in next)
                part.UnionWith([earlier, later]);
        }
        return [.. All.Where(authority => part.Contains(authority.Code) && authority.IsValidOn(to))];
    }

    /// <summary>An authority's nearest statistical neighbours, in order; empty when there are none.</summary>
    public static ImmutableArray<DatedAuthority> Neighbours(string text, string version) =>
        Find(text) is { } authority && Known.Value.Neighbours.TryGetValue((version, authority.Code), out var codes)
            ? [.. codes.Select(ByCode)]
            : [];

    private static DatedAuthority ByCode(string code) => Known.Value.ByWord[LocalAuthorities.Key(code)][0];

    private static Lookup Read()
    {
        var (history, neighbours) = (Lines("authority-history.psv"), Lines("statistical-neighbours.psv"));
        var all = history
            .Select(line => line.Split('|'))
            .Select(cells => new DatedAuthority(
                cells[0],
                cells[1].Length == 0 ? null : cells[1],
                cells[2],
                Parts(cells[3], ';'),
                cells[4],
                cells[5],
                Day(cells[6])!.Value,
                Day(cells[7]),
                Parts(cells[8], ';'),
                cells[9].Length == 0 ? null : cells[9]
            ))
            .ToImmutableArray();
        return new Lookup(
            all,
            all.SelectMany(authority =>
                    new[] { authority.Code, authority.DfeCode, authority.Name }
                        .OfType<string>()
                        .Concat(authority.Also)
                        .Select(LocalAuthorities.Key)
                        .Distinct()
                        .Select(word => (word, authority))
                )
                .GroupBy(entry => entry.word, entry => entry.authority)
                .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray()),
            neighbours.Select(line => line.Split('|')).ToFrozenDictionary(cells => (cells[0], cells[1]), cells => Parts(cells[2], ' ')),
            ContentHash.Of(string.Join('\n', history.Concat(neighbours)))
        );
    }

    /// <summary>The lines of an embedded list, without the one that names its columns.</summary>
    public static string[] Lines(string name)
    {
        using var stream =
            typeof(AuthorityHistory).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The list {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
    }

    /// <summary>A day of a list; null where the cell is empty.</summary>
    public static DateOnly? Day(string cell) =>
        cell.Length == 0 ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Parts(string cell, char divider) =>
        [.. cell.Split(divider, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
