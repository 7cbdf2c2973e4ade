using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <content>What stands in a sentence.</content>
internal sealed partial class TreeReader
{
    private void ReadInlines(ContainerInline container, MarkdownFile file)
    {
        SpellOutDelimiters(container);
        _html.Read(container, file);
        for (var inline = container.FirstChild; inline is not null; )
        {
            var next = inline.NextSibling;
            switch (inline)
            {
                case FigureInline figure:
                    Figures.Add(figure.Figure);
                    break;
                case MergeTagInline tag:
                    MergeTags.Add(tag.Tag);
                    break;
                case ChartInline chart:
                    Charts.Add(chart.Chart);
                    break;
                case TocInline:
                    _diagnostics.Add(
                        IssueRules.UnknownBracket,
                        file.Source.LocationAt(inline.Span.Start),
                        "[[toc]] stands inside a sentence.",
                        "Put it on a line of its own, with empty lines round it."
                    );
                    inline.Remove();
                    break;
                case LinkInline { IsAutoLink: true } bare:
                    var address = BareLink(bare, file);
                    next = address.NextSibling;
                    ReadLink(address, file);
                    break;
                case LinkInline link:
                    ReadLink(Link(link, file), file);
                    break;
                case AutolinkInline autolink:
                    ReadLink(Link(autolink, file), file);
                    break;
                case LinkNode known:
                    ReadLink(known, file);
                    break;
                case CodeInline code:
                    code.ReplaceBy(Code(code, file));
                    break;
                case TaskList task when !BeginsItem(task):
                    task.ReplaceBy(new LiteralInline(task.Checked ? "[x]" : "[ ]") { Span = task.Span });
                    break;
                case LiteralInline literal when ShieldedText.IsIn(literal.Content.AsSpan()):
                    next = Split(literal, file);
                    break;
                case LiteralInline literal:
                    ReadLiteral(literal, file);
                    BareAddresses.Split(literal, file);
                    break;
                case HtmlElementInline element:
                    Collect(element.Attributes);
                    ReadInlines(element, file);
                    break;
                case ContainerInline inner:
                    ReadInlines(inner, file);
                    break;
            }
            inline = next;
        }
    }

