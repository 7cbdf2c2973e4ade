using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Online;

/// <summary>
/// The pages that links lead to are there. The one rule that asks the network, and only when it is told to: <see cref="LinkCheck"/>.
/// </summary>
public static class LinksAnswer
{
    /// <summary>The rule.</summary>
    public static readonly CheckRule Rule = new(
        new DiagnosticRule("DM514", Severity.Warning, "A link that does not answer"),
        "LNK-16",
        "The reader comes to an error page.",
        "Look the page up again; where it is gone, link to its copy in a web archive. Only `check --links` looks.",
        "linkinator; lychee"
    )
    {
        IsOnRequest = true,
    };

    /// <summary>Reports what was learnt of one link.</summary>
    internal static void Judge(string name, SourceLocation location, LinkAnswer answer, DiagnosticBag diagnostics)
    {
        if (answer.Problem is { } problem)
            diagnostics.Add(Rule.Rule, location, $"{name} {problem}.", "Open it in a browser; look the page up again if it is gone.");
    }
}

/// <summary>What an address answered.</summary>
/// <param name="Status">The status of the last answer; 0 when there was none.</param>
/// <param name="Problem">What is wrong, as the end of a sentence; null when the page is there or nobody can tell.</param>
internal sealed record LinkAnswer(int Status, string? Problem)
{
    /// <summary>What a status says.</summary>
    public static LinkAnswer Of(int status) =>
        new(
            status,
            status switch
            {
                // 401, 403, 405, 429 and the like: the server does not talk to programs, which says nothing of the page.
                404 or 410 => $"leads to a page that is not there ({status})",
                >= 500 and not 501 => $"leads to a server that fails ({status})",
                _ => null,
            }
        );
}
