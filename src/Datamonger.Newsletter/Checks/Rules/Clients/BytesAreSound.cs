using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Personal;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>The parts are clean UTF-8 that says so, in lines that servers pass on.</summary>
internal sealed partial class BytesAreSound : ICheck
{
    // RFC 5322 §2.1.1, without the line end.
    private const int LongestLine = 998;
    private const int CharsetWithin = 1024;

    private static readonly DiagnosticRule Line = new("DM544", Severity.Warning, "A line that servers cut");
    private static readonly DiagnosticRule Text = new("DM545", Severity.Error, "Characters that are broken or hidden");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Line,
            "SIZ-05",
            "Servers break lines of more than 998 bytes, if need be in the middle of a tag.",
            "Break a long address or a long word of the template.",
            "RFC 5322 §2.1.1"
        ),
        new(
            Text,
            "SIZ-06, SIZ-07",
            "Readers see â€™ for an apostrophe, or a text that is not what it says because hidden characters turn it round.",
            "Save the file as UTF-8 and type the character again; say the encoding of a data file in datasets.yml; keep <meta "
                + "charset=\"utf-8\"> first in <head>.",
            "HTML standard §4.2.5.4; Unicode TR 36 on bidirectional controls"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        // What every edition says stands in one line for Mailchimp, which sends one of them.
        string Sent(string part) => context.Figures.Editions is { } editions ? Conditional.Decide(part, editions) : part;
        var longest = Math.Max(Longest(Sent(context.Email.Html)), Longest(Sent(context.Email.Text)));
        if (longest > LongestLine)
            diagnostics.Add(
                Line,
                PlaceOfLongest(context),
                $"The email has a line of {longest:N0} bytes; servers cut at {LongestLine}.",
                "Break the long address or word that makes it."
            );
        foreach (var text in context.Texts)
        {
            if (Broken().Match(text.Text) is { Success: true } broken)
                diagnostics.Add(
                    Text,
                    context.PlaceOf(text.Parent, broken.Value),
                    $"The text \"{Around(text.Text, broken)}\" holds {Describe(broken.Value)}.",
                    "Type it again; for a data file, say its encoding in datasets.yml."
                );
        }
        var charset = context.Email.Html.IndexOf("<meta charset=\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        if (charset is < 0 or > CharsetWithin)
            diagnostics.Add(
                Text,
                context.PlaceOf(context.Email.Document.Head!),
                "The email does not say in its first 1,024 bytes that it is UTF-8.",
                "Put <meta charset=\"utf-8\"> first into <head>."
            );
    }

    private static int Longest(string part)
    {
        var longest = 0;
        foreach (var line in part.AsSpan().EnumerateLines())
        {
            // A letter is at most three bytes.
            if (line.Length * 3 > LongestLine)
                longest = Math.Max(longest, Encoding.UTF8.GetByteCount(line));
        }
        return longest;
    }

    // Lines are broken at blanks, so what makes one too long is a word or an address.
    private static SourceLocation PlaceOfLongest(CheckContext context)
    {
        var longest = context
            .Texts.Select(text => (Node: (INode)text.Parent, Word: text.Text.Split(' ').MaxBy(word => word.Length)!))
            .Concat(context.Links.Select(link => (Node: (INode)link.Element, Word: link.Href)))
            .OrderByDescending(place => place.Word.Length)
            .FirstOrDefault();
        return longest.Word is { Length: > LongestLine / 4 }
            ? context.PlaceOf(longest.Node, longest.Word)
            : context.Issue.FrontMatter.LocationOf("");
    }

    private static string Describe(string broken) =>
        broken[0] switch
        {
            '\uFFFD' => "a character that could not be read (U+FFFD)",
            >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' =>
                $"a hidden character that turns the direction of text (U+{(int)broken[0]:X4})",
            < ' ' or (>= '\u007F' and <= '\u009F') => $"a control character (U+{(int)broken[0]:X4})",
            _ => $"\"{broken}\", which is a character read in the wrong encoding",
        };

    private static string Around(string text, Match match)
    {
        var start = Math.Max(0, match.Index - 20);
        return string.Concat(
                text.AsSpan(start, Math.Min(text.Length, match.Index + match.Length + 20) - start)
                    .ToString()
                    .Select(letter => char.IsControl(letter) ? ' ' : letter)
            )
            .Trim();
    }

    // UTF-8 read as Windows-1252: â€™ â€œ â€“, Ã© Ã¼, Â£ Â§.
    [GeneratedRegex(
        "\uFFFD|\u00E2\u20AC[\u2122\u0153\u201D\u201C\u02DC\u00A6\u00A2\u0161]|\u00C3[\u00A0-\u00BF]|\u00C2[\u00A3\u00A7\u00B0\u00B7\u00AB\u00BB]|[\u202A-\u202E\u2066-\u2069]|[\u0001-\u0008\u000B\u000E-\u001F\u007F-\u009F]"
    )]
    private static partial Regex Broken();
}
