using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>
/// The data are those of the last push, with the columns that the issue reads, and no figure has changed by half or turned its sign since.
/// </summary>
internal sealed class DataAreAsPushed : ICheck
{
    private const decimal Most = 0.5m;

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [DataCheckRules.ChangedSincePush, DataCheckRules.Implausible, DataCheckRules.ColumnChanged];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        if (context.LastPush is not { } last)
            return;
        foreach (var dataset in context.Tables.All.SelectMany(query => query.Datasets).DistinctBy(dataset => dataset.Name))
        {
            if (
                last.Datasets.FirstOrDefault(pushed => pushed.Name == dataset.Name) is not { Hash: var hash } pushed
                || dataset.Hash.Length == 0
                || hash == dataset.Hash
            )
                continue;
            CompareColumns(context, dataset, pushed, diagnostics);
        }
        var pushedFigures = last
            .Figures.GroupBy(pushed => (pushed.Expression, pushed.Key))
            .ToDictionary(same => same.Key, same => same.Last());
        foreach (var figure in context.Figures.All.DistinctBy(figure => figure.Expression.Expression))
            Compare(figure, pushedFigures, diagnostics);
    }

    // A column that no query reads is only told of; one that is read changes what readers see.
    private static void CompareColumns(CheckContext context, Dataset dataset, DatasetRecord pushed, DiagnosticBag diagnostics)
    {
        var others = new List<string>();
        foreach (var (name, was) in pushed.Columns.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            if (
                dataset.Columns.IsEmpty
                || Change(name, was, dataset.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                    is not { } change
            )
                continue;
            if (context.Tables.All.FirstOrDefault(query => query.Reads(dataset, name)) is not { } reader)
                others.Add(change);
            else
                diagnostics.Add(
                    DataCheckRules.ColumnChanged.Rule,
                    reader.Query.Location,
                    $"{char.ToUpperInvariant(change[0])}{change[1..]}, and \"{reader.Query.Name}\" reads it from \"{dataset.Name}\" "
                        + $"({dataset.Path}).",
                    "See whether it has another name now, or declare its type in datasets.yml."
                );
        }
        var query = context.Tables.All.First(query => query.Datasets.Any(other => other.Name == dataset.Name)).Query;
        diagnostics.Add(
            DataCheckRules.ChangedSincePush.Rule,
            query.Location,
            $"\"{dataset.Name}\" ({dataset.Path}) is not the file of the last "
                + $"push{(others.Count == 0 ? "" : $": {string.Join("; ", others)}")}.",
            $"See what it changes: datamonger diff {context.Issue.Slug}; then push again."
        );
    }

    private static string? Change(string name, string was, DatasetColumn? now)
    {
        if (now is null)
            return $"the column \"{name}\" is gone";
        var (before, after) = (Enum.TryParse<ColumnType>(was, ignoreCase: true, out var type) ? Words(type) : was, Words(now.Type));
        return before == after ? null : $"the column \"{name}\" held {before} and holds {after} now";
    }

    // Numbers that have got decimals are still numbers.
    private static string Words(ColumnType type) =>
        type switch
        {
            ColumnType.Integer or ColumnType.Decimal or ColumnType.Double => "numbers",
            ColumnType.Boolean => "yes and no",
            ColumnType.Date => "days",
            ColumnType.Timestamp => "times",
            _ => "text",
        };

    private static void Compare(Figure figure, Dictionary<(string Expression, string? Key), FigureRecord> last, DiagnosticBag diagnostics)
    {
        if (figure.Citation is not null)
            return;
        string[] found = figure.Personal.IsEmpty
            ? [.. Some(Compare(figure, figure.Value, null, last))]
            : [.. figure.Personal.SelectMany(value => Some(Compare(figure, value.Value, value.Key, last)))];
        // Of a hundred keys one shows what is the matter.
        string[] told =
            found.Length <= Editions.MostDrawn ? found : [$"{found[0].TrimEnd('.')}; of {found.Length - 1} other keys it is as far off."];
        foreach (var message in told)
            diagnostics.Add(DataCheckRules.Implausible.Rule, figure.Expression.Location, message, "Is it the right column, year and unit?");

        static IEnumerable<string> Some(string? message) => message is null ? [] : [message];
    }

    // What is implausible of a value; null for one that may be right.
    private static string? Compare(Figure figure, object? now, string? key, Dictionary<(string Expression, string? Key), FigureRecord> last)
    {
        if (!last.TryGetValue((figure.Expression.Expression, key), out var pushed))
            return null;
        if (
            ValueFormat.ToDecimal(now) is not { } value
            || !decimal.TryParse(pushed.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var old)
            || value == old
        )
            return null;
        if (old != 0 && Math.Sign(old) == Math.Sign(value) && Math.Abs(value - old) <= Most * Math.Abs(old))
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{figure.Expression.Expression}\"{(key is null ? "" : $" for {key}")} is {value:0.######}; when this issue was last "
                + $"pushed it was {old:0.######}."
        );
    }
}
