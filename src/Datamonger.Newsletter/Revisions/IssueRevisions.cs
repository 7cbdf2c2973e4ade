using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Revisions;

/// <summary>A figure of a sent issue that today's data print otherwise.</summary>
/// <param name="Rank">2: in the subject or a title, another sign, a tenth or more, or not to be had any more; 3: any other.</param>
/// <param name="Change">What it was and is.</param>
/// <param name="Sentence">Where it stands, as it was sent.</param>
/// <param name="Relative">By how much its value changed, as a part of what it was; null where that cannot be said.</param>
/// <param name="Releases">The datasets behind it, with the day of their release then and now.</param>
public sealed record Revision(
    int Rank,
    FigureChange Change,
    string Sentence,
    decimal? Relative,
    ImmutableArray<(string Dataset, string? Then, string? Now)> Releases
)
{
    /// <summary>Whether it can be worked out today.</summary>
    public bool IsComparable => Change.After is { } after && after.Printed != Figure.Missing;

    /// <summary>Whether every dataset that changed has a new release: newer data, and no error.</summary>
    public bool HasNewRelease => !Releases.IsEmpty && Releases.All(release => release.Then != release.Now);
}

/// <summary>Reads an issue and evaluates its figures on today's data.</summary>
public delegate Task<EvaluatedIssue> EvaluateIssue(SourceText source, IssueParser reader, CancellationToken cancellationToken);

/// <summary>What today's data make of a sent issue: its own words and SQL, the datasets as they are now.</summary>
/// <param name="Slug">The issue.</param>
/// <param name="Kept">What was sent.</param>
/// <param name="Figures">Figures that print otherwise; the gravest first.</param>
/// <param name="Unprinted">Figures that differ only in digits that are not printed.</param>
/// <param name="Unchanged">Figures that are as they were.</param>
public sealed partial record IssueRevisions(string Slug, KeptIssue Kept, ImmutableArray<Revision> Figures, int Unprinted, int Unchanged)
{
    private const decimal Substantial = 0.1m;

    /// <summary>Evaluates a sent issue on today's data.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="evaluate">Reads it and runs its queries.</param>
    /// <param name="slug">Its slug.</param>
    /// <param name="kept">What was sent.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    /// <exception cref="InvalidDataException">What was kept is damaged.</exception>
    public static async Task<IssueRevisions> FindAsync(
        Workspace workspace,
        EvaluateIssue evaluate,
        string slug,
        KeptIssue kept,
        CancellationToken cancellationToken
    )
    {
        var sources = new KeptSources(kept, new WorkspaceFiles(workspace));
        var before = FiguresFile.Read(kept.Read("figures.json") ?? throw new InvalidDataException("figures.json is missing"));
        var today = await evaluate(sources.Issue, new IssueParser(sources, workspace.Settings), cancellationToken);
        var after = FiguresFile.Read(Encoding.UTF8.GetBytes(FiguresJson.Write(today.Figures, today.Tables.Datasets)));
        var comparison = FigureComparison.Of(before, after);
        var heads = HeadsOf(today.Issue);
        var revisions = comparison
            // An edition that is new is nobody's mistake.
            .Changes.Where(change => change.Kind is FigureChangeKind.Changed or FigureChangeKind.Removed)
            .Select(change =>
            {
                var relative = RelativeOf(change);
                return new Revision(
                    RankOf(change, relative, heads),
                    change,
                    sources.Find(change.Figure.Place.File) is { } text ? SentenceReader.At(text, change.Before!, before.Figures) : "",
                    relative,
                    Releases(change, kept, today.Tables.Datasets)
                );
            })
            .OrderBy(revision => revision.Rank)
            .ThenByDescending(revision => Math.Abs(revision.Relative ?? decimal.MaxValue))
            .ThenBy(revision => revision.Change.Figure.Place);
        return new IssueRevisions(
            slug,
            kept,
            [.. revisions],
            comparison.Changes.Count(change => change.Kind == FigureChangeKind.PrintsTheSame),
            comparison.Unchanged
        );
    }

    /// <summary>A sent issue as its author wrote it.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="folder">The issue's folder.</param>
    /// <param name="kept">What was sent.</param>
    /// <exception cref="InvalidDataException">What was kept is damaged.</exception>
    public static Issue Read(Workspace workspace, string folder, KeptIssue kept)
    {
        var sources = new KeptSources(kept, new WorkspaceFiles(workspace));
        return new IssueParser(sources, workspace.Settings).Parse(folder, sources.Issue, new DiagnosticBag());
    }

    // What readers see first: the subject, and what stands above the text, charts and tables.
    private static ImmutableHashSet<SourceLocation> HeadsOf(Issue issue) =>
        [
            .. issue.FrontMatter.Subject.Figures.Select(figure => figure.Location),
            .. issue
                .Charts.SelectMany(chart => chart.Texts)
                .Concat(issue.Tables.SelectMany(table => table.Texts))
                .Where(text => text.Key is "title" or "caption")
                .SelectMany(text => text.Value.Figures)
                .Select(figure => figure.Location),
            .. issue.Figures.Select(figure => figure.Location).Where(place => issue.Source.Line(place.Line).StartsWith('#')),
        ];

    private static int RankOf(FigureChange change, decimal? relative, ImmutableHashSet<SourceLocation> heads) =>
        change.After is not { } after || after.Printed == Figure.Missing ? 2
        : heads.Contains(change.Before!.Place) ? 2
        : relative is null || Math.Abs(relative.Value) >= Substantial || Sign(ValueOf(change.Before)) != Sign(ValueOf(after)) ? 2
        : 3;

    // Null where the words around the number are others: "fell by 2%" has become "rose by 2%".
    private static decimal? RelativeOf(FigureChange change) =>
        change is { Before: { } before, After: { } after }
        && ValueOf(before) is { } was and not 0
        && ValueOf(after) is { } now
        && (Number(before.Value) is not null || Numeral().Replace(before.Printed, "") == Numeral().Replace(after.Printed, ""))
            ? (now - was) / Math.Abs(was)
            : null;

    // Of a text, such as that of a change, the number in it.
    private static decimal? ValueOf(FigureRecord figure) =>
        Number(figure.Value) ?? Number(Numeral().Match(figure.Printed).Value.Replace(",", "", StringComparison.Ordinal));

    private static int? Sign(decimal? value) => value is { } number ? Math.Sign(number) : null;

    private static decimal? Number(string? value) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ImmutableArray<(string, string?, string?)> Releases(
        FigureChange change,
        KeptIssue kept,
        ImmutableArray<Dataset> today
    ) =>
        [
            .. change
                .Before!.Datasets.Where(dataset => today.FirstOrDefault(now => now.Name == dataset.Name)?.Hash != dataset.Hash)
                .Select(dataset =>
                    (
                        dataset.Name,
                        Day(kept.Issue.Datasets.FirstOrDefault(then => then.Name == dataset.Name)?.Released) ?? dataset.Released,
                        Day(today.FirstOrDefault(now => now.Name == dataset.Name)?.Released)
                    )
                ),
        ];

    [GeneratedRegex(@"[0-9][0-9,]*(\.[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numeral();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
