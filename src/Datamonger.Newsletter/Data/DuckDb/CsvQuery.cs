using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Typing;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>
/// Has the engine read a CSV file whose every cell has been looked at: only where it reads the same from each of them as our own reader,
/// it is faster.
/// </summary>
internal static class CsvQuery
{
    // The engine's own limit. To ask for more makes its buffers so large that it takes twice as long.
    private const int LongestLine = 2_000_000;

    /// <summary>The query; null when the two would differ.</summary>
    /// <param name="cells">The file, gone through once.</param>
    /// <param name="source">The file as the engine can open it.</param>
    public static string? For(CsvCells cells, string source, ImmutableArray<ColumnPlan> plans)
    {
        if (!cells.IsRegular || !cells.IsPlain || cells.LongestRecord > LongestLine || cells.Header.Length == 1 || !plans.All(IsPlain)) return null;
        var types = Enumerable.Repeat("VARCHAR", cells.Header.Length).ToArray();
        foreach (var plan in plans.Where(plan => plan.NoteName is null)) types[plan.Index] = Snapshot.SqlType(plan);
        var columns = string.Join(", ", types.Select((type, i) => $"'c{i.ToString(CultureInfo.InvariantCulture)}': '{type}'"));
        var delimiter = DuckDbEngine.Literal(((char)cells.Delimiter).ToString());
        return $"SELECT {string.Join(", ", plans.Select(Select))} FROM read_csv({DuckDbEngine.Literal(source)}, auto_detect=false, header=true, delim={delimiter}, quote='\"', escape='\"', nullstr='', "
            + $"encoding='utf-8', compression='none', strict_mode=true, columns={{{columns}}})";
    }

    // What is a number, and which texts are none, is known of every cell: nothing is left for the engine to decide.
    private static bool IsPlain(ColumnPlan plan) => plan.Type switch
    {
        ColumnType.Text => true,
        ColumnType.Integer => plan.Profile.Plain && Numbers(plan, CellKind.Integer, CellKind.Code) && plan.Profile.IntegerDigits <= 18,
        ColumnType.Decimal => plan.Profile.Plain && !plan.IsPercent && Numbers(plan, CellKind.Integer, CellKind.Decimal) && plan.Profile.Digits <= CellText.MaximumDigits,
        ColumnType.Date => plan.Profile.Plain && Numbers(plan, CellKind.IsoDate),
        _ => false,
    };

    private static bool Numbers(ColumnPlan plan, params ReadOnlySpan<CellKind> kinds)
    {
        var count = plan.Notes.Length == 0 ? 0 : plan.Profile.Count(CellKind.Text);
        foreach (var kind in kinds) count += plan.Profile.Count(kind);
        return count == plan.Profile.Filled;
    }

    private static string Select(ColumnPlan plan)
    {
        var cell = string.Create(CultureInfo.InvariantCulture, $"c{plan.Index}");
        var name = DuckDbEngine.Identifier(plan.Name);
        if (plan.NoteName is null) return $"{cell} AS {name}";
        var tokens = string.Join(", ", plan.Notes.Select(note => DuckDbEngine.Literal(note.Token)));
        var notes = string.Concat(plan.Notes.Select(note => $" WHEN {DuckDbEngine.Literal(note.Token)} THEN {DuckDbEngine.Literal(note.Note)}"));
        return $"CAST(CASE WHEN {cell} IN ({tokens}) THEN NULL ELSE {cell} END AS {Snapshot.SqlType(plan)}) AS {name}, CASE {cell}{notes} END AS {DuckDbEngine.Identifier(plan.NoteName)}";
    }
}
