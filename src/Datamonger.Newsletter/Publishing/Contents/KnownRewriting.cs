using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>What a rewriting does to readers.</summary>
internal enum Harm
{
    /// <summary>None: it is noted, and the draft may be sent.</summary>
    None,

    /// <summary>The email says the same, and looks worse to some: a warning, and the draft may be sent.</summary>
    Looks,

    /// <summary>The email does not say what was proofed: there is no token.</summary>
    Words,
}

/// <summary>One way in which Mailchimp is known, or assumed, to store something else than it was given.</summary>
/// <param name="Name">Its name, which is also that of the sandbox's mutation.</param>
/// <param name="What">What is done to the email.</param>
/// <param name="Reason">Why it does harm, or none.</param>
/// <param name="WayOn">What to do about it; empty where nothing needs to be done.</param>
internal sealed record KnownRewriting(string Name, string What, Harm Harm, string Reason, string WayOn = "")
{
    /// <summary>Whether a pair of HTML parts, as given and as stored, shows it. Asked only of those that do harm.</summary>
    public Func<string, string, bool> Shows { get; init; } = (_, _) => false;

    /// <summary>Outlook's conditional comments are gone.</summary>
    public static readonly KnownRewriting OutlookLost = new(
        "mso",
        "drops the comments that only Outlook for Windows reads",
        Harm.Looks,
        "Outlook shows the email as wide as its window, without the columns that those comments hold together.",
        "Send a test (`test`) and look at it in Outlook. If it must look right there, ask Mailchimp's support why the comments of a "
            + "“code your own” email are dropped."
    )
    {
        Shows = (given, stored) => Count(stored, "<!--[if") < Count(given, "<!--[if"),
    };

    /// <summary>Every one, harmless ones first. The table of docs/publishing.md.</summary>
    public static readonly ImmutableArray<KnownRewriting> All =
    [
        new("doctype", "drops the doctype", Harm.None, "An inbox shows an email inside a page that has a doctype of its own."),
        new("meta", "drops meta elements", Harm.None, "The character set is in the headers of each email."),
        new("comments", "drops ordinary comments", Harm.None, "Nobody sees a comment."),
        new("whitespace", "changes white space between elements", Harm.None, "It is shown as one space, or not at all."),
        new("line-ends", "changes line ends", Harm.None, "They are white space."),
        new("quotes", "makes curly quotation marks straight", Harm.None, "They read the same, and are compared as the same."),
        new("entities", "writes characters as entities, or entities as characters", Harm.None, "They are the same characters."),
        new("style-spacing", "changes the spacing inside `style`", Harm.None, "The declarations stay what they are."),
        new("attribute-order", "changes the order of attributes", Harm.None, "Their order means nothing."),
        new("self-closing", "writes `<br>` as `<br />`", Harm.None, "They are the same element."),
        new("tracking", "adds parameters that count clicks to links", Harm.None, "The links lead to the same pages."),
        OutlookLost,
        new(
            "cut-short",
            "stores only the beginning",
            Harm.Words,
            "Readers would get half an email.",
            "Publish again. If it is cut each time, make the issue shorter: `check` says how large the email is."
        )
        {
            Shows = (given, stored) => Count(given, "</html>") > Count(stored, "</html>") && stored.Length < given.Length * 9 / 10,
        },
        new(
            "merge-tags-broken",
            "writes the bars of merge tags as entities",
            Harm.Words,
            "The tags would be printed as they are, and the unsubscribe link would lead nowhere.",
            "Publish again. If it happens each time, find the tag that the message names and take it out of the attribute or the block that "
                + "it stands in."
        )
        {
            Shows = (given, stored) => Count(stored, "*|") < Count(given, "*|") && Count(stored, "&#124;") > Count(given, "&#124;"),
        },
        new(
            "images-lost",
            "drops pictures",
            Harm.Words,
            "The charts would be missing.",
            "Publish again. If they are dropped each time, look under Content at Mailchimp whether the files are there."
        )
        {
            Shows = (given, stored) => Count(stored, "<img") < Count(given, "<img"),
        },
        new(
            "footer",
            "adds a footer of its own",
            Harm.Words,
            "It says something that nobody proofed, and a second unsubscribe link.",
            "Mailchimp adds it to an email without an unsubscribe link or address: keep `*|UNSUB|*` and `*|LIST:ADDRESS|*` in the "
                + "layout, as "
                + "the one that comes with the program does. An account on the free plan always gets it, and needs a paid plan."
        )
        {
            Shows = (given, stored) => Count(stored, "*|UNSUB") > Count(given, "*|UNSUB"),
        },
        new(
            "text-changed",
            "changes words",
            Harm.Words,
            "It is not the text that was proofed.",
            "Publish again. If the same words are changed each time, write them in the issue as Mailchimp does; if somebody is editing the "
                + "draft, ask them to stop."
        )
        {
            Shows = (_, _) => true,
        },
    ];

    /// <summary>The harmful rewriting that stands behind a difference; the last of the table where no other fits.</summary>
    public static KnownRewriting Behind(string given, string stored) =>
        All.First(rewriting => rewriting.Harm == Harm.Words && rewriting.Shows(given, stored));

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }
}
