using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Merge tags in subject and preheader come out as words, and leave words of the author's beside them.</summary>
internal sealed class TagsFitEnvelope : ICheck
{
    private const double Most = 0.6;

    private static readonly DiagnosticRule Rule = new("DM500", Severity.Info, "A merge tag that does not suit the inbox");

    // They make a link, a block of HTML, or the line itself.
    private static readonly FrozenSet<string> OfThePage = new[]
    {
        "ABOUT_LIST",
        "ARCHIVE",
        "FORWARD",
        "MC:SUBJECT",
        "MC:TOC",
        "MC:TOC_TEXT",
        "MC:TRANSLATE",
        "MC_PREVIEW_TEXT",
        "REWARDS",
        "REWARDS_TEXT",
        "UNSUB",
        "UPDATE_PROFILE",
        "LIST:ADDRESS_VCARD",
        "LIST:ADDRESS_VCARD_HREF",
        "LIST:SUBSCRIBE",
        "LIST:URL",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-10",
            "A subject that is mostly a tag says nothing where the tag comes out empty; a link or a block of HTML is no line of an inbox.",
            "Say the finding in words, with a tag for a name or a place at most.",
            "Mailchimp, merge tags in subject and preview text"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var frontMatter = context.Issue.FrontMatter;
        foreach (
            var (what, line) in (ReadOnlySpan<(string, BoundText)>)[("subject", frontMatter.Subject), ("preheader", frontMatter.Preheader)]
        )
        {
            MergeTag[] tags = [.. line.MergeTags];
            if (tags.Length == 0)
                continue;
            if (
                tags.FirstOrDefault(tag => OfThePage.Contains(tag.Name) || tag.Name.StartsWith("HTML:", StringComparison.Ordinal)) is
                { } other
            )
            {
                diagnostics.Add(Rule, other.Location, $"{other.Text} has no effect in the {what}: it is for the page.", "Take it out.");
            }
            else if (tags.Sum(tag => tag.Text.Length) is var length && length > Most * line.ToString().Length)
            {
                diagnostics.Add(
                    Rule,
                    tags[0].Location,
                    $"The {what} is {100 * length / line.ToString().Length}% merge tags.",
                    "Say the finding in words around them."
                );
            }
        }
    }
}
