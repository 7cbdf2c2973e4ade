using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// Reports the cells of one sheet: the first of a kind one by one, the rest as a count, so that a broken column is not a thousand lines.
/// </summary>
internal sealed class Findings(Dataset dataset, string sheet, DiagnosticBag diagnostics)
{
    private readonly Dictionary<DiagnosticRule, int> _counts = [];

    /// <summary>Reports a finding about a cell, row 1-based, column 1-based.</summary>
    public void Add(DiagnosticRule rule, int row, int column, string message, string? hint = null)
    {
        var count = _counts[rule] = _counts.GetValueOrDefault(rule) + 1;
        if (count <= SizeLimits.FindingsOfAKind)
            diagnostics.Add(
                rule,
                new SourceLocation(dataset.Path, row, column),
                $"Sheet \"{sheet}\", cell {CellValue.ColumnLetters(column)}{row}: {message}",
                hint
            );
    }

    /// <summary>Reports how many findings were not told.</summary>
    public void Finish()
    {
        foreach (var (rule, count) in _counts)
        {
            if (count > SizeLimits.FindingsOfAKind)
                diagnostics.Add(
                    rule,
                    new SourceLocation(dataset.Path, SizeLimits.SheetRows, SizeLimits.SheetColumns),
                    $"Sheet \"{sheet}\": {count - SizeLimits.FindingsOfAKind:#,0} more cells of this kind."
                );
        }
    }
}
