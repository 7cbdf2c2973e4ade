using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>What can be wrong with, or worth knowing about, a sheet and its cells.</summary>
internal static class WorkbookRules
{
    public static readonly DiagnosticRule Unsafe = new("DM244", Severity.Error, "A workbook that is refused for safety");
    public static readonly DiagnosticRule Damaged = new("DM245", Severity.Error, "A workbook that is damaged or of another format");
    public static readonly DiagnosticRule UnknownSheet = new("DM246", Severity.Error, "An unknown sheet");
    public static readonly DiagnosticRule SheetNotNamed = new(
        "DM247",
        Severity.Warning,
        "A workbook of several sheets, none of them named"
    );
    public static readonly DiagnosticRule BadRange = new("DM248", Severity.Error, "A range that is unreadable, or not in the sheet");
    public static readonly DiagnosticRule NoTable = new("DM249", Severity.Error, "A sheet without a table");
    public static readonly DiagnosticRule ErrorCell = new("DM250", Severity.Error, "A cell that holds an error value");
    public static readonly DiagnosticRule ForeignValue = new("DM251", Severity.Error, "A cell whose value comes from another file");
    public static readonly DiagnosticRule NoStoredValue = new("DM252", Severity.Error, "A formula without a stored value");
    public static readonly DiagnosticRule MarkersRemoved = new("DM253", Severity.Info, "Footnote markers were taken off");
    public static readonly DiagnosticRule RowsLeftOut = new("DM254", Severity.Info, "Rows that are no data were left out");
    public static readonly DiagnosticRule MergedNumber = new("DM255", Severity.Warning, "A number in merged cells");
    public static readonly DiagnosticRule BadCell = new("DM259", Severity.Error, "A cell that cannot be read");

    /// <summary>Ordered by code.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        Unsafe,
        Damaged,
        UnknownSheet,
        SheetNotNamed,
        BadRange,
        NoTable,
        ErrorCell,
        ForeignValue,
        NoStoredValue,
        MarkersRemoved,
        RowsLeftOut,
        MergedNumber,
        BadCell,
    ];
}
