using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>The data are those of the last push, and no figure has changed by half or turned its sign since.</summary>
internal sealed class DataAreAsPushed : ICheck
{
    private const decimal Most = 0.5m;

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.ChangedSincePush, DataCheckRules.Implausible];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        if (context.LastPush is not { } last) return;
        foreach (var dataset in context.Tables.All.SelectMany(query => query.Datasets).DistinctBy(dataset => dataset.Name))
        {
            if (!last.Datasets.TryGetValue(dataset.Name, out var hash) || dataset.Hash.Length == 0 || hash == dataset.Hash) continue;
            var query = context.Tables.All.First(query => query.Datasets.Any(other => other.Name == dataset.Name)).Query;
            diagnostics.Add(DataCheckRules.ChangedSincePush.Rule, query.Location, $"\"{dataset.Name}\" ({dataset.Path}) is not the file of the last push.", $"See what it changes: datamonger diff {context.Issue.Slug}; then push again.");
        }
        foreach (var figure in context.Figures.All.DistinctBy(figure => figure.Expression.Expression)) Compare(figure, last, diagnostics);
    }

    private static void Compare(Figure figure, LastPush last, DiagnosticBag diagnostics)
    {
        if (figure.Citation is not null) return;
        if (figure.Personal.IsEmpty) Compare(figure, figure.Value, null, last, diagnostics);
        else foreach (var value in figure.Personal) Compare(figure, value.Value, value.Key, last, diagnostics);
    }

    private static void Compare(Figure figure, object? now, string? key, LastPush last, DiagnosticBag diagnostics)
    {
        if (!last.Figures.TryGetValue((figure.Expression.Expression, key), out var text)) return;
        if (ValueFormat.ToDecimal(now) is not { } value || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var old) || value == old) return;
        if (old != 0 && Math.Sign(old) == Math.Sign(value) && Math.Abs(value - old) <= Most * Math.Abs(old)) return;
        diagnostics.Add(
            DataCheckRules.Implausible.Rule, figure.Expression.Location,
            string.Create(CultureInfo.InvariantCulture, $"\"{figure.Expression.Expression}\"{(key is null ? "" : $" for {key}")} is {value:0.######}; when this issue was last pushed it was {old:0.######}."), "Is it the right column, year and unit?");
    }
}
