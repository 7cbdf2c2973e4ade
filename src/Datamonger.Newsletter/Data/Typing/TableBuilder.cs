using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Makes a table in memory of a file's cells.</summary>
internal sealed class TableBuilder : CellConverter
{
    private readonly ImmutableArray<ImmutableArray<object?>.Builder> _values;
    private readonly ImmutableArray<ImmutableArray<object?>.Builder?> _notes;
    private int _rows;

    /// <param name="capacity">Rows to expect.</param>
    public TableBuilder(Dataset dataset, CellSource cells, ImmutableArray<ColumnPlan> plans, int capacity, DiagnosticBag diagnostics) : base(dataset, cells, plans, diagnostics)
    {
        _values = [.. plans.Select(_ => ImmutableArray.CreateBuilder<object?>(capacity))];
        _notes = [.. plans.Select(plan => plan.NoteName is null ? null : ImmutableArray.CreateBuilder<object?>(capacity))];
    }

    /// <inheritdoc/>
    public override void EndRow(int row) => _rows++;

    /// <summary>The table, when all rows have been gone through.</summary>
    public Table Build()
    {
        ReportRest();
        var columns = ImmutableArray.CreateBuilder<Column>();
        for (var i = 0; i < Plans.Length; i++)
        {
            columns.Add(new Column(Plans[i].Name, Plans[i].Type, _values[i].DrainToImmutable()));
            if (_notes[i] is { } notes) columns.Add(new Column(Plans[i].NoteName!, ColumnType.Text, notes.DrainToImmutable()));
        }
        return new Table(columns.ToImmutable(), _rows);
    }

    /// <inheritdoc/>
    protected override void Add(int place, object? value, string? note)
    {
        _values[place].Add(value);
        _notes[place]?.Add(note);
    }
}
