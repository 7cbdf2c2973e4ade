using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>The templates close each tag they open, inside the tag in which they opened it.</summary>
internal sealed class TagsNest : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM547", Severity.Error, "Tags that do not fit into one another");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "CLI-06",
            "The email is written from the page as a browser corrects it; what the template meant may be somewhere else or gone.",
            "Close each tag of the template inside the tag that holds it; put no table and no list into a <p>.",
            "HTML standard §13.2; html-validate; Nu checker"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        // One mistake drags others behind it.
        if (context.Email.MarkupFaults.FirstOrDefault() is not { } fault)
            return;
        var layout = SourceLocation.StartOf($"templates/{context.Issue.FrontMatter.Template}/layout.sbn-html");
        var place = (fault.Line.Length > 0 ? context.PlaceInTemplates(fault.Line) : null) ?? fault.Location ?? layout;
        diagnostics.Add(
            Rule,
            place,
            $"The HTML of the templates does not nest at \"{TextRun.Shorten(fault.Line, 80)}\": {fault.Message}",
            "Close each tag inside the tag that holds it."
        );
    }
}
