using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>
/// No newer release was out on the day of the issue. An issue that gives its <c>date:</c> is judged by that day, so that an old
/// one stays as sound as it was; otherwise by today.
/// </summary>
internal sealed class DatasetsAreCurrent : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.NextReleaseOut];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var language = context.Issue.FrontMatter.Language;
        foreach (var dataset in Datasets(context))
        {
            if (dataset.NextRelease is not { } next || next > context.DayOfIssue)
                continue;
            diagnostics.Add(
                DataCheckRules.NextReleaseOut.Rule,
                dataset.Location,
                $"\"{dataset.Name}\" was to be followed by a newer release on {language.Date(next)}.",
                "Download it; or, when it is late or this one is meant, correct next_release."
            );
        }
    }

    private static IEnumerable<Dataset> Datasets(CheckContext context) =>
        context.Tables.All.SelectMany(query => query.Datasets).DistinctBy(dataset => dataset.Name);
}
