using Datamonger.Newsletter.Diagnostics;
using Markdig;
using Markdig.Extensions.AutoLinks;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// CommonMark with tables, footnotes, definition lists, task lists, strikethrough and bare links. The extensions are picked one
/// by one: the bundles would also let an author's text set attributes and embed media.
/// </summary>
internal static class MarkdownReader
{
    /// <summary>How many blocks, or elements of HTML, may stand inside one another.</summary>
    public const int MaximumDepth = 100;

    // About a second; a thousand links of thirty characters with no blank between them take a seventh of it.
    private const long MaximumLinkWork = 100_000_000;

    /// <summary>Parses a shielded text into a tree.</summary>
    /// <param name="source">The file, for places.</param>
    /// <param name="text">Its shielded text; as long as the file.</param>
    /// <param name="shields">Makes nodes of shields.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static MarkdownDocument Parse(SourceText source, string text, ShieldParser shields, DiagnosticBag diagnostics)
    {
        if (TooDeep(text) is { } line)
        {
            diagnostics.Add(
                IssueRules.TooDeep,
                new SourceLocation(source.Path, line, 1),
                $"This line stands more than {MaximumDepth} blocks deep.",
                "Write it with fewer levels of lists and quotes."
            );
            return new MarkdownDocument();
        }
        if (FirstUnendingLink(text) is { } open)
        {
            diagnostics.Add(
                IssueRules.UnendingLinks,
                source.LocationAt(open),
                "Links are opened here over and over, and not closed: the text cannot be read.",
                "Close each with ), such as [the words](https://example.org)."
            );
            return new MarkdownDocument();
        }
        try
        {
            return MarkdownParser.Parse(text, Pipeline(shields));
        }
        catch (ArgumentException)
        {
            // The parser's own limit on elements inside one another (links in emphasis in links …).
            diagnostics.Add(IssueRules.TooDeep, SourceLocation.StartOf(source.Path), "The Markdown is nested too deeply to be read.");
            return new MarkdownDocument();
        }
    }

    private static MarkdownPipeline Pipeline(ShieldParser shields)
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseFootnotes()
            .UseDefinitionLists()
            .UseTaskLists()
            .UseAutoLinks(new AutoLinkOptions { UseHttpsForWWWLinks = true, ValidPreviousCharacters = "*_~([\"'“”„‘’«‹" })
            .UsePreciseSourceLocation();
        builder.BlockParsers.Insert(0, new ContainerParser());
        builder.BlockParsers.Insert(0, new IncludeParser());
        builder.InlineParsers.Insert(0, shields);
        builder.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors.Add(new EmphasisDescriptor('~', 1, 2, true));
        builder.BlockParsers.FindExact<ParagraphBlockParser>()!.Closed += (_, block) => TableRows.Complete(block);
        return builder.Build();
    }

    // An upper bound on the depth a line can reach: its markers, and two columns of indent a level. Deep lists take the parser
    // time that grows with the square of their depth, so they are refused before it sees them.
    private static int? TooDeep(string text)
    {
        var lineNumber = 1;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            // Blanks alone open nothing, and the front matter arrives as blanks.
            var line = raw.TrimEnd();
            var (depth, column) = (0, 0);
            while (column < line.Length)
            {
                var marker =
                    line[column] is '>' ? 1
                    : line[column] is '-' or '+' or '*' && Blank(line, column + 1) ? 1
                    : Ordered(line, column);
                if (marker > 0)
                    (depth, column) = (depth + 1, column + marker);
                else if (line[column] is ' ')
                    column++;
                else if (line[column] is '\t')
                    (depth, column) = (depth + 2, column + 1);
                else
                    break;
                if (depth > MaximumDepth || column > 2 * MaximumDepth + 2 * depth)
                    return lineNumber;
            }
            lineNumber++;
        }
        return null;
    }

    // The parser reads the address of a link up to a blank, once for each opening: an upper bound of the characters that it would look at.
    private static int? FirstUnendingLink(string text)
    {
        var (work, start, openings) = (0L, 0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                if (text[i] is '(' && i > start && text[i - 1] is ']')
                    openings++;
                work += openings;
                continue;
            }
            if (work > MaximumLinkWork)
                return text.IndexOf("](", start, StringComparison.Ordinal) + 1;
            (work, start, openings) = (0, i + 1, 0);
        }
        return null;
    }

    private static bool Blank(ReadOnlySpan<char> line, int index) => index >= line.Length || line[index] is ' ' or '\t';

    private static int Ordered(ReadOnlySpan<char> line, int start)
    {
        var end = start;
        while (end < line.Length && end - start < 9 && char.IsAsciiDigit(line[end]))
            end++;
        return end > start && end < line.Length && line[end] is '.' or ')' && Blank(line, end + 1) ? end - start + 1 : 0;
    }
}
