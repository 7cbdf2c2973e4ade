using System.Globalization;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>The readers at the side of every page of the inbox: test addresses first, then those with the newest email.</summary>
internal static class SidePanel
{
    private const int MostReaders = 300;

    /// <param name="store">The store.</param>
    /// <param name="current">The reader, or “campaigns”, whose page is shown.</param>
    public static Html Of(Session store, string? current)
    {
        var readers = Letters.Readers(store);
        var shown = readers
            .OrderByDescending(reader => reader.Status == "test")
            .ThenByDescending(reader => reader.Latest, StringComparer.Ordinal)
            .ThenBy(reader => reader.Email, StringComparer.Ordinal)
            .Take(MostReaders);
        return Html.Of(
            $"""
            <p class="mast"><a href="/inbox/">Sandbox inbox</a></p>
            <p class="sections"><a href="/inbox/campaigns"{Words.Current(current == "campaigns")}>Campaigns</a></p>
            <h2>Readers</h2>
            <ol>{shown.Select(reader => Entry(reader, current))}</ol>
            {More(readers.Length - MostReaders)}
            """
        );
    }

    private static Html Entry(Reader reader, string? current)
    {
        var count = reader.Letters > 0 ? reader.Letters.ToString(CultureInfo.InvariantCulture) : "";
        var status = reader.Status == "subscribed" ? "" : " · " + Words.Status(reader.Status);
        return Html.Of(
            $"""
            <li><a href="/inbox/people/{reader.Id}"{Words.Current(reader.Id == current)}>
            <span class="who" dir="auto">{Words.Name(
                reader
            )}</span><span class="count">{count}</span><span class="meta">{reader.Email}{status}</span>
            </a></li>
            """
        );
    }

    private static Html More(int left) => left > 0 ? Html.Of($"<p class=\"meta\">and {left} more</p>") : Html.Empty;
}
