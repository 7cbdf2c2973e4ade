using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Checks;

/// <summary>What a check may look at.</summary>
/// <param name="Today">The day of the run in the newsletter's time zone, for what is past and what is to come.</param>
public sealed record CheckContext(
    Issue Issue, QueryTables Tables, IssueFigures Figures, IssueCharts Charts, Email Email, NewsletterSettings Settings, DateOnly Today);
