using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>The subject can be read in an inbox and does not shout; no line of the envelope hides a character.</summary>
internal sealed partial class SubjectFitsInbox : ICheck
{
    // Mailchimp's own limit; what phones show; what says anything.
    private const int Most = 150;
    private const int Shown = 60;
    private const int Least = 10;

    private static readonly MergeTagContext Nobody = new() { Now = default };
    private static readonly DiagnosticRule Stop = new("DM557", Severity.Error, "A subject or sender that cannot go out");
    private static readonly DiagnosticRule Warn = new("DM558", Severity.Warning, "A subject that does not do its work");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Stop,
            "SUB-01, SUB-04",
            "Mailchimp takes 150 characters; a line end or hidden character in the envelope is how headers are forged.",
            "Write one line of at most 150 characters.",
            "Mailchimp; RFC 5322 §2.2"
        ),
        new(
            Warn,
            "SUB-01, SUB-02",
            "Phones cut at about 60 characters; capitals, rows of signs and a false \"Re:\" are what filters look for.",
            "Say the finding in 10 to 60 characters.",
            "SpamAssassin SUBJ_ALL_CAPS, PLING_QUERY, SUBJ_DOLLARS, GAPPY_SUBJECT"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var place = context.PlaceOfKey("subject", "name:");
        // A personal subject is one conditional to Mailchimp, and a line of its own to each subscriber.
        foreach (var line in context.Figures.Prints(context.Issue.FrontMatter.Subject))
            Judge(line, context, place, diagnostics);
        if (context.Figures.ArePersonal(context.Issue.FrontMatter.Subject.Figures) && context.Email.Subject.Length > Most)
        {
            diagnostics.Add(
                Stop,
                place,
                $"The subject has {context.Email.Subject.Length} characters with the figures of every key; Mailchimp takes {Most}.",
                "Say the finding of everybody in the subject, and each subscriber's own in the text."
            );
        }
        foreach (
            var (what, text, at) in (ReadOnlySpan<(string, string, SourceLocation)>)
                [
                    ("subject", context.Email.Subject, place),
                    ("preheader", context.Email.Preheader, context.PlaceOfKey("preheader", "name:")),
                    ("from name", context.Email.FromName, context.PlaceOfKey("from_name", "sender:")),
                ]
        )
        {
            // U+0000 is one of them, too, so that none is told by null.
            if (text.Where(IsHidden).Select(letter => (char?)letter).FirstOrDefault() is { } hidden)
                diagnostics.Add(Stop, at, $"The {what} holds a hidden character (U+{(int)hidden:X4}).", "Type the line again.");
        }
    }

    private static bool IsHidden(char letter) =>
        char.IsControl(letter) || letter is >= '\u2028' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200B' or '\uFEFF' or '\uFFFD';

    private static void Judge(string line, CheckContext context, SourceLocation place, DiagnosticBag diagnostics)
    {
        var subject = MergeTagTemplate
            .Parse(line)
            .Render(
                Nobody,
                tag => MergeTagNames.FieldOf(tag.Name) is { } field ? context.Settings.FindMergeField(field)?.Fallback ?? "" : ""
            )
            .Trim();
        if (subject.Length == 0)
            diagnostics.Add(Stop, place, "The subject is empty.", "Say the finding in 10 to 60 characters.");
        else if (subject.Length > Most)
            diagnostics.Add(
                Stop,
                place,
                $"The subject has {subject.Length} characters; Mailchimp takes {Most}.",
                "Say the finding in 10 to 60 characters."
            );
        else if (subject.Length > Shown)
            diagnostics.Add(
                Warn,
                place,
                $"The subject has {subject.Length} characters; a phone shows about {Shown}.",
                $"What comes first counts: \"{subject[..Shown]}…\" must say it."
            );
        else if (subject.Length < Least)
            diagnostics.Add(
                Warn,
                place,
                $"The subject \"{subject}\" has {subject.Length} characters and says little.",
                "Say the finding in 10 to 60 characters."
            );
        if (Loud(subject) is { } loud)
            diagnostics.Add(Warn, place, $"The subject {loud}.", "Write it as you would to a colleague.");
    }

    private static string? Loud(string subject) =>
        subject.Count(char.IsUpper) >= Least
        // Letters without case, as in Chinese, make no capitals of the abbreviations beside them.
        && !subject.Any(letter => char.IsLetter(letter) && !char.IsUpper(letter))
            ? "is all in capitals"
        : Shouting().IsMatch(subject) ? "ends in a row of signs"
        : subject.StartsWith('$') || subject.StartsWith('£') && !char.IsAsciiDigit(subject.ElementAtOrDefault(1))
            ? "begins with a sign of money"
        : Reply().IsMatch(subject) ? "pretends to be an answer"
        : Gappy().IsMatch(subject) ? "has blanks between the letters of a word"
        : null;

    [GeneratedRegex(@"!{2,}|\?!|!\?|\?{3,}")]
    private static partial Regex Shouting();

    [GeneratedRegex(@"^(re|fw|fwd|aw)\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Reply();

    [GeneratedRegex(@"(?:\b\p{L}[ .*_-]){4,}\p{L}\b")]
    private static partial Regex Gappy();
}
