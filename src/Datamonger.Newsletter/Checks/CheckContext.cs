using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Checks;

/// <summary>What a check may look at. What several checks want is made once, when it is first wanted.</summary>
public sealed class CheckContext
{
    private readonly Lazy<ImmutableArray<IElement>> _elements;

    /// <summary>Everything about one built issue.</summary>
    public CheckContext()
    {
        _elements = new(() => [.. Email!.Document.All]);
    }

    /// <summary>The workspace, for what is outside the issue.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The issue as its author wrote it.</summary>
    public required Issue Issue { get; init; }

    /// <summary>The results of its queries.</summary>
    public required QueryTables Tables { get; init; }

    /// <summary>Its figures.</summary>
    public required IssueFigures Figures { get; init; }

    /// <summary>Its charts.</summary>
    public required IssueCharts Charts { get; init; }

    /// <summary>The finished message.</summary>
    public required Email Email { get; init; }

    /// <summary>The day of the run in the newsletter's time zone, for what is past and what is to come.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was last pushed of the issue; null when nothing was.</summary>
    public LastPush? LastPush { get; init; }

    /// <summary>The day by which the issue is judged: that on its masthead, else today.</summary>
    public DateOnly DayOfIssue => Issue.FrontMatter.Date ?? Today;

    /// <summary>What <c>newsletter.yml</c> says.</summary>
    public NewsletterSettings Settings => Workspace.Settings;

    /// <summary>Every element of the email, in document order.</summary>
    public ImmutableArray<IElement> Elements => _elements.Value;

    /// <summary>Where what an element shows stands: in the issue, or in the template that drew it.</summary>
    public SourceLocation PlaceOf(INode node) => EmailSource.LocationOf(node) ?? SourceLocation.StartOf($"templates/{Issue.FrontMatter.Template}/layout.sbn-html");
}
