using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>What can be wrong with an issue's file.</summary>
public static class IssueRules
{
    /// <summary>The file is longer than is read.</summary>
    public static readonly DiagnosticRule TooLong = new("DM110", Severity.Error, "A file that is too long");

    /// <summary>Blocks stand inside one another too deeply.</summary>
    public static readonly DiagnosticRule TooDeep = new("DM111", Severity.Error, "Markdown nested too deeply");

    /// <summary>The front matter is missing or is not closed.</summary>
    public static readonly DiagnosticRule NoFrontMatter = new("DM112", Severity.Error, "Front matter that is missing or not closed");

    /// <summary>A character that means something to this program stands in the text.</summary>
    public static readonly DiagnosticRule PrivateCharacter = new(
        "DM113",
        Severity.Error,
        "A character of the private-use area, or a control character"
    );

    /// <summary>A slug that cannot name a folder, a page and a campaign.</summary>
    public static readonly DiagnosticRule BadSlug = new("DM114", Severity.Error, "A slug that cannot be used");

    /// <summary>The folder that is named after the issue's slug holds files that no build wrote, so that nothing is written there.</summary>
    public static readonly DiagnosticRule ForeignOutput = new("DM180", Severity.Error, "An output folder that is not the issue's")
    {
        Remedy = "Move what lies there elsewhere, or name another folder with `--out`.",
    };

    /// <summary>Two issues would be written to one folder, one page and one campaign.</summary>
    public static readonly DiagnosticRule DuplicateSlug = new("DM181", Severity.Error, "Two issues with the same slug");

    /// <summary>Snippets that include others multiply the text beyond what is read.</summary>
    public static readonly DiagnosticRule TooMuchIncluded = new("DM184", Severity.Error, "Snippets that are included too often")
    {
        Remedy = "An issue includes at most 500 snippets, of 1 MB together: include fewer, or write what they repeat once.",
    };

    /// <summary>An issue with more headings or contents lists than anybody reads.</summary>
    public static readonly DiagnosticRule TooManyHeadings = new("DM185", Severity.Error, "Too many headings or contents lists")
    {
        Remedy = "An issue has at most 1,000 headings and 20 contents lists.",
    };

    /// <summary>An issue that would make an email far beyond what any client shows.</summary>
    public static readonly DiagnosticRule TooManyParts = new("DM186", Severity.Error, "An issue of too many parts")
    {
        Remedy =
            "An issue holds at most 20,000 paragraphs, items, cells, links and stretches of text: divide it, or put a long table into a "
            + "data file.",
    };

    /// <summary>Links that are opened over and over in one word, each of which would be looked for to its end.</summary>
    public static readonly DiagnosticRule UnendingLinks = new("DM187", Severity.Error, "Links that are opened and not closed")
    {
        Remedy = "Close each link with ) and leave a blank behind it.",
    };

    /// <summary>A figure is opened and not closed on its line.</summary>
    public static readonly DiagnosticRule UnclosedFigure = new("DM120", Severity.Error, "A figure that is not closed");

    /// <summary>A figure says nothing.</summary>
    public static readonly DiagnosticRule EmptyFigure = new("DM121", Severity.Error, "An empty figure");

    /// <summary>A friendly tag names no merge field.</summary>
    public static readonly DiagnosticRule UnknownMergeField = new("DM122", Severity.Error, "A merge field that is not in newsletter.yml");

    /// <summary>A merge tag stands where only the same words for everybody can.</summary>
    public static readonly DiagnosticRule MergeTagNotHere = new("DM123", Severity.Error, "A merge tag where it cannot work");

    /// <summary>A query without a name.</summary>
    public static readonly DiagnosticRule UnnamedQuery = new("DM130", Severity.Error, "A query without a name");

    /// <summary>A name that cannot be a table's.</summary>
    public static readonly DiagnosticRule BadName = new("DM131", Severity.Error, "A name that cannot be a table's");

    /// <summary>Two queries of one name.</summary>
    public static readonly DiagnosticRule DuplicateQuery = new("DM132", Severity.Error, "Two queries of one name");

    /// <summary>An option line of a query that is not known or says nothing.</summary>
    public static readonly DiagnosticRule BadOption = new("DM133", Severity.Error, "A query option that is not known");

    /// <summary>A fence, or a <c>:::</c> block, that is not closed.</summary>
    public static readonly DiagnosticRule UnclosedFence = new("DM134", Severity.Error, "A fence or ::: block that is not closed");

    /// <summary>A chart fence without a kind.</summary>
    public static readonly DiagnosticRule NoChartKind = new("DM135", Severity.Error, "A chart without a kind");

    /// <summary>A list fence without a partial.</summary>
    public static readonly DiagnosticRule NoPartial = new("DM136", Severity.Error, "A list without a partial");

    /// <summary>The body of a fence is no mapping.</summary>
    public static readonly DiagnosticRule NotMapping = new("DM137", Severity.Error, "A block whose body is not key: value lines");

    /// <summary>A block reads a query that is not there.</summary>
    public static readonly DiagnosticRule UnknownQuery = new("DM138", Severity.Error, "A block that reads a query that is not there");

    /// <summary>A container of an unknown kind.</summary>
    public static readonly DiagnosticRule UnknownContainer = new("DM140", Severity.Error, "An unknown ::: block");

    /// <summary>A snippet that is not there.</summary>
    public static readonly DiagnosticRule UnknownSnippet = new("DM141", Severity.Error, "A snippet that is not there");

    /// <summary>Snippets that include one another.</summary>
    public static readonly DiagnosticRule SnippetCycle = new("DM142", Severity.Error, "Snippets that include one another");

    /// <summary>A back-reference that names no issue.</summary>
    public static readonly DiagnosticRule UnknownIssue = new("DM143", Severity.Error, "A reference to an issue that is not there");

    /// <summary>A button that is not one link.</summary>
    public static readonly DiagnosticRule ButtonWithoutLink = new("DM144", Severity.Error, "A button that is not one link");

    /// <summary>A picture that is not beside the issue, or is no picture.</summary>
    public static readonly DiagnosticRule BadPicture = new("DM145", Severity.Error, "A picture that cannot be used");

    /// <summary>Columns that hold something else, or a column on its own.</summary>
    public static readonly DiagnosticRule BadColumns = new("DM146", Severity.Error, "Columns that are not columns");

    /// <summary>Square brackets of this tool that say nothing it knows.</summary>
    public static readonly DiagnosticRule UnknownBracket = new("DM147", Severity.Error, "An unknown [[…]]");

    /// <summary>A reference to a footnote that the issue does not have.</summary>
    public static readonly DiagnosticRule UnknownFootnote = new("DM148", Severity.Error, "A footnote that is not there");

    /// <summary>A footnote that nothing refers to, and so is not printed.</summary>
    public static readonly DiagnosticRule UnusedFootnote = new("DM149", Severity.Warning, "A footnote that nothing refers to");

    /// <summary>A comment or an element of HTML that swallows what follows.</summary>
    public static readonly DiagnosticRule UnclosedHtml = new("DM158", Severity.Error, "HTML that is opened and not closed");

    /// <summary>A tag of HTML that has no partner where it stands.</summary>
    public static readonly DiagnosticRule UnpairedTag = new("DM159", Severity.Warning, "A tag of HTML without its partner");
}
