using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>What can be wrong with a data file or what is declared of it.</summary>
public static class DatasetRules
{
    /// <summary>The file cannot be read as what its name says.</summary>
    public static readonly DiagnosticRule Unreadable = new("DM221", Severity.Error, "A data file that cannot be read");

    /// <summary>Two files would be one table.</summary>
    public static readonly DiagnosticRule NameClash = new("DM222", Severity.Error, "Two data files of one name");

    /// <summary>datasets.yml or an issue speaks of a file that is not there.</summary>
    public static readonly DiagnosticRule MissingFile = new("DM223", Severity.Error, "A table without its file");

    /// <summary>A link, a device, or a path that leads out of the workspace.</summary>
    public static readonly DiagnosticRule Refused = new("DM224", Severity.Error, "A data file that is not read");

    /// <summary>A cell is not of its column's declared type.</summary>
    public static readonly DiagnosticRule DoesNotConvert = new("DM225", Severity.Error, "A value that does not fit its column");

    /// <summary>A column name was empty or stood twice.</summary>
    public static readonly DiagnosticRule HeaderChanged = new("DM226", Severity.Warning, "A column name that was changed");

    /// <summary>A row with more or fewer cells than the header.</summary>
    public static readonly DiagnosticRule UnevenRow = new("DM227", Severity.Warning, "A row of another length than the header");

    /// <summary>A declared column that the file does not have.</summary>
    public static readonly DiagnosticRule UnknownColumn = new("DM228", Severity.Error, "A declared column that is not in the file");

    /// <summary>A declared type, or spelling of authorities, that does not exist.</summary>
    public static readonly DiagnosticRule UnknownType = new("DM229", Severity.Error, "An unknown column type");

    /// <summary>A column that is almost of one type.</summary>
    public static readonly DiagnosticRule MixedColumn = new("DM230", Severity.Warning, "A column of mixed values");

    /// <summary>Dates whose month stands first, which are not read.</summary>
    public static readonly DiagnosticRule MonthFirstDates = new("DM280", Severity.Warning, "Dates with the month first");

    /// <summary>Dates whose century is left out.</summary>
    public static readonly DiagnosticRule ShortYears = new("DM281", Severity.Info, "Dates with years of two digits");

    /// <summary>A file beside the data files that is none.</summary>
    public static readonly DiagnosticRule NotData = new("DM282", Severity.Info, "A file among the data files that is no table");

    /// <summary>A header over several rows, of which one is read as such.</summary>
    public static readonly DiagnosticRule HeaderGoesOn = new("DM283", Severity.Warning, "A header that goes on in the next row");

    /// <summary>A data file without rows.</summary>
    public static readonly DiagnosticRule NoRows = new("DM231", Severity.Warning, "A data file without rows");

    /// <summary>More bytes than are read.</summary>
    public static readonly DiagnosticRule TooLarge = new("DM243", Severity.Error, "A data file that is too large");
}
