using System.Collections.Immutable;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>An issue with what a browser measured of its pages.</summary>
/// <param name="Context">The issue, as every check sees it.</param>
/// <param name="Pages">The readings of the email, then the web page.</param>
internal sealed record MeasuredIssue(CheckContext Context, ImmutableArray<MeasuredPage> Pages)
{
    /// <summary>Every measurement with its page, in the order in which they were made.</summary>
    public IEnumerable<(MeasuredPage Page, Measurement Measured)> All =>
        Pages.SelectMany(page => page.Measurements.Select(measured => (page, measured)));
}
