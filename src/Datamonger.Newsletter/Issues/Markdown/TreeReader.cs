using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Datamonger.Newsletter.Settings;
using Markdig.Extensions.CustomContainers;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// Walks the tree that the Markdown parser made, in the order of the text: replaces fences, containers and includes by nodes of
/// ours, puts back what was shielded where it is plain text, and collects everything that has a name or a place.
/// </summary>
internal sealed partial class TreeReader
{
    private readonly IIssueFiles _files;
    private readonly string _slug;
    private readonly DiagnosticBag _diagnostics;
    private readonly BoundTextReader _texts;
    private readonly DataBlockReader _dataBlocks;
    private readonly QueryBlockReader _queryBlocks;
    private readonly IssueReferences _references;
    private readonly LeftoverSyntax _leftovers;
    private readonly HtmlReader _html;
    private readonly HeadingIds _headingIds = new();
    private readonly Stack<string> _snippets = new();
    private readonly TreeLimits _limits;

    public TreeReader(IIssueFiles files, NewsletterSettings settings, string slug, DiagnosticBag diagnostics)
    {
        (_files, _slug, _diagnostics) = (files, slug, diagnostics);
        _texts = new BoundTextReader(settings, diagnostics);
        _dataBlocks = new DataBlockReader(_texts, diagnostics);
        _queryBlocks = new QueryBlockReader(diagnostics);
        _references = new IssueReferences(files, settings.ArchiveUrl, diagnostics);
        (_leftovers, _html, _limits) = (new LeftoverSyntax(diagnostics), new HtmlReader(_texts, diagnostics), new TreeLimits(diagnostics));
    }

    public ImmutableArray<QueryBlock>.Builder Queries { get; } = ImmutableArray.CreateBuilder<QueryBlock>();

    public ImmutableArray<ChartBlock>.Builder Charts { get; } = ImmutableArray.CreateBuilder<ChartBlock>();

    public ImmutableArray<TableBlock>.Builder Tables { get; } = ImmutableArray.CreateBuilder<TableBlock>();

    public ImmutableArray<ListBlock>.Builder Lists { get; } = ImmutableArray.CreateBuilder<ListBlock>();

    public ImmutableArray<FigureExpression>.Builder Figures { get; } = ImmutableArray.CreateBuilder<FigureExpression>();

    public ImmutableArray<MergeTag>.Builder MergeTags { get; } = ImmutableArray.CreateBuilder<MergeTag>();

    public ImmutableArray<IssueHeading>.Builder Headings { get; } = ImmutableArray.CreateBuilder<IssueHeading>();

    public ImmutableArray<IssuePicture>.Builder Pictures { get; } = ImmutableArray.CreateBuilder<IssuePicture>();

    public ImmutableArray<SourceText>.Builder IncludedSources { get; } = ImmutableArray.CreateBuilder<SourceText>();

    public IEnumerable<string> ReferencedIssues => _references.Resolved;

    public ImmutableArray<RemovedHtml> RemovedHtml => _html.Removed;

    /// <summary>Reads a file's Markdown from an offset on.</summary>
    public MarkdownDocument Read(SourceText source, int bodyStart)
    {
        var text = ShieldedText.Clean(source.Text, out var forbidden);
        foreach (var offset in forbidden)
        {
            _diagnostics.Add(
                IssueRules.PrivateCharacter,
                source.LocationAt(offset),
                $"The character U+{(int)source.Text[offset]:X4} cannot stand in an issue.",
                "It prints nothing that a reader could see; delete it."
            );
        }
        var shielded = ShieldedText.Of(Blank(text, bodyStart));
        var shields = new ShieldParser(shielded, source, _texts, _references);
        var document = MarkdownReader.Parse(source, shielded.Text, shields, _diagnostics);
        for (var i = 0; i < document.Count; )
        {
            var block = document[i];
            if (_limits.AllowBlock(block, () => source.LocationAt(block.Span.Start)))
                i++;
            else
                document.RemoveAt(i);
        }
        _leftovers.ReadFootnotes(document, source);
        ReadChildren(document, new MarkdownFile(source, shielded, shields));
        return document;
    }

