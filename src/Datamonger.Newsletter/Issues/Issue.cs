using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Issues.Markdown.Html;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues;

/// <summary>One issue as its author wrote it. Made by the parser, then never changed.</summary>
public sealed record Issue
{
    /// <summary>The folder's name, which names outputs, the archive page and the campaign.</summary>
    public required string Slug { get; init; }

    /// <summary>The file.</summary>
    public required SourceText Source { get; init; }

    /// <summary>What stands above the text.</summary>
    public required FrontMatter FrontMatter { get; init; }

    /// <summary>
    /// The Markdown tree. Figures, merge tags and blocks of ours are nodes of it (Issues/Markdown); snippets are spliced in.
    /// </summary>
    public required MarkdownDocument Body { get; init; }

    /// <summary>Queries in the order of the text, files beside the issue last.</summary>
    public ImmutableArray<QueryBlock> Queries { get; init; } = [];

    /// <summary>Charts in the order of the text, inline ones too.</summary>
    public ImmutableArray<ChartBlock> Charts { get; init; } = [];

    /// <summary>Those of <see cref="Charts"/> that stand inside a sentence.</summary>
    public IEnumerable<ChartBlock> InlineCharts => Body.Descendants<ChartInline>().Select(node => node.Chart);

    /// <summary>Links to the subscriber's own page, in the order of the text.</summary>
    public IEnumerable<OwnPageInline> OwnPages => Body.Descendants<OwnPageInline>();

    /// <summary>Tables of data in the order of the text.</summary>
    public ImmutableArray<TableBlock> Tables { get; init; } = [];

    /// <summary>Lists in the order of the text.</summary>
    public ImmutableArray<ListBlock> Lists { get; init; } = [];

    /// <summary>Figures of the prose in the order of the text; those of subject, charts and tables stand with their texts.</summary>
    public ImmutableArray<FigureExpression> Figures { get; init; } = [];

    /// <summary>Merge tags of the prose in the order of the text.</summary>
    public ImmutableArray<MergeTag> MergeTags { get; init; } = [];

    /// <summary>Headings in the order of the text.</summary>
    public ImmutableArray<IssueHeading> Headings { get; init; } = [];

    /// <summary>Every text with a place: subject, preheader and those of charts, tables and lists.</summary>
    public IEnumerable<BoundText> Texts =>
        [
            FrontMatter.Subject,
            FrontMatter.Preheader,
            .. Charts.SelectMany(chart => chart.Texts.OrderBy(text => text.Value.Location).Select(text => text.Value)),
            .. Tables.SelectMany(table => table.Texts.OrderBy(text => text.Value.Location).Select(text => text.Value)),
            .. Lists.SelectMany(list => list.Texts.OrderBy(text => text.Value.Location).Select(text => text.Value)),
        ];

    /// <summary>Files the text was made from besides <see cref="Source"/>: snippets and <c>.sql</c> files.</summary>
    public ImmutableArray<SourceText> IncludedSources { get; init; } = [];

    /// <summary>Slugs of the issues that the text refers to, whose titles and addresses it prints.</summary>
    public ImmutableArray<string> ReferencedIssues { get; init; } = [];

    /// <summary>The author's HTML that does not go out.</summary>
    public ImmutableArray<RemovedHtml> RemovedHtml { get; init; } = [];

    /// <summary>Pictures that the text shows: the path as written, the file from the workspace root, and the place.</summary>
    public ImmutableArray<IssuePicture> Pictures { get; init; } = [];
}

/// <summary>A heading of the text.</summary>
/// <param name="Id">Its anchor, unique in the issue.</param>
public sealed record IssueHeading(int Level, string Id, HeadingBlock Block, SourceLocation Location)
{
    /// <summary>Whether it stands above the contents list, which need not list it ("In this issue").</summary>
    public bool IsAboveContents =>
        Block.Parent is { } parent
        && parent.IndexOf(Block) is >= 0 and var index
        && index + 1 < parent.Count
        && parent[index + 1] is Markdown.TocNode;
}

/// <summary>A picture beside the issue.</summary>
/// <param name="Url">As written in the Markdown.</param>
/// <param name="Path">The file, from the workspace root, with <c>/</c>.</param>
public sealed record IssuePicture(string Url, string Path, SourceLocation Location);
