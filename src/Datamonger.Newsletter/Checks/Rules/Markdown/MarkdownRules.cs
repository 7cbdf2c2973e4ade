using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Markdown;

/// <summary>What can be wrong with Markdown that is read without complaint.</summary>
internal static class MarkdownRules
{
    /// <summary>Two headings of one name under one heading.</summary>
    public static readonly CheckRule SameHeadings = new(
        new DiagnosticRule("DM584", Severity.Warning, "Two headings of one name"),
        "MD-024",
        "In the list of contents and to a screen reader they are one.",
        "Give one of them another name.",
        "markdownlint MD024, siblings only"
    );

    /// <summary>A reference link without its definition, which prints its brackets.</summary>
    public static readonly CheckRule UndefinedReference = new(
        new DiagnosticRule("DM585", Severity.Warning, "A link whose definition is missing"),
        "MD-052",
        "It stands in the email with its brackets and leads nowhere.",
        "Write the definition on a line of its own, `[label]: https://…`, or the address behind the text.",
        "markdownlint MD052"
    );

    /// <summary>A definition that no link uses.</summary>
    public static readonly CheckRule UnusedDefinition = new(
        new DiagnosticRule("DM586", Severity.Info, "A link definition that is not used"),
        "MD-053",
        "The link it was made for has gone, or names it otherwise.",
        "Delete it, or correct the label of its link.",
        "markdownlint MD053"
    );
}
