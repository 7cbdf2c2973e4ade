using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Workspaces;

/// <summary>Names that are safe as a folder, a page's address and part of a campaign's title.</summary>
public static partial class Slug
{
    /// <summary>The folder of the site of all issues, which stands beside their own.</summary>
    public const string Archive = "archive";

    /// <summary>What to write instead of a name that is no slug.</summary>
    public static string Advice(string slug) =>
        slug == Archive
            ? "The site of all issues is written to a folder of that name; choose another."
            : "Use lower-case letters, digits and hyphens, at most 80: 2017-03-safeguarding.";

    /// <summary>
    /// Whether a name is a slug: lower-case letters, digits and hyphens, 1 to 80 of them, no device name of Windows, and not the folder
    /// that the archive is written to.
    /// </summary>
    public static bool IsValid(string slug) => Pattern().IsMatch(slug) && !Device().IsMatch(slug) && slug != Archive;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$")]
    private static partial Regex Pattern();

    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)$")]
    private static partial Regex Device();
}
