using System.Xml;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>From a workbook to a table: what both formats have in common.</summary>
internal static class WorkbookReading
{
    /// <summary>
    /// Opens a workbook and finds the table that the dataset means; a table without names when it cannot, which has been reported.
    /// </summary>
    public static RawTable Read(Dataset dataset, DiagnosticBag diagnostics, Func<IWorkbook> open, CancellationToken cancellationToken)
    {
        SheetInfo? sheet = null;
        try
        {
            var workbook = open();
            sheet = SheetChoice.Pick(workbook, dataset, diagnostics, cancellationToken);
            if (sheet is not null && Find(workbook, sheet, dataset, diagnostics, cancellationToken) is { } table)
                return table;
        }
        catch (WorkbookException exception)
        {
            var where = sheet is null ? "" : $"Sheet \"{sheet.Name}\": ";
            diagnostics.Add(
                exception.Rule,
                new SourceLocation(dataset.Path, exception.Row, exception.Column),
                where + exception.Message,
                exception.Hint
            );
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or NotSupportedException)
        {
            var isDtd = exception is XmlException && exception.Message.Contains("DTD", StringComparison.Ordinal);
            diagnostics.Add(
                isDtd ? WorkbookRules.Unsafe : WorkbookRules.Damaged,
                SourceLocation.StartOf(dataset.Path),
                isDtd
                    ? "The workbook's XML has a document type declaration, which no workbook needs."
                    : $"The workbook is damaged: {exception.Message}"
            );
        }
        return RawTable.Refused with { Sheet = sheet?.Name };
    }

    private static RawTable? Find(
        IWorkbook workbook,
        SheetInfo sheet,
        Dataset dataset,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var merges = workbook.Merges(sheet, cancellationToken);
        if (StartFinder.Find(workbook.Rows(sheet, cancellationToken), merges, dataset, sheet.Name, diagnostics) is not { } start)
            return null;
        if (new TableScan(dataset, sheet, start, merges, diagnostics).Run(workbook.Rows(sheet, cancellationToken)) is not { } shape)
            return null;
        return new RawTable(shape.Header, new SheetRows(workbook, dataset, sheet, shape, merges, cancellationToken).Read())
        {
            Sheet = sheet.Name,
            SheetColumns = shape.Columns,
        };
    }
}
