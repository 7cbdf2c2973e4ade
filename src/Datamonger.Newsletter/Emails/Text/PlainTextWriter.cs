using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Blocks;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using MarkdownTable = Markdig.Extensions.Tables.Table;
using MarkdownTableRow = Markdig.Extensions.Tables.TableRow;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>
/// Writes the text part from the same tree as the HTML: everything that is said there is said here, charts in words and with their
/// figures. Merge tags stay masked until the part is finished.
/// </summary>
internal sealed class PlainTextWriter
{
    private readonly Composition _composition;
    private readonly PlainInlines _inlines;
    private readonly PlainHtml _html;

    public PlainTextWriter(Composition composition)
    {
        _composition = composition;
        (_inlines, _html) = (new PlainInlines(composition), new PlainHtml(Block, Measure));
    }

    /// <summary>The issue's text, without header and footer.</summary>
    public string Write() => string.Join("\n\n", Blocks(_composition.Issue.Body));

    private IEnumerable<string> Blocks(ContainerBlock container) => container.Select(Block).Where(text => text.Length > 0);

    // Where lines break depends on the words, so a block with a personal figure stands there once an edition.
    private string Block(Block block) =>
        _composition.Diagnostics.Guard("text block", "this block", PlaceOf(block), () => Whole(block), message => $"[{message}]");

    private string Whole(Block block) =>
        PersonalBlocks.Holds(block, _composition)
            ? Conditional.OfLines(
                _composition,
                PlaceOf(block),
                edition => new PlainTextWriter(_composition with { Edition = edition }).Lines(block)
            )
            : Lines(block);

    private SourceLocation PlaceOf(Block block) =>
        block is IssueBlockNode node ? node.Block.Location : _composition.Issue.LocationOf(block);

    private string Lines(Block block) =>
        block switch
        {
            HeadingBlock heading => Heading(heading),
            ParagraphBlock paragraph => Wrap(_inlines.Write(paragraph.Inline)),
            Markdig.Syntax.ListBlock list => List(list),
            QuoteBlock quote => TextFlow.Indent(string.Join("\n\n", Blocks(quote)), "> ", "> "),
            CodeNode code => TextFlow.Indent(_composition.Print(code.Text).TrimEnd(), "    ", "    "),
            HtmlElementNode element => _html.Write(element),
            HtmlTextNode { IsPreformatted: true } text => _inlines.Write(text.Inline),
            ThematicBreakBlock => new string('-', TextFlow.Width),
            MarkdownTable table => PipeTable(table),
            MergeTagNode tags => string.Join('\n', tags.Tags.Select(_composition.Mask.Mask)),
            TocNode => Contents(),
            IssueBlockNode node => Data(node.Block),
            ContainerNode container => Container(container),
            PlaceholderNode hole => $"[{hole.Message}]",
            FootnoteGroup notes => Notes(notes),
            DefinitionList list => string.Join("\n\n", list.OfType<DefinitionItem>().Select(Definition)),
            LeafBlock { Inline: { } inline } => Wrap(_inlines.Write(inline)),
            LinkReferenceDefinitionGroup => "",
            ContainerBlock inner => string.Join("\n\n", Blocks(inner)),
            _ => "",
        };

    // Sections underlined twice, as HTML has a rule above them; lower headings once.
    private string Heading(HeadingBlock heading)
    {
        var text = _inlines.Write(heading.Inline, withAddresses: false).Replace('\n', ' ');
        var top = _composition.Issue.Headings.IsEmpty ? 1 : _composition.Issue.Headings.Min(known => known.Level);
        var lines = Wrap(text);
        var width = lines.Split('\n').Max(Measure);
        return (heading.Level == top ? "\n" : "")
            + lines
            + "\n"
            + new string(heading.Level == top ? '=' : '-', Math.Clamp(width, 3, TextFlow.Width))
            + string.Concat(_inlines.Addresses(heading.Inline).Select(address => "\n" + address));
    }

