using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter;

/// <summary>What building an issue gave: every stage's result, and what is wrong with it.</summary>
public sealed record IssueBuild(
    Issue Issue, QueryTables Tables, IssueFigures Figures, IssueCharts Charts, Email Email, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the email is all there: nothing that makes it failed, whatever the checks (<c>DM5xx</c>) find about it.</summary>
    public bool IsWhole => Diagnostics.All(diagnostic => diagnostic.Rule.Severity != Severity.Error || diagnostic.Rule.Code[2] == '5');

    /// <summary>Whether anything is wrong that stops publishing.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Rule.Severity == Severity.Error);
}
