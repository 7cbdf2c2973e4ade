using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Mailchimp.Sandbox.Faults;

/// <summary>
/// What is done to a campaign's HTML by <see cref="FaultKind.Rewrite"/>. Most are changes that a mail service makes and that
/// a reader does not see; the last five damage the email.
/// </summary>
public static partial class ContentMutations
{
    private static readonly FrozenDictionary<string, Func<string, string>> Mutations = new Dictionary<string, Func<string, string>>
    {
        ["doctype"] = html => Doctype().Replace(html, ""),
        ["meta"] = html => Meta().Replace(html, ""),
        ["comments"] = html => Comment().Replace(html, ""),
        ["mso"] = html => ConditionalComment().Replace(html, ""),
        ["whitespace"] = html => BetweenTags().Replace(html, ">\n<"),
        ["line-ends"] = html => html.ReplaceLineEndings("\r\n"),
        ["entities"] = Entities,
        ["quotes"] = html => html.Replace('‘', '\'').Replace('’', '\''),
        ["style-spacing"] = html => Style().Replace(html, match => $"style=\"{Spaced(match.Groups[1].Value)}\""),
        ["attribute-order"] = html => OpeningTag().Replace(html, Ordered),
        ["self-closing"] = html => Void().Replace(html, match => $"<{match.Groups[1].Value.TrimEnd()} />"),
        ["tracking"] = html => Link().Replace(html, Tracked),
        ["footer"] = html =>
            BodyEnd()
                .Replace(html, "<div style=\"text-align:center\"><a href=\"*|UNSUB|*\">unsubscribe from this list</a></div></body>", 1),
        ["text-changed"] = html => BodyEnd().Replace(html, "<p>Changed by someone else.</p></body>", 1),
        ["merge-tags-broken"] = html => html.Replace("*|", "*&#124;", StringComparison.Ordinal),
        ["images-lost"] = html => Image().Replace(html, ""),
        ["cut-short"] = html => html[..(html.Length / 2)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The changes a reader does not see, in the order in which they are made when a fault names none.</summary>
    public static ImmutableArray<string> Known { get; } =
    [
        "doctype",
        "meta",
        "comments",
        "mso",
        "whitespace",
        "line-ends",
        "quotes",
        "entities",
        "style-spacing",
        "attribute-order",
        "self-closing",
        "tracking",
    ];

    /// <summary>The changes that damage the email.</summary>
    public static ImmutableArray<string> Damaging { get; } = ["footer", "text-changed", "merge-tags-broken", "images-lost", "cut-short"];

    /// <exception cref="FormatException">There is no mutation of that name.</exception>
    internal static ImmutableArray<string> Parse(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var name in names)
            if (!Mutations.ContainsKey(name))
                throw new FormatException(
                    $"No mutation is called ‘{name}’. There are: {string.Join(", ", Known)}, {string.Join(", ", Damaging)}."
                );
        return [.. names];
    }

    /// <summary>Makes the named changes in their order.</summary>
    internal static string Apply(string html, ImmutableArray<string> names) => names.Aggregate(html, (text, name) => Mutations[name](text));

    /// <summary>Some characters become entities, some entities characters.</summary>
    private static string Entities(string html) =>
        html.Replace("&nbsp;", "\u00a0", StringComparison.Ordinal)
            .Replace("&#39;", "'", StringComparison.Ordinal)
            .Replace("—", "&mdash;", StringComparison.Ordinal)
            .Replace("–", "&ndash;", StringComparison.Ordinal)
            .Replace("’", "&rsquo;", StringComparison.Ordinal);

    private static string Spaced(string declarations) =>
        string.Join(
            ' ',
            declarations
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(declaration => string.Join(": ", declaration.Split(':', 2, StringSplitOptions.TrimEntries)) + ";")
        );

    private static string Ordered(Match tag) =>
        $"<{tag.Groups[1].Value}{string.Concat(tag.Groups[2].Captures.Select(attribute => attribute.Value).Order(StringComparer.Ordinal))}{tag.Groups[3].Value}>";

    private static string Tracked(Match link)
    {
        var url = link.Groups[2].Value;
        return $"{link.Groups[1].Value}{url}{(url.Contains('?', StringComparison.Ordinal) ? "&amp;" : "?")}mc_cid=0000000000&amp;mc_eid=UNIQID\"";
    }

    [GeneratedRegex(@"^\s*<!doctype[^>]*>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Doctype();

    [GeneratedRegex(@"<meta\b[^>]*>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();

    [GeneratedRegex(@"<!--(?!\[if|<!\[endif|\[endif)(?:(?!<!--)[\s\S])*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"<!--\[if(?! !mso)[\s\S]*?<!\[endif\]-->")]
    private static partial Regex ConditionalComment();

    [GeneratedRegex(@">[ \t\r]*\n\s*<")]
    private static partial Regex BetweenTags();

    [GeneratedRegex("style=\"([^\"]*)\"")]
    private static partial Regex Style();

    [GeneratedRegex("<([a-zA-Z][a-zA-Z0-9]*)(\\s+[a-zA-Z:-]+=\"[^\"]*\")*(\\s*/?)>")]
    private static partial Regex OpeningTag();

    [GeneratedRegex(@"<((?:br|hr|img|input|meta|link|col)\b[^>]*?)\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Void();

    [GeneratedRegex("(<a\\b[^<>]*?\\bhref=\")(https?://[^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex("</body>", RegexOptions.IgnoreCase)]
    private static partial Regex BodyEnd();

    [GeneratedRegex(@"<img\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Image();
}
