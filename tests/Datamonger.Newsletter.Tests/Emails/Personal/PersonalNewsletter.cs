using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>A newsletter whose issue shows each subscriber the row of their own authority.</summary>
internal static class PersonalNewsletter
{
    public const string Areas = """
        la,children,places,before
        Lambeth,460,165,400
        North Yorkshire,410,555,430
        "Kingston upon Hull, City of",620,620,600
        England,70440,62000,69500

        """;

    /// <summary>A newsletter with an issue of these words below the query <c>pressure</c>.</summary>
    public static TestNewsletter Of(
        string markdown,
        string csv = Areas,
        string subject = "Foster places, and who fills them",
        string personal = "{by: LA, query: pressure, key: la, default: England}"
    ) =>
        new TestNewsletter()
            .Dataset("areas.csv", csv)
            .Issue(
                $"""
                ---
                title: A test
                subject: {subject}
                preheader: What the figures of the authorities say, and what they leave out.
                date: 2017-03-16
                personal: {personal}
                ---
                ```sql pressure
                --| key: la
                select *, children / places as ratio from areas
                ```

                {markdown}
                """
            );

    /// <summary>What a subscriber with this value of LA gets; without the field when it is null.</summary>
    public static Delivered For(this Email email, string? area) =>
        new(
            email,
            new MergeTagContext
            {
                Now = new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero),
                Fields = [new("FNAME", Default: "colleague"), new("LNAME"), new("LA", Default: "England")],
                Values = area is null
                    ? ImmutableDictionary<string, string>.Empty
                    : ImmutableDictionary<string, string>.Empty.Add("LA", area),
                Urls = ImmutableDictionary<string, string>
                    .Empty.Add("UNSUB", "https://example.org/u")
                    .Add("ARCHIVE", "https://example.org/a")
                    .Add("UPDATE_PROFILE", "https://example.org/p")
                    .Add("LIST:URL", "https://example.org"),
            }
        );
}

/// <summary>An email as one subscriber gets it, rendered as the sandbox renders what it sends.</summary>
internal sealed partial class Delivered(Email email, MergeTagContext context)
{
    public string Subject => Render(email.Subject, MergeTagTarget.Subject);

    public string Preheader => Render(email.Preheader, MergeTagTarget.Subject);

    public string Html => Render(email.Html, MergeTagTarget.Html);

    public string Text => Render(email.Text, MergeTagTarget.Text);

    /// <summary>The words of the HTML's body, with single blanks.</summary>
    public string Words => Blanks().Replace(new HtmlParser().ParseDocument(Html).Body!.TextContent, " ");

    /// <summary>The first paragraph, heading or cell that matches a selector, as words.</summary>
    public string WordsOf(string selector) =>
        Blanks().Replace(WebUtility.HtmlDecode(new HtmlParser().ParseDocument(Html).QuerySelector(selector)!.TextContent), " ").Trim();

    private string Render(string text, MergeTagTarget part)
    {
        var rendered = MergeTagRenderer.Render(text, context with { Part = part });
        Assert.Empty(rendered.Errors);
        return rendered.Text;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
