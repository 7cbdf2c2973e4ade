using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Charts;

/// <summary><c>highlight: mine</c>: in each edition of a personal issue its own key stands out.</summary>
internal static class PersonalHighlight
{
    /// <summary>The key of charts and tables that says what stands out.</summary>
    public const string Key = "highlight";

    private const string Mine = "mine";

    /// <summary>Whether the subscriber's own key is to stand out.</summary>
    public static bool IsMine(YamlMapping options) => options[Key] is YamlScalar { Value: Mine };

    /// <summary>Whether a chart differs between editions.</summary>
    public static bool IsPersonal(ChartBlock block, IssueFigures figures) =>
        figures.Editions is not null && (IsMine(block.Options) || figures.ArePersonal(block.Texts.Values.SelectMany(text => text.Figures)));

    /// <summary>The editions in which a chart is drawn for the message; one that is null of a chart that everybody sees alike.</summary>
    public static IEnumerable<Edition?> EditionsOf(ChartBlock block, IssueFigures figures) =>
        !IsPersonal(block, figures) ? [null]
        : figures.Editions!.AreDrawn ? figures.Editions.All.Select(edition => (Edition?)edition)
        : [figures.Editions.Default];

    /// <summary>
    /// What is to stand out in the editions that the message does not hold: it has to be there before a page of the archive wants it.
    /// </summary>
    public static ImmutableArray<string> NotDrawn(YamlMapping options, Editions? editions, Edition? edition) =>
        IsMine(options) && editions is { AreDrawn: false } && edition == editions.Default
            ? [.. editions.All.Where(other => other != edition).Select(other => other.Key)]
            : [];

    /// <summary>The keys of a chart as they are in an edition, and whether its highlight may be missing from the data.</summary>
    public static (YamlMapping Options, bool MayMiss) In(YamlMapping options, Editions? editions, Edition? edition)
    {
        if (options[Key] is not YamlScalar { Value: Mine } scalar)
            return (options, false);
        // Of an issue that is not personal, or not soundly, that has been reported.
        if (edition is null)
            return (options, true);
        return (
            options with
            {
                Entries =
                [
                    .. options.Entries.Select(entry =>
                        entry.Key.Value == Key ? entry with { Value = scalar with { Value = edition.Key, IsQuoted = true } } : entry
                    ),
                ],
            },
            edition == editions?.Default
        );
    }

    /// <summary>Reports a chart or table that asks for the subscriber's own key in an issue that is not personal.</summary>
    public static void Report(Issue issue, QueryTables tables, DiagnosticBag diagnostics)
    {
        if (issue.FrontMatter.Personal is not null)
            return;
        foreach (
            var (options, data) in issue
                .Charts.Select(chart => (chart.Options, chart.Data))
                .Concat(issue.Tables.Select(table => (table.Options, table.Data)))
                .Where(block => IsMine(block.Options))
        )
        {
            // Somebody may have a thing of that name.
            if (
                data is not null
                && tables.Find(data)?.Table is { } table
                && table.Columns.Any(column =>
                    column.Values.Any(value =>
                        Mine.Equals(Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim(), StringComparison.OrdinalIgnoreCase)
                    )
                )
            )
                continue;
            diagnostics.Add(
                PersonalRules.NotPersonal,
                options[Key]!.Location,
                $"\"{Mine}\" is the subscriber's own row, and this issue is not personal.",
                "Say in the front matter whose: personal: {by: LA, query: name, key: la, default: England}"
            );
        }
    }
}
