using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No note to oneself and no value of a program goes out.</summary>
internal sealed partial class NothingIsLeftOver : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM595", Severity.Error, "Something that was not meant for readers");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
        [new(Rule, "TXT-02", "\"NaN\" or \"TODO\" tells every subscriber that nobody read the issue.", "Finish the sentence; give a figure that may be missing another word: ?? \"n/a\".", "Practice")];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var text in context.Texts)
        {
            if (text.IsCode) continue;
            foreach (Match match in Leftover().Matches(text.Text)) Report(match.Value, TextRun.Normalise(text.Text), context.PlaceOf(text.Parent, match.Value));
        }
        foreach (var (words, place) in (ReadOnlySpan<(string, SourceLocation)>)[(context.Email.Subject, context.PlaceOfKey("subject", "name:")), (context.Email.Preheader, context.PlaceOfKey("preheader", "name:"))])
        {
            if (Leftover().Match(words) is { Success: true } match) Report(match.Value, words, place);
        }
        foreach (var image in context.Elements.Where(element => element.LocalName == "img"))
        {
            if (image.GetAttribute("alt") is { } alt && Leftover().Match(alt) is { Success: true } match) Report(match.Value, alt, context.PlaceOf(image, match.Value));
        }

        void Report(string what, string around, SourceLocation place) => diagnostics.Add(Rule, place, $"\"{what}\" is left over in \"{TextRun.Shorten(around, 60)}\".", "Finish the sentence; a figure that may be missing wants ?? \"n/a\".");
    }

    [GeneratedRegex(@"\bNaN\b|∞|(?<![\w-])(?:null|undefined)(?![\w-]| (?:hypothes|and void|result|model|effect|finding|value))|\bSystem\.[A-Z]\w+|\[object \w+\]|\b(?:TODO|TBC|TBD|FIXME|TK TK|XXX+)\b|\b[Ll]orem ipsum\b|#(?:REF|N/A|VALUE|DIV/0)!?")]
    private static partial Regex Leftover();
}
