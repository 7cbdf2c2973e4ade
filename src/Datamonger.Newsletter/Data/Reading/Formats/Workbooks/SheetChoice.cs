using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>Picks the sheet that a dataset means: by name, by number, or the first that holds anything.</summary>
internal static partial class SheetChoice
{
    /// <summary>The sheet; null when there is none, which has been reported.</summary>
    public static SheetInfo? Pick(IWorkbook workbook, Dataset dataset, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (dataset.Options.Sheet is { Length: > 0 } wanted)
            return Named(workbook.Sheets, wanted.Trim(), dataset, diagnostics);

        var filled = workbook.Sheets.Where(sheet => !sheet.IsHidden && workbook.Rows(sheet, cancellationToken).Any()).ToList();
        if (filled.Count == 0)
        {
            diagnostics.Add(
                WorkbookRules.NoTable,
                SourceLocation.StartOf(dataset.Path),
                $"\"{dataset.Path}\" has no sheet with anything in it."
            );
            return null;
        }
        if (filled.Count == 1)
            return filled[0];
        var table = filled.FirstOrDefault(sheet => !IsCover(sheet, workbook, cancellationToken));
        var chosen = table ?? filled[0];
        diagnostics.Add(
            WorkbookRules.SheetNotNamed,
            dataset.Location,
            $"\"{dataset.Path}\" has several sheets; \"{chosen.Name}\" was read, for it is the first"
                + (chosen == filled[0] ? "." : " that is a table."),
            $"Say which with sheet: {Listed(workbook.Sheets)}."
        );
        return chosen;
    }

    // Covers, contents and notes are text, in rows of a cell or two; a table has a number or a third column.
    private static bool IsCover(SheetInfo sheet, IWorkbook workbook, CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var row in workbook.Rows(sheet, cancellationToken))
        {
            if (row.Cells.Count(cell => !cell.IsBlank) > 2)
                return false;
            if (++rows == HeaderSearch.Rows)
                break;
        }
        return CoverName().IsMatch(sheet.Name);
    }

    [GeneratedRegex(
        @"^\s*(cover|front|title|contents?|index|information|info|about|read\s?me|notes?|introduction|guide|guidance|metadata|key)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex CoverName();

    private static SheetInfo? Named(IReadOnlyList<SheetInfo> sheets, string wanted, Dataset dataset, DiagnosticBag diagnostics)
    {
        // A name wins over a number: a sheet may well be called 2016.
        var found =
            sheets.FirstOrDefault(sheet => sheet.Name == wanted)
            ?? sheets.FirstOrDefault(sheet => sheet.Name.Trim().Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? (
                int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? sheets.FirstOrDefault(sheet => sheet.Position == number)
                    : null
            );
        if (found is null)
        {
            var near = NearestName.To(wanted, sheets.Select(sheet => sheet.Name));
            diagnostics.Add(
                WorkbookRules.UnknownSheet,
                dataset.Location,
                $"\"{dataset.Path}\" has no sheet \"{wanted}\".",
                near is null ? $"It has {Listed(sheets)}." : $"Did you mean \"{near}\"?"
            );
        }
        return found;
    }

    private static string Listed(IReadOnlyList<SheetInfo> sheets)
    {
        const int shown = 12;
        var names = string.Join(", ", sheets.Take(shown).Select(sheet => $"\"{sheet.Name}\""));
        return sheets.Count > shown ? $"{names} and {sheets.Count - shown} more" : names;
    }
}
