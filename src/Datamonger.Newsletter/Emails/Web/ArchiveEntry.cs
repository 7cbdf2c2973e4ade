using System.Collections.Immutable;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>An issue as the archive lists it. Its texts are not escaped.</summary>
public sealed record ArchiveEntry
{
    /// <summary>The folder of its page.</summary>
    public required string Slug { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Its preheader, for no subscriber in particular.</summary>
    public required string Summary { get; init; }

    /// <summary>Its number, if it has one.</summary>
    public int? Number { get; init; }

    /// <summary>Its day; null while it has none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The day on which it was last corrected; null when it was not.</summary>
    public DateOnly? Corrected { get; init; }

    /// <summary>Its language.</summary>
    public required Language Language { get; init; }

    /// <summary>What can be found in it: its headings of the second and third level, without the one of its contents list.</summary>
    public ImmutableArray<ArchiveHeading> Headings { get; init; } = [];

    /// <summary>The keys of a personal issue, in alphabetical order, each with a page of its own.</summary>
    public ImmutableArray<ArchiveArea> Areas { get; init; } = [];

    /// <summary>The address of its page from the archive's list. The file is named, so that a site opened from a disk works.</summary>
    public string Href => Slug + "/index.html";

    /// <summary>The pages that other pages may link to, from the archive's folder.</summary>
    public IEnumerable<string> Pages =>
        Areas.IsEmpty ? [Slug] : [Slug, $"{Slug}/{OwnPages.Folder}", .. Areas.Select(area => $"{Slug}/{OwnPages.Folder}/{area.Slug}")];

    /// <summary>What the archive says of a finished issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="email">Its message.</param>
    /// <param name="areas">Its pages of single keys.</param>
    public static ArchiveEntry Of(Issue issue, Email email, ImmutableArray<AreaPage> areas)
    {
        var front = issue.FrontMatter;
        var page = new HtmlParser().ParseDocument(email.Web);
        return new ArchiveEntry
        {
            Slug = issue.Slug,
            Title = front.Title,
            Summary = email.Summary,
            Number = front.Number,
            Date = front.Date,
            Language = front.Language,
            Areas = AreasOf(areas),
            Headings =
            [
                .. issue
                    .Headings.Where(heading => heading.Level is 2 or 3 && !heading.IsAboveContents)
                    .Select(heading => new ArchiveHeading(heading.Id, OneLine(page.GetElementById(heading.Id)?.TextContent ?? "")))
                    .Where(heading => heading.Text.Length > 0),
            ],
        };
    }

    /// <summary>The keys of a personal issue, from their pages.</summary>
    public static ImmutableArray<ArchiveArea> AreasOf(ImmutableArray<AreaPage> areas) =>
        [.. areas.Select(area => new ArchiveArea(area.Edition.Key, area.Edition.Slug)).OrderBy(area => area.Slug, StringComparer.Ordinal)];

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A key of a personal issue.</summary>
/// <param name="Name">The key.</param>
/// <param name="Slug">The folder of its page.</param>
public sealed record ArchiveArea(string Name, string Slug)
{
    /// <summary>The address of its page from the list of them.</summary>
    public string Href => Slug + "/index.html";
}

/// <summary>A heading of an issue's page.</summary>
/// <param name="Id">Its anchor there.</param>
public sealed record ArchiveHeading(string Id, string Text);
