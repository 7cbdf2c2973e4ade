using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>The host of a link is a plain name: no number, no user in front of it, no letters of two alphabets.</summary>
internal sealed class LinkHostsAreNames : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM512", Severity.Error, "A link whose host is disguised");
    private static readonly IdnMapping Idn = new();

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-14",
            "Filters take it for an attack, and mostly it is one.",
            "Link to the site by its name.",
            "SpamAssassin NUMERIC_HTTP_ADDR, NORMAL_HTTP_TO_IP; Unicode UTS 39"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (!link.IsWeb)
                continue;
            var uri = link.Uri!;
            if (uri.UserInfo.Length > 0)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} has \"{uri.UserInfo.Split(':')[0]}@\" in front of the host {uri.Host}.",
                    "Take out what stands before the @: it is no part of the site's name."
                );
            else if (Hosts.IsNumber(uri.Host) && !Hosts.IsPrivate(uri.Host))
                diagnostics.Add(Rule, link.Location, $"{link.Name} leads to the number {uri.Host}.", "Link to the site by its name.");
            else if (Hosts.MixesAlphabets(Unicode(uri)))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to a host whose name mixes alphabets: {uri.IdnHost}.",
                    "Type the name again, in letters of one alphabet."
                );
            else if (Unicode(uri).Where(letter => !IsOfNames(letter)).Select(letter => (char?)letter).FirstOrDefault() is { } sign)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to {uri.IdnHost}: the name holds \"{sign}\" (U+{(int)sign:X4}), which is not a letter.",
                    "Type the address again; a sign that looks like a slash or a dot hides where a link leads."
                );
        }
    }

    // Letters, digits and marks of any alphabet; an address of IPv6 stands in brackets.
    private static bool IsOfNames(char letter) =>
        char.IsLetterOrDigit(letter)
        || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        || letter is '-' or '.' or '_' or ':' or '[' or ']' or '%' or '\u00B7' or '\u200C' or '\u200D';

    private static string Unicode(Uri uri)
    {
        if (!uri.IdnHost.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return uri.Host;
        try
        {
            return Idn.GetUnicode(uri.IdnHost);
        }
        catch (ArgumentException)
        {
            return uri.Host;
        }
    }
}
