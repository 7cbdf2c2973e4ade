using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Charts;

/// <summary>A drawn chart. Drawn at twice the size at which it is shown.</summary>
/// <param name="Png">The file's bytes.</param>
/// <param name="Width">Width at which it is shown, in CSS pixels.</param>
/// <param name="Height">Height at which it is shown, in CSS pixels.</param>
public sealed record ChartImage(ImmutableArray<byte> Png, int Width, int Height)
{
    /// <summary>Name of the file under <c>images/</c>: a hash of its bytes, so that the same picture has one name for ever.</summary>
    public string FileName { get; } = ContentHash.Of(Png.AsSpan())[..16] + ".png";
}

/// <summary>A chart as the email needs it: as a picture or as table cells, in words, and as data.</summary>
public sealed record RenderedChart(ChartBlock Block)
{
    /// <summary>The picture; null when it is drawn as cells, or could not be drawn (that has been reported).</summary>
    public ChartImage? Image { get; init; }

    /// <summary>The rows of a chart drawn as table cells; null when it is a picture.</summary>
    public ChartCells? Cells { get; init; }

    /// <summary>The finding, in a sentence; stands above the chart as text (and is not drawn into it).</summary>
    public string? Title { get; init; }

    /// <summary>What, where, when and the unit; stands under the title as text.</summary>
    public string? Subtitle { get; init; }

    /// <summary>"Source: Ofsted, Fostering in England 2015 to 2016 (February 2017)"; stands under the chart as text.</summary>
    public string? Source { get; init; }

    /// <summary>A remark under the chart, such as what a gap means.</summary>
    public string? Note { get; init; }

    /// <summary>What the chart shows, in words computed from the data, or the author's own.</summary>
    public string Alt { get; init; } = "";

    /// <summary>What is drawn: for the text part and the CSV of the archive.</summary>
    public Table Data { get; init; } = Table.Empty;

    /// <summary>The printed form of each cell of <see cref="Data"/>, row by row, for the text part.</summary>
    public ImmutableArray<ImmutableArray<string>> Printed { get; init; } = [];

    /// <summary>Headings of <see cref="Data"/>'s columns as printed.</summary>
    public ImmutableArray<string> Headings { get; init; } = [];

    /// <summary>Why there is nothing to show, for the placeholder; null when all is well.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it stands inside a sentence.</summary>
    public bool IsInline { get; init; }

    /// <summary>What it is in each edition, in their order, when it differs between them; this one is then the default's.</summary>
    public ImmutableArray<PersonalChart> Personal { get; init; } = [];

    /// <summary>Its pictures, in every edition.</summary>
    public IEnumerable<ChartImage> Pictures =>
        new[] { Image, (Cells as NumberCells)?.Trend }
            .OfType<ChartImage>()
            .Concat(Personal.SelectMany(personal => personal.Chart.Pictures));
}

/// <summary>A chart as the subscribers of one key see it.</summary>
public sealed record PersonalChart(string Key, RenderedChart Chart);

/// <summary>A chart drawn as table cells, which shows with images blocked.</summary>
public abstract record ChartCells;

/// <summary>Horizontal bars, one a row, with the value at the end.</summary>
/// <param name="Bars">In the order in which they stand.</param>
public sealed record BarCells(ImmutableArray<BarCell> Bars) : ChartCells;

/// <summary>One bar.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Its value as printed.</param>
/// <param name="Share">Its length against the longest bar, 0 to 1.</param>
/// <param name="Highlighted">Whether it is the one the title speaks of.</param>
/// <param name="Colour">Its colour, <c>#RRGGBB</c>.</param>
public sealed record BarCell(string Label, string Value, double Share, bool Highlighted, string Colour);

/// <summary>Vertical bars side by side.</summary>
public sealed record ColumnCells(ImmutableArray<BarCell> Columns) : ChartCells;

/// <summary>A big figure with its change in words.</summary>
/// <param name="Value">As printed.</param>
/// <param name="Label">What it counts.</param>
/// <param name="Change">"fell by 32% since 2014/15"; null when there is nothing to compare.</param>
/// <param name="Trend">A sparkline beside it, or null.</param>
public sealed record NumberCells(string Value, string Label, string? Change, ChartImage? Trend) : ChartCells;

/// <summary>The charts of an issue.</summary>
public sealed class IssueCharts
{
    private readonly Dictionary<ChartBlock, RenderedChart> _byBlock;

    /// <param name="charts">In the order of the issue.</param>
    public IssueCharts(IEnumerable<RenderedChart> charts)
    {
        All = [.. charts];
        _byBlock = All.ToDictionary(chart => chart.Block);
    }

    /// <summary>No charts.</summary>
    public static readonly IssueCharts None = new([]);

    /// <summary>In the order of the issue.</summary>
    public ImmutableArray<RenderedChart> All { get; }

    /// <summary>The chart of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="edition">Whose; the default edition's if null.</param>
    public RenderedChart Find(ChartBlock block, Edition? edition = null)
    {
        if (!_byBlock.TryGetValue(block, out var chart))
            return new RenderedChart(block) { Failure = "This chart was not drawn." };
        return chart.Personal.FirstOrDefault(personal => personal.Key == edition?.Key)?.Chart ?? chart;
    }
}
