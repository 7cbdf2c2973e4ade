using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>
/// The email stays under the sizes at which Gmail cuts it or drops its styles, after Mailchimp has put its tracking into it.
/// </summary>
internal sealed class EmailFitsGmail : ICheck
{
    private const int Near = 90_000;

    // Gmail keeps 16,384 characters of style blocks: DM542.
    private const int NearOfStyles = 12_000;
    private const int MostOfStyles = 16_384;

    private static readonly DiagnosticRule Warn = new("DM540", Severity.Warning, "An email that Gmail nearly cuts");
    private static readonly DiagnosticRule Stop = new("DM541", Severity.Error, "An email that Gmail cuts");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Warn,
            "SIZ-01, SIZ-02",
            "One paragraph more, and Gmail cuts the end off; one more rule, and it drops the style blocks.",
            "Move a section into the archive's page, or show fewer rows; keep only media queries and resets behind /* keep */ in "
                + "theme.css.",
            "Gmail clips at about 102 KB, and at 16,384 characters of styles"
        ),
        new(
            Stop,
            "SIZ-01",
            "Gmail hides what is behind 102 KB, the unsubscribe link with it, and drops the styles of the rest.",
            "Move a section into the archive's page, or show fewer rows.",
            "Gmail clips at about 102 KB"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        IElement[] styles = [.. context.Elements.Where(element => element.LocalName == "style")];
        if (styles.Sum(style => style.TextContent.Length) is > NearOfStyles and <= MostOfStyles and var length)
        {
            diagnostics.Add(
                Warn,
                context.PlaceOf(styles[0]),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The style blocks of the email are {length:N0} characters; Gmail drops them beyond {MostOfStyles:N0}."
                ),
                "Take /* keep */ from rules that can stand on elements."
            );
        }
        var size = MessageSize.AfterMailchimp(context.Email, context.Figures.Editions);
        if (size <= Near)
            return;
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"The email will be about {size / 1000} KB when Mailchimp has put its tracking in; Gmail cuts at "
                + $"{MessageSize.GmailLimit / 1000} KB."
        );
        diagnostics.Add(
            size > MessageSize.GmailLimit ? Stop : Warn,
            context.Issue.FrontMatter.LocationOf(""),
            words,
            "Move a section into the archive's page, or show fewer rows of the longest table."
        );
    }
}
