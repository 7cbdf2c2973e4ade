using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>Tables for layout say that they are none; tables of data have headings that are tied to their cells, and fit a phone.</summary>
internal sealed class TablesSayWhatTheyAre : ICheck
{
    // What a phone of 375 pixels shows without shrinking it past reading.
    private const int MostColumns = 6;

    private static readonly DiagnosticRule Role = new("DM536", Severity.Error, "A table that does not say what it is");
    private static readonly DiagnosticRule Data = new("DM537", Severity.Warning, "A table of data that is hard to read");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Role,
            "A11-08",
            "A screen reader announces rows and columns of a layout table, or none of a table of data.",
            "Write role=\"presentation\" on tables for layout, and on no other.",
            "axe; Email Markup Consortium"
        ),
        new(
            Data,
            "A11-09",
            "Without headings a cell is a number without a meaning; more than six columns do not fit a phone.",
            "Give a table a caption and each column a heading; show fewer columns.",
            "WCAG 2.2 §1.3.1"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var table in context.Elements.OfType<IHtmlTableElement>())
        {
            IHtmlTableRowElement[] rows = [.. table.Rows];
            var headings = rows.SelectMany(row => row.Cells).Where(cell => cell.LocalName == "th").ToArray();
            var isData = headings.Length > 0 || table.Caption is not null;
            var isLayout = table.GetAttribute("role") is "presentation" or "none";
            if (isData && isLayout)
                diagnostics.Add(
                    Role,
                    context.PlaceOf(table),
                    "A table has headings and says that it is only layout.",
                    "Take role=\"presentation\" away."
                );
            else if (!isData && !isLayout)
                diagnostics.Add(
                    Role,
                    context.PlaceOf(table),
                    "A table has no headings and does not say that it is only layout.",
                    "Write role=\"presentation\", or give its columns <th scope=\"col\">."
                );
            if (isData && !isLayout)
                JudgeData(context, table, rows, headings, diagnostics);
        }
        foreach (var block in context.Issue.Tables.Where(block => !block.Texts.ContainsKey("caption")))
        {
            diagnostics.Add(
                Data,
                block.Location,
                $"The table of {block.Data ?? "no query"} has no caption.",
                "Say its finding in a sentence: caption: …"
            );
        }
    }

    private static void JudgeData(
        CheckContext context,
        IHtmlTableElement table,
        IHtmlTableRowElement[] rows,
        IHtmlTableCellElement[] headings,
        DiagnosticBag diagnostics
    )
    {
        var place = context.PlaceOf(table);
        if (
            headings.FirstOrDefault(heading => heading.GetAttribute("scope") is not ("col" or "row" or "colgroup" or "rowgroup")) is
            { } loose
        )
            diagnostics.Add(
                Data,
                place,
                $"The heading \"{TextRun.Normalise(loose.TextContent)}\" of a table is not tied to a column or row.",
                "Write scope=\"col\" or scope=\"row\" on it."
            );
        if (rows.Length == 0)
            return;
        var widths = rows.Select(row => row.Cells.Sum(cell => Math.Max(1, cell.ColumnSpan))).ToArray();
        var spansRows = rows.Any(row => row.Cells.Any(cell => cell.RowSpan > 1));
        if (!spansRows && widths.Distinct().Count() > 1)
            diagnostics.Add(
                Data,
                place,
                $"A table has rows of {widths.Min()} and of {widths.Max()} cells.",
                "Give each row a cell for each column."
            );
        if (widths.Max() > MostColumns && !table.ClassList.Contains("stacked"))
            diagnostics.Add(
                Data,
                place,
                $"A table has {widths.Max()} columns; a phone shows {MostColumns}.",
                "Show fewer, or turn rows and columns round."
            );
    }
}
