using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>A mailto link holds addresses that can be written to, and nothing that could add a header.</summary>
internal sealed partial class MailLinksHaveAddresses : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM505", Severity.Error, "A mailto link that cannot be used");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-06",
            "The reader's message goes nowhere, or carries a header that they did not write.",
            "Write mailto: and one address; leave line ends out of subject and body.",
            "RFC 6068 §5 and §7"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (!link.Href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || link.Href.Length == 7)
                continue;
            var question = link.Href.IndexOf('?', StringComparison.Ordinal);
            var to = Uri.UnescapeDataString(link.Href[7..(question < 0 ? link.Href.Length : question)]);
            foreach (var address in to.Split(','))
            {
                if (!address.Contains("*|", StringComparison.Ordinal) && !Address().IsMatch(address.Trim()))
                    diagnostics.Add(
                        Rule,
                        link.Location,
                        $"{link.Name} writes to \"{address.Trim()}\", which is no email address.",
                        "Write name@domain."
                    );
            }
            if (question >= 0 && HeaderBreak().IsMatch(link.Href[question..]))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} has a line end in its subject.",
                    "Take %0D and %0A out: some clients read what follows as a header."
                );
        }
    }

    /// <summary>An address as people have them; the grammar of RFC 5322 lets through much that no server takes.</summary>
    [GeneratedRegex(@"^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$")]
    public static partial Regex Address();

    [GeneratedRegex("[?&](subject|cc|bcc|to)=[^&]*(%0D|%0A)", RegexOptions.IgnoreCase)]
    private static partial Regex HeaderBreak();
}
