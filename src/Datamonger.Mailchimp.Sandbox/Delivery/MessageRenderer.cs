using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>
/// Makes the email that one person received. It is made when it is looked at, from what was frozen when it was sent, so that
/// its links lead to this server at whatever address it has now.
/// </summary>
internal sealed partial class MessageRenderer(Site site)
{
    private const string HtmlFooter =
        "<div style=\"padding:16px;text-align:center;font-family:sans-serif;font-size:12px\">*|LIST:ADDRESSLINE|*<br><a "
        + "href=\"*|UNSUB|*\">Unsubscribe from this list</a></div>";

    private const string TextFooter = "\n\n*|LIST:ADDRESSLINE|*\nUnsubscribe from this list: *|UNSUB|*\n";

    /// <param name="source">What was sent.</param>
    /// <param name="person">To whom.</param>
    /// <param name="messageId">The message whose opens and clicks are counted.</param>
    /// <param name="track">Whether they are; not in a test.</param>
    public string Html(DeliverySource source, Person person, string messageId, bool track)
    {
        var html = source.Html;
        if (source.AddsFooter || !html.Contains("*|UNSUB|*", StringComparison.Ordinal))
            html = BeforeBodyEnd(html, HtmlFooter);
        if (track && source.TracksClicks)
            html = TrackedLinks.Replace(source.CampaignId, html, link => site.Url($"track/click/{messageId}/{link.Id}"));
        if (track && source.TracksOpens)
            html = BeforeBodyEnd(html, $"<img src=\"{site.Url($"track/open/{messageId}.gif")}\" width=\"1\" height=\"1\" alt=\"\">");
        return Here(MergeTagRenderer.Render(html, Context(source, person, messageId)).Text);
    }

    public string Text(DeliverySource source, Person person, string messageId)
    {
        var text = source.PlainText;
        if (source.AddsFooter || !text.Contains("*|UNSUB|*", StringComparison.Ordinal))
            text += TextFooter;
        return Here(MergeTagRenderer.Render(text, Context(source, person, messageId) with { Part = MergeTagTarget.Text }).Text);
    }

    /// <summary>The line that inboxes show beside the subject.</summary>
    public static string Preview(DeliverySource source, Person person) =>
        MergeTagRenderer.Render(source.Preview, source.Context(person) with { Part = MergeTagTarget.Subject }).Text;

    /// <summary>The address that a link of a message leads to.</summary>
    public string Target(DeliverySource source, Person person, string messageId, string url) =>
        Here(MergeTagRenderer.Render(url, Context(source, person, messageId) with { Part = MergeTagTarget.Subject }).Text);

    /// <summary>The campaign's web page: nobody's values, and nothing that is counted.</summary>
    public string Archive(DeliverySource source) =>
        Here(
            MergeTagRenderer
                .Render(
                    source.Html,
                    source.Context(person: null) with
                    {
                        Archive = true,
                        Urls = Urls(
                            source,
                            unsubscribe: site.Url($"about/{source.ListId}"),
                            preferences: site.Url($"about/{source.ListId}"),
                            forward: site.Url($"archive/{source.CampaignId}")
                        ),
                    }
                )
                .Text
        );

    private MergeTagContext Context(DeliverySource source, Person person, string messageId) =>
        source.Context(person) with
        {
            Urls = Urls(
                source,
                site.Url($"unsubscribe/{messageId}"),
                site.Url($"preferences/{messageId}"),
                site.Url($"forward/{messageId}")
            ),
        };

    private ImmutableDictionary<string, string> Urls(DeliverySource source, string unsubscribe, string preferences, string forward) =>
        new Dictionary<string, string>
        {
            ["UNSUB"] = unsubscribe,
            ["UPDATE_PROFILE"] = preferences,
            ["FORWARD"] = forward,
            ["ARCHIVE"] = site.Url($"archive/{source.CampaignId}"),
            ["ABOUT_LIST"] = site.Url($"about/{source.ListId}"),
            ["LIST:URL"] = site.Url($"about/{source.ListId}"),
            ["LIST:SUBSCRIBE"] = site.Url($"subscribe/{source.ListId}"),
            ["LIST:ADDRESS_VCARD_HREF"] = site.Url($"vcard/{source.ListId}"),
        }.ToImmutableDictionary();

    /// <summary>Pictures that were uploaded here are found although the port may have changed since.</summary>
    private string Here(string text) => FileAddress().Replace(text, site.Url("files/"));

    private static string BeforeBodyEnd(string html, string addition) =>
        html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? html.Insert(at, addition) : html + addition;

    [GeneratedRegex(@"http://(?:127\.0\.0\.1|localhost)(?::\d+)?/files/")]
    private static partial Regex FileAddress();
}
