using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Diagnostics;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown.Html;

/// <summary>
/// Makes nodes of an author's HTML: elements round inlines and blocks, links, pictures, line breaks. Only tags that are let through are
/// shown to the HTML parser, which knows how they nest; everything else takes part in that as a comment with a number and cannot be lost.
/// </summary>
internal sealed partial class HtmlReader
{
    private const string Number = "n";
    private readonly DiagnosticBag _diagnostics;
    private readonly BoundTextReader _texts;
    private readonly HtmlCleaner _cleaner;
    private readonly HtmlNesting _nesting;
    private readonly HtmlParser _parser = new();
    private IElement? _context;

    public HtmlReader(BoundTextReader texts, DiagnosticBag diagnostics)
    {
        (_texts, _diagnostics) = (texts, diagnostics);
        (_cleaner, _nesting) = (new HtmlCleaner(diagnostics), new HtmlNesting(diagnostics));
    }

    /// <summary>What does not go out.</summary>
    public ImmutableArray<RemovedHtml> Removed => _cleaner.Removed.ToImmutable();

    /// <summary>Puts nodes into the place of the HTML blocks of a container.</summary>
    public void Read(ContainerBlock container, MarkdownFile file)
    {
        for (var i = 0; i < container.Count; i++)
        {
            if (container[i] is not HtmlBlock first)
                continue;
            var last = LastOf(container, i);
            var pieces = new List<HtmlPiece>();
            for (var count = last - i + 1; count > 0; count--)
            {
                var block = container[i];
                container.RemoveAt(i);
                if (block is not HtmlBlock html)
                    pieces.Add(new HtmlPiece(null, null, block));
                else if (!_nesting.IsTooDeep(html.Lines.ToString(), file.Source.LocationAt(html.Span.Start)))
                    pieces.AddRange(Pieces(RawHtml.Of(html)));
                else
                    pieces.Add(new HtmlPiece(null, null, new PlaceholderNode("HTML that is nested too deeply") { Span = html.Span }));
                if (block is HtmlBlock raw)
                    CheckClosed(raw, file);
            }
            _cleaner.Clean(pieces, inSentence: false, file);
            var nodes = new Conversion(this, pieces, file).Blocks(Parse(pieces), first.Span);
            foreach (var node in nodes)
                container.Insert(i++, node);
            i--;
        }
    }

    /// <summary>Puts nodes into the place of the tags in a sentence.</summary>
    public void Read(ContainerInline container, MarkdownFile file)
    {
        if (!container.Any(inline => inline is HtmlInline))
            return;
        var pieces = new List<HtmlPiece>();
        foreach (var inline in container.ToList())
        {
            inline.Remove();
            if (inline is not HtmlInline html)
                pieces.Add(new HtmlPiece(null, null, inline));
            else if (!_nesting.IsTooDeep(html.Tag, file.Source.LocationAt(html.Span.Start)))
                pieces.AddRange(Pieces(RawHtml.Of(html)));
        }
        _cleaner.Clean(pieces, inSentence: true, file);
        new Conversion(this, pieces, file).Inlines(Parse(pieces), container, isPreformatted: false);
    }

    // The block in which the elements end that a block opens; itself when they do not.
    private static int LastOf(ContainerBlock container, int first)
    {
        var open = new List<string>();
        for (var i = first; i < container.Count; i++)
        {
            if (container[i] is not HtmlBlock html)
                continue;
            foreach (var token in HtmlScanner.Scan(html.Lines.ToString()))
            {
                if (token is { Kind: HtmlTokenKind.Open } && HtmlVocabulary.Allows(token.Name) && !HtmlVocabulary.EndsItself(token.Name))
                    open.Add(token.Name);
                else if (token.Kind is HtmlTokenKind.Close && open.LastIndexOf(token.Name) is >= 0 and var partner)
                    open.RemoveRange(partner, open.Count - partner);
            }
            if (open.Count == 0)
                return i;
            if (open.Count > MarkdownReader.MaximumDepth)
                break;
        }
        return first;
    }

    // Markdown takes all that follows for HTML behind an element of these that is not closed.
    private void CheckClosed(HtmlBlock block, MarkdownFile file)
    {
        if (block.Type is not HtmlBlockType.ScriptPreOrStyle)
            return;
        var tokens = HtmlScanner.Scan(block.Lines.ToString());
        if (tokens.FirstOrDefault(token => token.Kind is not HtmlTokenKind.Text) is not { Kind: HtmlTokenKind.Open } first)
            return;
        if (!tokens.Any(token => token.Kind is HtmlTokenKind.Close && token.Name is "script" or "pre" or "style" or "textarea"))
            _diagnostics.Add(
                IssueRules.UnclosedHtml,
                file.Source.LocationAt(block.Span.Start),
                $"<{first.Name}> is opened and not closed: all that follows is taken for HTML.",
                $"Close it with </{first.Name}>; a tag that the text is about goes into `code`."
            );
    }

