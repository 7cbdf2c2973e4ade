using System.Collections.Immutable;

namespace Datamonger.Newsletter.Comparing;

/// <summary>How a figure of one build differs from that of another.</summary>
public enum FigureChangeKind
{
    /// <summary>It prints something else.</summary>
    Changed,

    /// <summary>Its value is another, and prints the same.</summary>
    PrintsTheSame,

    /// <summary>It was not there.</summary>
    Added,

    /// <summary>It is no longer there.</summary>
    Removed,
}

/// <summary>A figure that differs.</summary>
/// <param name="Before">Null when it was added.</param>
/// <param name="After">Null when it was removed.</param>
/// <param name="Because">Names of the datasets behind it that changed; none when the issue's own text or query did.</param>
public sealed record FigureChange(FigureChangeKind Kind, FigureRecord? Before, FigureRecord? After, ImmutableArray<string> Because)
{
    /// <summary>The figure as it is now, or as it was last.</summary>
    public FigureRecord Figure => After ?? Before!;

    private string Whose => Figure.Key is { } key ? $"for {key}, " : "";

    /// <summary>What it was and is, in one line.</summary>
    public override string ToString() =>
        Kind switch
        {
            FigureChangeKind.Added => $"{Figure.Place}: {Whose}{Figure.Printed} is new",
            FigureChangeKind.Removed => $"{Figure.Place}: {Whose}{Figure.Printed} is gone",
            _ => $"{Figure.Place}: {Whose}{Before!.Printed} → "
                + $"{After!.Printed}{(Because.IsEmpty ? "" : $" (because of {string.Join(", ", Because)})")}",
        };
}

/// <summary>A dataset that differs.</summary>
/// <param name="Before">Null when no figure read it.</param>
/// <param name="After">Null when no figure reads it any more.</param>
public sealed record DatasetChange(string Name, DatasetRecord? Before, DatasetRecord? After);

/// <summary>The figures of two builds of an issue, set side by side.</summary>
/// <param name="Changes">In the order of the text; removed ones last.</param>
/// <param name="Datasets">By name.</param>
/// <param name="Unchanged">How many figures are as they were.</param>
public sealed record FigureComparison(ImmutableArray<FigureChange> Changes, ImmutableArray<DatasetChange> Datasets, int Unchanged)
{
    /// <summary>
    /// Figures whose words or numbers are others than they were, at the same expression: what data or a query changed behind the author's
    /// back.
    /// </summary>
    public ImmutableArray<FigureChange> Revised => [.. Changes.Where(change => change.Kind == FigureChangeKind.Changed)];

    /// <summary>
    /// Compares two builds. A figure is the same when its expression and its key are, the first with the first, the second with the second.
    /// </summary>
    public static FigureComparison Of(FiguresFile before, FiguresFile after)
    {
        var (was, now) = (DatasetsOf(before), DatasetsOf(after));
        ImmutableArray<DatasetChange> datasets =
        [
            .. was
                .Keys.Union(now.Keys)
                .Order(StringComparer.Ordinal)
                .Select(name => new DatasetChange(name, was.GetValueOrDefault(name), now.GetValueOrDefault(name)))
                .Where(change => change.Before?.Hash != change.After?.Hash),
        ];
        var earlier = before
            .Figures.GroupBy(figure => (figure.Expression, figure.Key))
            .ToDictionary(group => group.Key, group => new Queue<FigureRecord>(group));
        var changes = ImmutableArray.CreateBuilder<FigureChange>();
        foreach (var figure in after.Figures)
        {
            var match =
                earlier.TryGetValue((figure.Expression, figure.Key), out var queue) && queue.TryDequeue(out var found) ? found : null;
            if (match is null)
                changes.Add(new FigureChange(FigureChangeKind.Added, null, figure, []));
            else if (match.Printed != figure.Printed)
                changes.Add(new FigureChange(FigureChangeKind.Changed, match, figure, Reasons(match, figure)));
            else if (match.Value != figure.Value)
                changes.Add(new FigureChange(FigureChangeKind.PrintsTheSame, match, figure, Reasons(match, figure)));
        }
        var unchanged = after.Figures.Length - changes.Count;
        changes.AddRange(
            earlier
                .Values.SelectMany(queue => queue)
                .OrderBy(figure => figure.Place)
                .Select(figure => new FigureChange(FigureChangeKind.Removed, figure, null, []))
        );
        return new FigureComparison(changes.ToImmutable(), datasets, unchanged);
    }

    private static ImmutableArray<string> Reasons(FigureRecord before, FigureRecord after) =>
        [
            .. after
                .Datasets.Where(dataset => before.Datasets.FirstOrDefault(other => other.Name == dataset.Name)?.Hash != dataset.Hash)
                .Select(dataset => dataset.Name),
        ];

    private static Dictionary<string, DatasetRecord> DatasetsOf(FiguresFile file)
    {
        var datasets = new Dictionary<string, DatasetRecord>(StringComparer.Ordinal);
        foreach (var dataset in file.Figures.SelectMany(figure => figure.Datasets))
            datasets.TryAdd(dataset.Name, dataset);
        return datasets;
    }
}
