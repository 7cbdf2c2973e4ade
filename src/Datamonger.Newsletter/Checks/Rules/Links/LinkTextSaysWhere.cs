using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>The words of a link say where it leads, read on their own.</summary>
internal sealed partial class LinkTextSaysWhere : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM506", Severity.Warning, "A link whose words do not say where it leads");

    private static readonly FrozenDictionary<string, FrozenSet<string>> Vague = new Dictionary<string, FrozenSet<string>>(
        StringComparer.Ordinal
    )
    {
        ["en"] = Set(
            "here",
            "click here",
            "click",
            "this",
            "this link",
            "this page",
            "this report",
            "link",
            "the link",
            "more",
            "read more",
            "learn more",
            "find out more",
            "see more",
            "more info",
            "more information",
            "details",
            "continue",
            "read on",
            "website",
            "download",
            "pdf",
            "csv",
            "excel",
            "spreadsheet",
            "word document",
            "the pdf",
            "the file",
            "the report",
            "download the pdf",
            "download pdf"
        ),
        ["de"] = Set(
            "hier",
            "hier klicken",
            "klicken sie hier",
            "link",
            "dieser link",
            "mehr",
            "mehr dazu",
            "weiter",
            "weiterlesen",
            "mehr erfahren",
            "details"
        ),
        ["fr"] = Set("ici", "cliquez ici", "cliquer ici", "lien", "ce lien", "plus", "lire la suite", "en savoir plus", "suite"),
        ["cy"] = Set("yma", "cliciwch yma", "mwy", "darllen mwy", "dolen"),
    }.ToFrozenDictionary();

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-07",
            "Who listens to the email hears its links in a row, without the sentences around them.",
            "Make the name of what is linked the words of the link.",
            "WCAG 2.2 §2.4.4; markdownlint MD059"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var vague = Vague.GetValueOrDefault(context.Issue.FrontMatter.Language.Tag[..2], FrozenSet<string>.Empty);
        foreach (var link in context.Links)
        {
            var words = link.Text.Trim(' ', '.', '…', '»', '›', '→', ':', '!', ',').ToLowerInvariant();
            if (vague.Contains(words) || Instruction().IsMatch(words))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} does not say where it leads.",
                    "Link the name of the report or page instead."
                );
            else if (Bare().IsMatch(words))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} is a bare address, which is read out letter by letter.",
                    "Give it words: [name of the page](address)."
                );
        }
    }

    // "Click here to read the report" begins with what every other link of its kind begins with, too.
    [GeneratedRegex(
        @"^(?:please )?(?:click|press|tap|follow) (?:here|below|this|on this|the link)\b|^klicken sie (?:hier|auf)\b|^cliquez (?:ici|sur)\b|^cliciwch yma\b"
    )]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^(?:https?://|www\.)\S+$")]
    private static partial Regex Bare();

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
