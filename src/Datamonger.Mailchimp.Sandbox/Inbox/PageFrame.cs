using System.Reflection;
using Datamonger.Mailchimp.Sandbox.Http;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>The page around everything that people look at. No script runs in it, and nothing comes from elsewhere.</summary>
internal static class PageFrame
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    /// <summary>For an email shown in a frame: styles and pictures, no script, links in a new window.</summary>
    public const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    public static Answer Style { get; } = new(200, "text/css; charset=utf-8", Resource("inbox.css"));

    /// <summary>A page of the inbox: the readers at the side, something about one of them in the middle.</summary>
    public static Answer Inbox(string title, Html side, Html main) =>
        Page(
            200,
            title,
            Html.Of(
                $"""
                <div class="desk"><nav class="side" aria-label="Inbox">{side}</nav><main class="sheet">{main}</main></div>
                """
            ),
            "inbox"
        );

    /// <summary>A page for a subscriber: one column.</summary>
    public static Answer Leaf(string title, Html main, int status = 200) =>
        Page(status, title, Html.Of($"<main class=\"leaf\">{main}</main>"), "card");

    private static Answer Page(int status, string title, Html body, string kind) =>
        Answer.Html(
            status,
            Html.Of(
                $"""
                <!doctype html>
                <html lang="en-GB">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
                <title>{title}</title><link rel="stylesheet" href="/inbox/style.css"></head>
                <body class="{kind}">{body}</body>
                </html>
                """
            ).Text
        ) with
        {
            Headers = [("Content-Security-Policy", Policy)],
        };

    private static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
