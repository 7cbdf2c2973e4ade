using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>A workbook cannot be read on; caught at the reader's edge, where it becomes a diagnostic.</summary>
/// <param name="rule">What kind of fault it is.</param>
/// <param name="message">One sentence.</param>
/// <param name="row">1-based row of the sheet, or 1 for the file.</param>
/// <param name="column">1-based column of the sheet, or 1 for the file.</param>
internal sealed class WorkbookException(DiagnosticRule rule, string message, int row = 1, int column = 1, string? hint = null)
    : Exception(message)
{
    public DiagnosticRule Rule => rule;

    public int Row => row;

    public int Column => column;

    public string? Hint => hint;

    public static WorkbookException Damaged(string what) => new(WorkbookRules.Damaged, what);

    public static WorkbookException Unsafe(string what, string? hint = null) => new(WorkbookRules.Unsafe, what, hint: hint);
}
