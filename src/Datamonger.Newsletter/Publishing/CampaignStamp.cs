using System.Text;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// What a campaign's internal title carries so that it is found again without any local file: <c>[nl:publication/issue 1a2b3c4d5e6f]</c>.
/// The hex digits are of what was pushed last, so that an edit shows even when the journal is lost. Recipients never see the title.
/// </summary>
/// <param name="Key">Publication and issue; never changes.</param>
/// <param name="Words">The start of the hash of the words last pushed; null in a stamp that somebody shortened.</param>
internal sealed partial record CampaignStamp(string Key, string? Words)
{
    private const int LongestTitle = 90;

    /// <summary>The key of an issue.</summary>
    /// <param name="newsletter">The newsletter's name.</param>
    /// <param name="edition">What is sent of the issue: null for itself, <c>non-openers</c> for the second try.</param>
    public static string KeyOf(string newsletter, string slug, string? edition = null) => $"{Slug(newsletter)}/{slug}{(edition is null ? "" : "+" + edition)}";

    /// <summary>The stamp in a title; null when there is none.</summary>
    public static CampaignStamp? Find(string? title) =>
        title is not null && Pattern().Match(title) is { Success: true } match
            ? new CampaignStamp(match.Groups["key"].Value, match.Groups["words"] is { Success: true } words ? words.Value : null)
            : null;

    /// <summary>A title for people, with the stamp behind it.</summary>
    public string Title(string title)
    {
        // Brackets would make a second stamp of the title; Mailchimp shortens what is long, and the stamp must survive.
        var text = title.Replace('[', '(').Replace(']', ')').ReplaceLineEndings(" ").Trim();
        if (text.Length > LongestTitle) text = text[..(LongestTitle - 1)].TrimEnd() + "…";
        return $"{text} [nl:{Key}{(Words is null ? "" : " " + Words)}]";
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().TrimEnd('-') is { Length: > 0 } text ? text : "newsletter";
    }

    [GeneratedRegex(@"\[nl:(?<key>[a-z0-9-]+/[a-z0-9-]+(\+[a-z-]+)?)( (?<words>[0-9a-f]{12}))?\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
