using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Issues;

/// <summary>Reads an issue: its front matter, and its Markdown as a tree whose queries, figures, charts and tags have places.</summary>
public sealed class IssueParser(IIssueFiles files, NewsletterSettings settings)
{
    /// <summary>The longest file that is read, in characters.</summary>
    public const int MaximumLength = 256 * 1024;

    /// <summary>Parses an issue. Never throws for what the text says: all mistakes are reported, and the rest is read.</summary>
    /// <param name="slug">The folder's name.</param>
    /// <param name="source">The issue's file.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public Issue Parse(string slug, SourceText source, DiagnosticBag diagnostics)
    {
        if (source.Text.Length > MaximumLength)
        {
            diagnostics.Add(
                IssueRules.TooLong,
                SourceLocation.StartOf(source.Path),
                $"The file is {source.Text.Length / 1024} KB long; at most {MaximumLength / 1024} KB are read.",
                "Put data into content/datasets and pictures into files beside the issue."
            );
            source = new SourceText(source.Path, "");
        }
        var frontMatter = new FrontMatterReader(settings, diagnostics).Read(source, out var bodyStart);
        CheckSlug(frontMatter, slug, diagnostics);
        var tree = new TreeReader(files, settings, slug, diagnostics);
        var body = tree.Read(source, bodyStart);
        foreach (var file in files.ReadQueries(slug))
            tree.ReadQueryFile(file);
        tree.CheckNames();
        WrittenKey.Report(source, diagnostics);
        foreach (var included in tree.IncludedSources)
            WrittenKey.Report(included, diagnostics);
        return new Issue
        {
            Slug = frontMatter.Slug ?? slug,
            Source = source,
            FrontMatter = frontMatter,
            Body = body,
            Queries = tree.Queries.ToImmutable(),
            Charts = tree.Charts.ToImmutable(),
            Tables = tree.Tables.ToImmutable(),
            Lists = tree.Lists.ToImmutable(),
            Figures = tree.Figures.ToImmutable(),
            MergeTags = tree.MergeTags.ToImmutable(),
            Headings = tree.Headings.ToImmutable(),
            Pictures = tree.Pictures.ToImmutable(),
            IncludedSources = tree.IncludedSources.ToImmutable(),
            ReferencedIssues = [.. tree.ReferencedIssues],
            RemovedHtml = tree.RemovedHtml,
        };
    }

    // A slug of the front matter that cannot be one has been reported; the folder's name then stands for it.
    private void CheckSlug(FrontMatter frontMatter, string folder, DiagnosticBag diagnostics)
    {
        var at = frontMatter.LocationOf("slug");
        if (frontMatter.Slug is null && !frontMatter.Locations.ContainsKey("slug") && !Slug.IsValid(folder))
            FrontMatterReader.ReportSlug(folder, at, diagnostics);
        var slug = frontMatter.Slug ?? folder;
        foreach (var other in files.OthersCalled(slug, folder))
            diagnostics.Add(
                IssueRules.DuplicateSlug,
                at,
                $"content/issues/{other} has the slug \"{slug}\", too.",
                "Give one of them another slug: outputs, page and campaign are named after it."
            );
    }
}
