using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Reading.Formats;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>What all cells of a file look like.</summary>
/// <param name="Columns">One for each name of the header.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="UnevenRows">Rows of another length than the header.</param>
/// <param name="NotesFrom">The line from which on there are only notes; 0 when there are none.</param>
internal sealed record FileProfile(
    ImmutableArray<ColumnProfile> Columns,
    long RowCount,
    UnevenRows UnevenRows = default,
    int NotesFrom = 0
);
