using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks;

/// <summary>
/// Runs every check of <see cref="CheckCatalog"/> on a finished issue, several at the same time. Reads, and changes nothing.
/// </summary>
/// <param name="workspace">The workspace of the issues.</param>
/// <param name="time">The clock, for what is past and what is to come.</param>
public sealed class CheckRunner(Workspace workspace, TimeProvider time)
{
    private readonly IssueSubjects _subjects = new(workspace);

    /// <summary>What was last pushed of an issue, by its slug; nothing when it is not asked.</summary>
    public Func<string, FiguresFile?> LastPush { get; init; } = _ => null;

    /// <summary>The same runner, which looks at the other issues as they are now.</summary>
    public CheckRunner Reread(Workspace workspace) => new(workspace, time) { LastPush = LastPush };

    /// <summary>
    /// What the checks of an issue look at beside its own files and those that it names: when this is the same, and they are, the findings
    /// are the same.
    /// </summary>
    /// <param name="slug">The issue's folder.</param>
    public string Surroundings(string slug) => _subjects.Of(slug) is { } subject ? _subjects.LastBefore(slug, subject) ?? "" : "";

    /// <summary>Reports what the checks find. What the issue allows is taken out by <see cref="Allowances"/>, not here.</summary>
    public void Run(
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        IssueClaims claims,
        IssueCharts charts,
        Email email,
        DiagnosticBag diagnostics
    )
    {
        var context = new CheckContext
        {
            Workspace = workspace,
            Issue = issue,
            Tables = tables,
            Figures = figures,
            Claims = claims,
            Charts = charts,
            Email = email,
            Today = workspace.Settings.Today(time),
            LastPush = LastPush(issue.Slug),
            Subjects = _subjects,
        };
        var found = new DiagnosticBag { Probe = diagnostics.Probe };
        Parallel.ForEach(
            CheckCatalog.All,
            check =>
                found.Guard(
                    "check",
                    $"the check {check.Rules[0].Rule.Code}",
                    SourceLocation.StartOf(issue.Source.Path),
                    () => check.Run(context, found)
                )
        );
        // A missing or broken layout has been reported once; what it lacks follows from that.
        diagnostics.AddRange(found.ToImmutable().Where(finding => !email.MissingLayouts.Contains(finding.Location.File)));
    }
}
