using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A link of the email.</summary>
internal sealed class CheckedLink
{
    private readonly CheckContext _context;

    public CheckedLink(IElement element, CheckContext context)
    {
        (Element, _context) = (element, context);
        Href = element.GetAttribute("href")!.Trim();
        Text = TextRun.Normalise(
            string.Concat(
                element
                    .Descendants()
                    .Select(node =>
                        node switch
                        {
                            IText text => text.Data,
                            IElement { LocalName: "img" } image => " " + image.GetAttribute("alt"),
                            _ => "",
                        }
                    )
            )
        );
        Uri = !IsMergeTag && Uri.TryCreate(Href, UriKind.Absolute, out var uri) ? uri : null;
    }

    /// <summary>The <c>a</c>.</summary>
    public IElement Element { get; }

    /// <summary>Where it stands; looked up when it is wanted, for most links are sound.</summary>
    public SourceLocation Location => _context.PlaceOf(Element);

    /// <summary>Its address as it goes out.</summary>
    public string Href { get; }

    /// <summary>What a reader sees or hears of it.</summary>
    public string Text { get; }

    /// <summary>The address taken apart; null when it is a merge tag or no full address.</summary>
    public Uri? Uri { get; }

    /// <summary>Whether Mailchimp writes the address.</summary>
    public bool IsMergeTag => Href.StartsWith("*|", StringComparison.Ordinal);

    /// <summary>Whether it leads to a page.</summary>
    public bool IsWeb => Uri is { Scheme: "https" or "http" };

    /// <summary>Its name in messages.</summary>
    public string Name => Text.Length > 0 ? $"The link \"{TextRun.Shorten(Text, 60)}\"" : $"The link to {TextRun.Shorten(Href, 60)}";
}
