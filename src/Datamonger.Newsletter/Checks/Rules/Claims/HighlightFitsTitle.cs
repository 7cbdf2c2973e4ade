using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Claims;

/// <summary>
/// The row that a chart sets off is the one that its title speaks of. A title whose name is a figure changes with the data; a
/// <c>highlight:</c> that is typed stays.
/// </summary>
internal sealed class HighlightFitsTitle : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM704", Severity.Warning, "A highlight that is not what the title speaks of");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TRU-03",
            "The title names one row and the chart sets off another: when data are revised, a name in the title changes by itself, and "
                + "`highlight:` stays.",
            "Highlight the row that the title names, with the same figure: `highlight: \"{{ regions.first.region }}\"`.",
            "product: words agree with the data"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var chart in context.Charts.All.Where(chart => chart.Failure is null))
        {
            if (
                chart.Block.Texts.TryGetValue("title", out var title)
                && HighlightOf(chart.Block, context) is var (highlight, place)
                && NamesOf(chart, highlight) is { IsEmpty: false } names
                && Subject(title, names, highlight, context) is { } subject
                && !Same(subject, highlight)
            )
                diagnostics.Add(
                    Rule,
                    place,
                    $"The title of this chart speaks of {subject}; the chart highlights {highlight}.",
                    $"Write highlight: {subject}, or speak of {highlight} in the title."
                );
        }
    }

    // What each subscriber's own row is, the title cannot name.
    private static (string Name, SourceLocation Place)? HighlightOf(ChartBlock chart, CheckContext context) =>
        chart.Options["highlight"] is YamlScalar { Value: not "mine" } written
            ? ((chart.Texts.TryGetValue("highlight", out var text) ? context.Figures.Print(text) : written.Value).Trim(), written.Location)
            : null;

    // The names among which the highlighted one stands: of the rows, or of the series. A period is spoken of in many ways, "since" and
    // "until" among them, and is not judged.
    private static ImmutableArray<string> NamesOf(RenderedChart chart, string highlight)
    {
        if (highlight.Any(char.IsDigit) || chart.Data.Columns.IsEmpty)
            return [];
        var rows = chart.Data.Columns[0].Values.OfType<string>();
        var series = chart.Data.ColumnNames.Skip(1).Concat(chart.Headings.Skip(1));
        foreach (var names in new[] { rows, series })
        {
            if (names.Any(name => Same(name, highlight)))
                return [.. names.Where(name => name.Count(char.IsLetter) > 2 && !name.Any(char.IsDigit)).Distinct()];
        }
        return [];
    }

    // The first name that comes from the data; where none does, the first that is typed. A highlight that the title names in typed words, too,
    // is meant.
    private static string? Subject(BoundText title, ImmutableArray<string> names, string highlight, CheckContext context)
    {
        var typed = string.Concat(title.Parts.Select(part => part is LiteralPart literal ? literal.Text : "\n"));
        if (Names(typed, highlight))
            return null;
        return title
                .Figures.Select(figure => names.FirstOrDefault(name => Same(name, context.Figures.Find(figure).Value as string)))
                .FirstOrDefault(name => name is not null)
            ?? names.Where(name => Names(typed, name)).MinBy(name => typed.IndexOf(name, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Names(string text, string name) =>
        Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool Same(string name, string? other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
