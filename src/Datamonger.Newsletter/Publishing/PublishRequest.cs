using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What is to be published: an email, who gets it, and what the audience must have.</summary>
public sealed record PublishRequest
{
    /// <summary>The issue.</summary>
    public required string Slug { get; init; }

    /// <summary>The newsletter's name; with the slug it is the key that finds the campaign again.</summary>
    public required string Newsletter { get; init; }

    /// <summary>The issue's title, for the campaign's internal name.</summary>
    public required string Title { get; init; }

    /// <summary>Subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>Preview text.</summary>
    public required string Preheader { get; init; }

    /// <summary>From name.</summary>
    public required string FromName { get; init; }

    /// <summary>From and reply-to address.</summary>
    public required string ReplyTo { get; init; }

    /// <summary>HTML part; its pictures stand as <c>images/&lt;name&gt;</c>.</summary>
    public required string Html { get; init; }

    /// <summary>Text part.</summary>
    public required string Text { get; init; }

    /// <summary>Every picture of the HTML part.</summary>
    public ImmutableArray<EmailImage> Images { get; init; } = [];

    /// <summary>Merge tags of all parts.</summary>
    public ImmutableArray<MergeTag> MergeTags { get; init; } = [];

    /// <summary>Audience id; null where newsletter.yml names none.</summary>
    public string? Audience { get; init; }

    /// <summary>Name of a segment or tag; null is everybody.</summary>
    public string? Segment { get; init; }

    /// <summary>Merge fields that newsletter.yml declares.</summary>
    public ImmutableArray<MergeField> MergeFields { get; init; } = [];

    /// <summary>IANA time zone of schedules.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>Days that should lie between two issues to one audience; 0 for none.</summary>
    public int DaysBetween { get; init; } = 3;

    /// <summary>The issue's file, for findings about it; the front matter's audience and segment.</summary>
    public SourceLocation Location { get; init; } = SourceLocation.StartOf("index.md");

    /// <summary>Where the segment is named.</summary>
    public SourceLocation SegmentLocation { get; init; } = SourceLocation.StartOf("index.md");

    /// <summary>What the build found: an error stops publishing.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary><c>figures.json</c> of the build, kept so that the next one can be compared.</summary>
    public ImmutableArray<byte> Figures { get; init; } = [];

    /// <summary>SHA-256 of everything that a recipient gets and of who gets it. Pictures count by their names, which are of their bytes, not by where they are uploaded.</summary>
    public string Content
    {
        get
        {
            using var hash = new ContentHash();
            return hash.Add("issue").Add(Html).Add(Text).Add(Subject).Add(Preheader).Add(FromName).Add(ReplyTo).Add(Audience).Add(Segment).ToHex();
        }
    }

    /// <summary>What a build is to be published as.</summary>
    /// <param name="figures">The build's <c>figures.json</c>.</param>
    public static PublishRequest Of(IssueBuild build, NewsletterSettings settings, ImmutableArray<byte> figures)
    {
        var (front, email) = (build.Issue.FrontMatter, build.Email);
        return new PublishRequest
        {
            Slug = build.Issue.Slug,
            Newsletter = settings.Name,
            Title = front.Title,
            Subject = email.Subject,
            Preheader = email.Preheader,
            FromName = email.FromName,
            ReplyTo = email.ReplyTo,
            Html = email.Html,
            Text = email.Text,
            Images = email.Images,
            MergeTags = email.MergeTags,
            Audience = front.Audience ?? settings.Audience.Id,
            Segment = front.Segment ?? settings.Audience.Segment,
            MergeFields = settings.MergeFields,
            TimeZone = settings.TimeZone,
            DaysBetween = settings.Checks.DaysBetween,
            Location = front.LocationOf("audience"),
            SegmentLocation = front.LocationOf("segment"),
            Diagnostics = build.Diagnostics,
            Figures = figures,
        };
    }
}
