using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>The email stays under the size at which Gmail cuts it, after Mailchimp has put its tracking into it.</summary>
internal sealed class EmailFitsGmail : ICheck
{
    private const int Cut = 102 * 1024;
    private const int Near = 90 * 1024;

    // What a tracked link is long, and what the tracking picture and the archive's bar add.
    private const int TrackedLink = 175;
    private const int Additions = 600;

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
        var links = context.Links.Where(link => link.IsWeb).Sum(link => Math.Max(0, TrackedLink - link.Href.Length));
        var size = Encoding.UTF8.GetByteCount(context.Email.Html) + links + Additions;
        if (size <= Near) return;
        var words = $"The email will be about {size / 1024} KB when Mailchimp has put its tracking in; Gmail cuts at 102 KB.";
        diagnostics.Add(size > Cut ? Stop : Warn, context.Issue.FrontMatter.LocationOf(""), words, "Move a section into the archive's page, or show fewer rows of the longest table.");
    }
}
