using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails;

/// <summary>What can be wrong with a template, or with what it is given to print.</summary>
public static class EmailRules
{
    /// <summary>A reference to a page of the archive, whose address nobody knows.</summary>
    public static readonly DiagnosticRule NoArchive = new("DM440", Severity.Warning, "A reference that the email cannot link to");

    /// <summary>A template folder or file that is not there.</summary>
    public static readonly DiagnosticRule NoTemplate = new("DM401", Severity.Error, "A template that is not there");

    /// <summary>A template that cannot be read.</summary>
    public static readonly DiagnosticRule BrokenTemplate = new("DM402", Severity.Error, "A template with a mistake in its syntax");

    /// <summary>A template that fails while it is drawn.</summary>
    public static readonly DiagnosticRule FailedTemplate = new("DM403", Severity.Error, "A template that fails");

    /// <summary>A stylesheet rule that cannot be used.</summary>
    public static readonly DiagnosticRule BrokenStyle = new("DM404", Severity.Error, "A stylesheet rule that cannot be used");

    /// <summary>A value of the data that would act as a merge tag.</summary>
    public static readonly DiagnosticRule TagFromData = new("DM405", Severity.Error, "A merge tag that comes from data");

    /// <summary>A link or picture whose address could run something.</summary>
    public static readonly DiagnosticRule UnsafeAddress = new("DM406", Severity.Error, "An address that is not let through");

    /// <summary>HTML that email clients drop or that could run something.</summary>
    public static readonly DiagnosticRule RemovedHtml = new("DM407", Severity.Warning, "HTML that is taken out");

    /// <summary>A picture that cannot be read.</summary>
    public static readonly DiagnosticRule UnreadablePicture = new("DM408", Severity.Error, "A picture that cannot be read");

    /// <summary>A column that the data of a table or list does not have.</summary>
    public static readonly DiagnosticRule UnknownColumn = new(
        "DM409",
        Severity.Error,
        "A column that is not in the data of a table or list"
    );

    /// <summary>A format that does not fit a column's values.</summary>
    public static readonly DiagnosticRule WrongFormat = new("DM410", Severity.Error, "A format that does not fit");

    /// <summary>A row to be highlighted that is not there.</summary>
    public static readonly DiagnosticRule UnknownRow = new("DM411", Severity.Error, "A row that is not in a table");

    /// <summary>A list without rows and without words for that.</summary>
    public static readonly DiagnosticRule EmptyTable = new("DM412", Severity.Warning, "A table without rows");

    /// <summary>A picture that readers get smaller or as another kind of file.</summary>
    public static readonly DiagnosticRule ChangedPicture = new(
        "DM421",
        Severity.Info,
        "A picture that goes out smaller or as another kind"
    );

    /// <summary>A figure of each subscriber's own inside an address.</summary>
    public static readonly DiagnosticRule PersonalAddress = new("DM420", Severity.Error, "A subscriber's own figure in an address");
}
