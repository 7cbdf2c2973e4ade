using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// What a campaign's internal title begins with so that it is found again without any local file:
/// <c>[nl:0a1b2c3d4e5f 1a2b3c4d5e6f 9f8e7d]</c>, the issue, what was pushed last, and the machine that pushed it. It comes first and is
/// under 40 characters, because long titles may be cut. Recipients never see the title.
/// </summary>
/// <param name="Key">The mark of publication and issue (<see cref="MarkOf"/>); in titles of earlier versions the key itself.</param>
/// <param name="Words">The start of the hash of the words last pushed; null in a stamp that somebody shortened.</param>
/// <param name="Machine">The claim: the machine that pushed last, and the only one that may send. Null in titles of earlier
/// versions.</param>
internal sealed partial record CampaignStamp(string Key, string? Words, string? Machine)
{
    private const int LongestTitle = 100;

    /// <summary>The key of an issue; never changes.</summary>
    /// <param name="newsletter">The newsletter's name.</param>
    /// <param name="edition">What is sent of the issue: null for itself, <c>non-openers</c> for the second try.</param>
    public static string KeyOf(string newsletter, string slug, string? edition = null) =>
        $"{Slug(newsletter)}/{slug}{(edition is null ? "" : "+" + edition)}";

    /// <summary>How a stamp names a key: 12 hex digits, whatever the key's length.</summary>
    public static string MarkOf(string key) => ContentHash.Of(key)[..12];

    /// <summary>The stamp in a title; null when there is none.</summary>
    public static CampaignStamp? Find(string? title)
    {
        if (title is null || Pattern().Match(title) is not { Success: true } match)
            return null;
        return new CampaignStamp(match.Groups["key"].Value, Part("words"), Part("machine"));

        string? Part(string name) => match.Groups[name] is { Success: true } part ? part.Value : null;
    }

    /// <summary>A title without its stamp.</summary>
    public static string Bare(string title) => Pattern().Replace(title, "").Trim();

    /// <summary>Whether the stamp is of a key.</summary>
    public bool Is(string key) => Key == key || Key == MarkOf(key);

    /// <summary>Whether the stamp is of an issue or of its second try.</summary>
    public bool IsOf(string newsletter, string slug) => Is(KeyOf(newsletter, slug)) || Is(KeyOf(newsletter, slug, SendOptions.NonOpeners));

    /// <summary>The stamp, and a title for people behind it.</summary>
    public string Title(string title)
    {
        // Brackets would make a second stamp of the title.
        var text = title.Replace('[', '(').Replace(']', ')').ReplaceLineEndings(" ").Trim();
        var stamp = $"[nl:{(Key.Contains('/', StringComparison.Ordinal) ? MarkOf(Key) : Key)} {Words} {Machine}] ";
        var room = LongestTitle - stamp.Length;
        if (text.Length > room)
            text = text[..(room - 1)].TrimEnd() + "…";
        return stamp + text;
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().TrimEnd('-') is { Length: > 0 } text ? text : "newsletter";
    }

    [GeneratedRegex(
        @"\[nl:(?<key>[0-9a-f]{12}(?=[ \]])|[a-z0-9-]+/[a-z0-9-]+(\+[a-z-]+)?)( (?<words>[0-9a-f]{12}))?( (?<machine>[0-9a-f]{6}))?\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pattern();
}
