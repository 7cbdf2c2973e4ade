using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>A web address that the campaign links to, as written in it, merge tags and all.</summary>
internal sealed record TrackedLink(string Id, string Url);

/// <summary>Finds the links whose clicks are counted: web addresses in the href of an <c>a</c>, and no system page.</summary>
internal static partial class TrackedLinks
{
    public static ImmutableArray<TrackedLink> In(string campaignId, string html) =>
        [.. Anchor().Matches(html).Select(match => Link(campaignId, match)).DistinctBy(link => link.Id)];

    /// <summary>Puts the address of the counting page in the place of each link's.</summary>
    public static string Replace(string campaignId, string html, Func<TrackedLink, string> address) =>
        Anchor()
            .Replace(
                html,
                match =>
                    $"{match.Groups["before"].Value}{MergeTagHtml.Escape(address(Link(campaignId, match)))}{match.Groups["quote"].Value}"
            );

    private static TrackedLink Link(string campaignId, Match match)
    {
        var url = WebUtility.HtmlDecode(match.Groups["url"].Value).Trim();
        return new TrackedLink(Ids.From($"{campaignId}\n{url}"), url);
    }

    [GeneratedRegex(
        """(?<before><a\b[^<>]*?\shref\s*=\s*(?<quote>["']))(?<url>\s*https?://(?:(?!\k<quote>).)*)\k<quote>""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Anchor();
}
