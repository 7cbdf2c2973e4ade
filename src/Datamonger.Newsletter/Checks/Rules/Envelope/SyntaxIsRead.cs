using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>Nothing that was meant as syntax is left in what readers see, in the HTML or in the text part.</summary>
internal sealed partial class SyntaxIsRead : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM831", Severity.Error, "Syntax that readers see");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TXT-02",
            "A bracket too few turns a picture, a link or a figure into signs that every subscriber reads.",
            "Write it as the reference has it; put an example of syntax into `code`.",
            "Practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in context.Texts.Where(text => !text.IsCode))
        {
            foreach (Match match in Remains().Matches(text.Text))
            {
                if (found.Add(match.Value))
                    Report(match, context.PlaceOf(text.Parent, match.Value));
            }
        }
        // In the text part code looks like any other text.
        var code = string.Join('\n', context.Texts.Where(text => text.IsCode).Select(text => text.Text));
        var template = SourceLocation.StartOf($"templates/{context.Issue.FrontMatter.Template}/layout.sbn-txt");
        foreach (Match match in Remains().Matches(context.Email.Text))
        {
            if (code.Contains(match.Value, StringComparison.Ordinal) || !found.Add(match.Value))
                continue;
            var at = context.Issue.Source.Text.IndexOf(match.Value, StringComparison.Ordinal);
            Report(match, at < 0 ? template : context.Issue.Source.LocationAt(at));
        }

        void Report(Match match, SourceLocation place) =>
            diagnostics.Add(Rule, place, $"\"{TextRun.Shorten(match.Value, 60)}\" goes out as it stands.", Hint(match));
    }

    private static string Hint(Match match) =>
        match.Groups["picture"].Success ? "A picture is ![What it shows](name.png), with nothing between the brackets."
        : match.Groups["link"].Success ? "A link is [words](https://…), with no blank between the brackets."
        : match.Groups["figure"].Success ? "A figure is {{ query.first.column }}, with two braces on each side."
        : match.Groups["bold"].Success ? "Bold is **words**, with no blank inside the asterisks."
        : match.Groups["reference"].Success ? "A figure is {{ query.first.column }}; [[…]] is for [[toc]], [[mine]] and [[issue:…]]."
        : match.Groups["note"].Success ? "A note that nobody should read is <!-- … -->, closed with -->."
        : match.Groups["heading"].Success ? "A heading has a blank after its signs: ## Words."
        : match.Groups["fill"].Success ? "Fill in what it stands for; a merge field is <<First Name>>."
        : "Write it as the reference has it, or put it into `code`.";

    [GeneratedRegex(
        @"(?<picture>!\[[^\]\n]{0,200}\]\([^)\n]{0,200}\))"
            + @"|(?<link>(?<!!)\[[^\]\n]{1,200}\]\s?\(\s*(?:https?://|mailto:|www\.)[^)\n]{0,300}\)|\([^()\n]{1,200}\)\s?\[(?:https?://"
            + @"|mailto:|www\.)[^\]\n]{0,300}\])"
            + @"|(?<reference>\[\[\s*[A-Za-z_]\w*(?:\.\w+)+[^\[\]\n]{0,120}\]\])"
            + @"|(?<note><!--)"
            + @"|(?<heading>^#{2,6}[\p{L}\p{N}][^\n]{0,80})"
            + @"|(?<figure>(?<!\{)\{\s*[A-Za-z_]\w*(?:\.\w+|\[[^\]\n]{1,60}\])+[^{}\n]{0,120}\}{1,2}|(?<!\{)\{[^{}\n]{1,120}\}\})"
            + @"|(?<bold>(?<!\|)\*\*(?!\|)[^*\n]{1,200}(?<!\|)\*\*(?!\|)|(?<!\w)__[^_\n]{1,200} __(?!\w))"
            + @"|(?<fill>(?i:\[(?:(?:your|first|last|full|company|recipient)\s+)?name\]|\[(?:insert|enter|add|your|link to|date of|name of)\b[^\]\n]{0,60}\])|(?<![{$])\{(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[Ff]irst[_ ]?[Nn]ame|[Ll]ast[_ ]?[Nn]ame|FNAME|LNAME|NAME)\}(?!\})|(?<!%)%[A-Z][A-Z_]{2,30}%(?!%))"
            + @"|(?<other>^[ \t\u00A0]*:{3,}[ \t]*\w*|```|^#{1,6}\u00A0|&(?:nbsp|amp|lt|gt|quot|rsquo|lsquo|ndash|mdash|pound);|\|\s*:?-{3,}:?\s*\|)",
        RegexOptions.Multiline
    )]
    private static partial Regex Remains();
}