    // A bar or bracket that came to nothing holds what follows it; both stand side by side then.
    private static void SpellOutDelimiters(ContainerInline container)
    {
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is not DelimiterInline delimiter)
                continue;
            Inline last = new LiteralInline(delimiter.ToLiteral()) { Span = delimiter.Span };
            delimiter.InsertAfter(last);
            var literal = last;
            foreach (var child in delimiter.ToList())
            {
                child.Remove();
                last.InsertAfter(child);
                last = child;
            }
            delimiter.Remove();
            inline = literal;
        }
    }

    private LinkNode Link(LinkInline link, MarkdownFile file)
    {
        var at = file.Source.LocationAt(link.Span.Start);
        var node = new LinkNode(_texts.Read(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", file, at))
        {
            Title = string.IsNullOrEmpty(link.Title) ? null : _texts.Read(link.Title, file, at),
            IsImage = link.IsImage,
            IsBare = link.IsAutoLink,
            Definition = link.Reference,
            Span = link.Span,
            IsClosed = true,
        };
        foreach (var child in link.ToList())
        {
            child.Remove();
            node.AppendChild(child);
        }
        link.ReplaceBy(node, copyChildren: false);
        return node;
    }

    // An address on its own does not end in a sign that closes what it stands in.
    private LinkNode BareLink(LinkInline link, MarkdownFile file)
    {
        var signs = BareAddresses.LengthOfSigns(link.Url ?? "");
        if (signs > 0 && link.LastChild is LiteralInline last && last.Content.ToString() is var words && words.Length > signs)
        {
            link.Url = link.Url![..^signs];
            last.Content = new StringSlice(words[..^signs]);
            last.Span = new SourceSpan(last.Span.Start, last.Span.End - signs);
            link.InsertAfter(new LiteralInline(words[^signs..]) { Span = new SourceSpan(link.Span.End - signs + 1, link.Span.End) });
            link.Span = new SourceSpan(link.Span.Start, link.Span.End - signs);
        }
        return Link(link, file);
    }

    private LinkNode Link(AutolinkInline link, MarkdownFile file)
    {
        var address = _texts.Read(link.IsEmail ? "mailto:" + link.Url : link.Url, file, file.Source.LocationAt(link.Span.Start));
        var node = new LinkNode(address)
        {
            IsBare = true,
            Span = link.Span,
            IsClosed = true,
        };
        node.AppendChild(new LiteralInline(link.Url) { Span = link.Span });
        link.ReplaceBy(node, copyChildren: false);
        return node;
    }

    private void ReadLink(LinkNode link, MarkdownFile file)
    {
        Collect(link.Address);
        if (link.Title is { } title)
            Collect(title);
        Collect(link.Attributes);
        ReadInlines(link, file);
        var url = link.Address.ToString();
        if (!link.IsImage || HasScheme().IsMatch(url))
            return;
        var at = file.Source.LocationAt(link.Span.Start);
        if (_files.FindPicture(_slug, url, out var path) is { } reason)
        {
            _diagnostics.Add(
                IssueRules.BadPicture,
                at,
                $"The picture \"{url}\" {reason}.",
                "Put a PNG, JPEG or GIF file beside the issue and name it as it is."
            );
        }
        else
        {
            Pictures.Add(new IssuePicture(url, path, at));
        }
    }

    // A box begins an item of a list; anywhere else the brackets are brackets.
    private static bool BeginsItem(TaskList task) =>
        task is { PreviousSibling: null, Parent: { Parent: null, ParentBlock: ParagraphBlock { Parent: ListItemBlock item } paragraph } }
        && item[0] == paragraph;

    // In a cell a bar is written with a backslash even inside code (GFM, tables).
    private static CodeSpan Code(CodeInline code, MarkdownFile file)
    {
        Inline top = code;
        while (top.Parent is { } parent)
            top = parent;
        var isInCell = (top as ContainerInline)?.ParentBlock?.Parent is TableCell;
        var text = isInCell ? code.Content.Replace("\\|", "|", StringComparison.Ordinal) : code.Content;
        return new CodeSpan(BoundTextReader.ReadCode(text, file, file.Source.LocationAt(code.Span.Start))) { Span = code.Span };
    }

    private void Collect(BoundText text)
    {
        Figures.AddRange(text.Figures);
        MergeTags.AddRange(text.MergeTags);
    }

    private void Collect(ImmutableArray<HtmlAttributeValue> attributes)
    {
        foreach (var attribute in attributes)
            Collect(attribute.Value);
    }

    // Makes nodes of what is shielded in plain text; returns the first of them.
    private static Inline? Split(LiteralInline literal, MarkdownFile file)
    {
        var text = literal.Content.ToString();
        Inline last = literal;
        var start = 0;
        for (var i = 0; i < text.Length; )
        {
            if (file.Shielded.PieceAt(text.AsSpan(i)) is not { } piece || i + piece.Text.Length > text.Length)
            {
                i++;
                continue;
            }
            AddLiteral(i);
            Add(file.Shields.NodeOf(piece));
            i += piece.Text.Length;
            start = i;
        }
        AddLiteral(text.Length);
        var first = literal.NextSibling;
        literal.Remove();
        return first;

        void AddLiteral(int end)
        {
            if (end > start)
                Add(
                    new LiteralInline(file.Shielded.Restore(text[start..end]))
                    {
                        Span = new SourceSpan(literal.Span.Start + start, literal.Span.Start + end - 1),
                        IsFirstCharacterEscaped = start == 0 && literal.IsFirstCharacterEscaped,
                    }
                );
        }

        void Add(Inline inline)
        {
            last.InsertAfter(inline);
            last = inline;
        }
    }

    private void ReadLiteral(LiteralInline literal, MarkdownFile file)
    {
        _leftovers.Read(literal, file.Source);
        var open = literal.Content.ToString().IndexOf("{{", StringComparison.Ordinal);
        if (open < 0 || literal.IsFirstCharacterEscaped)
            return;
        _texts.ReportUnclosed(file.Source.LocationAt(literal.Span.Start + open));
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex HasScheme();
}
