using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>A screen reader says the text as it is meant: no rows of signs, and each language in its own voice.</summary>
internal sealed partial class TextReadsAloud : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM587", Severity.Info, "Text that is read aloud badly");

    // A letter of another alphabet may be a sign (μ, Σ); a word of it is a language.
    private const int LeastLetters = 3;

    private static readonly ImmutableArray<(string Name, int First, int Last, ImmutableArray<string> Languages)> Scripts =
    [
        ("Greek", 0x370, 0x3FF, ["el"]),
        ("Cyrillic", 0x400, 0x52F, ["ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"]),
        ("Hebrew", 0x590, 0x5FF, ["he", "yi"]),
        ("Arabic", 0x600, 0x77F, ["ar", "fa", "ur", "ps", "ku", "sd"]),
        ("Devanagari", 0x900, 0x97F, ["hi", "mr", "ne"]),
        ("Bengali", 0x980, 0x9FF, ["bn", "as"]),
        ("Gurmukhi", 0xA00, 0xA7F, ["pa"]),
        ("Gujarati", 0xA80, 0xAFF, ["gu"]),
        ("Tamil", 0xB80, 0xBFF, ["ta"]),
        ("Thai", 0xE00, 0xE7F, ["th"]),
        ("Japanese", 0x3040, 0x30FF, ["ja"]),
        ("Chinese", 0x4E00, 0x9FFF, ["zh", "ja"]),
        ("Korean", 0xAC00, 0xD7A3, ["ko"]),
    ];

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-13, A11-15",
            "\"Party popper party popper party popper\", \"tilde\", or a name in another alphabet that is spelt out or left out.",
            "Leave out what only decorates, write a list as a list, and say the language: `<span lang=\"uk\">…</span>`.",
            "WCAG 2.2 §1.3.1 and §3.1.2"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in context.Texts)
        {
            if (text.IsCode)
                continue;
            if (Row().Match(text.Text) is { Success: true } row)
                Say(
                    text,
                    row.Value[..1],
                    row.Value.Trim(),
                    "is read aloud sign by sign",
                    "A line between parts is ---, a list is - or 1.; leave out what only decorates."
                );
            if (Emoji(text.Text) is { } emoji)
                Say(text, "emoji", emoji, "is read aloud by its names, one after the other", "Leave it out, or keep one behind the words.");
            if (Script(text) is var (word, name))
                Say(
                    text,
                    name,
                    word,
                    $"is in {name} letters, and nothing says in which language",
                    "Say it around the words: <span lang=\"uk\">…</span>, with the language's own code."
                );
        }

        void Say(TextRun text, string what, string words, string problem, string hint)
        {
            if (said.Add(what))
                diagnostics.Add(Rule, context.PlaceOf(text.Parent, words), $"\"{TextRun.Shorten(words)}\" {problem}.", hint);
        }
    }

    // Two or more in a row. What is drawn as one sign (a family, a flag, a hand of some colour) is one, however many characters it has.
    private static string? Emoji(string text)
    {
        var run = new List<string>();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext(); )
        {
            var element = elements.GetTextElement();
            if (element.EnumerateRunes().First().Value is >= 0x1F1E6 and <= 0x1F1FF or >= 0x1F300 and <= 0x1FAFF or >= 0x2600 and <= 0x27BF)
                run.Add(element);
            else if (element != " " && run.Count > 1)
                break;
            else if (element != " ")
                run.Clear();
        }
        return run.Count > 1 ? string.Concat(run) : null;
    }

    private static (string Word, string Script)? Script(TextRun text)
    {
        if (!text.Text.AsSpan().ContainsAnyInRange('\u0370', '\uD7A3'))
            return null;
        foreach (var (name, first, last, languages) in Scripts)
        {
            var length = 0;
            for (var i = 0; i <= text.Text.Length; i++)
            {
                if (i < text.Text.Length && text.Text[i] >= first && text.Text[i] <= last)
                {
                    length++;
                    continue;
                }
                if (length >= LeastLetters && !languages.Contains(LanguageOf(text.Parent), StringComparer.OrdinalIgnoreCase))
                    return (text.Text.Substring(i - length, length), name);
                length = 0;
            }
        }
        return null;
    }

    private static string LanguageOf(IElement element) => (element.Closest("[lang]")?.GetAttribute("lang") ?? "").Split('-')[0];

    // Rows of one sign, and a tilde or an arrow in the place of a bullet.
    [GeneratedRegex(@"([~=*_#+•·★☆►▶❖♦■□▪—–-])\1{3,}|^\s*[~►▶❖♦■➤➜✦•]\s+(?=\S)")]
    private static partial Regex Row();
}
