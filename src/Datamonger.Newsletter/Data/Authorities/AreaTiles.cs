using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>An authority's square on a map of squares.</summary>
/// <param name="Label">Its name in three letters.</param>
/// <param name="Column">From the west, 0-based.</param>
/// <param name="Row">From the north, 0-based.</param>
internal sealed record AreaTile(string Code, string Label, string Name, string Region, int Column, int Row, DateOnly From, DateOnly? To);

/// <summary>
/// Where each authority stands on a map of 13 by 18 squares: near its place, beside its neighbours, every region in one piece.
/// </summary>
internal static class AreaTiles
{
    /// <summary>Squares from west to east.</summary>
    public const int Columns = 13;

    /// <summary>Squares from north to south.</summary>
    public const int Rows = 18;

    /// <summary>The first day that has a map.</summary>
    public static readonly DateOnly Beginning = new(2009, 4, 1);

    private static readonly Lazy<ImmutableArray<AreaTile>> All = new(() =>
        [
            .. AuthorityHistory
                .Lines("area-tiles.psv")
                .Select(line => line.Split('|'))
                .Select(cells => new AreaTile(
                    cells[0],
                    cells[1],
                    cells[2],
                    cells[3],
                    int.Parse(cells[4], CultureInfo.InvariantCulture),
                    int.Parse(cells[5], CultureInfo.InvariantCulture),
                    AuthorityHistory.Day(cells[7])!.Value,
                    AuthorityHistory.Day(cells[8])
                )),
        ]
    );

    /// <summary>The map of a day; empty before <see cref="Beginning"/>.</summary>
    public static ImmutableArray<AreaTile> On(DateOnly day) =>
        day < Beginning ? [] : [.. All.Value.Where(tile => tile.From <= day && (tile.To is not { } last || day <= last))];
}