    private string List(Markdig.Syntax.ListBlock list)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var items = list.Cast<ListItemBlock>()
            .Select(item =>
            {
                var lead = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
                return TextFlow.Indent(string.Join(list.IsLoose ? "\n\n" : "\n", Blocks(item)), lead, new string(' ', lead.Length));
            });
        return string.Join(list.IsLoose ? "\n\n" : "\n", items);
    }

    private string Definition(DefinitionItem item)
    {
        var terms = item.OfType<DefinitionTerm>().Select(Block);
        var said = item.Where(block => block is not DefinitionTerm).Select(Block).Where(text => text.Length > 0);
        return string.Join('\n', terms) + "\n" + TextFlow.Indent(string.Join("\n\n", said), "  ", "  ");
    }

    private string PipeTable(MarkdownTable table)
    {
        ImmutableArray<string> Cells(MarkdownTableRow row) =>
            [.. row.Select((cell, column) => Cell((ContainerBlock)cell, IsRight(column)))];
        bool IsRight(int column) =>
            column < table.ColumnDefinitions.Count
            && table.ColumnDefinitions[column].Alignment is Markdig.Extensions.Tables.TableColumnAlign.Right;
        var rows = table.Cast<MarkdownTableRow>().ToList();
        var columns = rows.Max(row => row.Count);
        ImmutableArray<string> headings = rows.FirstOrDefault(row => row.IsHeader) is { } head ? Cells(head) : [];
        // A row with too many cells (that is reported) loses none of them.
        headings = [.. headings, .. Enumerable.Repeat("", columns - headings.Length)];
        bool[] right = [.. headings.Select((_, column) => IsRight(column))];
        return TextTable.Write(Measure, headings, right, [.. rows.Where(row => !row.IsHeader).Select(Cells)]);
    }

    // A conditional makes its column as wide as its longest arm, so that the table is straight for everybody.
    private string Cell(ContainerBlock cell, bool right)
    {
        string Text(Edition? edition) =>
            string.Join(' ', new PlainTextWriter(_composition with { Edition = edition }).Blocks(cell)).Replace('\n', ' ');
        if (
            _composition is not { Edition: null, Held: { } held, Figures.Editions: { } editions }
            || !PersonalBlocks.Differs(cell, _composition)
        )
            return Text(_composition.Edition);
        var texts = editions.All.ToDictionary(edition => edition, Text);
        var widest = Math.Max(HeldConditionals.LeastWidth, texts.Values.Max(Measure));
        string Padded(Edition edition) =>
            texts[edition] is var text && new string(' ', widest - Measure(text)) is var blanks && right ? blanks + text : text + blanks;
        return held.Hold(Conditional.Of(_composition, PlaceOf(cell), Padded), widest);
    }

    private string Contents()
    {
        var headings = _composition.Issue.Headings;
        if (headings.IsEmpty)
            return "";
        var top = headings.Min(heading => heading.Level);
        return string.Join(
            '\n',
            headings
                .Where(heading => heading.Level <= top + 1 && !heading.IsAboveContents)
                .Select(heading =>
                {
                    var indent = heading.Level == top ? "" : "  ";
                    return TextFlow.Wrap(_inlines.Write(heading.Block.Inline, withAddresses: false), indent + "- ", indent + "  ", Measure);
                })
        );
    }

    private string Data(IssueBlock block)
    {
        switch (block)
        {
            case ChartBlock chart:
                return Chart(_composition.Charts.Find(chart, _composition.Edition));
            case TableBlock table:
                return Table(new DataTableReader(_composition.Drawn).Read(table));
            case Issues.ListBlock list when _composition.Templates?.FindList(list.Partial) is { } partial:
                return new DataListReader(_composition.Drawn).Read(list, partial, out var failure) is { } model
                    ? TextFlow.WrapLines(_composition.Templates.Partial("lists/" + list.Partial, model, list.Location).Trim('\n'), Measure)
                    : $"[{failure}]";
            default:
                return "";
        }
    }

    private string Chart(RenderedChart chart)
    {
        if (chart.Failure is { } failure)
            return $"[{failure}]";
        var location = chart.Block.Location;
        string Text(string? text) => _composition.Data(text, location, "This chart");
        var columns = chart.Data.Columns;
        // A long table would bury the text; the archive has its file. One value has been said in words.
        const int mostRows = 20;
        var table = chart.Printed.Length is 0 or 1 or > mostRows
            ? ""
            : TextTable.Write(
                Measure,
                [.. chart.Headings.Select(Text)],
                [.. chart.Headings.Select((_, index) => index < columns.Length && columns[index].IsNumeric)],
                [.. chart.Printed.Select(row => row.Select(Text).ToImmutableArray())]
            );
        return Joined(
            Text(chart.Title),
            Text(chart.Subtitle),
            $"[Chart: {Text(chart.Alt)}]",
            "\n" + table + "\n",
            Text(chart.Note),
            Text(chart.Source)
        );
    }

    private string Table(DataTable table)
    {
        if (table.Failure is { } failure)
            return $"[{failure}]";
        var text = TextTable.Write(
            Measure,
            [.. table.Columns.Select(column => column.Label)],
            [.. table.Columns.Select(column => column.Align == "right")],
            [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Text).ToImmutableArray())]
        );
        return Joined([table.Caption, table.Subtitle, "\n" + text + "\n", .. table.Notes, table.Source ?? ""]);
    }

    private string Container(ContainerNode node)
    {
        var title = node.Title is { } text ? Title(text) : "";
        var body = string.Join("\n\n", Blocks(node));
        return node.Kind switch
        {
            ContainerKind.Callout => Joined(title, TextFlow.Indent(body, "  ", "  ")),
            ContainerKind.Quote => Joined(TextFlow.Indent(body, "> ", "> "), title.Length == 0 ? "" : "> — " + title),
            _ => Joined(title, body),
        };
    }

    private string Title(BoundText text) =>
        _composition is { Edition: null, Figures.Editions.AreDrawn: true } && _composition.Figures.ArePersonal(text.Figures)
            ? Conditional.OfLines(
                _composition,
                text.Location,
                edition => new PlainTextWriter(_composition with { Edition = edition }).Title(text)
            )
            : Wrap(_composition.Print(text));

    private string Notes(FootnoteGroup notes) =>
        string.Join(
            '\n',
            notes
                .Cast<Footnote>()
                .OrderBy(note => note.Order)
                .Select(note =>
                {
                    var lead = string.Create(CultureInfo.InvariantCulture, $"[{note.Order}] ");
                    return TextFlow.Indent(string.Join("\n\n", Blocks(note)), lead, new string(' ', lead.Length));
                })
        );

    // The parts that say something, one below the other; a part that is a block of lines keeps its line ends.
    private string Joined(params string[] parts) =>
        string.Join(
            '\n',
            parts
                .Where(part => part.Trim('\n').Length > 0)
                .Select(part => part.Contains('\n', StringComparison.Ordinal) ? part : Wrap(part))
        );

    private string Wrap(string text) => TextFlow.Wrap(text, "", "", Measure);

    private int Measure(string text) =>
        TextTable.Length(_composition.Mask.IsIn(text) ? _composition.Mask.Replace(text, tag => tag.Text) : text);
}
