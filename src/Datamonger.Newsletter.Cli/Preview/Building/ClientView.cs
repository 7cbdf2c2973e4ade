using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>How a client shows colours.</summary>
internal enum ClientScheme
{
    /// <summary>As the email is written.</summary>
    Light,

    /// <summary>Dark, by the email's own rules for it.</summary>
    Dark,

    /// <summary>Dark by turning every colour round, as some clients do without asking.</summary>
    Forced,
}

/// <summary>
/// What an email client does to a message: its colour scheme, blocked pictures, a dropped style block. Works on the finished HTML, so
/// that what is shown is what is sent and how a client takes it.
/// </summary>
/// <param name="Images">Whether pictures are loaded.</param>
/// <param name="Styles">Whether the style block is read; Gmail drops it from a clipped message, some clients from every one.</param>
internal sealed partial record ClientView(ClientScheme Scheme, bool Images, bool Styles)
{
    // Pictures are turned back, as the clients that do this leave them alone.
    private const string Inversion =
        "<style>html{background:#fff;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}</style>";

    /// <summary>As the query of a request says: <c>scheme=dark&amp;images=off&amp;styles=off</c>.</summary>
    public static ClientView Of(IQueryCollection query) =>
        new(
            query["scheme"].ToString() switch
            {
                "dark" => ClientScheme.Dark,
                "forced" => ClientScheme.Forced,
                _ => ClientScheme.Light,
            },
            query["images"] != "off",
            query["styles"] != "off"
        );

    /// <summary>The HTML as the client shows it.</summary>
    public string Apply(string html)
    {
        // The archive's page names its style block by a hash, which another scheme changes; the answer's own policy is no weaker.
        html = OwnPolicy().Replace(html, "");
        html = Styles ? StyleBlock().Replace(html, block => InScheme(block.Value)) : StyleBlock().Replace(html, "");
        html = SchemeNames().Replace(html, Scheme == ClientScheme.Dark ? "dark" : "light");
        if (!Images)
            html = Picture().Replace(html, picture => PictureSource().Replace(picture.Value, ""));
        return Scheme == ClientScheme.Forced
            ? html.Insert(Math.Max(0, html.IndexOf("</head>", StringComparison.OrdinalIgnoreCase)), Inversion)
            : html;
    }

    // A media query that is always or never true stands for what the machine's own scheme would say.
    private string InScheme(string css) =>
        SchemeQuery()
            .Replace(
                css,
                query =>
                    query.Groups["scheme"].Value.Equals("dark", StringComparison.OrdinalIgnoreCase) == (Scheme == ClientScheme.Dark)
                        ? "(min-width:0)"
                        : "(max-width:0)"
            );

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex OwnPolicy();

    [GeneratedRegex("<style\\b.*?</style>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex StyleBlock();

    [GeneratedRegex(@"\(\s*prefers-color-scheme\s*:\s*(?<scheme>dark|light)\s*\)", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeQuery();

    [GeneratedRegex("(?<=color-scheme(?:\"\\s+content=\"|s?\\s*:\\s*))light dark", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeNames();

    [GeneratedRegex("""<img\b(?:[^<>"]|"[^"]*")*>""", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();

    [GeneratedRegex("\\s(?:src|srcset)=\"[^\"]*\"", RegexOptions.IgnoreCase)]
    private static partial Regex PictureSource();
}
