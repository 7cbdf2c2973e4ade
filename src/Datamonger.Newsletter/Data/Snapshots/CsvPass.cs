using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Typing;
using Datamonger.Newsletter.Data.Snapshots.Parquet;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// Goes through a file of delimited text once, on all processors, and writes its snapshot. The columns' types are those of its beginning,
/// unless they are known: whether they hold is known at its end, when every cell has been looked at.
/// </summary>
internal sealed class CsvPass
{
    private readonly Dataset _dataset;
    private readonly CsvCells _cells;
    private readonly CancellationToken _cancellationToken;
    private readonly ImmutableArray<ColumnProfile> _profiles;
    private readonly DiagnosticBag _unfit = new();
    private readonly Misfits _misfits;
    private readonly DiagnosticBag _findings = new();
    private readonly bool _isGuess;
    private readonly Stack<CsvPart> _free = new();
    private readonly Queue<(CsvPart Part, Task Work)> _underway = new();
    private ImmutableArray<ColumnPlan> _plans;
    private ImmutableArray<FirstRows> _firstRows = [];
    private volatile bool _holds = true;
    private UnevenRows _uneven;
    private int _notesFrom;
    private long _rows;
    private int _lines;

    private CsvPass(Dataset dataset, CsvCells cells, ImmutableArray<ColumnPlan>? plans, CancellationToken cancellationToken)
    {
        (_dataset, _cells, _isGuess, _plans, _cancellationToken) = (dataset, cells, plans is null, plans ?? [], cancellationToken);
        _profiles = [.. cells.Header.Select(_ => new ColumnProfile(NumberStyle.Of(dataset.Options)))];
        _misfits = new Misfits(dataset, cells, _unfit);
    }

    /// <summary>The table that the file is; null when it has no columns.</summary>
    public TypedTable? Table { get; private set; }

    /// <summary>Whether the snapshot holds that table.</summary>
    public bool IsSound { get; private set; }

    /// <summary>Goes through the file.</summary>
    /// <param name="path">The snapshot to make.</param>
    /// <param name="plans">The columns, where they are known.</param>
    public static CsvPass Run(
        string path,
        Dataset dataset,
        CsvCells cells,
        ImmutableArray<ColumnPlan>? plans,
        CancellationToken cancellationToken
    )
    {
        var pass = new CsvPass(dataset, cells, plans, cancellationToken);
        pass.Run(path);
        return pass;
    }

    /// <summary>Reports what is wrong with the file.</summary>
    /// <returns>What was written; null when there are no columns.</returns>
    public WrittenSnapshot? Report(DiagnosticBag diagnostics)
    {
        diagnostics.AddRange(_findings.ToImmutable());
        if (IsSound)
            diagnostics.AddRange(_unfit.ToImmutable());
        return Table is null ? null : new WrittenSnapshot(Table, UnmatchedAuthorities);
    }

    // Where columns are declared to hold authorities, the engine looks for what is none: a code is told by the name beside it.
    private ImmutableArray<UnmatchedAuthority>? UnmatchedAuthorities =>
        _dataset.Options.Normalise.IsEmpty
            ? AuthorityColumns.Unmatched(
                _plans
                    .Zip(_firstRows)
                    .Where(column => column.First.Type is ColumnType.Text)
                    .Select(column => (column.First.Name, column.Second.Values))
            )
            : null;

    private void Run(string path)
    {
        var blocks = _cells.Blocks();
        var part = new CsvPart(_dataset, _cells);
        // The first block is short, and says what the rest will be.
        if (part.Take(blocks) is { } first)
            part.Read(first, _cancellationToken);
        if (_isGuess)
            _plans = Plan(part.Profile);
        _firstRows = [.. _plans.Select(_ => new FirstRows(AuthorityColumns.MaximumDistinct))];
        using var file = new ParquetFile(path, SnapshotColumns.Of(_plans));
        part.Encode(_plans);
        Add(part, file);
        _free.Push(part);
        try
        {
            while (Begin(blocks))
            {
                if (_underway.Count > Environment.ProcessorCount)
                    Await(file);
            }
            while (_underway.Count > 0)
                Await(file);
        }
        catch (CsvRecordException e)
        {
            // Each block counts its lines from 1; the blocks before have theirs.
            while (_underway.Count > 0)
                Await(file);
            throw e.Behind(_lines);
        }
        finally
        {
            // Whoever is still at work reads bytes that are about to go; what it finds no longer matters.
            foreach (var (_, work) in _underway)
                ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
        }
        file.Finish();
        _misfits.ReportRest();
        Table = TypedTable.Plan(_dataset, _cells, Profile, _findings);
        IsSound = _holds && Table is not null && Fits(Table.Plans);
    }

    private FileProfile Profile => new(_profiles, _rows, _uneven, _notesFrom);

    private ImmutableArray<ColumnPlan> Plan(FileProfile profile) =>
        TypedTable.Plan(_dataset, _cells, profile, new DiagnosticBag())?.Plans ?? [];

    // Puts the next block to work; false at the end of the file.
    private bool Begin(CsvBlocks blocks)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var part = _free.TryPop(out var known) ? known : new CsvPart(_dataset, _cells);
        if (part.Take(blocks) is not { } block)
            return false;
        _underway.Enqueue((part, Task.Run(() => Work(part, block), CancellationToken.None)));
        return true;
    }

    private void Work(CsvPart part, CsvBlock block)
    {
        part.Read(block, _cancellationToken);
        if (_holds)
            part.Encode(_plans);
    }

    // In the order of the file, so that it makes no difference which was ready first.
    private void Await(ParquetFile file)
    {
        var (part, work) = _underway.Dequeue();
        work.GetAwaiter().GetResult();
        Add(part, file);
        _free.Push(part);
    }

    private void Add(CsvPart part, ParquetFile file)
    {
        for (var i = 0; i < part.Profile.Columns.Length; i++)
            _profiles[i].Add(part.Profile.Columns[i], _lines);
        _uneven = _uneven.With(part.Profile.UnevenRows, _lines);
        if (part.Profile.NotesFrom > 0)
            _notesFrom = _lines + part.Profile.NotesFrom;
        if (part.Encoded is { } encoded)
        {
            foreach (var misfit in encoded.Misfits)
                _misfits.Add(misfit.Plan, _lines + part.Rows.RowAt(misfit.Row), part.Rows[misfit.Plan.Index][misfit.Code]);
            foreach (var (plan, values) in _plans.Zip(_firstRows))
            {
                if (plan.Type is ColumnType.Text)
                    values.Add(part.Rows[plan.Index], _rows);
            }
            file.Add(part.Rows.RowCount, encoded.Bytes, encoded.Chunks);
        }
        _rows += part.Rows.RowCount;
        _lines += part.Lines;
        // What is known to be wrong need not be written on.
        if (_isGuess && _holds)
            _holds = Fits(Plan(Profile));
    }

    // Whether the columns are those that were written.
    private bool Fits(ImmutableArray<ColumnPlan> plans) =>
        plans.Length == _plans.Length
        && SnapshotColumns.Of(plans).SequenceEqual(SnapshotColumns.Of(_plans))
        && plans
            .Zip(_plans, (now, then) => now.Index == then.Index && now.Type == then.Type && now.IsPercent == then.IsPercent)
            .All(same => same);
}
