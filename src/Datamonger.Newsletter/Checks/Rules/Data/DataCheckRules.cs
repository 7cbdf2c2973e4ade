using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>What can be wrong with what the data gave.</summary>
internal static class DataCheckRules
{
    /// <summary>A sum over nothing.</summary>
    public static readonly CheckRule OnlyNulls = new(
        new DiagnosticRule("DM574", Severity.Error, "A query whose only row is empty"),
        "DAT-01",
        "A sum or mean of no rows is one row without a value: the query ran, and its filter fits nothing.",
        "Look at its WHERE: has a name or a year changed in the new file?",
        "tests of dbt and Evidence"
    );

    /// <summary>A chart or table that does not say where its figures are from.</summary>
    public static readonly CheckRule NoSource = new(
        new DiagnosticRule("DM575", Severity.Warning, "A chart or table without a source line"),
        "DAT-14",
        "Readers cannot look the figures up, and the Open Government Licence asks for the attribution.",
        "Give the dataset a title and publisher in datasets.yml, or the block a `source:`.",
        "OGL v3, attribution"
    );

    /// <summary>A table too long for an email.</summary>
    public static readonly CheckRule LongTable = new(
        new DiagnosticRule("DM576", Severity.Warning, "A table that is too long for an email"),
        "DAT-13",
        "Nobody reads forty rows in an inbox, and they make the email so large that Gmail cuts it.",
        "Show the rows that the sentence speaks of, or a chart; the archive page can carry the rest.",
        "practice of newsletters"
    );

    /// <summary>Parts that make no whole.</summary>
    public static readonly CheckRule PartsWithoutWhole = new(
        new DiagnosticRule("DM577", Severity.Warning, "Shares that do not add up to a whole"),
        "DAT-07",
        "A bar of shares that ends at 93% hides a part, or counts one twice.",
        "Add what is missing as \"Other\" or \"Not known\", or draw the parts side by side.",
        "DfE notes on rounding"
    );

    /// <summary>A newer release has come out.</summary>
    public static readonly CheckRule NextReleaseOut = new(
        new DiagnosticRule("DM578", Severity.Warning, "A dataset whose next release has come out"),
        "DAT-02",
        "The figures are not the newest any more.",
        "Download the new release, or correct `next_release` in datasets.yml.",
        "release calendars of official statistics"
    );

    /// <summary>The data are not those that were pushed.</summary>
    public static readonly CheckRule ChangedSincePush = new(
        new DiagnosticRule("DM579", Severity.Warning, "Data that changed since the last push"),
        "DAT-17",
        "What was proofed has other figures than what would be built now.",
        "Look at the changes with `datamonger diff`, and push again.",
        "reproducibility"
    );

    /// <summary>A figure that jumped.</summary>
    public static readonly CheckRule Implausible = new(
        new DiagnosticRule("DM580", Severity.Warning, "A figure that changed beyond belief"),
        "DAT-15",
        "A figure that halves or doubles between two builds is more often a wrong column, year or unit than news.",
        "Look at the query and the new file; push again when it is right.",
        "comparison with the last push"
    );

    /// <summary>A column that is read has gone, or holds something else.</summary>
    public static readonly CheckRule ColumnChanged = new(
        new DiagnosticRule("DM569", Severity.Error, "A column that is not what it was when the issue was pushed"),
        "DAT-16",
        "A column that a publisher renames, or fills with text, changes figures without a word: a filter fits nothing, a sum leaves "
            + "rows out.",
        "Correct the query to the column's new name, or declare its type under `types:` in datasets.yml.",
        "dbt, contracts of models"
    );
}
