using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>The text part is there and says what the HTML says, with its links.</summary>
internal sealed partial class TextPartSaysTheSame : ICheck
{
    private const double Enough = 0.8;

    private static readonly DiagnosticRule Missing = new("DM593", Severity.Error, "A text part that is missing or lacks a link");
    private static readonly DiagnosticRule Differs = new("DM594", Severity.Warning, "A text part that says something else");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Missing,
            "TXT-01",
            "Who reads mail as text gets an empty message, or no way to the page that is spoken of.",
            "Keep {{ body }} in layout.sbn-txt.",
            "RFC 2046 §5.1.4"
        ),
        new(
            Differs,
            "TXT-01",
            "Filters compare the parts; where they differ the message looks like two.",
            "Keep {{ body }} in layout.sbn-txt, and what the template adds in both layouts.",
            "SpamAssassin MPART_ALT_DIFF_COUNT (up to 2.8)"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var template = SourceLocation.StartOf($"templates/{context.Issue.FrontMatter.Template}/layout.sbn-txt");
        var text = context.Email.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            diagnostics.Add(Missing, template, "The text part is empty.", "Keep {{ body }} in layout.sbn-txt.");
            return;
        }
        var own = context.Settings.ArchiveUrl is { } archive ? $"{archive}/{context.Issue.Slug}/" : null;
        // Lines are wrapped, addresses are not; the contents list leads nowhere in a text.
        foreach (
            var link in context
                .Links.Where(link => link.IsWeb && (own is null || !link.Href.StartsWith(own, StringComparison.Ordinal)))
                .DistinctBy(link => link.Href)
        )
        {
            var address = CampaignLinks.Without(link.Href, context.Issue.Slug, context.Settings);
            if (
                !text.Contains(address, StringComparison.Ordinal)
                && !text.Contains(Uri.UnescapeDataString(address), StringComparison.Ordinal)
                && !text.Contains(Uri.UnescapeDataString(AddressText.WithOwnHost(address)), StringComparison.Ordinal)
            )
                diagnostics.Add(
                    Missing,
                    link.Location,
                    $"{link.Name} is not in the text part.",
                    "Print its address in layout.sbn-txt or the partial of the text."
                );
        }
        var words = Words(context.VisibleText);
        if (words.Count == 0)
            return;
        var shared = words.Count(Words(text).Contains);
        if (shared < words.Count * Enough)
            diagnostics.Add(
                Differs,
                template,
                $"The text part has {shared} of the {words.Count} words of the HTML part.",
                "Keep {{ body }} in layout.sbn-txt, and what the template adds in both layouts."
            );
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var match in Word().EnumerateMatches(text))
            words.Add(text.Substring(match.Index, match.Length));
        return words;
    }

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();
}
