using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Reports cells that are no value of their column: the first of each column one by one, then how many more there are.</summary>
internal sealed class Misfits(Dataset dataset, CellSource cells, DiagnosticBag diagnostics)
{
    /// <summary>Cells of one column that are told one by one.</summary>
    public const int ToldPerColumn = 10;

    private const int ShownBytes = 60;
    private readonly Dictionary<ColumnPlan, long> _counts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a cell.</summary>
    /// <param name="row">Its line in the file, or row in the sheet.</param>
    /// <param name="text">What the file shows there, UTF-8.</param>
    public void Add(ColumnPlan plan, int row, ReadOnlySpan<byte> text)
    {
        var before = _counts.GetValueOrDefault(plan);
        _counts[plan] = before + 1;
        if (before >= ToldPerColumn)
            return;
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownBytes)]);
        diagnostics.Add(
            DatasetRules.DoesNotConvert,
            cells.LocationOf(dataset.Path, row, plan.Index),
            $"\"{shown}\" in {cells.PlaceOf(row, plan.Index, plan.Name)} is no {plan.TypeName}.",
            "Declare it as a marker (nulls), or the column as text (types), in datasets.yml."
        );
    }

    /// <summary>Adds cells that will not be told one by one.</summary>
    public void Add(ColumnPlan plan, long count) => _counts[plan] = _counts.GetValueOrDefault(plan) + count;

    /// <summary>Reports how many were not told one by one.</summary>
    public void ReportRest()
    {
        foreach (var (plan, count) in _counts.Where(entry => entry.Value > ToldPerColumn).OrderBy(entry => entry.Key.Index))
        {
            diagnostics.Add(
                DatasetRules.DoesNotConvert,
                SourceLocation.StartOf(dataset.Path),
                $"\"{plan.Name}\" has {count - ToldPerColumn} more values that are no {plan.TypeName}."
            );
        }
    }
}
