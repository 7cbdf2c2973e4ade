using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>
/// Writes the page that a browser opens to measure others. They travel as JSON whose signs of HTML are escaped, so that none can end
/// the page; and only the script of ours, named by its hash, may run.
/// </summary>
internal static class MeasuringPage
{
    private static readonly Lazy<string> Script = new(static () =>
    {
        using var stream = typeof(MeasuringPage).Assembly.GetManifestResourceStream("measure.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    });

    /// <summary>The page that measures pages at their looks.</summary>
    public static string Write(IEnumerable<(string Html, ImmutableArray<PageLook> Looks)> pages)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script.Value)));
        var json = new JsonArray([
            .. pages.Select(page => new JsonObject
            {
                ["html"] = page.Html,
                ["looks"] = new JsonArray([
                    .. page.Looks.Select(look => new JsonObject
                    {
                        ["width"] = look.Width,
                        ["dark"] = look.IsDark,
                        ["styled"] = look.IsStyled,
                    }),
                ]),
            }),
        ]);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src file:; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
            <title>Measuring</title>
            </head>
            <body>
            <script type="application/json" id="pages">{json.ToJsonString()}</script>
            <script>{Script.Value}</script>
            </body>
            </html>
            """;
    }
}
