using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks;

/// <summary>Runs every check of <see cref="CheckCatalog"/> on a finished issue, several at the same time. Reads, and changes nothing.</summary>
/// <param name="workspace">The workspace of the issues.</param>
/// <param name="time">The clock, for what is past and what is to come.</param>
public sealed class CheckRunner(Workspace workspace, TimeProvider time)
{
    private readonly IssueSubjects _subjects = new();

    /// <summary>What was last pushed of an issue, by its slug; nothing when it is not asked.</summary>
    public Func<string, FiguresFile?> LastPush { get; init; } = _ => null;

    /// <summary>Reports what the checks find. What the issue allows is taken out by <see cref="Allowances"/>, not here.</summary>
    public void Run(Issue issue, QueryTables tables, IssueFigures figures, IssueCharts charts, Email email, DiagnosticBag diagnostics)
    {
        var context = new CheckContext
        {
            Workspace = workspace, Issue = issue, Tables = tables, Figures = figures, Charts = charts, Email = email, Today = workspace.Settings.Today(time), LastPush = LastPush(issue.Slug), Subjects = _subjects,
        };
        Parallel.ForEach(CheckCatalog.All, check => check.Run(context, diagnostics));
    }
}
