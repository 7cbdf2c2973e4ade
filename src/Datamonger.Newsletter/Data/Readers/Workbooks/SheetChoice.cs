using System.Globalization;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Readers.Workbooks;

/// <summary>Picks the sheet that a dataset means: by name, by number, or the first that holds anything.</summary>
internal static class SheetChoice
{
    /// <summary>The sheet; null when there is none, which has been reported.</summary>
    public static SheetInfo? Pick(IWorkbook workbook, Dataset dataset, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (dataset.Options.Sheet is { Length: > 0 } wanted) return Named(workbook.Sheets, wanted.Trim(), dataset, diagnostics);

        var filled = workbook.Sheets.Where(sheet => !sheet.IsHidden && workbook.Rows(sheet, cancellationToken).Any()).Take(2).ToList();
        if (filled.Count == 0)
        {
            diagnostics.Add(WorkbookRules.NoTable, SourceLocation.StartOf(dataset.Path), $"\"{dataset.Path}\" has no sheet with anything in it.");
            return null;
        }
        if (filled.Count > 1)
            diagnostics.Add(WorkbookRules.SheetNotNamed, dataset.Location, $"\"{dataset.Path}\" has several sheets; \"{filled[0].Name}\" was read, for it is the first.", $"Say which with sheet: {Listed(workbook.Sheets)}.");
        return filled[0];
    }

    private static SheetInfo? Named(IReadOnlyList<SheetInfo> sheets, string wanted, Dataset dataset, DiagnosticBag diagnostics)
    {
        // A name wins over a number: a sheet may well be called 2016.
        var found = sheets.FirstOrDefault(sheet => sheet.Name == wanted)
            ?? sheets.FirstOrDefault(sheet => sheet.Name.Trim().Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? sheets.FirstOrDefault(sheet => sheet.Position == number) : null);
        if (found is null)
        {
            var near = NearestName.To(wanted, sheets.Select(sheet => sheet.Name));
            diagnostics.Add(WorkbookRules.UnknownSheet, dataset.Location, $"\"{dataset.Path}\" has no sheet \"{wanted}\".", near is null ? $"It has {Listed(sheets)}." : $"Did you mean \"{near}\"?");
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
