using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Makes a table in memory of a file's cells by the plan of its columns. What does not fit is reported and left empty.</summary>
internal sealed class TableBuilder : ICellSink
{
    private const int SharedTexts = 10_000;
    private readonly CellValues _values;
    private readonly Misfits _misfits;
    private readonly Building?[] _byIndex;
    private readonly ImmutableArray<Building> _columns;
    private int _rows;

    private sealed class Building(ColumnPlan plan, int capacity)
    {
        public ColumnPlan Plan { get; } = plan;

        public ImmutableArray<object?>.Builder Values { get; } = ImmutableArray.CreateBuilder<object?>(capacity);

        public ImmutableArray<object?>.Builder? Notes { get; } =
            plan.NoteName is null ? null : ImmutableArray.CreateBuilder<object?>(capacity);

        public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);
    }

    /// <param name="capacity">Rows to expect.</param>
    public TableBuilder(Dataset dataset, CellSource cells, ImmutableArray<ColumnPlan> plans, int capacity, DiagnosticBag diagnostics)
    {
        _values = new CellValues(dataset.Options);
        _misfits = new Misfits(dataset, cells, diagnostics);
        _columns = [.. plans.Select(plan => new Building(plan, capacity))];
        _byIndex = new Building?[plans.Length == 0 ? 0 : plans.Max(plan => plan.Index) + 1];
        foreach (var column in _columns)
            _byIndex[column.Plan.Index] = column;
    }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact)
    {
        if (column >= _byIndex.Length || _byIndex[column] is not { } building)
            return;
        var outcome =
            exact.IsEmpty ? new CellOutcome(null)
            : building.Plan.Type is ColumnType.Text ? new CellOutcome(TextOf(building, text))
            : _values.Read(building.Plan, exact);
        building.Values.Add(outcome.Value);
        building.Notes?.Add(outcome.Note);
        if (!outcome.Fits)
            _misfits.Add(building.Plan, row, text);
    }

    /// <inheritdoc/>
    public void EndRow(int row) => _rows++;

    /// <summary>The table, when all rows have been gone through.</summary>
    public Table Build()
    {
        _misfits.ReportRest();
        var columns = ImmutableArray.CreateBuilder<Column>();
        foreach (var column in _columns)
        {
            columns.Add(new Column(column.Plan.Name, column.Plan.Type, column.Values.DrainToImmutable()));
            if (column.Notes is { } notes)
                columns.Add(new Column(column.Plan.NoteName!, ColumnType.Text, notes.DrainToImmutable()));
        }
        return new Table(columns.ToImmutable(), _rows);
    }

    // Most text columns repeat a few names: one string for each.
    private static string TextOf(Building column, ReadOnlySpan<byte> text)
    {
        var lookup = column.Texts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> characters = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = Encoding.UTF8.GetChars(text, characters);
        if (lookup.TryGetValue(characters[..length], out var known))
            return known;
        var value = characters[..length].ToString();
        if (column.Texts.Count < SharedTexts)
            column.Texts.Add(value, value);
        return value;
    }
}
