using System.Collections.Immutable;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>What a token of HTML is.</summary>
internal enum HtmlTokenKind
{
    /// <summary>Words between tags.</summary>
    Text,

    /// <summary><c>&lt;b&gt;</c></summary>
    Open,

    /// <summary><c>&lt;/b&gt;</c></summary>
    Close,

    /// <summary>A comment, a declaration, a processing instruction.</summary>
    Comment,

    /// <summary>A comment that is not closed: it goes on to the end.</summary>
    OpenComment,

    /// <summary>A script or style with its content.</summary>
    Code,
}

/// <summary>A piece of HTML as a browser's tokenizer cuts it.</summary>
/// <param name="Start">Where it begins in the text that was scanned.</param>
/// <param name="Name">The element's name in lower case; empty of text and comments.</param>
/// <param name="Attributes">Those of an opening tag, each name once, values without quotes and not decoded.</param>
internal sealed record HtmlToken(
    HtmlTokenKind Kind,
    int Start,
    int Length,
    string Name,
    ImmutableArray<(string Name, string Value, int ValueStart)> Attributes
)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;

    /// <summary>Whether the tag closes itself: <c>&lt;br /&gt;</c>.</summary>
    public bool IsSelfClosing { get; init; }
}
