namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>
/// The mark of an issue in its HTML part: the id of an empty element that nobody sees. It finds a campaign whose title was changed, and
/// survives where comments and the head do not.
/// </summary>
internal static class ContentMark
{
    /// <summary>The HTML part with the mark at its end.</summary>
    /// <param name="mark">12 hex digits (<see cref="CampaignStamp.MarkOf"/>).</param>
    public static string Place(string html, string mark)
    {
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return html.Insert(end < 0 ? html.Length : end, $"<div id=\"{IdOf(mark)}\" style=\"display:none\"></div>");
    }

    /// <summary>Whether an HTML part carries the mark.</summary>
    public static bool IsIn(string html, string mark) => html.Contains(IdOf(mark), StringComparison.Ordinal);

    private static string IdOf(string mark) => "nl-" + mark;
}
