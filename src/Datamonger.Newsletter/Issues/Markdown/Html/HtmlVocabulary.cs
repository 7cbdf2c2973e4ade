using System.Collections.Frozen;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>The elements and attributes of HTML that an author may write: what email clients show, and nothing that could run.</summary>
public static class HtmlVocabulary
{
    private static readonly FrozenSet<string> Phrasing = Set(
        "a abbr b br cite code del dfn em i img ins kbd q s samp small span strong sub sup u var wbr"
    );

    private static readonly FrozenSet<string> Flow = Set(
        "blockquote caption center col colgroup dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul"
    );

    private static readonly FrozenSet<string> Empty = Set("br col hr img wbr");

    // Their content is no text that a reader should see.
    private static readonly FrozenSet<string> Programs = Set(
        "audio iframe math noembed noframes noscript object script style svg template video"
    );

    // The next one of their kind, or the end of what holds them, closes them.
    private static readonly FrozenSet<string> SelfEnding = Set("colgroup dd dt li p tbody td tfoot th thead tr");

    private static readonly FrozenSet<string> Attributes = Set(
        "align border cellpadding cellspacing class colspan dir height id lang reversed rowspan scope span start title type valign value width"
    );

    private static readonly FrozenSet<string> Classes = Set("data picture spark note");

    /// <summary>Every element that is let through, in alphabetical order.</summary>
    public static IEnumerable<string> Elements => Phrasing.Concat(Flow).Order(StringComparer.Ordinal);

    /// <summary>Whether an element is let through.</summary>
    public static bool Allows(string element) => Phrasing.Contains(element) || Flow.Contains(element);

    /// <summary>
    /// Whether an attribute is let through on an element. Addresses stand on links and pictures alone, and the only role is that of a
    /// table for layout.
    /// </summary>
    public static bool AllowsAttribute(string element, string name, string value) =>
        Attributes.Contains(name)
        || (element, name) is ("a", "href") or ("img", "src" or "alt")
        || (element, name, value) is ("table", "role", "presentation" or "none");

    /// <summary>Whether a class is let through: the templates' stylesheet knows no others that are meant for authors.</summary>
    public static bool AllowsClass(string name) => Classes.Contains(name);

    /// <summary>Whether an element is a block, which cannot stand in a paragraph.</summary>
    public static bool IsBlock(string element) => Flow.Contains(element);

    /// <summary>Whether an element holds nothing and has no end tag.</summary>
    public static bool IsEmpty(string element) => Empty.Contains(element);

    /// <summary>Whether what an element holds goes with it.</summary>
    internal static bool IsProgram(string element) => Programs.Contains(element);

    /// <summary>Whether an element may go without its end tag.</summary>
    internal static bool EndsItself(string element) => SelfEnding.Contains(element) || Empty.Contains(element);

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
