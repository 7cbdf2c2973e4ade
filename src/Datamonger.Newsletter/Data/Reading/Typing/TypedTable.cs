using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>How a file's cells become a typed table: all of them have been looked at, and the columns' types decided.</summary>
/// <param name="Plans">Its columns.</param>
/// <param name="RowCount">Its rows.</param>
internal sealed record TypedTable(Dataset Dataset, CellSource Cells, ImmutableArray<ColumnPlan> Plans, long RowCount)
{
    /// <summary>Columns with their companions, times rows.</summary>
    public long CellCount => RowCount * Plans.Sum(plan => plan.NoteName is null ? 1 : 2);

    /// <summary>Looks at a file; null when it has no columns, which has been reported.</summary>
    public static TypedTable? Plan(Dataset dataset, CellSource cells, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var profile = new ProfileSink(cells.Header.Length, NumberStyle.Of(dataset.Options));
        var rows = cells.KnownRows is { } known && dataset.Options.Types.IsEmpty ? known : Look(cells, profile, cancellationToken);
        return Plan(dataset, cells, new FileProfile(profile.Profiles, rows, cells.UnevenRows, cells.NotesFrom), diagnostics);
    }

    /// <summary>Decides on a file that has been looked at; null when it has no columns, which has been reported.</summary>
    public static TypedTable? Plan(Dataset dataset, CellSource cells, FileProfile profile, DiagnosticBag diagnostics)
    {
        // A column without a name and without a single value is a stray separator.
        ImmutableArray<int> kept =
        [
            .. Enumerable
                .Range(0, cells.Header.Length)
                .Where(i => HeaderNames.Clean(cells.Header[i]).Length > 0 || profile.Columns[i].Filled > 0),
        ];
        if (kept.IsEmpty)
        {
            diagnostics.Add(
                DatasetRules.Unreadable,
                SourceLocation.StartOf(dataset.Path),
                $"{dataset.Path} has no columns.",
                "The first row that is read holds the columns' names; skip: leaves out lines above it."
            );
            return null;
        }
        if (profile.RowCount == 0)
            diagnostics.Add(DatasetRules.NoRows, SourceLocation.StartOf(dataset.Path), $"{dataset.Path} has no rows.");
        ReportUnevenRows(dataset, cells, profile.UnevenRows, diagnostics);
        CsvStart.Report(cells.FoundHeader, dataset, diagnostics);
        CsvNotes.Report(profile.NotesFrom, dataset, diagnostics);
        var names = HeaderNames.From([.. kept.Select(i => cells.Header[i])], dataset, diagnostics);
        Normalisation.Check(names, dataset, diagnostics);
        return new TypedTable(
            dataset,
            cells,
            new ColumnPlanner(dataset, cells, diagnostics).Plan(names, kept, profile.Columns),
            profile.RowCount
        );
    }

    /// <summary>Reads the rows into memory.</summary>
    public Table Read(DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var builder = new TableBuilder(Dataset, Cells, Plans, (int)RowCount, diagnostics);
        Cells.Visit(builder, cancellationToken);
        return Normalisation.Apply(builder.Build(), Dataset.Options);
    }

    private static long Look(CellSource cells, ProfileSink profile, CancellationToken cancellationToken)
    {
        cells.Visit(profile, cancellationToken);
        return profile.RowCount;
    }

    private static void ReportUnevenRows(Dataset dataset, CellSource cells, UnevenRows uneven, DiagnosticBag diagnostics)
    {
        var (count, row, length) = uneven;
        if (count == 0)
            return;
        var more = count switch
        {
            1 => "",
            2 => " One more row is of another length.",
            _ => $" {count - 1} more rows are of another length.",
        };
        diagnostics.Add(
            DatasetRules.UnevenRow,
            new SourceLocation(dataset.Path, row, 1),
            $"Row {row} has {length} cell{(length == 1 ? "" : "s")} where the header has {cells.Header.Length}; missing ones are "
                + $"empty, further ones are left out.{more}",
            "A comma inside a cell wants quotes round the cell; lines above the header want skip:."
        );
    }
}
