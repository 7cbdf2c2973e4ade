using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>The files that an issue may name. Everything else of the disk is out of its reach.</summary>
public interface IIssueFiles
{
    /// <summary>The names of the snippets, without <c>.md</c>.</summary>
    ImmutableArray<string> SnippetNames { get; }

    /// <summary>A snippet by name; null when there is none.</summary>
    SourceText? ReadSnippet(string name);

    /// <summary>The <c>.sql</c> files beside an issue, by file name.</summary>
    ImmutableArray<SourceText> ReadQueries(string slug);

    /// <summary>All issues, newest folder name last: slug, title and day.</summary>
    ImmutableArray<IssueReference> Issues { get; }

    /// <summary>The folders of the other issues that have a slug, whether it is their folder's name or their front matter says so.</summary>
    /// <param name="slug">The slug.</param>
    /// <param name="folder">The issue's own folder.</param>
    IEnumerable<string> OthersCalled(string slug, string folder);

    /// <summary>A picture beside an issue.</summary>
    /// <param name="slug">The issue.</param>
    /// <param name="name">As written in the Markdown.</param>
    /// <param name="path">The file, from the workspace root, with <c>/</c>.</param>
    /// <returns>Null when the picture can be used, otherwise why not.</returns>
    string? FindPicture(string slug, string name, out string path);
}

/// <summary>Another issue of the workspace.</summary>
/// <param name="Slug">The folder's name, by which texts refer to it.</param>
public sealed record IssueReference(string Slug, string Title, DateOnly? Date)
{
    /// <summary>What its page in the archive is called: the folder's name, unless its front matter gives it another slug.</summary>
    public string Page { get; init; } = Slug;
}
