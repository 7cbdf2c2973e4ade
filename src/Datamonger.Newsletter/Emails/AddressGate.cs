using System.Net;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown.Html;

namespace Datamonger.Newsletter.Emails;

/// <summary>
/// The one place where addresses are let into a page, whatever they come from: Markdown, HTML, a cell of the data, a template. A link that
/// is refused leaves its words, a picture its description.
/// </summary>
internal static class AddressGate
{
    private const string ConditionalComment = "<!--[if";

    /// <summary>A page, every address of which may go out.</summary>
    /// <param name="page">The page as templates drew it.</param>
    /// <param name="composition">What is composed.</param>
    /// <param name="isFinished">Whether its merge tags have come to what they say; otherwise they are masked.</param>
    public static string Apply(string page, Composition composition, bool isFinished)
    {
        var result = (StringBuilder?)null;
        var (copied, place) = (0, (SourceLocation?)null);
        foreach (var token in HtmlScanner.Scan(page))
        {
            if (token.Kind is HtmlTokenKind.Open)
            {
                if (token.Attributes.FirstOrDefault(attribute => attribute.Name == EmailSource.Attribute) is { Value: { } mark })
                    place = EmailSource.Read(WebUtility.HtmlDecode(mark)) ?? place;
                if (Without(page, token, composition, place, isFinished) is { } instead)
                    Put(token, instead);
            }
            else if (
                token.Kind is HtmlTokenKind.Comment
                && string.CompareOrdinal(page, token.Start, ConditionalComment, 0, ConditionalComment.Length) == 0
                && page.IndexOf('>', token.Start) is var start
                && page.LastIndexOf("<![endif]", token.End - 1, token.Length, StringComparison.Ordinal) is var end
                && end > start
            )
            {
                // Outlook reads what stands in it.
                var inner = page[(start + 1)..end];
                if (Apply(inner, composition, isFinished) is var clean && clean != inner)
                    Put(token, page[token.Start..(start + 1)] + clean + page[end..token.End]);
            }
        }
        return result is null ? page : result.Append(page, copied, page.Length - copied).ToString();

        void Put(HtmlToken token, string instead)
        {
            (result ??= new StringBuilder(page.Length)).Append(page, copied, token.Start - copied).Append(instead);
            copied = token.End;
        }
    }

    // The tag without the addresses that do not go out; null when all do.
    private static string? Without(string page, HtmlToken token, Composition composition, SourceLocation? place, bool isFinished)
    {
        var tag = (StringBuilder?)null;
        foreach (var (name, raw, start) in token.Attributes.Reverse())
        {
            if (!IsAddress(name))
                continue;
            var value = WebUtility.HtmlDecode(raw);
            if (!isFinished)
                value = composition.Mask.Replace(value, merge => merge.Text);
            if (composition.Addresses.Refuses(value) is not { } what)
                continue;
            Report(token, what, composition, place);
            if (token.Name == "img")
                return HtmlText.Escape(
                    WebUtility.HtmlDecode(token.Attributes.FirstOrDefault(attribute => attribute.Name == "alt").Value ?? "")
                );
            tag ??= new StringBuilder(page, token.Start, token.Length, token.Length);
            var from = page.LastIndexOf(name, start - 1, StringComparison.OrdinalIgnoreCase) - token.Start;
            var to = start + raw.Length - token.Start;
            if (to < token.Length && page[token.Start + to] is '"' or '\'' && page[start - 1] == page[token.Start + to])
                to++;
            while (char.IsWhiteSpace(tag[from - 1]))
                from--;
            tag.Remove(from, to - from);
        }
        return tag?.ToString();
    }

    private static bool IsAddress(string attribute) =>
        attribute
            is "href"
                or "src"
                or "action"
                or "formaction"
                or "background"
                or "poster"
                or "data"
                or "cite"
                or "xlink:href"
                or "longdesc";

    private static void Report(HtmlToken token, string what, Composition composition, SourceLocation? place) =>
        composition.Diagnostics.Add(
            EmailRules.UnsafeAddress,
            place ?? new SourceLocation($"templates/{composition.Issue.FrontMatter.Template}/layout.sbn-html", 1, 1),
            token.Name == "img"
                ? $"A picture from {what} is not let through; its words stand in its place."
                : $"A link to {what} is not let through; its text stands without it.",
            token.Name == "img"
                ? "Put the picture beside the issue."
                : "Link to https, mailto or tel; other schemes go under schemes: in newsletter.yml."
        );
}
