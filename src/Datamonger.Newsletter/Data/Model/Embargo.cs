using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>What can be wrong with when data are made public.</summary>
public static class EmbargoRules
{
    /// <summary>Something made of the data would be public before the release.</summary>
    public static readonly DiagnosticRule BeforeRelease = new("DM750", Severity.Error, "Data that would be public before their release")
    {
        Remedy =
            "Wait until the moment that the message names; whoever may decide otherwise says so with `--embargo \"<name>: <reason>\"`.",
    };

    /// <summary>The file was there before it can have been published.</summary>
    public static readonly DiagnosticRule RetrievedBeforeRelease = new(
        "DM751",
        Severity.Warning,
        "A dataset that was retrieved before its release"
    );
}

/// <summary>A dataset and the moment of its release.</summary>
public sealed record DatasetRelease(Dataset Dataset, DateTimeOffset Moment);

/// <summary>
/// When an issue may be made public: not before the release of any dataset that it reads. Moments are compared in UTC, so that no change
/// of a clock moves one; what is released at a moment is public at that moment.
/// </summary>
public sealed class Embargo
{
    private readonly NewsletterSettings _settings;

    private Embargo(ImmutableArray<DatasetRelease> releases, NewsletterSettings settings) => (Releases, _settings) = (releases, settings);

    /// <summary>The datasets that say when they were, or will be, released; the latest first.</summary>
    public ImmutableArray<DatasetRelease> Releases { get; }

    /// <summary>The moment from which everything is public; null when no dataset names one.</summary>
    public DateTimeOffset? Until => Releases.IsEmpty ? null : Releases[0].Moment;

    /// <summary>The embargo of what is made of some datasets.</summary>
    public static Embargo Of(IEnumerable<Dataset> datasets, NewsletterSettings settings) =>
        new(
            [
                .. datasets
                    .Where(dataset => dataset.Released is not null)
                    .Select(dataset => new DatasetRelease(dataset, MomentOf(dataset, settings)))
                    .OrderByDescending(release => release.Moment)
                    .ThenBy(release => release.Dataset.Name, StringComparer.Ordinal),
            ],
            settings
        );

    /// <summary>The datasets that are not public yet at a moment; the latest first.</summary>
    public ImmutableArray<DatasetRelease> HeldAt(DateTimeOffset moment) => [.. Releases.Where(release => release.Moment > moment)];

    /// <summary>One finding for each dataset that is not public yet at a moment.</summary>
    /// <param name="moment">When something made of them would be public.</param>
    /// <param name="deed">What happens then: "the issue would be sent".</param>
    /// <param name="place">Where the finding stands.</param>
    public ImmutableArray<Diagnostic> Findings(DateTimeOffset moment, string deed, SourceLocation place) =>
        [
            .. HeldAt(moment)
                .Select(release => new Diagnostic(
                    EmbargoRules.BeforeRelease,
                    place,
                    $"\"{release.Dataset.Name}\" is released on {Print(release.Moment)}; {deed} on {Print(moment)}.",
                    "Wait for the release, correct `released` in datasets.yml, or name who decided otherwise: "
                        + "--embargo \"<name>: <reason>\"."
                )),
        ];

    /// <summary>What to say of an issue that is not public yet at a moment; null when it is.</summary>
    public string? Banner(DateTimeOffset moment) =>
        HeldAt(moment) is { IsEmpty: false } held
            ? $"Embargoed until {Print(held[0].Moment)}: {string.Join(", ", held.Select(release => release.Dataset.Name))}"
            : null;

    /// <summary>A moment by the clock of releases, and by that of the editors; by UTC where the two are one.</summary>
    public string Print(DateTimeOffset moment)
    {
        var editors = _settings.TimeZone == _settings.Release.Zone ? "UTC" : _settings.TimeZone;
        return $"{In(moment, _settings.Release.Zone)} {_settings.Release.Zone} ({In(moment, editors)} {editors})";
    }

    /// <summary>The moment of a release by the settings' clock.</summary>
    /// <remarks>
    /// A time that the clocks skip is the moment after which they show more; of one that comes twice the second is taken: an embargo may
    /// end too late, never too early.
    /// </remarks>
    private static DateTimeOffset MomentOf(Dataset dataset, NewsletterSettings settings)
    {
        var zone = ZoneOf(settings.Release.Zone);
        var local = dataset.Released!.Value.ToDateTime(dataset.ReleasedAt ?? settings.Release.Time);
        if (zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Min());
        // The offset before the gap puts a skipped time as far behind the change as it was meant to be.
        return zone.IsInvalidTime(local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local.AddDays(-1)))
            : new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static string In(DateTimeOffset moment, string zone) =>
        TimeZoneInfo.ConvertTime(moment, ZoneOf(zone)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // A zone that this machine does not know has been reported.
    private static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
