using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Styles;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>Style blocks are of a size and form that no client throws away as a whole.</summary>
/// <remarks>Mistakes in theme.css itself are found where it is read: DM404.</remarks>
internal sealed partial class StylesSurvive : ICheck
{
    private const int Most = 16_384;
    private const int LongComment = 1024;

    private static readonly DiagnosticRule Size = new("DM542", Severity.Error, "More styles than Gmail keeps");
    private static readonly DiagnosticRule Form = new("DM543", Severity.Error, "Styles or scripts that clients drop");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Size,
            "SIZ-02",
            "Gmail keeps 16,384 characters of style blocks and drops what goes beyond, or all of it.",
            "Keep only media queries and resets behind /* keep */ in theme.css; everything else is put on the elements.",
            "hteumeuleu/email-bugs 90"
        ),
        new(
            Form,
            "SIZ-03, SIZ-04",
            "One nested at-rule, or a style block in the body, and a client drops the block or all blocks.",
            "One <style> in <head>, no @import, no at-rule inside another, no <link> and no <script>.",
            "hteumeuleu/email-bugs 21; emogrifier 634"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        IElement[] styles = [.. context.Elements.Where(element => element.LocalName == "style")];
        var length = styles.Sum(style => style.TextContent.Length);
        if (length > Most)
            diagnostics.Add(
                Size,
                context.PlaceOf(styles[0]),
                $"The style blocks of the email are {length:N0} characters; Gmail keeps {Most:N0}.",
                "Take /* keep */ from rules that can stand on elements."
            );
        foreach (var style in styles)
        {
            if (style.Closest("body") is not null)
                Report(style, "A style block stands in the body, where Gmail ignores it.", "Put it into <head>.");
            foreach (
                var block in CssBlocks.Read(
                    style.TextContent,
                    (_, message, _) => Report(style, $"A style block cannot be read: {message}", "Close what is open.")
                )
            )
            {
                if (block.Prelude.StartsWith("@import", StringComparison.OrdinalIgnoreCase))
                    Report(style, "A style block imports another.", "Put the rules into theme.css.");
                else if (block.Prelude.StartsWith('@') && NestedRule().IsMatch(block.Body))
                    Report(
                        style,
                        $"An at-rule stands inside {block.Prelude}: Gmail then drops the whole block.",
                        "Write the rules one after the other."
                    );
            }
        }
        foreach (
            var link in context.Elements.Where(element =>
                element.LocalName == "link"
                && element.GetAttribute("rel") is { } rel
                && rel.Contains("stylesheet", StringComparison.OrdinalIgnoreCase)
            )
        )
            Report(link, "A stylesheet lies elsewhere, where no client fetches it.", "Put the rules into theme.css.");
        foreach (
            var comment in context
                .Email.Document.Descendants<IComment>()
                .Where(comment => comment.Data.Length > LongComment && !comment.Data.StartsWith("[if", StringComparison.Ordinal))
        )
        {
            diagnostics.Add(
                Form,
                context.PlaceOf(comment),
                $"A comment of {comment.Data.Length:N0} characters goes out with the email.",
                "Write it as a comment of the template: {{ # … }}."
            );
        }

        void Report(IElement element, string message, string hint) => diagnostics.Add(Form, context.PlaceOf(element), message, hint);
    }

    [GeneratedRegex("@(media|supports|font-face|import|keyframes)", RegexOptions.IgnoreCase)]
    private static partial Regex NestedRule();
}
