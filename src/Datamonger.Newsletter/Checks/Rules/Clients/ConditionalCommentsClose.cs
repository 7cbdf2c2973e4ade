using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>What the template says to Outlook alone is closed, comment by comment and tag by tag.</summary>
internal sealed partial class ConditionalCommentsClose : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM549", Severity.Error, "A conditional comment that does not close");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "CLI-07",
            "Outlook on Windows hides everything behind it, or loses the frame of the page.",
            "Give each <!--[if mso]> its <![endif]-->, and each tag inside one its end inside another.",
            "Outlook's conditional comments"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var html = context.Email.Html;
        var place = context
            .Email.Document.Descendants<IComment>()
            .FirstOrDefault(comment =>
                comment.Data.Contains("[if", StringComparison.Ordinal) || comment.Data.Contains("[endif]", StringComparison.Ordinal)
            );
        if (place is null)
            return;
        var (opened, closed) = (Opening().Count(html), Closing().Count(html));
        if (opened != closed)
            diagnostics.Add(
                Rule,
                context.PlaceOf(place),
                $"The email opens {opened} conditional comment{(opened == 1 ? "" : "s")} and closes {closed}.",
                "Give each <!--[if mso]> its <![endif]-->."
            );
        var inside = string.Concat(
            context
                .Email.Document.Descendants<IComment>()
                .Where(comment => comment.Data.StartsWith("[if", StringComparison.Ordinal))
                .Select(comment => comment.Data)
        );
        foreach (var tag in (ReadOnlySpan<string>)["table", "tr", "td"])
        {
            var (starts, ends) = (Regex.Count(inside, $"<{tag}[ >]"), Regex.Count(inside, $"</{tag}>"));
            if (starts == ends)
                continue;
            diagnostics.Add(
                Rule,
                context.PlaceOf(place),
                $"What Outlook alone sees opens {starts} <{tag}> and closes {ends}.",
                "Close in one conditional comment what another opens."
            );
            return;
        }
    }

    [GeneratedRegex(@"<!(--)?\[if ")]
    private static partial Regex Opening();

    [GeneratedRegex(@"<!\[endif\]")]
    private static partial Regex Closing();
}
