using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>Finishes the page of the archive: one style block, named by its hash in a policy that lets nothing else in.</summary>
internal static partial class WebPage
{
    /// <summary>The page with its stylesheet and policy.</summary>
    /// <param name="page">The drawn layout; <c>&lt;!-- style --&gt;</c> in its head is where the block goes.</param>
    /// <param name="css">The drawn stylesheet.</param>
    /// <param name="withScripts">Whether files beside the page may run.</param>
    public static string Finish(string page, string css, bool withScripts = false)
    {
        var own = InPage().Match(page) is { Success: true } match ? match.Groups["css"].Value : "";
        var style = "\n" + css.Replace("</", "<\\/", StringComparison.Ordinal).Trim() + "\n" + own.Trim() + "\n";
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy =
            $"default-src 'none'; {(withScripts ? "script-src 'self'; " : "")}img-src 'self' https:; style-src 'sha256-{hash}'; "
            + $"base-uri 'none'; form-action 'none'";
        var head = $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{style}</style>";
        return InPage().Replace(page, head.Replace("$", "$$", StringComparison.Ordinal), 1).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("<style>(?<css>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex InPage();
}
