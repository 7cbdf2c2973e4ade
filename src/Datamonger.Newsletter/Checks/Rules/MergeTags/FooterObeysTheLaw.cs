using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Both parts say how to unsubscribe and where the sender lives, and lead to the archive's copy.</summary>
internal sealed class FooterObeysTheLaw : ICheck
{
    private static readonly ImmutableArray<string> AddressTags = ["*|LIST:ADDRESS|*", "*|LIST:ADDRESSLINE|*", "*|HTML:LIST_ADDRESS_HTML|*"];

    private static readonly DiagnosticRule Unsubscribe = new("DM552", Severity.Error, "An email without an unsubscribe link");
    private static readonly DiagnosticRule Address = new("DM553", Severity.Error, "An email without a postal address");
    private static readonly DiagnosticRule Archive = new("DM556", Severity.Warning, "An email that cannot be read in a browser");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Unsubscribe,
            "MRG-04",
            "The law and Mailchimp's terms demand it; where it is missing Mailchimp adds a grey footer of its own.",
            "Keep <a href=\"*|UNSUB|*\"> in the footer of the template, and *|UNSUB|* in its text.",
            "Mailchimp, required email footer content; UK PECR reg. 23; CAN-SPAM"
        ),
        new(
            Address,
            "MRG-06",
            "The law demands that a reader can write to the sender.",
            "Keep *|HTML:LIST_ADDRESS_HTML|* in the footer and *|LIST:ADDRESS|* in its text.",
            "Mailchimp, required email footer content; CAN-SPAM"
        ),
        new(
            Archive,
            "MRG-11",
            "A reader whose client shows it badly has no way out.",
            "Keep a link to *|ARCHIVE|* at the top of the template.",
            "Mailchimp, archive merge tag"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var (html, text) = (context.Email.Html, context.Email.Text);
        var template = $"templates/{context.Issue.FrontMatter.Template}/layout";
        var ofHtml = SourceLocation.StartOf(template + ".sbn-html");
        var ofText = SourceLocation.StartOf(template + ".sbn-txt");
        if (!context.Links.Any(link => link.Href == "*|UNSUB|*"))
            diagnostics.Add(
                Unsubscribe,
                ofHtml,
                "The email has no link to unsubscribe.",
                "Write <a href=\"*|UNSUB|*\">Unsubscribe</a> into the footer."
            );
        if (!text.Contains("*|UNSUB|*", StringComparison.Ordinal))
            diagnostics.Add(Unsubscribe, ofText, "The text part does not say how to unsubscribe.", "Write *|UNSUB|* on a line of its own.");
        if (!HasAddress(html))
            diagnostics.Add(
                Address,
                ofHtml,
                "The email does not say where its sender lives.",
                "Write *|HTML:LIST_ADDRESS_HTML|* into the footer."
            );
        if (!HasAddress(text))
            diagnostics.Add(
                Address,
                ofText,
                "The text part does not say where its sender lives.",
                "Write *|LIST:ADDRESS|* into its footer."
            );
        if (!context.Links.Any(link => link.Href == "*|ARCHIVE|*"))
            diagnostics.Add(
                Archive,
                ofHtml,
                "The email has no link to its copy in the browser.",
                "Write <a href=\"*|ARCHIVE|*\">View in your browser</a> at its top."
            );

        bool HasAddress(string part) =>
            AddressTags.Any(tag => part.Contains(tag, StringComparison.Ordinal))
            || (
                context.Settings.Organisation.Address is { Length: > 0 } address
                && Reading.TextRun.Normalise(part).Contains(Reading.TextRun.Normalise(address), StringComparison.OrdinalIgnoreCase)
            );
    }
}