    /// <summary>Reads a <c>.sql</c> file beside the issue as a query of its name.</summary>
    public void ReadQueryFile(SourceText file)
    {
        IncludedSources.Add(file);
        var name = Path.GetFileNameWithoutExtension(file.Path);
        string[] lines = [.. Enumerable.Range(1, file.LineCount).Select(file.Line)];
        var at = SourceLocation.StartOf(file.Path);
        AddQuery(_queryBlocks.Read(name, at, at, lines, (line, column) => new SourceLocation(file.Path, line, column)));
    }

    /// <summary>Reports blocks that read a query which the issue does not have.</summary>
    public void CheckNames()
    {
        string[] known = [.. Queries.Select(query => query.Name)];
        var readers = Charts
            .Select(chart => (chart.Data, chart.Options))
            .Concat(Tables.Select(table => (table.Data, table.Options)))
            .Concat(Lists.Select(list => (list.Data, list.Options)));
        foreach (var (data, options) in readers)
        {
            if (data is null || known.Contains(data, StringComparer.OrdinalIgnoreCase))
                continue;
            _diagnostics.Add(
                IssueRules.UnknownQuery,
                options["data"]!.Location,
                $"There is no query \"{data}\" in this issue.",
                NearestName.Hint(data, known) ?? "Write it as a fence: ```sql name"
            );
        }
    }

    private void ReadChildren(ContainerBlock container, MarkdownFile file)
    {
        _html.Read(container, file);
        for (var i = 0; i < container.Count; i++)
        {
            var block = container[i];
            switch (block)
            {
                case FencedCodeBlock fence:
                    container.RemoveAt(i);
                    if (Replacement(fence, file) is { } node)
                        Put(container, i, node, block);
                    else
                        i--;
                    break;
                case IncludeBlock include:
                    Replace(container, i, Include(include, file));
                    break;
                case CustomContainer custom:
                    Replace(container, i, Container(custom, file));
                    break;
                case CodeBlock code:
                    Replace(container, i, Code(code, file));
                    break;
                case HtmlElementNode element:
                    Collect(element.Attributes);
                    ReadChildren(element, file);
                    break;
                case ParagraphBlock paragraph when StandsAlone(paragraph) is { } alone:
                    Replace(
                        container,
                        i,
                        alone is not TocNode || _limits.AllowContents(file.Source.LocationAt(paragraph.Span.Start))
                            ? alone
                            : new BlankLineBlock()
                    );
                    break;
                case HeadingBlock when !_limits.AllowHeading(file.Source.LocationAt(block.Span.Start)):
                    Replace(container, i, new BlankLineBlock());
                    break;
                case LeafBlock { Inline: { } inline } leaf:
                    ReadInlines(inline, file);
                    if (leaf is HeadingBlock heading)
                        Headings.Add(
                            new IssueHeading(heading.Level, _headingIds.Next(heading), heading, file.Source.LocationAt(heading.Span.Start))
                        );
                    break;
                case ContainerBlock inner:
                    ReadChildren(inner, file);
                    break;
            }
        }
    }

    // Fences of ours become nodes; a query leaves nothing; any other fence is a code sample.
    private Block? Replacement(FencedCodeBlock fence, MarkdownFile file)
    {
        var info = file.Shielded.Restore(fence.Info ?? "");
        var arguments = file.Shielded.Restore(fence.Arguments ?? "").Trim();
        var at = file.Source.LocationAt(fence.Span.Start);
        if (fence.ClosingFencedCharCount == 0)
        {
            _diagnostics.Add(
                IssueRules.UnclosedFence,
                at,
                "This fence is opened and not closed: all that follows is inside it.",
                $"Close it with {new string(fence.FencedChar, fence.OpeningFencedCharCount)} on a line of its own."
            );
        }
        var body = new FenceText(fence, file.Shielded, file.Source);
        var opening = file.Source.Line(at.Line);
        var argumentsAt = at with { Column = Math.Max(1, opening.LastIndexOf(arguments, StringComparison.Ordinal) + 1) };
        switch (info.ToLowerInvariant())
        {
            case "sql" when arguments.Length == 0:
                _diagnostics.Add(
                    IssueRules.UnnamedQuery,
                    at,
                    "This query has no name.",
                    "Write it behind the word: ```sql applications. For a sample of SQL that readers see, write ```text."
                );
                return new PlaceholderNode("a query without a name");
            case "sql":
                AddQuery(_queryBlocks.Read(arguments, argumentsAt, at, [.. body.Lines.Select(line => line.Text)], body.Place));
                return null;
            case "chart" when _dataBlocks.Chart(arguments, argumentsAt, at, body) is { } chart:
                Charts.Add(chart);
                return new IssueBlockNode(chart);
            case "chart":
                return new PlaceholderNode("a chart that cannot be read");
            case "table" when _dataBlocks.Table(at, body) is { } table:
                Tables.Add(table);
                return new IssueBlockNode(table);
            case "table":
                return new PlaceholderNode("a table that cannot be read");
            case "list" when _dataBlocks.List(arguments, at, body) is { } list:
                Lists.Add(list);
                return new IssueBlockNode(list);
            case "list":
                return new PlaceholderNode("a list that cannot be read");
            default:
                return Code(fence, file);
        }
    }

