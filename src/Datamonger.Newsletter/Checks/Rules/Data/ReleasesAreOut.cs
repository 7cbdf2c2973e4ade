using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>
/// The issue is not dated before the release of its data, and no file was there before it. Whether the release is out at the moment of
/// sending is asked when it is sent.
/// </summary>
internal sealed class ReleasesAreOut : ICheck
{
    private static readonly CheckRule Dated = new(
        EmbargoRules.BeforeRelease,
        "SCH-07",
        "Official statistics are published at 9:30; whoever shows a figure earlier breaks the embargo for everybody.",
        "Date the issue on the day of the release or later, or correct `released` in datasets.yml.",
        "Code of Practice for Statistics, T3.6"
    )
    {
        NeedsName = true,
    };

    private static readonly CheckRule Early = new(
        EmbargoRules.RetrievedBeforeRelease,
        "DAT-18",
        "A file that was there before its release is a draft, or was seen under pre-release access.",
        "Correct the day that is wrong; download the file again when it was a draft.",
        "Code of Practice for Statistics, T3.6"
    )
    {
        NeedsName = true,
    };

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [Dated, Early];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var (front, embargo) = (context.Issue.FrontMatter, Embargo.Of(context.Tables.Datasets, context.Settings));
        foreach (var release in embargo.Releases)
        {
            var (dataset, day) = (release.Dataset, release.Dataset.Released!.Value);
            if (front.Date is { } date && date < day)
            {
                diagnostics.Add(
                    Dated.Rule,
                    front.LocationOf("date"),
                    $"The issue is dated {front.Language.Date(date)}; \"{dataset.Name}\" is released on {embargo.Print(release.Moment)}.",
                    "Date the issue on that day or later, or allow DM750 with a reason and a name."
                );
            }
            if (dataset.Retrieved is { } retrieved && retrieved < day)
            {
                diagnostics.Add(
                    Early.Rule,
                    dataset.Location,
                    $"\"{dataset.Name}\" was retrieved on {front.Language.Date(retrieved)}, before its release on "
                        + $"{front.Language.Date(day)}.",
                    "Correct the day that is wrong; download the file again when it was a draft."
                );
            }
        }
    }
}
