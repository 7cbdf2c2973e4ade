using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>A table in fixed-width text: aligned columns when they fit, otherwise each row as "label: value" lines.</summary>
internal static class TextTable
{
    private const int Widest = 72;
    private const string Gap = "  ";

    /// <summary>The table's text without a line end behind it.</summary>
    /// <param name="measure">How wide a cell is when it goes out.</param>
    /// <param name="headings">One a column; all empty where there are none.</param>
    /// <param name="right">Whether each column stands at the right.</param>
    /// <param name="rows">Cells in the order of the headings.</param>
    public static string Write(
        Func<string, int> measure,
        IReadOnlyList<string> headings,
        IReadOnlyList<bool> right,
        IReadOnlyList<ImmutableArray<string>> rows
    )
    {
        if (headings.Count == 0)
            return "";
        var widths = headings
            .Select(
                (heading, column) => Math.Max(measure(heading), rows.Count == 0 ? 0 : rows.Max(row => measure(OneLine(Cell(row, column)))))
            )
            .ToArray();
        return widths.Sum() + Gap.Length * (widths.Length - 1) <= Widest
            ? Aligned(measure, headings, right, rows, widths)
            : Stacked(measure, headings, rows);
    }

    private static string Aligned(
        Func<string, int> measure,
        IReadOnlyList<string> headings,
        IReadOnlyList<bool> right,
        IReadOnlyList<ImmutableArray<string>> rows,
        int[] widths
    )
    {
        var text = new StringBuilder();
        if (headings.Any(heading => heading.Length > 0))
            text.Append(Line(measure, headings, right, widths))
                .Append('\n')
                .AppendJoin(Gap, widths.Select(width => new string('-', width)))
                .Append('\n');
        return text.AppendJoin('\n', rows.Select(row => Line(measure, row, right, widths))).ToString().TrimEnd('\n');
    }

    private static string Line(Func<string, int> measure, IReadOnlyList<string> cells, IReadOnlyList<bool> right, int[] widths) =>
        string.Join(
                Gap,
                widths.Select(
                    (width, column) =>
                    {
                        var cell = OneLine(column < cells.Count ? cells[column] : "");
                        var pad = new string(' ', Math.Max(0, width - measure(cell)));
                        return right[column] ? pad + cell : cell + pad;
                    }
                )
            )
            .TrimEnd();

    private static string Stacked(Func<string, int> measure, IReadOnlyList<string> headings, IReadOnlyList<ImmutableArray<string>> rows) =>
        string.Join(
            "\n\n",
            rows.Select(row =>
                string.Join(
                    '\n',
                    headings.Select(
                        (heading, column) =>
                            TextFlow.Wrap(
                                heading.Length > 0 ? $"{heading}: {OneLine(Cell(row, column))}" : OneLine(Cell(row, column)),
                                "",
                                "  ",
                                measure
                            )
                    )
                )
            )
        );

    private static string Cell(ImmutableArray<string> row, int column) => column < row.Length ? row[column] : "";

    private static string OneLine(string cell) => cell.Contains('\n', StringComparison.Ordinal) ? cell.ReplaceLineEndings(" ") : cell;

    /// <summary>How wide a text is, in letters that stand on their own: combining marks take no room.</summary>
    public static int Length(string text) => new System.Globalization.StringInfo(text).LengthInTextElements;
}
