using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>
/// What a kind of chart makes its plan from: the author's keys, the rows of the query and the texts with their figures.
/// Every mistake goes to its place in the YAML; what cannot be used reads as absent.
/// </summary>
internal sealed class ChartInput(
    ChartBlock block,
    FieldReader fields,
    Table table,
    Language language,
    Theme theme,
    ImmutableDictionary<string, string> texts,
    DiagnosticBag diagnostics
)
{
    /// <summary>Whether the chart stands inside a sentence.</summary>
    public bool IsInline { get; init; }

    /// <summary>The day of the issue, from its front matter.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether the query says in which order its rows come.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether the query ends in ORDER BY: names then stand as its rows do.</summary>
    public bool FollowsQuery { get; init; }

    /// <summary>
    /// Whether what is highlighted need not be there: the default of a personal issue, such as England, is often no place of a chart.
    /// </summary>
    public bool MayMissHighlight { get; init; }

    /// <summary>What stands out in other editions of a personal issue, which are drawn from the same data later.</summary>
    public ImmutableArray<string> OtherHighlights { get; init; } = [];

    /// <summary>The author's keys.</summary>
    public FieldReader Fields { get; } = fields;

    /// <summary>The rows of the query.</summary>
    public Table Table { get; } = table;

    /// <summary>The language of texts and values.</summary>
    public Language Language { get; } = language;

    /// <summary>The colours.</summary>
    public Theme Theme { get; } = theme;

    /// <summary>The first mistake, which the placeholder shows; null when there is none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Reports a mistake.</summary>
    /// <param name="key">The key whose value is at fault.</param>
    public void Report(DiagnosticRule rule, string key, string message, string? hint = null) =>
        Report(rule, Fields.LocationOf(key), message, hint);

    /// <summary>Reports a mistake.</summary>
    public void Report(DiagnosticRule rule, SourceLocation location, string message, string? hint = null)
    {
        diagnostics.Add(rule, location, message, hint);
        if (rule.Severity == Severity.Error)
            Failure ??= message;
    }

    /// <summary>A text with its figures printed, or null.</summary>
    public string? Text(string key) => texts.TryGetValue(key, out var text) && text.Length > 0 ? text : null;

    /// <summary>
    /// The column that a key names; null when the key is absent or the query has no such column (that has been reported).
    /// </summary>
    public Column? Column(string key) => Fields.Text(key) is { } name ? Find(name, Fields.LocationOf(key)) : null;

    /// <summary>The column of numbers that a key names, or null.</summary>
    public Column? Numbers(string key) => Column(key) is { } column && IsNumeric(column, Fields.LocationOf(key)) ? column : null;

    /// <summary>
    /// The columns of numbers that a key lists; empty when one of them is not there or holds no numbers (that has been reported).
    /// </summary>
    public ImmutableArray<Column> NumberColumns(string key)
    {
        var columns = ImmutableArray.CreateBuilder<Column>();
        var sound = true;
        foreach (var name in Fields.List(key))
        {
            if (Find(name.Value, name.Location) is { } column && IsNumeric(column, name.Location))
                columns.Add(column);
            else
                sound = false;
        }
        return sound ? columns.ToImmutable() : [];
    }

    /// <summary>How the values of columns are printed: as the author says, or with as many decimals as they need.</summary>
    public ValueFormat FormatOf(params IEnumerable<Column> columns) => FormatOf("format", columns);

    /// <summary>How the values of columns are printed by another key than <c>format</c>.</summary>
    public ValueFormat FormatOf(string key, IEnumerable<Column> columns)
    {
        var chosen = ValueFormat.TryParse(Fields.Text(key), out var format)
            ? format
            : NumberFormats.For(columns.SelectMany(column => column.Values));
        var printed = columns.SelectMany(column => column.Values).Where(value => value is not null).Distinct().ToArray();
        if (
            printed.Length > 1
            && chosen.IsNumeric
            && printed.Select(value => chosen.Format(value, Language)).Distinct().Take(2).Count() == 1
        )
        {
            Report(
                ChartRules.FormatTooCoarse,
                key,
                $"The format {chosen.Name} prints all {printed.Length} values as \"{chosen.Format(printed[0], Language)}\".",
                NumberFormats.IsShares(printed) ? "Shares want a format such as pct0." : "Take one with more decimals."
            );
        }
        return chosen;
    }

    /// <summary>What the values are, in a word or two: the author's word, or the column's name.</summary>
    public string Noun(string key, Column column) => Text(key) ?? Heading(column.Name);

    /// <summary>A column's name as a heading: <c>foster_places</c> is "Foster places".</summary>
    public static string Heading(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Whether the query has rows; reports it when it has none.</summary>
    public bool HasRows()
    {
        if (Table.RowCount > 0)
            return true;
        Report(ChartRules.NoData, "data", $"The query \"{block.Data}\" has no rows; there is nothing to draw.", "Look at its filter.");
        return false;
    }

    // Infinities have a message of their own, which knows the place.
    private static bool IsTooLarge(object? value) =>
        value is not null
        && SeriesReader.Number(value) is { } number
        && double.IsFinite(number)
        && Math.Abs(number) >= SeriesReader.Largest;

    private Column? Find(string name, SourceLocation location)
    {
        if (Table[name] is { } column)
            return column;
        Report(
            ChartRules.UnknownColumn,
            location,
            $"The query \"{block.Data}\" has no column \"{name}\".",
            NearestName.Hint(name, [.. Table.ColumnNames])
        );
        return null;
    }

    private bool IsNumeric(Column column, SourceLocation location)
    {
        if (column.IsNumeric && column.Values.FirstOrDefault(IsTooLarge) is { } large)
        {
            Report(
                ChartRules.TooLarge,
                location,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{column.Name}\" holds {large}; a chart prints values up to {SeriesReader.Largest:0e0} exactly."
                ),
                "Divide the values in the query, and say so in the subtitle."
            );
            return false;
        }
        if (column.IsNumeric || column.Values.All(value => value is null))
            return true;
        var numeric = Table.Columns.Where(candidate => candidate.IsNumeric).Select(candidate => candidate.Name).ToArray();
        Report(
            ChartRules.NotNumeric,
            location,
            $"The column \"{column.Name}\" holds {column.Type.ToString().ToLowerInvariant()}, not numbers.",
            numeric.Length == 0 ? "Cast it in the query." : $"Columns of numbers: {string.Join(", ", numeric)}."
        );
        return false;
    }
}
