using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Datamonger.Newsletter.Checks.Clients;

/// <summary>Which email clients support what: facts of caniemail.com, kept in <c>client-support.tsv</c>.</summary>
internal static class ClientSupport
{
    // Reviewed: where it is missing, the email still reads, and is only plainer.
    private static readonly FrozenSet<string> Graceful = new[]
    {
        // Looks: corners, shadows, hyphens, letter shapes, wrapping.
        "p:border-radius",
        "p:box-shadow",
        "p:text-shadow",
        "p:border-spacing",
        "p:caption-side",
        "p:hyphens",
        "p:font-kerning",
        "p:font-stretch",
        "p:opacity",
        "p:outline",
        "p:outline-offset",
        "p:cursor",
        "p:transition",
        "p:word-break",
        "p:word-wrap",
        "p:overflow-wrap",
        "p:word-spacing",
        "p:white-space",
        "p:text-wrap",
        "p:orphans",
        "p:widows",
        "p:tab-size",
        "p:text-decoration-color",
        "p:text-decoration-line",
        "p:text-decoration-style",
        "p:text-decoration-thickness",
        "p:text-decoration-skip-ink",
        "p:text-underline-offset",
        "p:text-underline-position",
        "p:text-overflow",
        "p:list-style-position",
        "p:accent-color",
        "p:user-select",
        "p:empty-cells",
        "p:clear",
        "p:float",
        // Sizes beside a width and a height that say the same, or that only narrow.
        "p:max-width",
        "p:max-height",
        "p:min-width",
        "p:min-height",
        "p:box-sizing",
        "p:object-fit",
        "p:object-position",
        "p:overflow",
        "p:table-layout",
        // Hiding beside another way of hiding (mso-hide, a size of one pixel).
        "p:display=none",
        "p:visibility",
        // The dark scheme, wide and narrow screens, and the pointer: what the one style block adds.
        "p:color-scheme",
        "@media",
        "@media (prefers-color-scheme)",
        "@media (prefers-reduced-motion)",
        "@media (hover)",
        "@media (any-hover)",
        "@media (orientation)",
        "@media (-webkit-device-pixel-ratio)",
        "@font-face",
        ":hover",
        ":active",
        ":focus",
        ":visited",
        ":link",
        ":first-child",
        ":last-child",
        ":nth-child",
        "e:style",
        // For screen readers, where the client hands it on.
        "a:role",
        "a:aria-label",
        "a:aria-labelledby",
        "a:aria-describedby",
        "a:aria-hidden",
        "a:aria-live",
        "a:lang",
        "a:dir",
        "e:abbr",
        "e:dfn",
        "e:mark",
        "e:time",
        "a:target",
        "a:loading",
        "a:srcset",
        "a:sizes",
        "a:background",
        "e:body",
        "e:wbr",
        "e:bdi",
        "e:base",
        // Drawn as a plain block.
        "e:article",
        "e:aside",
        "e:figcaption",
        "e:figure",
        "e:footer",
        "e:header",
        "e:main",
        "e:nav",
        "e:section",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Reviewed: the parts that a client lacks are not those that an email uses, or there is another way beside it.
    private static readonly FrozenSet<string> KnownParts = new[]
    {
        // Outlook on Windows and Gmail: no space between blocks but padding on cells, whole pixels, no keywords (start, revert), no
        // pictures as grounds.
        "p:background",
        "p:border",
        "p:display",
        "p:font-size",
        "p:font-weight",
        "p:height",
        "p:letter-spacing",
        "p:line-height",
        "p:list-style",
        "p:margin",
        "p:padding",
        "p:text-align",
        "p:text-decoration",
        "p:text-transform",
        "p:width",
        "a:align",
        "a:height",
        "a:width",
        // Lists, whose inset differs.
        "e:dl",
        "e:ol",
        "e:ul",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<string>>> Missing = new(() => Read(1));
    private static readonly Lazy<FrozenDictionary<string, ImmutableArray<string>>> Partial = new(() => Read(2));

    /// <summary>The families of clients that are known: <c>gmail</c>, <c>outlook</c>.</summary>
    public static ImmutableArray<string> Families { get; } =
    [
        "aol",
        "apple-mail",
        "fastmail",
        "free-fr",
        "gmail",
        "gmx",
        "hey",
        "ionos-1and1",
        "laposte",
        "mail-ru",
        "orange",
        "outlook",
        "protonmail",
        "rainloop",
        "samsung-email",
        "sfr",
        "t-online-de",
        "thunderbird",
        "web-de",
        "wp-pl",
        "yahoo",
    ];

    /// <summary>
    /// Those of some clients that lack a feature which the email cannot do without; empty when all have it or can do without.
    /// </summary>
    /// <param name="feature">Its key, as in the table: <c>p:display=grid</c>.</param>
    /// <param name="clients">Families, or single clients (<c>outlook.windows</c>).</param>
    public static IEnumerable<string> Without(string feature, ImmutableArray<string> clients) =>
        Graceful.Contains(feature) ? [] : In(Missing.Value, feature, clients);

    /// <summary>Those of some clients that have only a part of a feature which matters; empty when all have it.</summary>
    /// <param name="feature">Its key, as in the table.</param>
    /// <param name="clients">Families, or single clients.</param>
    public static IEnumerable<string> WithPart(string feature, ImmutableArray<string> clients) =>
        Graceful.Contains(feature) || KnownParts.Contains(feature) ? [] : In(Partial.Value, feature, clients);

    /// <summary>Whether the table says anything of a feature.</summary>
    public static bool Knows(string feature) => Missing.Value.ContainsKey(feature);

    private static bool IsOf(string client, string family) =>
        client.Length > family.Length && client[family.Length] == '.' && client.StartsWith(family, StringComparison.Ordinal);

    private static IEnumerable<string> In(
        FrozenDictionary<string, ImmutableArray<string>> table,
        string feature,
        ImmutableArray<string> clients
    ) =>
        table.TryGetValue(feature, out var lacking)
            ? lacking.Where(other => clients.Any(client => client == other || IsOf(other, client) || IsOf(client, other)))
            : [];

    private static FrozenDictionary<string, ImmutableArray<string>> Read(int column)
    {
        using var stream = typeof(ClientSupport).Assembly.GetManifestResourceStream("client-support.tsv")!;
        using var reader = new StreamReader(stream);
        var missing = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Split('\t') is not { Length: 3 } cells)
                continue;
            if (cells[column].Length > 0)
                missing[cells[0]] = [.. cells[column].Split(' ')];
        }
        return missing.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
