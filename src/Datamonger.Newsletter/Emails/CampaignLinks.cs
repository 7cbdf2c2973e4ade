using AngleSharp.Html.Dom;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Emails;

/// <summary>
/// Adds campaign parameters (<c>utm_source</c> …) to the links of the email, as <c>utm:</c> in newsletter.yml asks. A link with a
/// <c>utm_</c> key of its own stays as it is, and so do the text part, whose addresses people read, and the web page.
/// </summary>
internal static class CampaignLinks
{
    /// <summary>Adds them to every link of a document that gets them; merge tags in it are masked.</summary>
    /// <param name="document">The email.</param>
    /// <param name="slug">The issue, which the campaign is named after by default.</param>
    /// <param name="settings">What is added, and the website that is the newsletter's own.</param>
    public static void Apply(IHtmlDocument document, string slug, NewsletterSettings settings)
    {
        if (settings.Campaign is not { } campaign)
            return;
        var parameters = Of(campaign, slug);
        var own = OwnHosts(settings);
        foreach (var link in document.QuerySelectorAll("a[href], area[href]"))
        {
            var href = link.GetAttribute("href")!;
            if (HostOf(href) is { } host && (campaign.OnAllSites || own.Contains(Hosts.Registered(host))))
                link.SetAttribute("href", With(href, parameters));
        }
    }

    /// <summary>An address of the email as it was before they were added.</summary>
    public static string Without(string href, string slug, NewsletterSettings settings)
    {
        if (settings.Campaign is not { } campaign)
            return href;
        var parameters = Of(campaign, slug);
        var at = href.IndexOf(parameters, StringComparison.Ordinal);
        return at <= 0 ? href : href.Remove(at - 1, parameters.Length + 1);
    }

    private static string Of(CampaignParameters campaign, string slug) =>
        string.Join(
            '&',
            new[] { ("utm_source", campaign.Source), ("utm_medium", campaign.Medium), ("utm_campaign", campaign.Name ?? slug) }.Select(
                pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"
            )
        );

    // Before the fragment, which servers never see.
    private static string With(string href, string parameters)
    {
        var end = href.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? hash : href.Length;
        var query = href.IndexOf('?', 0, end);
        if (query >= 0 && href[query..end].Contains("utm_", StringComparison.OrdinalIgnoreCase))
            return href;
        var joint =
            query < 0 ? "?"
            : query == end - 1 ? ""
            : "&";
        return href[..end] + joint + parameters + href[end..];
    }

    private static HashSet<string> OwnHosts(NewsletterSettings settings) =>
        [.. new[] { settings.Organisation.Website, settings.ArchiveUrl }.Select(HostOf).OfType<string>().Select(Hosts.Registered)];

    private static string? HostOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https" or "http" } ? uri.Host : null;
}
