using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Who decided that something may go out before the release of its data, and why. Kept in the journal.</summary>
/// <param name="By">The name of a person.</param>
/// <param name="Reason">Why it is right.</param>
public sealed record EmbargoOverride(string By, string Reason)
{
    private const int Longest = 200;

    /// <summary>An override without its name or its reason.</summary>
    public static readonly DiagnosticRule Incomplete = new("DM752", Severity.Error, "An embargo lifted without a name or a reason")
    {
        Remedy = "Write who decided it and why: `--embargo \"Marian Hale: pre-release access, ref. 12\"`.",
    };

    /// <summary>Reads <c>&lt;name&gt;: &lt;reason&gt;</c>.</summary>
    /// <exception cref="PublishStoppedException">The name or the reason is missing, or is not to be kept.</exception>
    public static EmbargoOverride Parse(string text, SourceLocation issue)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (by, reason) = colon < 0 ? (text.Trim(), "") : (text[..colon].Trim(), text[(colon + 1)..].Trim());
        var wrong =
            !by.Any(char.IsLetter) ? "names nobody"
            : !reason.Any(char.IsLetterOrDigit) ? "gives no reason"
            : text.Contains('@', StringComparison.Ordinal) ? "holds an email address, which is not written down"
            : text.Length > Longest || text.Any(char.IsControl) ? $"must be one line of at most {Longest} characters"
            : null;
        return wrong is null
            ? new EmbargoOverride(by, reason)
            : throw new PublishStoppedException(PublishOutcome.Usage, $"--embargo {wrong}.")
            {
                Diagnostics =
                [
                    new Diagnostic(
                        Incomplete,
                        issue,
                        $"--embargo {wrong}.",
                        "Write who decided it and why: --embargo \"Marian Hale: pre-release access, ref. 12\"."
                    ),
                ],
            };
    }
}
