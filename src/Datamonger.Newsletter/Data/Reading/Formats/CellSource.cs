using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>Takes the cells of a file, row by row.</summary>
internal interface ICellSink
{
    /// <summary>One cell.</summary>
    /// <param name="row">1-based line of the file, or row of the sheet.</param>
    /// <param name="column">0-based.</param>
    /// <param name="text">What the file shows, UTF-8.</param>
    /// <param name="exact">What it means where a file says more than it shows (32% for 0.3217); else the same as
    /// <paramref name="text"/>.</param>
    void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact);

    /// <summary>The row is complete; every column had its cell.</summary>
    void EndRow(int row);
}

/// <summary>The cells of a data file, which can be gone through more than once.</summary>
internal abstract class CellSource : IDisposable
{
    /// <summary>The header as the file has it.</summary>
    public abstract ImmutableArray<string> Header { get; }

    /// <summary>Rows that were of another length than the header, once all have been gone through.</summary>
    public virtual UnevenRows UnevenRows => default;

    /// <summary>The line of the header, where it was found below others; 0 where it is the first or was said.</summary>
    public virtual int FoundHeader => 0;

    /// <summary>The line from which on there are only notes, once all rows have been gone through; 0 when there are none.</summary>
    public virtual int NotesFrom => 0;

    /// <summary>
    /// Rows, where the file says how many and what its columns hold, so that they need not be looked at; null where they must be.
    /// </summary>
    public virtual long? KnownRows => null;

    /// <summary>The type that the file itself gives a column; null where cells are only written.</summary>
    public virtual ColumnType? TypeOf(int column) => null;

    /// <summary>Where a cell stands, for a message: <c>row 3 of "n"</c>.</summary>
    /// <param name="row">As handed to the sink.</param>
    /// <param name="column">0-based, as handed to the sink.</param>
    /// <param name="name">The column's name.</param>
    public virtual string PlaceOf(int row, int column, string name) => $"row {row} of \"{name}\"";

    /// <summary>Where a cell stands in the file, as an editor or a spreadsheet counts.</summary>
    public virtual SourceLocation LocationOf(string path, int row, int column) => new(path, row, 1);

    /// <summary>Goes through all rows from the first on.</summary>
    public abstract void Visit(ICellSink sink, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
