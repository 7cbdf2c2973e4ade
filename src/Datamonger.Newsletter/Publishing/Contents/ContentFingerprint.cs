using AngleSharp.Dom;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>Two hashes of a message: what it says, and how its HTML is built.</summary>
/// <param name="Words">Over words, links, pictures and merge tags of both parts. Survives every rewriting that Mailchimp is known
/// for.</param>
/// <param name="Form">Over elements, attributes and styles of the HTML, whatever their order and white space. Changes when somebody
/// restyles it.</param>
internal readonly record struct ContentFingerprint(string Words, string Form)
{
    /// <summary>The fingerprint of a message; of none, when neither part holds anything.</summary>
    public static ContentFingerprint Of(string? html, string? text)
    {
        using var words = new ContentHash();
        using var form = new ContentHash();
        var document = ContentReader.Parse(html ?? "");
        foreach (var token in ContentReader.ReadHtml(document))
            words.Add($"{token.Kind}").Add(token.Text);
        words.Add("merge tags");
        foreach (var token in ContentReader.ReadTags(html ?? ""))
            words.Add(token.Text);
        words.Add("text part");
        foreach (var token in ContentReader.ReadText(text ?? ""))
            words.Add($"{token.Kind}").Add(token.Text);
        if (document.Body is { } body)
            AddForm(body, form);
        return new ContentFingerprint(words.ToHex(), form.ToHex());
    }

    /// <summary>Whether a message says nothing at all: a campaign that has had no content yet.</summary>
    public static bool IsEmpty(string? html, string? text) =>
        ContentReader.ReadHtml(html ?? "").IsEmpty && ContentReader.ReadText(text ?? "").IsEmpty;

    private static void AddForm(IElement element, ContentHash hash)
    {
        hash.Add(element.LocalName);
        foreach (var attribute in element.Attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            hash.Add(attribute.Name)
                .Add(
                    attribute.Name switch
                    {
                        "style" => Style(attribute.Value),
                        "href" => ContentReader.WithoutTracking(attribute.Value),
                        "class" => string.Join(
                            ' ',
                            attribute.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
                        ),
                        _ => attribute.Value,
                    }
                );
        }
        foreach (var child in element.Children)
            AddForm(child, hash);
        hash.Add("/");
    }

    private static string Style(string value) =>
        string.Join(
            ';',
            value
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(declaration => string.Concat(declaration.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant())
                .Order(StringComparer.Ordinal)
        );
}
