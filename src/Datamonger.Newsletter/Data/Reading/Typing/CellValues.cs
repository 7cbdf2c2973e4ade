using System.Text;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Makes values of cells by the plan of their column.</summary>
internal sealed class CellValues(DatasetOptions options)
{
    private readonly NumberStyle _style = NumberStyle.Of(options);
    private readonly Markers _markers = new(options);

    /// <summary>The value of a cell that holds something, in a column that is not text.</summary>
    /// <param name="text">What the cell means, UTF-8.</param>
    public CellOutcome Read(ColumnPlan plan, ReadOnlySpan<byte> text)
    {
        if (TryConvert(plan, text, out var value))
            return new CellOutcome(value);
        var token = Encoding.UTF8.GetString(CellText.Trim(text));
        if (_markers.Contains(token))
            return new CellOutcome(null, _markers.NoteFor(token));
        return new CellOutcome(null, Fits: token.Length == 0);
    }

    private bool TryConvert(ColumnPlan plan, ReadOnlySpan<byte> text, out object? value)
    {
        value = null;
        switch (plan.Type)
        {
            case ColumnType.Integer:
                if (
                    !CellText.TryNumber(text, _style, out CellNumber whole)
                    || whole.Value != decimal.Truncate(whole.Value)
                    || whole.Value is > long.MaxValue or < long.MinValue
                )
                    return false;
                value = (long)whole.Value;
                return true;
            case ColumnType.Decimal:
                if (!CellText.TryNumber(text, _style, out CellNumber number))
                    return false;
                if (!plan.IsPercent || number.Unit is CellUnit.Percent)
                    value = number.Value;
                // A bare 32 in a column of percentages is 32%.
                else if (number.Unit is CellUnit.Plain && number.Value.Scale <= CellText.MaximumDigits - 2)
                    value = number.Value / 100;
                return value is not null;
            case ColumnType.Double:
                if (!CellText.TryDouble(text, _style, out var real))
                    return false;
                value = real;
                return true;
            case ColumnType.Date:
                if (!CellDates.TryDate(CellText.Trim(text), out var day, out _))
                    return false;
                value = day;
                return true;
            case ColumnType.Timestamp:
                var trimmed = CellText.Trim(text);
                if (CellDates.TryTimestamp(trimmed, out var time))
                    value = time;
                else if (CellDates.TryDate(trimmed, out var date, out _))
                    value = date.ToDateTime(TimeOnly.MinValue);
                return value is not null;
            case ColumnType.Boolean:
                if (!CellText.TryBoolean(CellText.Trim(text), out var flag))
                    return false;
                value = flag;
                return true;
            default:
                value = Encoding.UTF8.GetString(text);
                return true;
        }
    }
}
