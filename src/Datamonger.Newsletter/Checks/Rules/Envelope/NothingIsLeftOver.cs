using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No note to oneself and no value of a program goes out.</summary>
internal sealed partial class NothingIsLeftOver : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM595", Severity.Error, "Something that was not meant for readers");

    private static readonly DiagnosticRule InProse = new("DM800", Severity.Warning, "A word that may be left over");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TXT-02",
            "\"NaN\" or \"TODO\" tells every subscriber that nobody read the issue.",
            "Finish the sentence; give a figure that may be missing another word: ?? \"n/a\".",
            "Practice"
        ),
        new(
            InProse,
            "TXT-02",
            "In a sentence that somebody typed, \"undefined\" or \"TBC\" may be meant; where a figure stands it never is (DM595).",
            "Finish the sentence, or allow the word: allow: [DM800: it is what we write about].",
            "Practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var text in context.Texts)
        {
            if (text.IsCode)
                continue;
            foreach (Match match in Leftover().Matches(text.Text))
                Report(match.Value, TextRun.Normalise(text.Text), context.PlaceOf(text.Parent, match.Value));
            foreach (Match match in Word().Matches(text.Text))
                ReportWord(match, TextRun.Normalise(text.Text), text);
        }
        foreach (
            var (words, place) in (ReadOnlySpan<(string, SourceLocation)>)
                [
                    (context.Email.Subject, context.PlaceOfKey("subject", "name:")),
                    (context.Email.Preheader, context.PlaceOfKey("preheader", "name:")),
                ]
        )
        {
            if (Leftover().Match(words) is { Success: true } match)
                Report(match.Value, words, place);
        }
        foreach (var image in context.Elements.Where(element => element.LocalName == "img"))
        {
            if (image.GetAttribute("alt") is { } alt && Leftover().Match(alt) is { Success: true } match)
                Report(match.Value, alt, context.PlaceOf(image, match.Value));
        }

        // What the author typed may be meant; what came from the data is a value of a program.
        void ReportWord(Match match, string around, TextRun text)
        {
            var place = context.PlaceOf(text.Parent, match.Value);
            if (!context.Issue.Source.Text.Contains(match.Value, StringComparison.Ordinal) || around == match.Value)
                Report(match.Value, around, place);
            else
                diagnostics.Add(
                    InProse,
                    place,
                    $"\"{match.Value}\" in \"{TextRun.Shorten(around, 60)}\" may be left over.",
                    "Finish the sentence, or allow the word where it is meant: allow: [DM800: …]."
                );
        }

        void Report(string what, string around, SourceLocation place) =>
            diagnostics.Add(
                Rule,
                place,
                $"\"{what}\" is left over in \"{TextRun.Shorten(around, 60)}\".",
                "Finish the sentence; a figure that may be missing needs ?? \"n/a\"."
            );
    }

    [GeneratedRegex(
        @"∞|\bSystem\.[A-Z]\w+|\[object \w+\]|\b(?:TK TK|XXX+)\b|\b[Ll]orem ipsum\b|#(?:REF|N/A|VALUE|DIV/0)!?|\?{3,}"
            + @"|\b(?:TODO|TBC|TBD|FIXME)\b(?=\s*[:?])|\b(?:[Tt]o [Dd]o|TO DO):|\[(?:INSERT|[Ii]nsert|ADD|[Aa]dd|[Cc]heck|CHECK)\b[^\]\n]{0,60}\]"
            + @"|\b[Ii]nsert (?:figure|number|date|name|link|chart|text) here\b"
    )]
    private static partial Regex Leftover();

    // A name that begins so (TBD Trust), and a state of a thing (null hypothesis), is not left over.
    [GeneratedRegex(
        @"\bNaN\b|(?<![\w-])(?:null|undefined)(?![\w-]| (?:hypothes|and void|result|model|effect|finding|value|pointer))|\b(?:TODO|TBC|TBD|FIXME)\b(?!\s*[:?]| \p{Lu})"
    )]
    private static partial Regex Word();
}
