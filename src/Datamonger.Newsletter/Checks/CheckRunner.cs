using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Checks;

/// <summary>Runs every check of <see cref="CheckCatalog"/> on a finished issue. Reads, and changes nothing.</summary>
/// <param name="settings">What <c>newsletter.yml</c> says.</param>
/// <param name="time">The clock, for what is past and what is to come.</param>
public sealed class CheckRunner(NewsletterSettings settings, TimeProvider time)
{
    /// <summary>Reports what the checks find.</summary>
    public void Run(Issue issue, QueryTables tables, IssueFigures figures, IssueCharts charts, Email email, DiagnosticBag diagnostics)
    {
        var context = new CheckContext(issue, tables, figures, charts, email, settings, Today());
        foreach (var check in CheckCatalog.All) check.Run(context, diagnostics);
    }

    private DateOnly Today()
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }
}
