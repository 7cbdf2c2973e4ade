using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Makes values of a file's cells by the plan of its columns. What does not fit is reported and left empty.</summary>
internal abstract class CellConverter : ICellSink
{
    private const int ReportedPerColumn = 10;
    private const int SharedTexts = 10_000;
    private readonly Dataset _dataset;
    private readonly CellSource _cells;
    private readonly Markers _markers;
    private readonly DiagnosticBag _diagnostics;
    private readonly NumberStyle _style;
    private readonly Converting?[] _byIndex;
    private readonly ImmutableArray<Converting> _columns;

    private sealed class Converting(ColumnPlan plan, int place)
    {
        public ColumnPlan Plan { get; } = plan;

        public int Place { get; } = place;

        public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

        public long Misfits { get; set; }
    }

    protected CellConverter(Dataset dataset, CellSource cells, ImmutableArray<ColumnPlan> plans, DiagnosticBag diagnostics)
    {
        _dataset = dataset;
        _cells = cells;
        _markers = new Markers(dataset.Options);
        _diagnostics = diagnostics;
        _style = NumberStyle.Of(dataset.Options);
        Plans = plans;
        _columns = [.. plans.Select((plan, place) => new Converting(plan, place))];
        _byIndex = new Converting?[plans.Length == 0 ? 0 : plans.Max(plan => plan.Index) + 1];
        foreach (var column in _columns) _byIndex[column.Plan.Index] = column;
    }

    /// <summary>The columns to be made.</summary>
    protected ImmutableArray<ColumnPlan> Plans { get; }

    /// <inheritdoc/>
    public void Cell(int row, int column, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact)
    {
        if (column >= _byIndex.Length || _byIndex[column] is not { } converting) return;
        string? note = null;
        var value = exact.IsEmpty ? null : converting.Plan.Type is ColumnType.Text ? TextOf(converting, text) : Convert(converting, row, text, exact, out note);
        Add(converting.Place, value, note);
    }

    /// <inheritdoc/>
    public abstract void EndRow(int row);

    /// <summary>Takes a value, and why there is none where the column has a companion for that.</summary>
    /// <param name="place">The column's place in the plans.</param>
    protected abstract void Add(int place, object? value, string? note);

    /// <summary>Reports how many misfits were not told one by one.</summary>
    protected void ReportRest()
    {
        foreach (var column in _columns.Where(column => column.Misfits > ReportedPerColumn))
        {
            _diagnostics.Add(DatasetRules.DoesNotConvert, SourceLocation.StartOf(_dataset.Path), $"\"{column.Plan.Name}\" has {column.Misfits - ReportedPerColumn} more values that are no {column.Plan.TypeName}.");
        }
    }

    // Most text columns repeat a few names: one string for each.
    private static string TextOf(Converting column, ReadOnlySpan<byte> text)
    {
        var lookup = column.Texts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> characters = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = Encoding.UTF8.GetChars(text, characters);
        if (lookup.TryGetValue(characters[..length], out var known)) return known;
        var value = characters[..length].ToString();
        if (column.Texts.Count < SharedTexts) column.Texts.Add(value, value);
        return value;
    }

    private object? Convert(Converting column, int row, ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact, out string? note)
    {
        note = null;
        if (TryConvert(column.Plan, exact, out var value)) return value;
        var token = Encoding.UTF8.GetString(CellText.Trim(exact));
        if (_markers.Contains(token))
        {
            note = _markers.NoteFor(token);
            return null;
        }
        if (token.Length > 0 && column.Misfits++ < ReportedPerColumn)
        {
            var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)]);
            var (plan, place) = (column.Plan, _cells.PlaceOf(row, column.Plan.Index, column.Plan.Name));
            _diagnostics.Add(DatasetRules.DoesNotConvert, _cells.LocationOf(_dataset.Path, row, plan.Index), $"\"{shown}\" in {place} is no {plan.TypeName}.",
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
