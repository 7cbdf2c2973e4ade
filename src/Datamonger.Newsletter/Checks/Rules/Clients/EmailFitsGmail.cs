using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>The email stays under the size at which Gmail cuts it, after Mailchimp has put its tracking into it.</summary>
internal sealed class EmailFitsGmail : ICheck
{
    private const int Near = 90_000;

    private static readonly DiagnosticRule Warn = new("DM540", Severity.Warning, "An email that Gmail nearly cuts");
    private static readonly DiagnosticRule Stop = new("DM541", Severity.Error, "An email that Gmail cuts");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(Warn, "SIZ-01", "One paragraph more, and Gmail cuts the end off.", "Move a section into the archive's page, or show fewer rows.", "Gmail clips at about 102 KB"),
        new(Stop, "SIZ-01", "Gmail hides what is behind 102 KB, the unsubscribe link with it, and drops the styles of the rest.", "Move a section into the archive's page, or show fewer rows.", "Gmail clips at about 102 KB"),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var size = MessageSize.AfterMailchimp(context.Email);
        if (size <= Near) return;
        var words = string.Create(CultureInfo.InvariantCulture, $"The email will be about {size / 1000} KB when Mailchimp has put its tracking in; Gmail cuts at {MessageSize.GmailLimit / 1000} KB.");
        diagnostics.Add(size > MessageSize.GmailLimit ? Stop : Warn, context.Issue.FrontMatter.LocationOf(""), words, "Move a section into the archive's page, or show fewer rows of the longest table.");
    }
}
