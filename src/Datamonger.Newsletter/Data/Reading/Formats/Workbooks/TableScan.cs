using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// Reads a sheet once to learn the shape of its table: header, columns that hold something, where the notes begin, and which cells are bad.
/// </summary>
internal sealed class TableScan(
    Dataset dataset,
    SheetInfo sheet,
    TableStart start,
    IReadOnlyList<MergedArea> merges,
    DiagnosticBag diagnostics
)
{
    private readonly Findings _findings = new(dataset, sheet.Name, diagnostics);
    private readonly SortedDictionary<int, List<string>> _headers = [];
    private readonly HashSet<int> _filled = [];
    private readonly HashSet<int> _named = [];
    private readonly HashSet<int> _raised = [];
    private readonly TrailingNotes _notes = new();
    private readonly ILookup<int, MergedArea> _mergesByTop = merges.ToLookup(area => area.Top);
    private readonly List<SheetCell> _cells = [];
    private int _rowsAbove;

    private int FirstData => start.HeaderTop + dataset.Options.HeaderRows;

    /// <summary>The shape; null when there is no table, which has been reported.</summary>
    public TableShape? Run(IEnumerable<SheetRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Number > start.Bottom)
                break;
            for (var i = 0; i < row.Repeat && row.Number + i < FirstData; i++)
            {
                if (row.Number + i < start.HeaderTop)
                    _rowsAbove++;
                else
                    AddHeader(row, row.Number + i);
            }
            if (row.Number + row.Repeat - 1 >= FirstData)
                AddData(row);
        }
        _findings.Finish();
        return Finish();
    }

    private bool IsInside(int column) => column >= start.Left && column <= start.Right;

    private void AddHeader(SheetRow row, int number)
    {
        foreach (var cell in row.Cells)
        {
            if (!IsInside(cell.Column))
                continue;
            if (cell.Text.Length > SizeLimits.HeaderCharacters)
                throw WorkbookException.Unsafe(
                    $"The header in row {number} has a cell of more than {SizeLimits.HeaderCharacters:#,0} characters.",
                    "Say where the table begins with range: or skip:."
                );
            var (name, hadMarker) = HeaderText.Clean(cell);
            if (hadMarker && name != HeaderText.OneLine(cell.Text))
                _findings.Add(
                    WorkbookRules.MarkersRemoved,
                    number,
                    cell.Column,
                    $"the header \"{HeaderText.OneLine(cell.Text)}\" was read as \"{name}\"."
                );
            _named.Add(cell.Column);
            var area = _mergesByTop[number].FirstOrDefault(merged => merged.Left == cell.Column);
            var right = area == default ? cell.Column : Math.Min(area.Right, start.Right);
            for (var column = cell.Column; column <= right; column++)
            {
                if (!_headers.TryGetValue(column, out var parts))
                    _headers[column] = parts = [];
                parts.Add(name);
            }
        }
    }

    private void AddData(SheetRow row)
    {
        _cells.Clear();
        foreach (var cell in row.Cells)
        {
            if (!IsInside(cell.Column) || cell.IsBlank)
                continue;
            _cells.Add(cell);
            _filled.Add(cell.Column);
            Check(row, cell);
        }
        if (_cells.Count == 0)
            return;
        var first = _headers.Count > 0 ? Math.Min(_headers.First().Key, _filled.Min()) : _filled.Min();
        if (start.IsClosed)
            return;
        var isLone =
            _cells[0].Value is null
            && (
                _cells[0].Column == first
                    ? _cells.Count == 1 || (_cells.Count == 2 && _cells[1].Value is null)
                    : _cells.Count == 1 && TrailingNotes.LooksLikeNote(_cells[0].Text)
            );
        _notes.Add(
            row.Number,
            row.Number + row.Repeat - 1,
            isLone ? _cells[0].Text : null,
            _cells.Count == 2 ? _cells[1].Text : null,
            Math.Max(_headers.Count, _filled.Count)
        );
    }

    private void Check(SheetRow row, SheetCell cell)
    {
        switch (cell.Fault)
        {
            case CellFault.Error when !dataset.Options.Nulls.ContainsKey(cell.Text.Trim()):
                _findings.Add(
                    WorkbookRules.ErrorCell,
                    row.Number,
                    cell.Column,
                    $"it holds {cell.Text}.",
                    $"If that means a missing value, say so: nulls: {{\"{cell.Text}\": not available}}."
                );
                break;
            case CellFault.NoStoredValue:
                _findings.Add(
                    WorkbookRules.NoStoredValue,
                    row.Number,
                    cell.Column,
                    "its formula has no stored result.",
                    "Open the workbook in a spreadsheet, let it calculate, and save it."
                );
                break;
            case CellFault.ForeignValue:
                _findings.Add(
                    WorkbookRules.ForeignValue,
                    row.Number,
                    cell.Column,
                    $"its value {cell.Text} comes from another file, which is not read.",
                    "Paste the values in place of the formulas."
                );
                break;
            case CellFault.Unreadable:
                _findings.Add(
                    WorkbookRules.BadCell,
                    row.Number,
                    cell.Column,
                    $"\"{(cell.Text.Length > 40 ? cell.Text[..40] + "…" : cell.Text)}\" is no value of the kind that the cell says."
                );
                break;
        }
        if (cell.Plain is not null && _raised.Add(cell.Column))
            _findings.Add(
                WorkbookRules.MarkersRemoved,
                row.Number,
                cell.Column,
                $"the raised marker of \"{HeaderText.OneLine(cell.Text)}\" was taken off, and those below it."
            );
        if (
            cell.Value is not null
            && _mergesByTop.Contains(row.Number)
            && _mergesByTop[row.Number].FirstOrDefault(area => area.Left == cell.Column) is { Top: > 0 } merged
        )
            _findings.Add(
                WorkbookRules.MergedNumber,
                row.Number,
                cell.Column,
                $"the value {cell.Text} stands in merged cells "
                    + $"({new CellRange(merged.Top, merged.Left, merged.Bottom, merged.Right)}); only the first has it."
            );
    }

    private TableShape? Finish()
    {
        var at = SourceLocation.StartOf(dataset.Path);
        if (_headers.Count == 0 || _headers.Values.All(parts => parts.All(part => part.Length == 0)))
        {
            diagnostics.Add(
                WorkbookRules.NoTable,
                at with
                {
                    Line = start.HeaderTop,
                },
                $"Sheet \"{sheet.Name}\" has no header in row {start.HeaderTop}.",
                "Say where the table begins with range: or skip:."
            );
            return null;
        }
        if (_rowsAbove > 0 && !start.IsClosed && dataset.Options is { Skip: 0, Range: null })
            diagnostics.Add(
                WorkbookRules.RowsLeftOut,
                at with
                {
                    Line = start.HeaderTop,
                },
                $"Sheet \"{sheet.Name}\": the header was found in row {start.HeaderTop}; what stands above it was left out.",
                $"If it is not the header, say how many rows stand above: skip: {start.HeaderTop - 1}."
            );
        var last = start.IsClosed ? start.Bottom : _notes.LastData;
        if (_notes.From > 0)
            diagnostics.Add(
                WorkbookRules.RowsLeftOut,
                at with
                {
                    Line = _notes.From,
                },
                $"Sheet \"{sheet.Name}\": the notes from row {_notes.From} on were left out.",
                "If they are data, give the whole range: A9:P188."
            );
        var columns = _headers
            .Keys.Union(_filled)
            .Order()
            .Select(column => (Column: column, Name: HeaderText.Join(_headers.GetValueOrDefault(column) ?? [])))
            .Where(column => _filled.Contains(column.Column) || (column.Name.Length > 0 && _named.Contains(column.Column)))
            .ToImmutableArray();
        return new TableShape([.. columns.Select(column => column.Name)], [.. columns.Select(column => column.Column)], FirstData, last);
    }
}
