using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues;

/// <summary>Reads the figures and merge tags of a text, in Markdown and outside it alike.</summary>
internal sealed class BoundTextReader(NewsletterSettings settings, DiagnosticBag diagnostics)
{
    /// <summary>Reads a YAML value.</summary>
    /// <param name="scalar">The value.</param>
    /// <param name="mergeTags">Whether merge tags may stand in it; a chart is drawn once for everybody, a subject is not.</param>
    public BoundText Read(YamlScalar scalar, bool mergeTags) =>
        Read(scalar.Value, offset => PlaceIn(scalar, offset), scalar.Location, mergeTags);

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place of an offset in it.</param>
    /// <param name="location">Where it begins.</param>
    /// <param name="mergeTags">Whether merge tags may stand in it.</param>
    public BoundText Read(string text, Func<int, SourceLocation> place, SourceLocation location, bool mergeTags)
    {
        text = ShieldedText.Clean(text, out _);
        var shielded = ShieldedText.Of(text);
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var literal = 0;
        for (var i = 0; i < shielded.Text.Length; )
        {
            if (shielded.PieceAt(shielded.Text.AsSpan(i)) is not { Kind: not ShieldKind.Bracket } piece)
            {
                i++;
                continue;
            }
            AddLiteral(parts, shielded, literal, i, place);
            var at = place(piece.Start);
            if (!mergeTags && piece.Kind is not ShieldKind.Figure)
            {
                diagnostics.Add(
                    IssueRules.MergeTagNotHere,
                    at,
                    $"{piece.Text} cannot stand here: this text is the same for every subscriber."
                );
            }
            else
            {
                parts.AddRange(Parts(piece, place));
            }
            i += piece.Text.Length;
            literal = i;
        }
        AddLiteral(parts, shielded, literal, shielded.Text.Length, place);
        return new BoundText(parts.ToImmutable(), location);
    }

    /// <summary>Reads a text that was cut out of Markdown, such as an address: its figures and tags are still shielded.</summary>
    /// <param name="text">The text, shielded.</param>
    /// <param name="file">Its file.</param>
    /// <param name="location">Where it begins.</param>
    public BoundText Read(string text, MarkdownFile file, SourceLocation location) =>
        Read(text, file, location, piece => piece.Kind is ShieldKind.Bracket ? [] : Parts(piece, file.Source.LocationAt));

    /// <summary>Reads an example of code, in which merge tags go out as tags and everything else is the text that it is.</summary>
    public static BoundText ReadCode(string text, MarkdownFile file, SourceLocation location) =>
        Read(
            text,
            file,
            location,
            piece =>
                piece.Kind is ShieldKind.MergeTag ? [new MergeTagPart(new MergeTag(piece.Text, file.Source.LocationAt(piece.Start)))] : []
        );

    // A piece without parts is the text that it is.
    private static BoundText Read(
        string text,
        MarkdownFile file,
        SourceLocation location,
        Func<ShieldedPiece, ImmutableArray<TextPart>> partsOf
    )
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; )
        {
            if (file.Shielded.PieceAt(text.AsSpan(i)) is not { } piece || i + piece.Text.Length > text.Length)
            {
                literal.Append(ShieldedText.Plain(text[i++]));
                continue;
            }
            i += piece.Text.Length;
            if (partsOf(piece) is not { IsEmpty: false } found)
            {
                literal.Append(piece.Text);
                continue;
            }
            AddLiteral();
            parts.AddRange(found);
        }
        AddLiteral();
        return new BoundText(parts.ToImmutable(), location);

        void AddLiteral()
        {
            if (literal.Length > 0)
                parts.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>The figure of a piece; an empty one is reported.</summary>
    public FigureExpression Figure(ShieldedPiece piece, Func<int, SourceLocation> place)
    {
        if (piece.Inner.Length == 0)
            diagnostics.Add(
                IssueRules.EmptyFigure,
                place(piece.Start),
                "This figure says nothing.",
                "Name a value: {{ query.first.column | num0 }}."
            );
        return new FigureExpression(piece.Inner, place(piece.InnerStart));
    }

    /// <summary>
    /// The merge tags that a piece stands for. A friendly tag whose own fallback differs from the field's becomes a conditional,
    /// since Mailchimp keeps one default value a field.
    /// </summary>
    public ImmutableArray<TextPart> Parts(ShieldedPiece piece, Func<int, SourceLocation> place)
    {
        var at = place(piece.Start);
        if (piece.Kind is ShieldKind.Figure)
            return [new FigurePart(Figure(piece, place))];
        if (piece.Kind is ShieldKind.MergeTag)
            return [new MergeTagPart(new MergeTag(piece.Text, at))];
        var bar = piece.Inner.IndexOf('|');
        var label = (bar < 0 ? piece.Inner : piece.Inner[..bar]).Trim();
        var fallback = bar < 0 ? null : piece.Inner[(bar + 1)..].Trim();
        if (settings.FindMergeField(label) is not { } field)
        {
            string[] labels = [.. settings.MergeFields.Select(known => known.Label)];
            diagnostics.Add(
                IssueRules.UnknownMergeField,
                at,
                $"\"{label}\" is not a merge field of newsletter.yml.",
                NearestName.Hint(label, labels) ?? "Declare it under merge_fields: with its tag, label and fallback."
            );
            return [new LiteralPart("⟦" + label + "⟧")];
        }
        var tag = $"*|{field.Tag}|*";
        if (string.IsNullOrEmpty(fallback) || fallback == field.Fallback)
            return [new MergeTagPart(new MergeTag(tag, at, fallback ?? field.Fallback))];
        return
        [
            new MergeTagPart(new MergeTag($"*|IF:{field.Tag}|*", at)),
            new MergeTagPart(new MergeTag(tag, at, fallback)),
            new MergeTagPart(new MergeTag("*|ELSE:|*", at)),
            new LiteralPart(fallback),
            new MergeTagPart(new MergeTag("*|END:IF|*", at)),
        ];
    }

    private void AddLiteral(
        ImmutableArray<TextPart>.Builder parts,
        ShieldedText shielded,
        int start,
        int end,
        Func<int, SourceLocation> place
    )
    {
        if (start == end)
            return;
        var text = shielded.Restore(shielded.Text[start..end]);
        if (text.IndexOf("{{", StringComparison.Ordinal) is var open and >= 0)
            ReportUnclosed(place(start + open));
        parts.Add(new LiteralPart(text));
    }

    /// <summary>Reports a <c>{{</c> that no <c>}}</c> follows on its line.</summary>
    public void ReportUnclosed(SourceLocation at) =>
        diagnostics.Add(
            IssueRules.UnclosedFigure,
            at,
            "This figure is opened with {{ and not closed.",
            "Close it with }} on the same line, or write \\{{ for plain braces."
        );

    // Inside quotes the text begins one column later; an escape or a folded line shifts what is behind it, and the start is the best place
    // there is.
    private static SourceLocation PlaceIn(YamlScalar scalar, int offset) =>
        scalar.Value.AsSpan(0, Math.Min(offset, scalar.Value.Length)).Contains('\n')
            ? scalar.Location
            : scalar.Location with
            {
                Column = scalar.Location.Column + (scalar.IsQuoted ? 1 : 0) + offset,
            };
}
