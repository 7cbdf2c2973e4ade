using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>HTML of the author that does not go out.</summary>
/// <param name="What">The tag or attribute: <c>&lt;script&gt;</c>, <c>onclick</c>.</param>
/// <param name="IsPrinted">Whether readers see it as text instead.</param>
public sealed record RemovedHtml(string What, bool IsPrinted, SourceLocation Location);

/// <summary>
/// Decides, tag by tag, which of an author's HTML goes out. A tag that is let through goes with its partner or not at all, so nothing that
/// stands behind it can be lost; what is no tag stays as words.
/// </summary>
internal sealed class HtmlCleaner(DiagnosticBag diagnostics)
{
    /// <summary>What was taken out, in the order of the text.</summary>
    public ImmutableArray<RemovedHtml>.Builder Removed { get; } = ImmutableArray.CreateBuilder<RemovedHtml>();

    /// <summary>Sets the fate of each piece.</summary>
    /// <param name="pieces">The pieces of one stretch: HTML and what stands in it.</param>
    /// <param name="inSentence">Whether they stand in a sentence, which may well be about HTML.</param>
    /// <param name="file">Their file.</param>
    public void Clean(List<HtmlPiece> pieces, bool inSentence, MarkdownFile file)
    {
        TakeOutUnknown(pieces, inSentence, file);
        TakeOutUnpaired(pieces, file);
    }

    /// <summary>Notes something that does not go out.</summary>
    public void Note(string what, HtmlPiece piece, MarkdownFile file, int offset = 0, bool isPrinted = false) =>
        Removed.Add(new RemovedHtml(what, isPrinted, file.Source.LocationAt(piece.Raw!.OffsetOf(piece.Token!.Start + offset))));

    private void TakeOutUnknown(List<HtmlPiece> pieces, bool inSentence, MarkdownFile file)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Fate is not HtmlFate.Kept || piece.Token is not { } token)
                continue;
            switch (token.Kind)
            {
                case HtmlTokenKind.OpenComment:
                    ReportOpen(piece, file, "This comment is opened with <!-- and not closed: all that follows is inside it.", "-->");
                    piece.Fate = HtmlFate.TakenOut;
                    break;
                case HtmlTokenKind.Comment:
                    piece.Fate = HtmlFate.TakenOut;
                    break;
                case HtmlTokenKind.Code:
                    Note($"<{token.Name}>", piece, file);
                    piece.Fate = HtmlFate.TakenOut;
                    break;
                case HtmlTokenKind.Open when !HtmlVocabulary.Allows(token.Name):
                    var end = token.IsSelfClosing ? -1 : EndOf(pieces, i);
                    // A sentence about HTML: its reader should see the tag.
                    var isPrinted = end < 0 && inSentence && token.Attributes.IsEmpty;
                    Note($"<{token.Name}>", piece, file, isPrinted: isPrinted);
                    piece.Fate = isPrinted ? HtmlFate.Printed : HtmlFate.TakenOut;
                    if (end < 0)
                        break;
                    pieces[end].Fate = HtmlFate.TakenOut;
                    for (var inner = i + 1; inner < end && HtmlVocabulary.IsProgram(token.Name); inner++)
                        pieces[inner].Fate = HtmlFate.TakenOut;
                    break;
                case HtmlTokenKind.Close when !HtmlVocabulary.Allows(token.Name):
                    Note($"</{token.Name}>", piece, file, isPrinted: inSentence);
                    piece.Fate = inSentence ? HtmlFate.Printed : HtmlFate.TakenOut;
                    break;
            }
        }
    }

    // The end tag of an element that is not let through; -1 when it has none here.
    private static int EndOf(List<HtmlPiece> pieces, int start)
    {
        var depth = 0;
        for (var i = start; i < pieces.Count; i++)
        {
            if (pieces[i].Token is not { } token || token.Name != pieces[start].Token!.Name)
                continue;
            if (token is { Kind: HtmlTokenKind.Open, IsSelfClosing: false })
                depth++;
            else if (token.Kind is HtmlTokenKind.Close && --depth == 0)
                return i;
        }
        return -1;
    }

    private void TakeOutUnpaired(List<HtmlPiece> pieces, MarkdownFile file)
    {
        var open = new List<HtmlPiece>();
        foreach (var piece in pieces)
        {
            var name = piece.Token?.Name ?? "";
            if (piece.Is(HtmlTokenKind.Open) && !HtmlVocabulary.IsEmpty(name))
                open.Add(piece);
            if (!piece.Is(HtmlTokenKind.Close))
                continue;
            var partner = open.FindLastIndex(other => other.Token!.Name == name);
            if (partner < 0)
            {
                piece.Fate = HtmlFate.TakenOut;
                if (!HtmlVocabulary.EndsItself(name))
                    ReportUnpaired(
                        piece,
                        file,
                        $"</{name}> closes nothing that is open here.",
                        "Take it out, or open it in the same place."
                    );
                continue;
            }
            ReportOpen(open[(partner + 1)..], file);
            open.RemoveRange(partner, open.Count - partner);
        }
        ReportOpen(open, file);
    }

    private void ReportOpen(List<HtmlPiece> open, MarkdownFile file)
    {
        foreach (var piece in open.Where(piece => !HtmlVocabulary.EndsItself(piece.Token!.Name)))
        {
            var name = piece.Token!.Name;
            ReportUnpaired(piece, file, $"<{name}> is opened and not closed.", $"Write </{name}> where it ends.");
        }
    }

    private void ReportUnpaired(HtmlPiece piece, MarkdownFile file, string message, string hint) =>
        diagnostics.Add(IssueRules.UnpairedTag, file.Source.LocationAt(piece.Raw!.OffsetOf(piece.Token!.Start)), message, hint);

    private void ReportOpen(HtmlPiece piece, MarkdownFile file, string message, string end) =>
        diagnostics.Add(
            IssueRules.UnclosedHtml,
            file.Source.LocationAt(piece.Raw!.OffsetOf(piece.Token!.Start)),
            message,
            $"Close it with {end}."
        );
}
