using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Makes a table of a file's cells by the plan of its columns. What does not fit is reported and left empty.</summary>
internal sealed class TableBuilder : ICellSink
{
    private const int ReportedPerColumn = 10;
    private readonly Dataset _dataset;
    private readonly CellSource _cells;
    private readonly Markers _markers;
    private readonly DiagnosticBag _diagnostics;
    private readonly NumberStyle _style;
    private readonly Building?[] _byIndex;
    private readonly ImmutableArray<Building> _columns;
    private int _rows;

    private sealed class Building(ColumnPlan plan, int capacity)
    {
        public ColumnPlan Plan { get; } = plan;

        public ImmutableArray<object?>.Builder Values { get; } = ImmutableArray.CreateBuilder<object?>(capacity);

        public ImmutableArray<object?>.Builder? Notes { get; } = plan.NoteName is null ? null : ImmutableArray.CreateBuilder<object?>(capacity);

        public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

        public long Misfits { get; set; }
    }

    /// <param name="capacity">Rows to expect.</param>
    public TableBuilder(Dataset dataset, CellSource cells, ImmutableArray<ColumnPlan> plans, int capacity, DiagnosticBag diagnostics)
    {
        _dataset = dataset;
        _cells = cells;
        _markers = new Markers(dataset.Options);
        _diagnostics = diagnostics;
        _style = NumberStyle.Of(dataset.Options);
        _columns = [.. plans.Select(plan => new Building(plan, capacity))];
        _byIndex = new Building?[plans.Length == 0 ? 0 : plans.Max(plan => plan.Index) + 1];
        foreach (var column in _columns) _byIndex[column.Plan.Index] = column;
    }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact)
    {
        if (column >= _byIndex.Length || _byIndex[column] is not { } building) return;
        string? note = null;
        building.Values.Add(exact.IsEmpty ? null : building.Plan.Type is ColumnType.Text ? TextOf(building, text) : Convert(building, row, text, exact, out note));
        building.Notes?.Add(note);
    }

    /// <inheritdoc/>
    public void EndRow(int row) => _rows++;

    /// <summary>The table, when all rows have been gone through.</summary>
    public Table Build()
    {
        var columns = ImmutableArray.CreateBuilder<Column>();
        foreach (var column in _columns)
        {
            if (column.Misfits > ReportedPerColumn)
            {
                _diagnostics.Add(DatasetRules.DoesNotConvert, SourceLocation.StartOf(_dataset.Path), $"\"{column.Plan.Name}\" has {column.Misfits - ReportedPerColumn} more values that are no {column.Plan.Declared}.");
            }
            columns.Add(new Column(column.Plan.Name, column.Plan.Type, column.Values.DrainToImmutable()));
            if (column.Notes is not null) columns.Add(new Column(column.Plan.NoteName!, ColumnType.Text, column.Notes.DrainToImmutable()));
        }
        return new Table(columns.ToImmutable(), _rows);
    }

    // Most text columns repeat a few names: one string for each.
    private static string TextOf(Building building, ReadOnlySpan<byte> text)
    {
        var lookup = building.Texts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> characters = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = Encoding.UTF8.GetChars(text, characters);
        if (lookup.TryGetValue(characters[..length], out var known)) return known;
        var value = characters[..length].ToString();
        if (building.Texts.Count < 10_000) building.Texts.Add(value, value);
        return value;
    }

    private object? Convert(Building building, int row, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact, out string? note)
    {
        note = null;
        if (TryConvert(building.Plan, exact, out var value)) return value;
        var token = Encoding.UTF8.GetString(CellText.Trim(exact));
        if (_markers.Contains(token))
        {
            note = _markers.NoteFor(token);
            return null;
        }
        if (token.Length > 0 && building.Misfits++ < ReportedPerColumn)
        {
            var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)]);
            _diagnostics.Add(DatasetRules.DoesNotConvert, _cells.LocationOf(_dataset.Path, row, building.Plan.Index), $"\"{shown}\" in {_cells.PlaceOf(row, building.Plan.Index, building.Plan.Name)} is no {building.Plan.Declared}.",
                "Declare it as a marker (nulls), or the column as text (types), in datasets.yml.");
        }
        return null;
    }

    private bool TryConvert(ColumnPlan plan, ReadOnlySpan<byte> text, out object? value)
    {
        value = null;
        switch (plan.Type)
        {
            case ColumnType.Integer:
                if (!CellText.TryNumber(text, _style, out var whole) || whole != decimal.Truncate(whole) || whole is > long.MaxValue or < long.MinValue) return false;
                value = (long)whole;
                return true;
            case ColumnType.Decimal:
                if (!CellText.TryNumber(text, _style, out var number)) return false;
                // 32 in a column declared percent is 32%, as is 32%.
                var signless = plan.IsPercent && !text.EndsWith("%"u8);
                if (signless && number.Scale > 26) return false;
                value = signless ? number / 100 : number;
                return true;
            case ColumnType.Double:
                if (!CellText.TryDouble(text, _style, out var real)) return false;
                value = real;
                return true;
            case ColumnType.Date:
                if (!CellText.TryDate(CellText.Trim(text), out var day, out _)) return false;
                value = day;
                return true;
            case ColumnType.Timestamp:
                var trimmed = CellText.Trim(text);
                if (CellText.TryTimestamp(trimmed, out var time)) value = time;
                else if (CellText.TryDate(trimmed, out var date, out _)) value = date.ToDateTime(TimeOnly.MinValue);
                return value is not null;
            case ColumnType.Boolean:
                if (!CellText.TryBoolean(CellText.Trim(text), out var flag)) return false;
                value = flag;
                return true;
            default:
                value = Encoding.UTF8.GetString(text);
                return true;
        }
    }
}
