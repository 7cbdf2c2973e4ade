using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Emails;

/// <summary>How large an email is, and how large Mailchimp will make it.</summary>
public static partial class MessageSize
{
    /// <summary>Gmail shows the first 102,400 bytes of a message and drops its style block when there are more.</summary>
    public const int GmailLimit = 102_400;

    // Estimates: an address that counts clicks is about 175 bytes long, the counting of opens adds about 600.
    private const int TrackedAddress = 175;
    private const int Tracking = 600;

    /// <summary>Bytes of the HTML as it is sent to Mailchimp.</summary>
    public static int OfHtml(Email email) => Encoding.UTF8.GetByteCount(email.Html);

    /// <summary>Bytes of the HTML as a subscriber gets it, estimated; of a personal issue in its largest edition.</summary>
    /// <param name="email">The email.</param>
    /// <param name="editions">The editions of a personal issue.</param>
    public static int AfterMailchimp(Email email, Editions? editions) =>
        Tracking
        + (
            editions is null
                ? OfHtml(email) + email.Document.QuerySelectorAll("a[href^=http]").Sum(link => Growth(link.GetAttribute("href")!))
                : EditionSizes.Of(email.Html, editions.Field, editions.All.Select(edition => edition.Key), OfPiece).Values.Max()
        );

    private static int OfPiece(string html) =>
        Encoding.UTF8.GetByteCount(html)
        + (html.Contains("<a ", StringComparison.Ordinal) ? Address().Matches(html).Sum(link => Growth(link.Groups["href"].Value)) : 0);

    private static int Growth(string address) => Math.Max(0, TrackedAddress - Encoding.UTF8.GetByteCount(address));

    [GeneratedRegex("""<a\s(?:(?:[^<>"]|"[^"]*")*?\s)?href="(?<href>http[^"]*)""")]
    private static partial Regex Address();
}
