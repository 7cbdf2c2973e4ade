using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Readers.Workbooks;

/// <summary>What can be wrong with a data file before a single cell is read.</summary>
internal static class FileRules
{
    public static readonly DiagnosticRule OutsideWorkspace = new("DM240", Severity.Error, "A data file outside the workspace, or behind a link");
    public static readonly DiagnosticRule Missing = new("DM241", Severity.Error, "A data file that is missing or cannot be opened");
    public static readonly DiagnosticRule NotRegular = new("DM242", Severity.Error, "A data file that is empty or no regular file");
    public static readonly DiagnosticRule TooLarge = new("DM243", Severity.Error, "A data file that is too large");
    public static readonly DiagnosticRule UnsafeArchive = new("DM244", Severity.Error, "A workbook that is refused for safety");
    public static readonly DiagnosticRule Damaged = new("DM245", Severity.Error, "A workbook that is damaged or of another format");
    public static readonly DiagnosticRule WrongEncoding = new("DM256", Severity.Error, "A text file that is not in its encoding");
    public static readonly DiagnosticRule GuessedEncoding = new("DM257", Severity.Info, "A text file whose encoding was guessed");
    public static readonly DiagnosticRule NotText = new("DM258", Severity.Error, "A text file with bytes or lines that no table has");

    public static IReadOnlyList<DiagnosticRule> All { get; } =
        [OutsideWorkspace, Missing, NotRegular, TooLarge, UnsafeArchive, Damaged, WrongEncoding, GuessedEncoding, NotText];
}