    private void AddQuery(QueryBlock query)
    {
        if (Queries.FirstOrDefault(other => other.Name.Equals(query.Name, StringComparison.OrdinalIgnoreCase)) is { } first)
        {
            _diagnostics.Add(
                IssueRules.DuplicateQuery,
                query.Location,
                $"There is a query \"{query.Name}\" already, at {first.Location}.",
                "Give one of them another name."
            );
            return;
        }
        Queries.Add(query);
    }

    private Block Include(IncludeBlock include, MarkdownFile file)
    {
        var at = file.Source.LocationAt(include.Span.Start);
        if (_snippets.Contains(include.Name))
        {
            _diagnostics.Add(
                IssueRules.SnippetCycle,
                at,
                $"The snippet \"{include.Name}\" includes itself: {string.Join(" → ", _snippets.Reverse())}."
            );
            return new PlaceholderNode($"snippet {include.Name}");
        }
        if (!_files.SnippetNames.Contains(include.Name) || _files.ReadSnippet(include.Name) is not { } source)
        {
            _diagnostics.Add(
                IssueRules.UnknownSnippet,
                at,
                include.Name.Length == 0 ? "This include names no snippet." : $"There is no snippet \"{include.Name}\".",
                NearestName.Hint(include.Name, _files.SnippetNames)
            );
            return new PlaceholderNode($"snippet {include.Name}");
        }
        if (source.Text.Length > IssueParser.MaximumLength)
        {
            _diagnostics.Add(IssueRules.TooLong, SourceLocation.StartOf(source.Path), "The snippet is too long to be read.");
            return new PlaceholderNode($"snippet {include.Name}");
        }
        if (!_limits.AllowSnippet(include.Name, source.Text.Length, at))
            return new PlaceholderNode($"snippet {include.Name}");
        if (!IncludedSources.Contains(source))
            IncludedSources.Add(source);
        _snippets.Push(include.Name);
        var document = Read(source, 0);
        _snippets.Pop();
        var snippet = new SnippetNode(include.Name, source);
        MoveChildren(document, snippet);
        return snippet;
    }

    private Block Container(CustomContainer custom, MarkdownFile file)
    {
        var word = file.Shielded.Restore(custom.Info ?? "");
        var at = file.Source.LocationAt(custom.Span.Start);
        if (custom.ClosingFencedCharCount == 0)
        {
            _diagnostics.Add(
                IssueRules.UnclosedFence,
                at,
                "This ::: block is opened and not closed: all that follows is inside it.",
                $"Close it with {new string(':', custom.OpeningFencedCharCount)} on a line of its own."
            );
        }
        if (!Enum.TryParse<ContainerKind>(word, ignoreCase: true, out var kind) || word.Any(char.IsUpper))
        {
            string[] known = ["button", "callout", "quote", "columns", "column", "include"];
            _diagnostics.Add(
                IssueRules.UnknownContainer,
                at,
                word.Length == 0 ? "This ::: block has no kind." : $"\"{word}\" is not a ::: block.",
                NearestName.Hint(word, known) ?? $"Known: {string.Join(", ", known)}."
            );
            ReadChildren(custom, file);
            return new PlaceholderNode(word.Length == 0 ? "a ::: block without a kind" : $"::: {word}");
        }
        var arguments = file.Shielded.Restore(custom.Arguments ?? "").Trim();
        var start = Math.Max(0, file.Source.Text.IndexOf(arguments, custom.Span.Start, StringComparison.Ordinal));
        var title =
            arguments.Length == 0
                ? null
                : _texts.Read(arguments, offset => file.Source.LocationAt(start + offset), file.Source.LocationAt(start), mergeTags: true);
        if (title is not null)
        {
            Figures.AddRange(title.Figures);
            MergeTags.AddRange(title.MergeTags);
        }
        ReadChildren(custom, file);
        var node = new ContainerNode(kind, title);
        MoveChildren(custom, node);
        CheckContents(node, at);
        return node;
    }

