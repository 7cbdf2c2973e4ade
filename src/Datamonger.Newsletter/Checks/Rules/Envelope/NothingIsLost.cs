using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>Every line that the author wrote for readers arrives, in the HTML and in the text part.</summary>
/// <remarks>The lines are taken from the file and not from the tree that the parser made of it: what the parser loses is what this is for.</remarks>
internal sealed partial class NothingIsLost : ICheck
{
    // A line with fewer words says too little to be missed for sure.
    private const int FewestWords = 3;

    private static readonly DiagnosticRule Rule = new("DM830", Severity.Error, "Words of the issue that do not arrive");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TXT-01",
            "Readers get half a message, and nobody notices before they say so.",
            "Look at the lines above for HTML, a comment or a block that is not closed.",
            "Practice"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var html = Words(context.VisibleText);
        foreach (var element in context.Elements)
        {
            html.UnionWith(Words(element.GetAttribute("alt") ?? ""));
            html.UnionWith(Words(element.GetAttribute("title") ?? ""));
        }
        var text = Words(context.Email.Text);
        foreach (
            var source in context
                .Issue.IncludedSources.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))
                .Prepend(context.Issue.Source)
        )
        {
            var lines = Lines(source).ToList();
            Report(lines.Where(line => IsMissing(line.Words, html)).ToList(), "the email", source);
            Report(lines.Where(line => !IsMissing(line.Words, html) && IsMissing(line.Words, text)).ToList(), "the text part", source);
        }

        void Report(List<(int Number, string Text, HashSet<string> Words)> lost, string where, SourceText source)
        {
            if (lost.Count == 0)
                return;
            var more =
                lost.Count == 1 ? ""
                : lost.Count == 2 ? " and 1 more line"
                : $" and {lost.Count - 1} more lines";
            diagnostics.Add(
                Rule,
                new SourceLocation(source.Path, lost[0].Number, 1),
                $"\"{Reading.TextRun.Shorten(lost[0].Text, 50)}\"{more} {(lost.Count == 1 ? "is" : "are")} not in {where}.",
                "Look at the lines above for HTML, a comment or a block that is not closed."
            );
        }
    }

    private static bool IsMissing(HashSet<string> words, HashSet<string> there) => words.Count(there.Contains) * 2 < words.Count;

    // The lines that are prose, with what they say to readers.
    private static IEnumerable<(int Number, string Text, HashSet<string> Words)> Lines(SourceText source)
    {
        var prose = NotProse().Replace(source.Text.ReplaceLineEndings("\n"), match => new string('\n', match.ValueSpan.Count('\n')));
        var number = 0;
        foreach (var line in prose.Split('\n'))
        {
            number++;
            if (
                NotWords().Replace(MergeTagSyntax.Tag().Replace(line, " "), " ") is var said
                && Words(WebUtility.HtmlDecode(said)) is { Count: >= FewestWords } words
            )
                yield return (number, line.Trim(), words);
        }
    }

    private static HashSet<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var match in Word().EnumerateMatches(text))
            words.Add(text.Substring(match.Index, match.Length));
        return words;
    }

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Word();

    // Front matter, fences, comments, what programs read, definitions of links and notes.
    [GeneratedRegex(
        @"\A---\n.*?^(?:---|\.\.\.)[ \t]*$|^[ \t>]*(?<fence>`{3,}|~{3,}).*?(?:^[ \t>]*\k<fence>[`~]*[ \t]*$|\z)|<!--(?:(?!<!--).)*?-->|<(?<program>script|style|iframe|object|template|noscript|svg|math|video|audio)\b(?:(?!<\k<program>\b).)*?</\k<program>\s*>|^ {0,3}\[[^\]\n]+\]:.*?$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex NotProse();

    [GeneratedRegex(
        @"\{\{(?>[^{}]|\{(?!\{)|\}(?!\}))*\}\}|<<(?:(?!<<).)*?>>|\[\[(?:(?!\[\[).)*?\]\]|</?[A-Za-z](?:[^<>""]|""[^""]*"")*>|\]\((?:[^()]|\([^()]*\))*\)|\]\[[^\]]*\]|https?://\S+|www\.\S+|^\s*:{3,}\s*\w+"
    )]
    private static partial Regex NotWords();
}
