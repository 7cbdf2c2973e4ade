using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Revisions;

namespace Datamonger.Newsletter.Archive;

/// <summary>An issue that the site shows.</summary>
/// <param name="Entry">What the list says of it.</param>
/// <param name="Web">Its page, with the marks between which the site's links go.</param>
/// <param name="Files">Its pictures and data, with paths from the page.</param>
/// <param name="Areas">Its pages of single keys; none when it is the same for everybody.</param>
public sealed record ArchiveIssue(ArchiveEntry Entry, string Web, ImmutableArray<OutputFile> Files, ImmutableArray<AreaPage> Areas)
{
    /// <summary>What was kept of a sent issue is not what was sent any more.</summary>
    public static readonly DiagnosticRule Altered = new("DM731", Severity.Error, "A sent issue that is not what was sent")
    {
        Remedy =
            "Restore the folder from git: `git checkout -- content/issues/<issue>/sent`. What was sent is corrected by a notice, not by "
            + "an edit.",
    };

    /// <summary>An issue as it was built.</summary>
    public static ArchiveIssue Of(IssueBuild build, ImmutableArray<AreaPage> areas)
    {
        var email = build.Email;
        return new ArchiveIssue(
            ArchiveEntry.Of(build.Issue, email, areas),
            email.Web,
            [
                // Those of the issue's own page, then those that keys have of their own.
                .. email
                    .Images.Where(image => email.Web.Contains(image.Url, StringComparison.Ordinal))
                    .Concat(areas.SelectMany(area => area.Images))
                    .DistinctBy(image => image.FileName)
                    .Select(image => new OutputFile(image.Url, image.Bytes)),
                .. email.DataFiles.Select(data => new OutputFile(data.FileName, data.Bytes)),
            ],
            areas
        );
    }

    /// <summary>An issue as it was sent: no template, text or data file of today plays a part.</summary>
    /// <param name="slug">Its slug.</param>
    /// <param name="kept">What was kept; its files are those that were.</param>
    /// <param name="areas">Its pages of single keys.</param>
    public static ArchiveIssue Of(string slug, KeptIssue kept, ImmutableArray<AreaPage> areas)
    {
        var issue = kept.Issue;
        return new ArchiveIssue(
            new ArchiveEntry
            {
                Slug = slug,
                Title = issue.Title,
                Summary = issue.Summary,
                Number = issue.Number,
                Date = issue.Date,
                Language = Language.Find(issue.Language) ?? Language.BritishEnglish,
                Headings = [.. issue.Headings.Select(heading => new ArchiveHeading(heading.Id, heading.Text))],
                Areas = ArchiveEntry.AreasOf(areas),
            },
            System.Text.Encoding.UTF8.GetString(kept.Read("web.html")!),
            [
                .. issue
                    .Files.Keys.Where(path =>
                        path.StartsWith("images/", StringComparison.Ordinal) || path.StartsWith("data/", StringComparison.Ordinal)
                    )
                    .Select(path => new OutputFile(path, [.. kept.Read(path)!])),
                .. areas.SelectMany(area => area.Images).Select(image => new OutputFile(image.Url, image.Bytes)),
            ],
            areas
        );
    }

    /// <summary>The same with its corrections above the page, a mark behind each figure that they are about, and their day in the
    /// feed.</summary>
    /// <param name="notices">Those that are ready, the earliest first.</param>
    /// <param name="kept">What was sent, whose figures are marked; null marks none.</param>
    public ArchiveIssue Corrected(ImmutableArray<CorrectionNotice> notices, KeptIssue? kept)
    {
        if (notices.IsEmpty)
            return this;
        var figures = FiguresOf(kept);
        return this with
        {
            Entry = Entry with { Corrected = notices.Max(notice => notice.Date) },
            Web = CorrectionStamp.Apply(Web, notices, null, figures, Entry.Language),
            Areas =
            [
                .. Areas.Select(area =>
                    area with
                    {
                        Html = CorrectionStamp.Apply(area.Html, notices, area.Edition.Key, null, Entry.Language),
                    }
                ),
            ],
        };
    }

    // Of the text that the page shows: what stands above it in the front matter is in the envelope.
    private static ImmutableArray<FigureRecord>? FiguresOf(KeptIssue? kept)
    {
        if (kept?.Read("figures.json") is not { } json || kept.Read("source/index.md") is not { } text)
            return null;
        var source = new SourceText("index.md", System.Text.Encoding.UTF8.GetString(text));
        var body = Enumerable.Range(2, source.LineCount).First(line => line > source.LineCount || source.Line(line) == "---");
        return
        [
            .. FiguresFile
                .Read(json)
                .Figures.Where(figure => !figure.Place.File.EndsWith("/index.md", StringComparison.Ordinal) || figure.Place.Line > body)
                .DistinctBy(figure => figure.Place),
        ];
    }

    /// <summary>What is wrong with what was kept of an issue; null when it is as it was.</summary>
    /// <param name="kept">What was kept.</param>
    /// <param name="path">Its list, from the workspace root.</param>
    public static Diagnostic? Judge(KeptIssue kept, string path) =>
        kept.Misfits() is { IsEmpty: false } misfits
            ? Damaged(path, $"{misfits[0]}{(misfits.Length > 1 ? $", nor are {misfits.Length - 1} others" : "")}")
            : null;

    /// <summary>A finding about a record that cannot be used.</summary>
    public static Diagnostic Damaged(string path, string why) =>
        new(
            Altered,
            SourceLocation.StartOf(path),
            $"The record of what was sent does not fit: {why}.",
            $"Restore it from git: git checkout -- {path[..path.LastIndexOf('/')]}"
        );
}
