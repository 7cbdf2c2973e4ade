using System.Collections.Immutable;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Emails.Body;
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

    /// <summary>Its language.</summary>
    public required Language Language { get; init; }

    /// <summary>What can be found in it: its headings of the second and third level, without the one of its contents list.</summary>
    public ImmutableArray<ArchiveHeading> Headings { get; init; } = [];

    /// <summary>The address of its page from the archive's list. The file is named, so that a site opened from a disk works.</summary>
    public string Href => Slug + "/index.html";

    /// <summary>What the archive says of a finished issue.</summary>
    public static ArchiveEntry Of(Issue issue, Email email)
    {
        var front = issue.FrontMatter;
        var page = new HtmlParser().ParseDocument(email.Web);
        return new ArchiveEntry
        {
            Slug = issue.Slug, Title = front.Title, Summary = email.Summary, Number = front.Number, Date = front.Date, Language = front.Language,
            Headings =
            [
                .. issue.Headings.Where(heading => heading.Level is 2 or 3 && !Contents.IsListItself(heading))
                    .Select(heading => new ArchiveHeading(heading.Id, OneLine(page.GetElementById(heading.Id)?.TextContent ?? ""))).Where(heading => heading.Text.Length > 0),
            ],
        };
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A heading of an issue's page.</summary>
/// <param name="Id">Its anchor there.</param>
public sealed record ArchiveHeading(string Id, string Text);