    private static IEnumerable<HtmlPiece> Pieces(RawHtml raw) =>
        HtmlScanner.Scan(raw.Text).Select(token => new HtmlPiece(raw, token, null));

    // Names and numbers alone: nothing in it can surprise the parser.
    private INodeList Parse(List<HtmlPiece> pieces)
    {
        var markup = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Fate is HtmlFate.TakenOut)
                continue;
            if (piece.Is(HtmlTokenKind.Open))
                markup.Append(CultureInfo.InvariantCulture, $"<{piece.Token!.Name} {Number}=\"{i}\">");
            else if (piece.Is(HtmlTokenKind.Close))
                markup.Append(CultureInfo.InvariantCulture, $"</{piece.Token!.Name}>");
            else
                markup.Append(CultureInfo.InvariantCulture, $"<!--{i}-->");
        }
        _context ??= _parser.ParseDocument("<div></div>").QuerySelector("div")!;
        return _parser.ParseFragment(markup.ToString(), _context);
    }

    // Turns what the HTML parser made into nodes.
    private sealed class Conversion(HtmlReader reader, List<HtmlPiece> pieces, MarkdownFile file)
    {
        public List<Block> Blocks(INodeList nodes, SourceSpan place, bool isPreformatted = false)
        {
            var blocks = new List<Block>();
            var run = new ContainerInline();
            foreach (var node in nodes)
            {
                if (node is IComment comment && Piece(comment) is { Content: Block block })
                {
                    Flush();
                    blocks.Add(block);
                }
                else if (node is IElement element && HoldsBlocks(element))
                {
                    Flush();
                    blocks.AddRange(Element(element, place, isPreformatted));
                }
                else
                {
                    Inline(node, run, isPreformatted);
                }
            }
            Flush();
            return blocks;

            void Flush()
            {
                if (run.All(inline => inline is LiteralInline literal && literal.Content.IsEmptyOrWhitespace()))
                {
                    run = new ContainerInline();
                    return;
                }
                var span = run.First(inline => inline is not LiteralInline literal || !literal.Content.IsEmptyOrWhitespace()).Span;
                var text = new HtmlTextNode(isPreformatted) { Inline = run, Span = span };
                blocks.Add(text);
                run = new ContainerInline();
            }
        }

        public void Inlines(INodeList nodes, ContainerInline into, bool isPreformatted)
        {
            foreach (var node in nodes)
                Inline(node, into, isPreformatted);
        }

        private bool HoldsBlocks(IElement element) =>
            HtmlVocabulary.IsBlock(element.LocalName)
            || element.Descendants<IElement>().Any(inner => HtmlVocabulary.IsBlock(inner.LocalName))
            || element.Descendants<IComment>().Any(inner => Piece(inner).Content is Block);

        private List<Block> Element(IElement element, SourceSpan place, bool isPreformatted)
        {
            var (piece, attributes) = (PieceOf(element), Attributes(element));
            var span = piece is null ? place : Span(piece);
            var children = Blocks(element.ChildNodes, span, isPreformatted || element.LocalName == "pre");
            if (!HtmlVocabulary.IsBlock(element.LocalName))
            {
                // A link or emphasis round whole blocks is what email clients disagree about.
                if (piece is not null)
                    reader._cleaner.Note($"<{element.LocalName}>", piece, file);
                return children;
            }
            var node = new HtmlElementNode(element.LocalName, attributes) { Span = span };
            foreach (var child in children)
                node.Add(child);
            return [node];
        }

        private void Inline(INode node, ContainerInline into, bool isPreformatted)
        {
            switch (node)
            {
                case IComment comment when Piece(comment) is { } piece:
                    if (piece.Content is Inline inline)
                        into.AppendChild(inline);
                    else if (piece.Fate is HtmlFate.Printed)
                        into.AppendChild(Literal(piece, piece.Token!.Start, piece.Token.End, decoded: false));
                    else if (piece.Token is { } token)
                        Text(piece, token, into, isPreformatted);
                    break;
                case IElement { LocalName: "br" } element:
                    into.AppendChild(new LineBreakInline { IsHard = true, Span = Span(PieceOf(element)!) });
                    break;
                case IElement element:
                    var container = Container(element);
                    into.AppendChild(container);
                    Inlines(element.ChildNodes, container, isPreformatted || element.LocalName == "pre");
                    break;
            }
        }

        private ContainerInline Container(IElement element)
        {
            var attributes = Attributes(element);
            var span = PieceOf(element) is { } piece ? Span(piece) : SourceSpan.Empty;
            var address = attributes.FirstOrDefault(attribute => attribute.Name == (element.LocalName == "img" ? "src" : "href"));
            var title = attributes.FirstOrDefault(attribute => attribute.Name == "title");
            switch (element.LocalName)
            {
                case "a" when address is not null:
                    return new LinkNode(address.Value)
                    {
                        Title = title?.Value,
                        Attributes = Without(attributes, "href", "title"),
                        Span = span,
                        IsClosed = true,
                    };
                case "img" when address is not null:
                    var alt = attributes.FirstOrDefault(attribute => attribute.Name == "alt");
                    var picture = new LinkNode(address.Value)
                    {
                        IsImage = true,
                        HasWords = alt is not null,
                        Title = title?.Value,
                        Attributes = Without(attributes, "src", "alt", "title"),
                        Span = span,
                        IsClosed = true,
                    };
                    foreach (var part in alt?.Value.Parts ?? [])
                        picture.AppendChild(ShieldParser.NodeOf(part, span));
                    return picture;
                default:
                    return new HtmlElementInline(element.LocalName, attributes) { Span = span, IsClosed = true };
            }
        }

        private static ImmutableArray<HtmlAttributeValue> Without(ImmutableArray<HtmlAttributeValue> attributes, params string[] names) =>
            [.. attributes.Where(attribute => !names.Contains(attribute.Name))];

        private ImmutableArray<HtmlAttributeValue> Attributes(IElement element)
        {
            if (PieceOf(element) is not { Token: { } token } piece)
                return [];
            var attributes = ImmutableArray.CreateBuilder<HtmlAttributeValue>();
            foreach (var (name, raw, start) in token.Attributes)
            {
                var value = HtmlHelper.Unescape(raw, removeBackSlash: false);
                if (!HtmlVocabulary.AllowsAttribute(element.LocalName, name, value))
                {
                    reader._cleaner.Note(file.Shielded.Restore(name), piece, file, start - token.Start);
                    continue;
                }
                if (name == "class")
                {
                    var classes = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToLookup(HtmlVocabulary.AllowsClass);
                    foreach (var other in classes[false])
                        reader._cleaner.Note("class " + file.Shielded.Restore(other), piece, file, start - token.Start);
                    if (!classes[true].Any())
                        continue;
                    value = string.Join(' ', classes[true]);
                }
                var at = file.Source.LocationAt(piece.Raw!.OffsetOf(start));
                attributes.Add(new HtmlAttributeValue(name, reader._texts.Read(value, file, at)));
            }
            return attributes.ToImmutable();
        }

        // Each line by itself, so that its words are found in the file; what was shielded becomes what it stands for.
        private void Text(HtmlPiece piece, HtmlToken token, ContainerInline into, bool isPreformatted)
        {
            var text = piece.Raw!.Text;
            var start = token.Start;
            for (var i = token.Start; i < token.End; )
            {
                if (file.Shielded.PieceAt(text.AsSpan(i)) is { } shield && i + shield.Text.Length <= token.End)
                {
                    Flush(i);
                    into.AppendChild(file.Shields.NodeOf(shield));
                    i += shield.Text.Length;
                    start = i;
                }
                else if (text[i] is '\n' or '\r')
                {
                    Flush(i);
                    if (text[i] == '\n')
                        into.AppendChild(new LiteralInline(isPreformatted ? "\n" : " ") { Span = new SourceSpan(At(i), At(i)) });
                    start = ++i;
                }
                else
                {
                    i++;
                }
            }
            Flush(token.End);

            void Flush(int end)
            {
                if (end > start)
                    into.AppendChild(Literal(piece, start, end, decoded: true, isPreformatted));
            }

            int At(int index) => piece.Raw.OffsetOf(index);
        }

        private LiteralInline Literal(HtmlPiece piece, int start, int end, bool decoded, bool isPreformatted = true)
        {
            var text = file.Shielded.Restore(piece.Raw!.Text[start..end]);
            if (decoded)
                text = HtmlHelper.Unescape(text, removeBackSlash: false);
            return new LiteralInline(isPreformatted ? text : Blanks().Replace(text, " "))
            {
                Span = new SourceSpan(piece.Raw.OffsetOf(start), piece.Raw.OffsetOf(end - 1)),
            };
        }

        private HtmlPiece Piece(IComment comment) => pieces[int.Parse(comment.Data, CultureInfo.InvariantCulture)];

        private HtmlPiece? PieceOf(IElement element) =>
            element.GetAttribute(Number) is { } number ? pieces[int.Parse(number, CultureInfo.InvariantCulture)] : null;

        private static SourceSpan Span(HtmlPiece piece) =>
            new(piece.Raw!.OffsetOf(piece.Token!.Start), piece.Raw.OffsetOf(piece.Token.End - 1));
    }

    [GeneratedRegex("[ \t\f]+")]
    private static partial Regex Blanks();
}
