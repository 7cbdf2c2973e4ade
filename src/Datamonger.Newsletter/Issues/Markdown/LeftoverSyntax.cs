using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// Finds what was meant as syntax and would reach readers as it is: footnotes without a note, double brackets that mean nothing.
/// </summary>
internal sealed partial class LeftoverSyntax(DiagnosticBag diagnostics)
{
    private const int LongestMark = 230;
    private static readonly string[] Brackets = ["toc", "issue", "mine"];

    /// <summary>Reports footnotes that nothing refers to: they are not printed.</summary>
    public void ReadFootnotes(MarkdownDocument document, SourceText source)
    {
        foreach (var note in document.Descendants<FootnoteLinkReferenceDefinition>().Where(note => note.Footnote.Links.Count == 0))
        {
            diagnostics.Add(
                IssueRules.UnusedFootnote,
                source.LocationAt(note.Footnote.Span.Start) with
                {
                    Column = 1,
                },
                $"Nothing refers to the footnote {note.Label}, so it is not printed.",
                $"Write [{note.Label}] where it belongs."
            );
        }
    }

    /// <summary>Reports what stands in plain text.</summary>
    public void Read(LiteralInline literal, SourceText source)
    {
        // A hole that was left for something reported stands between ⟦ and ⟧.
        if (literal.IsFirstCharacterEscaped || literal.Content.CurrentChar is '⟦')
            return;
        // A literal may end at its first bracket; what is meant goes on behind it, on the same line.
        var reach = Math.Min(source.Text.Length - literal.Span.Start, literal.Span.Length + LongestMark);
        for (
            var match = Pattern().Match(source.Text, literal.Span.Start, reach);
            match.Success && match.Index <= literal.Span.End;
            match = match.NextMatch()
        )
        {
            var at = source.LocationAt(match.Index);
            var word = match.Groups["word"].Value;
            if (match.Groups["note"].Success)
                diagnostics.Add(
                    IssueRules.UnknownFootnote,
                    at,
                    $"There is no footnote {match.Groups["note"].Value}.",
                    $"Write the note on a line of its own: {match.Value}: What it says."
                );
            else if (NearestName.To(word, Brackets) is { } near)
                diagnostics.Add(
                    IssueRules.UnknownBracket,
                    at,
                    $"{match.Value} says nothing that is known.",
                    near == word
                        ? near == "mine"
                            ? "Such as: [[mine]] or [[mine|your area]]"
                            : "Such as: [[issue:2016-02]]"
                        : $"Did you mean [[{near}{match.Groups["rest"].Value}]]?"
                );
            else if (word is "contents" or "index")
                diagnostics.Add(
                    IssueRules.UnknownBracket,
                    at,
                    $"{match.Value} says nothing that is known.",
                    "The list of contents is [[toc]]."
                );
        }
    }

    [GeneratedRegex(@"\[(?<note>\^[^\]\s]{1,60})\](?!:)|\[\[(?<word>[A-Za-z]{1,20})(?<rest>:[^\[\]\r\n]{0,200})?\]\](?!\()")]
    private static partial Regex Pattern();
}
