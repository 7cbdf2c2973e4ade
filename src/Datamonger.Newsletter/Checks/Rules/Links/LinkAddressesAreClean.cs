using System.Buffers;
using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Addresses hold only what an address may, and are not longer than servers and clients take.</summary>
internal sealed class LinkAddressesAreClean : ICheck
{
    private const int Longest = 2000;
    private static readonly SearchValues<char> Unfit = SearchValues.Create(" |\\\"<>{}^`");
    private static readonly DiagnosticRule Rule = new("DM513", Severity.Warning, "An address that may break on the way");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-15",
            "Blanks, bars and letters beyond ASCII are rewritten by each client in its own way, and long addresses are cut.",
            "Percent-encode what is not letters, digits and -._~; shorten the address.",
            "RFC 3986 §2"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (!link.IsWeb)
                continue;
            var address = WithoutTags(link.Href);
            if (link.Href.Length > Longest)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} is {link.Href.Length:N0} characters long; servers and clients cut addresses at about {Longest:N0}.",
                    "Link to a page with a shorter address."
                );
            else if (address.AsSpan().IndexOfAny(Unfit) is >= 0 and var at)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} has \"{address[at]}\" in its address.",
                    $"Write %{(int)address[at]:X2} in its place."
                );
            else if (address.Any(letter => letter > '~'))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} has letters beyond ASCII in its address.",
                    "Copy the address from the browser's address bar, which encodes them."
                );
        }
    }

    private static string WithoutTags(string href)
    {
        for (var start = href.IndexOf("*|", StringComparison.Ordinal); start >= 0; start = href.IndexOf("*|", StringComparison.Ordinal))
        {
            var end = href.IndexOf("|*", start + 2, StringComparison.Ordinal);
            if (end < 0)
                break;
            href = href.Remove(start, end + 2 - start);
        }
        return href;
    }
}
