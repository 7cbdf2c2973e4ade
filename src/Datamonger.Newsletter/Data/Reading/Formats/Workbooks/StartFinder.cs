using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// Finds where the table of a sheet begins: where <c>range</c> or <c>skip</c> say, or at the first row of more than one cell.
/// </summary>
internal static class StartFinder
{
    private const int TextsToCompare = 2_000;

    /// <summary>The start; null when there is none, which has been reported.</summary>
    public static TableStart? Find(
        IEnumerable<SheetRow> rows,
        IReadOnlyList<MergedArea> merges,
        Dataset dataset,
        string sheet,
        DiagnosticBag diagnostics
    )
    {
        var range = dataset.Options.Range?.Trim();
        if (range is { Length: > 0 })
        {
            if (AnchorText(range) is { } text)
                return FromText(rows, text, dataset, sheet, diagnostics);
            if (CellRange.Parse(range) is { } cells && cells.Bottom > cells.Top)
                return new TableStart(cells.Top + dataset.Options.Skip, cells.Left, cells.Right, cells.Bottom, IsClosed: true);
            diagnostics.Add(
                WorkbookRules.BadRange,
                dataset.Location,
                $"\"{range}\" is no range.",
                "Write A9:P188, or from \"Local authority\": the text of the first header cell."
            );
            return null;
        }
        var start =
            dataset.Options.Skip > 0
                ? FirstRow(rows, dataset.Options.Skip)
                : HeaderSearch.Find(rows.SelectMany(row => Spans(row, merges)), dataset.Options.HeaderRows);
        if (start is null)
            diagnostics.Add(
                WorkbookRules.NoTable,
                SourceLocation.StartOf(dataset.Path),
                $"Sheet \"{sheet}\" has nothing in it{(dataset.Options.Skip > 0 ? $" below row {dataset.Options.Skip}" : "")}."
            );
        return start is { } row ? new TableStart(row, 1, SizeLimits.SheetColumns, SizeLimits.SheetRows, IsClosed: false) : null;
    }

    private static int? FirstRow(IEnumerable<SheetRow> rows, int skip)
    {
        foreach (var row in rows)
        {
            if (row.Number + row.Repeat - 1 > skip)
                return Math.Max(row.Number, skip + 1);
        }
        return null;
    }

    // A row is copied, since the next one takes its place; what repeats it is one of it and no more.
    private static IEnumerable<HeaderCandidate> Spans(SheetRow row, IReadOnlyList<MergedArea> merges)
    {
        if (row.Cells.All(cell => cell.IsBlank))
            return [];
        var width = row
            .Cells.Where(cell => !cell.IsBlank)
            .Sum(cell =>
                merges.FirstOrDefault(area => area.Top == row.Number && area.Left == cell.Column) is { Top: > 0 } merged
                    ? merged.Right - merged.Left + 1
                    : 1
            );
        return
        [
            new HeaderCandidate(row.Number, row.Cells.Count(cell => !cell.IsBlank), width, row.Cells.First(cell => !cell.IsBlank).Column),
        ];
    }

    private static string? AnchorText(string range)
    {
        if (!range.StartsWith("from", StringComparison.OrdinalIgnoreCase) || range.Length < 6)
            return null;
        var text = range[4..].Trim();
        foreach (var (open, close) in (ReadOnlySpan<(char, char)>)[('"', '"'), ('\'', '\''), ('“', '”')])
        {
            if (text.Length > 2 && text[0] == open && text[^1] == close)
                return HeaderText.OneLine(text[1..^1]);
        }
        return null;
    }

    private static TableStart? FromText(IEnumerable<SheetRow> rows, string text, Dataset dataset, string sheet, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            foreach (var cell in row.Cells)
            {
                var (name, _) = HeaderText.Clean(cell);
                if (
                    name.Equals(text, StringComparison.OrdinalIgnoreCase)
                    || HeaderText.OneLine(cell.Text).Equals(text, StringComparison.OrdinalIgnoreCase)
                )
                    return new TableStart(
                        row.Number + dataset.Options.Skip,
                        cell.Column,
                        SizeLimits.SheetColumns,
                        SizeLimits.SheetRows,
                        IsClosed: false
                    );
                if (cell.Value is null && seen.Count < TextsToCompare)
                    seen.Add(name);
            }
        }
        var near = NearestName.To(text, seen);
        diagnostics.Add(
            WorkbookRules.BadRange,
            dataset.Location,
            $"Sheet \"{sheet}\" has no cell \"{text}\".",
            near is null ? null : $"Did you mean \"{near}\"?"
        );
        return null;
    }
}
