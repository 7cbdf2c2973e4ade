using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>What can be wrong with a file of subscribers. No message repeats what a cell says.</summary>
public static class SubscriberRules
{
    /// <summary>There is no column of addresses.</summary>
    public static readonly DiagnosticRule NoAddressColumn = new("DM620", Severity.Error, "A subscriber file without a column of addresses")
    {
        Remedy = "Call the column of addresses `email`.",
    };

    /// <summary>A column is no merge field of newsletter.yml.</summary>
    public static readonly DiagnosticRule UnknownColumn = new("DM621", Severity.Warning, "A column of a subscriber file that is no merge field")
    {
        Remedy = "Declare the field under `merge_fields:` in newsletter.yml, or take the column out; it is left out of the import.",
    };

    /// <summary>A cell that should be an address is none.</summary>
    public static readonly DiagnosticRule NoAddress = new("DM622", Severity.Error, "A subscriber's address that is none")
    {
        Remedy = "Correct the line in the file; the message says which one.",
    };

    /// <summary>An address stands twice.</summary>
    public static readonly DiagnosticRule DoubledAddress = new("DM623", Severity.Error, "A subscriber's address that stands twice")
    {
        Remedy = "Keep one of the two lines.",
    };

    /// <summary>A line has more cells than the header, or a quote that does not end.</summary>
    public static readonly DiagnosticRule DamagedLine = new("DM624", Severity.Error, "A damaged line of a subscriber file")
    {
        Remedy = "Close the quotation mark, or put quotes round a cell that holds a comma.",
    };

    /// <summary>Every rule of subscriber files.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All = [NoAddressColumn, UnknownColumn, NoAddress, DoubledAddress, DamagedLine];
}
