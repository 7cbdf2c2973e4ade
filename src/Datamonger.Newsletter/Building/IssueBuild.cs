using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Building;

/// <summary>An issue with its figures, and no email.</summary>
public sealed record EvaluatedIssue(Issue Issue, QueryTables Tables, IssueFigures Figures, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>What building an issue gave: every stage's result, and what is wrong with it.</summary>
public sealed record IssueBuild(
    Issue Issue,
    QueryTables Tables,
    IssueFigures Figures,
    IssueCharts Charts,
    Email Email,
    ImmutableArray<Diagnostic> Diagnostics
)
{
    /// <summary>What its words say of its figures, and whether that is true.</summary>
    public IssueClaims Claims { get; init; } = IssueClaims.None;

    /// <summary>Whether the email is all there: nothing that makes it failed, whatever the checks find about it.</summary>
    public bool IsWhole => Diagnostics.All(diagnostic => diagnostic.Rule.Severity != Severity.Error || diagnostic.Rule.IsCheck);

    /// <summary>When it may be made public.</summary>
    /// <param name="settings">What newsletter.yml says of releases.</param>
    public Embargo EmbargoBy(NewsletterSettings settings) => Embargo.Of(Tables.Datasets, settings);

    /// <summary>What checks look at that are asked for by themselves: in a browser, or of the pages it links to.</summary>
    /// <param name="workspace">The workspace of the issue.</param>
    public CheckContext ForChecks(Workspace workspace) =>
        new()
        {
            Workspace = workspace,
            Issue = Issue,
            Tables = Tables,
            Figures = Figures,
            Claims = Claims,
            Charts = Charts,
            Email = Email,
            Today = default,
        };

    /// <summary>Whether anything is wrong that stops publishing.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Rule.Severity == Severity.Error);
}
