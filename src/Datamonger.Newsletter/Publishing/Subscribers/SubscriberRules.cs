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
    public static readonly DiagnosticRule UnknownColumn = new(
        "DM621",
        Severity.Warning,
        "A column of a subscriber file that is not a merge field"
    )
    {
        Remedy = "Declare the field under `merge_fields:` in newsletter.yml, or take the column out; it is left out of the import.",
    };

    /// <summary>A cell that should be an address is none.</summary>
    public static readonly DiagnosticRule NoAddress = new("DM622", Severity.Error, "A subscriber without a valid address")
    {
        Remedy = "Correct the line in the file; the message says which one.",
    };

    /// <summary>An address appears twice.</summary>
    public static readonly DiagnosticRule DoubledAddress = new("DM623", Severity.Error, "A subscriber's address that appears twice")
    {
        Remedy = "Keep one of the two lines.",
    };

    /// <summary>A line has more cells than the header, or a quote that does not end.</summary>
    public static readonly DiagnosticRule DamagedLine = new("DM624", Severity.Error, "A damaged line of a subscriber file")
    {
        Remedy = "Close the quotation mark, or put quotes round a cell that holds a comma.",
    };

    /// <summary>A character that the file's encoding does not hold, or that stands for one that was lost.</summary>
    public static readonly DiagnosticRule DoubtfulCharacter = new("DM631", Severity.Error, "A doubtful character in a subscriber file")
    {
        Remedy = "Save the file as UTF-8 from the program that it comes from, and look at the place that the message names.",
    };

    /// <summary>A cell is longer than a merge field may be.</summary>
    public static readonly DiagnosticRule LongCell = new("DM632", Severity.Error, "A cell of a subscriber file that is too long")
    {
        Remedy = "Shorten the cell to 255 characters. A very long cell often swallowed its neighbours: look for a quotation mark.",
    };

    /// <summary>The file is an export of people who left.</summary>
    public static readonly DiagnosticRule PeopleWhoLeft = new("DM633", Severity.Error, "An export of people who unsubscribed or bounced")
    {
        Remedy =
            "Do not import it. `datamonger subscribers unsubscribe <file>` makes sure that nobody in it is written to; to import people who "
            + "are subscribed, export those.",
    };

    /// <summary>Every rule of subscriber files.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        NoAddressColumn,
        UnknownColumn,
        NoAddress,
        DoubledAddress,
        DamagedLine,
        DoubtfulCharacter,
        LongCell,
        PeopleWhoLeft,
    ];
}
