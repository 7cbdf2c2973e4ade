using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Issues.Markdown;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>Writes elements of an author's HTML as text, as the same thing written in Markdown would be.</summary>
/// <param name="write">Writes a block.</param>
/// <param name="measure">How wide a text is when it goes out.</param>
internal sealed class PlainHtml(Func<Block, string> write, Func<string, int> measure)
{
    /// <summary>The text of an element.</summary>
    public string Write(HtmlElementNode element)
    {
        switch (element.Name)
        {
            case "hr":
                return new string('-', TextFlow.Width);
            case "blockquote":
                return TextFlow.Indent(Joined(element), "> ", "> ");
            case "pre":
                return TextFlow.Indent(Joined(element).Trim('\n'), "    ", "    ");
            case "ul" or "ol":
                return List(element);
            case "dd":
                return TextFlow.Indent(Joined(element), "  ", "  ");
            case "table":
                return Table(element);
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                var words = Joined(element).Replace('\n', ' ');
                return words + "\n" + new string('-', Math.Clamp(measure(words), 3, TextFlow.Width));
            default:
                return Joined(element);
        }
    }

    private string Joined(ContainerBlock container) => string.Join("\n\n", Texts(container));

    private string List(HtmlElementNode list)
    {
        var number = 1;
        return string.Join(
            '\n',
            list.Select(child =>
                {
                    if (child is not HtmlElementNode { Name: "li" } item)
                        return write(child);
                    var lead = list.Name == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
                    return TextFlow.Indent(string.Join('\n', Texts(item)), lead, new string(' ', lead.Length));
                })
                .Where(text => text.Length > 0)
        );
    }

    // A layout of one column is no table to a reader. What stands between rows, such as a condition, keeps its place.
    private string Table(HtmlElementNode table)
    {
        Block[] parts = [.. Parts(table)];
        HtmlElementNode[] rows = [.. parts.OfType<HtmlElementNode>().Where(part => part.Name == "tr")];
        if (parts.SkipWhile(part => !rows.Contains(part)).Any(part => !rows.Contains(part)))
            return string.Join(
                '\n',
                parts.Select(part => rows.Contains(part) ? string.Join("  ", CellsOf((HtmlElementNode)part).Select(Text)) : write(part))
            );
        var around = Texts(parts.Where(part => !rows.Contains(part))).ToList();
        var cells = rows.Select(CellsOf).ToList();
        if (cells.All(row => row.Length <= 1))
            return string.Join("\n\n", around.Concat(cells.SelectMany(row => row).SelectMany(cell => Texts(cell))));
        var columns = cells.Max(row => row.Length);
        var texts = cells.Select(row => row.Select(Text).ToImmutableArray()).ToList();
        var hasHead = cells[0].Length == columns && cells[0].All(cell => cell.Name == "th");
        return string.Join(
            "\n\n",
            around.Append(
                TextTable.Write(
                    measure,
                    hasHead ? texts[0] : [.. Enumerable.Repeat("", columns)],
                    [.. Enumerable.Range(0, columns).Select(column => IsRight(cells, column))],
                    hasHead ? texts[1..] : texts
                )
            )
        );
    }

    private static bool IsRight(List<ImmutableArray<HtmlElementNode>> cells, int column) =>
        cells
            .Where(row => column < row.Length && row[column].Name == "td")
            .Select(row => row[column].Attributes.FirstOrDefault(attribute => attribute.Name == "align")?.Value.ToString())
            .ToList()
            is { Count: > 0 } sides
        && sides.All(side => side == "right");

    private string Text(HtmlElementNode cell) => string.Join(' ', Texts(cell)).Replace('\n', ' ');

    private static ImmutableArray<HtmlElementNode> CellsOf(HtmlElementNode row) =>
        [.. row.OfType<HtmlElementNode>().Where(cell => cell.Name is "td" or "th")];

    // The rows, and what stands before and between them.
    private static IEnumerable<Block> Parts(HtmlElementNode table) =>
        table
            .Where(child => child is not HtmlElementNode { Name: "colgroup" })
            .SelectMany(child => child is HtmlElementNode { Name: "thead" or "tbody" or "tfoot" } group ? group.AsEnumerable() : [child]);

    private IEnumerable<string> Texts(IEnumerable<Block> blocks) => blocks.Select(write).Where(text => text.Length > 0);
}
