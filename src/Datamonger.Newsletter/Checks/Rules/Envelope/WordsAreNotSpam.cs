using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>
/// Nothing is said in the words of advertising mail. The list is short: words that a newsletter on public services may well need are not on
/// it.
/// </summary>
internal sealed partial class WordsAreNotSpam : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM599", Severity.Info, "Words of advertising mail");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "SPM-02",
            "Filters count such words against the sender; a few of them move the next issue into the spam folder too.",
            "Say it in other words.",
            "SpamAssassin 4, rules on phrases"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var said = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        Judge(context.Email.Subject, () => context.PlaceOfKey("subject", "name:"));
        Judge(context.Email.Preheader, () => context.PlaceOfKey("preheader", "name:"));
        foreach (var text in context.Texts)
        {
            foreach (Match match in Phrase().Matches(text.Text))
                Say(match.Value, () => context.PlaceOf(text.Parent, match.Value));
        }

        void Judge(string line, Func<SourceLocation> place)
        {
            foreach (Match match in Phrase().Matches(line))
                Say(match.Value, place);
        }

        void Say(string phrase, Func<SourceLocation> place)
        {
            if (said.Add(TextRun.Normalise(phrase)))
                diagnostics.Add(Rule, place(), $"\"{TextRun.Normalise(phrase)}\" is what spam filters look for.", "Say it in other words.");
        }
    }

    [GeneratedRegex(
        @"\b(?:100% (?:free|satisf\w+)|act now[!.,]|apply now[!.,]|as seen on tv|be your own boss|buy now[!.,]|cash bonus|click (?:below|now)|credit card offers?|dear friend|double your|earn (?:extra )?(?:cash|money)|extra income|"
            + @"for only [£$€]|free (?:access(?! to\b)|gift|money|quote|trial)|get it now|get paid|great offer|hidden charges|incredible deal|limited time|lowest price|make money|millions? of (?:dollars|pounds)|money back|no (?:catch|fees|obligation|strings attached)|"
            + @"offer expires|once in a lifetime|order now|risk[ -]free|special promotion|this is(?: not|n[’']t) spam|urgent (?:reply|response)|while stocks? lasts?|winner!|you (?:are a|have been) (?:winner|selected)|you[’']ve won)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Phrase();
}