    private void CheckContents(ContainerNode node, SourceLocation at)
    {
        if (
            node.Kind is ContainerKind.Button
            && (
                node is not [ParagraphBlock { Inline: { FirstChild: LinkNode { IsImage: false } only } inline }] || inline.LastChild != only
            )
        )
        {
            var isOwn = node.Descendants<OwnPageInline>().Any();
            _diagnostics.Add(
                IssueRules.ButtonWithoutLink,
                at,
                isOwn ? "A button leads everybody to one page, and [[mine]] does not." : "A button holds one link and nothing else.",
                isOwn ? "Write [[mine]] into a sentence." : "Such as: [Join the group](https://example.org/join)"
            );
        }
        else if (
            node.Kind is ContainerKind.Columns
            && (node.Count == 0 || node.Any(child => child is not ContainerNode { Kind: ContainerKind.Column }))
        )
        {
            _diagnostics.Add(
                IssueRules.BadColumns,
                at,
                "Columns hold ::: column blocks and nothing else.",
                "Open each column with ::: column and close it with :::, inside ::: columns."
            );
        }
    }

    // A paragraph that is only merge tags (conditionals), or only [[toc]].
    private Block? StandsAlone(ParagraphBlock paragraph)
    {
        if (paragraph.Inline is not { FirstChild: not null } inline)
            return null;
        if (inline.FirstChild is TocInline && inline.FirstChild == inline.LastChild)
            return new TocNode();
        if (
            inline.Any(child =>
                child is not (MergeTagInline or LineBreakInline)
                && !(child is LiteralInline literal && literal.Content.IsEmptyOrWhitespace())
            )
        )
            return null;
        ImmutableArray<MergeTag> tags = [.. inline.OfType<MergeTagInline>().Select(child => child.Tag)];
        if (tags.IsEmpty || !tags.All(tag => MergeTagSyntax.IsConditional(tag.Name)))
            return null;
        MergeTags.AddRange(tags);
        return new MergeTagNode(tags);
    }

    private static CodeNode Code(CodeBlock block, MarkdownFile file)
    {
        var text = block.Lines.Count == 0 ? "" : block.Lines.ToString() + "\n";
        return new CodeNode(BoundTextReader.ReadCode(text, file, file.Source.LocationAt(block.Span.Start)));
    }

    // The front matter is blanked, so that every offset behind it stays true.
    private static string Blank(string text, int bodyStart) =>
        string.Create(
            text.Length,
            (text, bodyStart),
            static (span, state) =>
            {
                state.text.CopyTo(span);
                foreach (ref var unit in span[..state.bodyStart])
                {
                    if (unit is not ('\n' or '\r'))
                        unit = ' ';
                }
            }
        );

    private static void Replace(ContainerBlock container, int index, Block node)
    {
        var old = container[index];
        (node.Span, node.Line, node.Column) = (old.Span, old.Line, old.Column);
        container[index] = node;
    }

    private static void Put(ContainerBlock container, int index, Block node, Block old)
    {
        (node.Span, node.Line, node.Column) = (old.Span, old.Line, old.Column);
        container.Insert(index, node);
    }

    private static void MoveChildren(ContainerBlock from, ContainerBlock to)
    {
        Block[] children = [.. from];
        from.Clear();
        foreach (var child in children)
            to.Add(child);
    }
}
