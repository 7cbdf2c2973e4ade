using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>What keeps the page's first words out of the inbox line is no longer than that line.</summary>
internal sealed class PreheaderFillsOneLine : ICheck
{
    private const int Most = 60;

    private static readonly DiagnosticRule Rule = new("DM597", Severity.Info, "Filler that only makes the email larger");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "SIZ-08",
            "Inboxes show about 130 characters; filler beyond them shows nothing, and counts towards the size at which Gmail cuts.",
            "Repeat the filler behind the preheader in layout.sbn-html about 30 times.",
            "measured on preheaders of 150 sequences, 2 KB each"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var text in context.Email.Document.Descendants<IText>())
        {
            if (text.Data.Length <= Most)
                continue;
            // Each sequence has one of them: a joiner without width, or a blank of none.
            var sequences = Math.Max(
                text.Data.Count(letter => letter is '\u034F'),
                Math.Max(text.Data.Count(letter => letter is '\u200C'), text.Data.Count(letter => letter is '\u200B' or '\uFEFF'))
            );
            if (sequences <= Most || text.ParentElement is not { } parent)
                continue;
            diagnostics.Add(
                Rule,
                context.PlaceInTemplates("&zwnj;") ?? context.PlaceInTemplates("&#847;") ?? context.PlaceOf(parent),
                $"The filler behind the preheader is {sequences} sequences long; {Most} are more than any inbox shows.",
                "Repeat it about 30 times."
            );
            return;
        }
    }
}
