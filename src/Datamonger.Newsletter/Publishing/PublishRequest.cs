using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
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

    /// <summary>The issue's date; no campaign of it was created more than a year before. Null where it has none.</summary>
    public DateOnly? Date { get; init; }

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

    /// <summary>What Mailchimp counts about readers.</summary>
    public Tracking Tracking { get; init; } = new();

    /// <summary>How many people must approve it before it is sent or scheduled; 0 asks nobody.</summary>
    public int Approvals { get; init; }

    /// <summary>The issue's <c>approvals</c> folder; null where there is none.</summary>
    public string? ApprovalsDirectory { get; init; }

    /// <summary>The approvals that were given, for whatever it was then.</summary>
    /// <exception cref="PublishStoppedException">One of them cannot be understood.</exception>
    public ImmutableArray<Approval> ReadApprovals() => ApprovalsDirectory is { } directory ? new ApprovalFolder(directory).Read() : [];

    /// <summary>What the build found: an error stops publishing.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Before which moment it may not be made public; null holds nothing.</summary>
    public Embargo? Embargo { get; init; }

    /// <summary>Who decided that it may, and why; see <see cref="Lifting"/>.</summary>
    public EmbargoOverride? Lifted { get; private init; }

    /// <summary>The issue's <c>sent</c> folder, where what reached subscribers is recorded; null records nothing.</summary>
    public string? SentDirectory { get; init; }

    /// <summary>How far the number of recipients may move from the proof's, in percent; see <see cref="RecipientBand"/>.</summary>
    public int BandPercent { get; init; } = Settings.Audience.DefaultBandPercent;

    /// <summary>How far it may move at least, in people.</summary>
    public int BandPeople { get; init; } = Settings.Audience.DefaultBandPeople;

    /// <summary><c>figures.json</c> of the build, kept so that the next one can be compared.</summary>
    public ImmutableArray<byte> Figures { get; init; } = [];

    /// <summary>What is kept of it once it is sent; null where nothing is.</summary>
    public Func<SentContents>? Contents { get; init; }

    /// <summary>
    /// SHA-256 of everything that a recipient gets and of who gets it. Pictures count by their names, which are of their bytes, not by
    /// where they are uploaded.
    /// </summary>
    public string Content
    {
        get
        {
            using var hash = new ContentHash();
            if (Tracking != new Tracking())
                hash.Add(Tracking.ToString());
            return hash.Add("issue")
                .Add(Html)
                .Add(Text)
                .Add(Subject)
                .Add(Preheader)
                .Add(FromName)
                .Add(ReplyTo)
                .Add(Audience)
                .Add(Segment)
                .ToHex();
        }
    }

    /// <summary>The same, which a person lets out before the release of its data; null changes nothing.</summary>
    public PublishRequest Lifting(EmbargoOverride? lifted) =>
        lifted is null
            ? this
            : this with
            {
                Lifted = lifted,
                Diagnostics = [.. Diagnostics.Where(finding => finding.Rule != EmbargoRules.BeforeRelease)],
            };

    /// <summary>What a built issue is to be published as.</summary>
    /// <param name="issue">The issue as its author wrote it.</param>
    /// <param name="email">Its finished message.</param>
    /// <param name="diagnostics">What is wrong with either.</param>
    /// <param name="settings">The newsletter's settings.</param>
    /// <param name="figures">The issue's <c>figures.json</c>.</param>
    /// <param name="embargo">When it may be made public.</param>
    public static PublishRequest Of(
        Issue issue,
        Email email,
        ImmutableArray<Diagnostic> diagnostics,
        NewsletterSettings settings,
        ImmutableArray<byte> figures,
        Embargo embargo
    )
    {
        var front = issue.FrontMatter;
        return new PublishRequest
        {
            Slug = issue.Slug,
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
            Date = front.Date,
            Audience = front.Audience ?? settings.Audience.Id,
            Segment = front.Segment ?? settings.Audience.Segment,
            MergeFields = settings.MergeFields,
            TimeZone = settings.TimeZone,
            DaysBetween = settings.Checks.DaysBetween,
            BandPercent = settings.Audience.BandPercent,
            BandPeople = settings.Audience.BandPeople,
            Location = front.LocationOf("audience"),
            SegmentLocation = front.LocationOf("segment"),
            Diagnostics = diagnostics,
            Figures = figures,
            Embargo = embargo,
            Tracking = front.Tracking,
            Approvals = settings.Approvals,
        };
    }
}
