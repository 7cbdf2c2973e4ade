using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>The figures of a column stand at its right, with as many decimals each.</summary>
internal sealed partial class FiguresLineUp : ICheck
{
    // Two figures are compared at a glance, however they stand.
    private const int Least = 3;

    private static readonly DiagnosticRule Rule = new("DM565", Severity.Info, "Figures that do not line up");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-10",
            "Where ones stand under ones, the larger number is seen before it is read.",
            "Align the column to the right (`---:` in Markdown) and print every value with the same format.",
            "UK Government Analysis Function, presenting tables"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (
            var table in context.Elements.Where(element => element.LocalName == "table" && element.GetAttribute("role") != "presentation")
        )
        {
            IElement[][] rows =
            [
                .. table
                    .QuerySelectorAll("tr")
                    .Where(row => row.Closest("table") == table)
                    .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToArray()),
            ];
            for (var i = 0; i < (rows.Length == 0 ? 0 : rows.Max(row => row.Length)); i++)
            {
                if (
                    Mistake(context, [.. rows.Where(row => row.Length > i && row[i].LocalName == "td").Select(row => row[i])])
                    is not var (cell, problem)
                )
                    continue;
                var heading = rows[0].Length > i && rows[0][i].LocalName == "th" ? TextRun.Normalise(rows[0][i].TextContent) : "";
                diagnostics.Add(
                    Rule,
                    context.PlaceOf(cell, cell.TextContent.Trim()),
                    $"The figures of {(heading.Length > 0 ? $"\"{heading}\"" : $"column {i + 1}")} {problem}.",
                    "Align the column to the right (---:), and give every value the same format."
                );
                break;
            }
        }
    }

    private static (IElement Cell, string Problem)? Mistake(CheckContext context, IElement[] cells)
    {
        (IElement Cell, string Text)[] figures =
        [
            .. cells.Select(cell => (cell, TextRun.Normalise(cell.TextContent))).Where(cell => Figure().IsMatch(cell.Item2)),
        ];
        // A column of a few figures among words is no column of figures; years are names.
        if (figures.Length < Least || figures.Length * 4 < cells.Length * 3 || figures.All(figure => Year().IsMatch(figure.Text)))
            return null;
        if (figures.FirstOrDefault(figure => !IsRight(context, figure.Cell)) is { Cell: { } left })
            return (left, "do not stand at the right");
        var decimals = Decimals(figures[0].Text);
        if (figures.FirstOrDefault(figure => Decimals(figure.Text) != decimals) is { Cell: { } other, Text: var text })
            return (other, $"have {Count(decimals)} in \"{figures[0].Text}\" and {Count(Decimals(text))} in \"{text}\"");
        return null;
    }

    private static bool IsRight(CheckContext context, IElement cell) =>
        (context.Styles.Inherited(cell, "text-align") ?? cell.GetAttribute("align")) is "right" or "end";

    private static int Decimals(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text[(point + 1)..].Count(char.IsAsciiDigit) : 0;

    private static string Count(int decimals) => decimals == 1 ? "1 decimal" : $"{decimals} decimals";

    [GeneratedRegex(@"^[-−–+]?[£$€]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?\s?[%mkbn]{0,2}$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^(?:19|20)\d\d$")]
    private static partial Regex Year();
}
