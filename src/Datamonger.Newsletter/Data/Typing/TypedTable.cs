using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Makes a typed table of a file's cells: looks at all of them, decides the types, then converts.</summary>
internal static class TypedTable
{
    /// <summary>Reads the table; null when the file has no columns, which has been reported.</summary>
    public static Table? Read(Dataset dataset, CellSource cells, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var style = NumberStyle.Of(dataset.Options);
        var profile = new ProfileSink(cells.Header.Length, style);
        cells.Visit(profile, cancellationToken);
        if (Plan(dataset, cells, profile, diagnostics) is not { } plans) return null;
        var builder = new TableBuilder(dataset, cells, plans, profile.RowCount, diagnostics);
        cells.Visit(builder, cancellationToken);
        return builder.Build();
    }

    /// <summary>The plan of a file whose cells have been looked at; null when it has no columns, which has been reported.</summary>
    public static ImmutableArray<ColumnPlan>? Plan(Dataset dataset, CellSource cells, ProfileSink profile, DiagnosticBag diagnostics)
    {
        // A column without a name and without a single value is a stray separator.
        ImmutableArray<int> kept = [.. Enumerable.Range(0, cells.Header.Length).Where(i => HeaderNames.Clean(cells.Header[i]).Length > 0 || profile.Profiles[i].Filled > 0)];
        if (kept.IsEmpty)
        {
            diagnostics.Add(DatasetRules.Unreadable, SourceLocation.StartOf(dataset.Path), $"{dataset.Path} has no columns.", "The first row that is read holds the columns' names; skip: leaves out lines above it.");
            return null;
        }
        if (profile.RowCount == 0) diagnostics.Add(DatasetRules.NoRows, SourceLocation.StartOf(dataset.Path), $"{dataset.Path} has no rows.");
        ReportUnevenRows(dataset, cells, diagnostics);
        var names = HeaderNames.From([.. kept.Select(i => cells.Header[i])], dataset, diagnostics);
        return new ColumnPlanner(dataset, cells, diagnostics).Plan(names, kept, profile.Profiles);
    }

    private static void ReportUnevenRows(Dataset dataset, CellSource cells, DiagnosticBag diagnostics)
    {
        var (count, row, length) = cells.UnevenRows;
        if (count == 0) return;
        var more = count == 1 ? "" : $" So do {count - 1} more rows.";
        diagnostics.Add(DatasetRules.UnevenRow, new SourceLocation(dataset.Path, row, 1), $"Row {row} has {length} cells where the header has {cells.Header.Length}; missing ones are empty, further ones are left out.{more}",
            "A comma inside a cell wants quotes round the cell; lines above the header want skip:.");
    }
}
