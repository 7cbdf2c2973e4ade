using System.Buffers.Binary;
using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Kinds;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Charts;

/// <summary>Draws the charts of an issue: reads their keys, checks their data, and makes pictures or table cells of them.</summary>
public sealed class ChartRenderer(Theme theme, BuildCache cache)
{
    /// <summary>
    /// Draws all charts, several at a time. A chart that cannot be drawn is reported and comes back with what to say in its place;
    /// one whose query failed says nothing again.
    /// </summary>
    public IssueCharts Render(
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var inline = issue.InlineCharts.ToHashSet(ReferenceEqualityComparer.Instance);
        PersonalHighlight.Report(issue, tables, diagnostics);
        // A chart that differs between editions is drawn once in each.
        ImmutableArray<(ChartBlock Block, Edition? Edition)> wanted =
        [
            .. issue.Charts.SelectMany(block => PersonalHighlight.EditionsOf(block, figures).Select(edition => (block, edition))),
        ];
        var rendered = new RenderedChart[wanted.Length];
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(
            0,
            rendered.Length,
            options,
            i =>
                rendered[i] = Guarded(
                    wanted[i].Block,
                    wanted[i].Edition,
                    inline.Contains(wanted[i].Block),
                    issue,
                    tables,
                    figures,
                    diagnostics
                )
        );
        return new IssueCharts(
            wanted
                .Zip(rendered)
                .GroupBy(item => item.First.Block)
                .Select(chart => Together([.. chart.Select(item => (item.First.Edition, item.Second))], figures.Editions))
        );
    }

    /// <summary>
    /// Draws what an edition sees of its own, and takes the others as they have been drawn. Editions may be drawn at the same time.
    /// </summary>
    /// <param name="edition">Whose.</param>
    /// <param name="drawn">The charts as the message has them.</param>
    public IssueCharts RenderFor(
        Edition edition,
        IssueCharts drawn,
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        DiagnosticBag diagnostics
    ) =>
        new(
            drawn.All.Select(chart =>
                PersonalHighlight.IsPersonal(chart.Block, figures) && chart.Personal.IsEmpty
                    ? Guarded(chart.Block, edition, chart.IsInline, issue, tables, figures, diagnostics)
                    : drawn.Find(chart.Block, edition)
            )
        );

    // One that failed in any edition is a hole in all of them. Where there are too many for the message, it has the default's.
    private static RenderedChart Together(ImmutableArray<(Edition? Edition, RenderedChart Chart)> charts, Editions? editions)
    {
        if (charts is [(null, var everybodys)])
            return everybodys;
        return charts.First(item => item.Edition == editions!.Default).Chart with
        {
            Failure = charts.Select(item => item.Chart.Failure).FirstOrDefault(failure => failure is not null),
            Personal = editions!.AreDrawn ? [.. charts.Select(item => new PersonalChart(item.Edition!.Key, item.Chart))] : [],
        };
    }

    private RenderedChart Guarded(
        ChartBlock block,
        Edition? edition,
        bool isInline,
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        DiagnosticBag diagnostics
    ) =>
        diagnostics.Guard(
            "chart",
            $"the chart \"{block.Kind}\"",
            block.Location,
            () => Render(block, edition, isInline, issue, tables, figures, diagnostics),
            message => new RenderedChart(block) { IsInline = isInline, Failure = message }
        );

    private RenderedChart Render(
        ChartBlock block,
        Edition? edition,
        bool isInline,
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        DiagnosticBag diagnostics
    )
    {
        var texts = block.Texts.ToImmutableDictionary(text => text.Key, text => figures.Print(text.Value, edition));
        var chart = new RenderedChart(block)
        {
            IsInline = isInline,
            Title = Some(texts, "title"),
            Subtitle = Some(texts, "subtitle"),
            Note = Some(texts, "note"),
            Alt = Some(texts, "alt") ?? "",
        };
        if (ChartCatalog.Find(block.Kind) is not { } kind)
        {
            var message = $"\"{block.Kind}\" is not a kind of chart.";
            diagnostics.Add(
                ChartRules.UnknownKind,
                block.KindLocation,
                message,
                NearestName.To(block.Kind, ChartCatalog.Names) is { } near
                    ? $"Did you mean \"{near}\"?"
                    : $"Known: {string.Join(", ", ChartCatalog.Names)}."
            );
            return chart with { Failure = message };
        }
        var (options, mayMiss) = PersonalHighlight.In(block.Options, figures.Editions, edition);
        if (options != block.Options)
            texts = texts.SetItem(PersonalHighlight.Key, edition!.Key);
        var fields = new FieldReader(options, [.. ChartFields.Common, .. kind.Fields], $"the chart \"{kind.Name}\"", diagnostics);
        if (block.Data is not { } name)
            return chart with { Failure = "The chart does not say which query it draws (data)." };
        if (tables.Find(name) is not { } query)
            return chart with { Failure = $"The issue has no query \"{name}\"." };
        chart = chart with { Source = SourceLine.For(Some(texts, "source"), query.Datasets, issue.FrontMatter.Language) };
        if (query.Table is not { } table)
            return chart with { Failure = $"The query \"{name}\" failed." };
        if (table.RowCount == 0 && !query.Query.AllowEmpty)
            return chart with { Failure = $"The query \"{name}\" has no rows." };

        var input = new ChartInput(block, fields, table, issue.FrontMatter.Language, theme, texts, diagnostics)
        {
            IsInline = isInline,
            Day = issue.FrontMatter.Date,
            MayMissHighlight = mayMiss,
            OtherHighlights = PersonalHighlight.NotDrawn(block.Options, figures.Editions, edition),
            IsOrdered = query.IsOrdered,
            FollowsQuery = RowOrder.IsGiven(query.Query.Sql),
        };
        if (kind.Plan(input) is not { } plan || input.Failure is not null)
            return chart with { Failure = input.Failure ?? "The chart's keys are not complete." };
        chart = chart with
        {
            Alt = chart.Alt.Length > 0 ? chart.Alt : plan.Alt,
            Note = MarkerNotes.Behind(chart.Note, fields, table),
            Data = plan.Table.Data,
            Printed = plan.Table.Printed,
            Headings = plan.Table.Headings,
        };
        if (Size(input, plan) is not { } size)
            return chart with { Failure = input.Failure };

        var wanted = fields.Text("render");
        if (plan.Cells is { } cells && (wanted == "cells" || (wanted == "auto" && plan.PrefersCells)))
        {
            var trend = plan.Trend is { } draw
                ? Picture(kind, input, plan, "trend", () => new ChartSheet(theme, TrendSize.Width, TrendSize.Height), draw)
                : null;
            return chart with { Cells = cells(trend) };
        }
        if (wanted == "cells")
            input.Report(
                ChartRules.NoCells,
                "render",
                $"The chart \"{kind.Name}\" cannot be drawn as table "
                    + $"cells{(kind is BarChart or ColumnChart ? " with these values" : "")}; it is a picture.",
                kind is BarChart or ColumnChart ? "Leave render out." : "Leave render out; bars, columns and numbers can be cells."
            );
        var image = Picture(kind, input, plan, "picture", () => new ChartSheet(theme, size.Width, size.Height), plan.Draw);
        return image is null ? chart with { Failure = input.Failure } : chart with { Image = image };
    }

    private static readonly (int Width, int Height) TrendSize = (132, 40);

    private ChartImage? Picture(
        IChartKind kind,
        ChartInput input,
        ChartPlan plan,
        string part,
        Func<ChartSheet> open,
        Action<ChartSheet> draw
    )
    {
        var key = PictureKey.Of(kind, input, plan, part);
        if (cache.Find("chart", key) is { } kept)
            return Read(kept);
        using var sheet = open();
        draw(sheet);
        string[] missing = [.. sheet.Texts.SelectMany(text => InterFont.MissingFrom(text.Text)).Distinct()];
        foreach (var character in missing)
        {
            var text = sheet.Texts.First(letters => letters.Text.Contains(character, StringComparison.Ordinal)).Text;
            input.Report(
                ChartRules.MissingGlyph,
                "data",
                $"The charts' font has no \"{character}\" (U+{char.ConvertToUtf32(character, 0):X4}), which stands in \"{text}\".",
                "Write the name in Latin, Greek or Cyrillic letters in the query, or show the figures as a table."
            );
        }
        if (sheet.IsTooSmall)
            input.Report(
                ChartRules.NoRoom,
                input.Fields.Has("height") ? "height"
                    : input.Fields.Has("width") ? "width"
                    : "data",
                $"The texts of the chart leave its marks {Math.Max(0, sheet.Right - sheet.Left):0} × "
                    + $"{Math.Max(0, sheet.Bottom - sheet.Top):0} pixels of {sheet.Width} × {sheet.Height}; it needs "
                    + $"{sheet.Least.Width:0} × {Math.Max(sheet.Least.Height, 0):0}.",
                "Leave width and height out, or make them larger; shorter names leave more room, too."
            );
        if (missing.Length > 0 || sheet.IsTooSmall)
            return null;
        foreach (var name in sheet.LeftOut)
            input.Report(
                ChartRules.LeftOut,
                "names",
                $"There is no room for \"{name}\" where it would cover nothing.",
                "Name fewer points, or make the chart higher."
            );
        var image = sheet.ToImage();
        // One with something to report is drawn again, so that it is reported again.
        if (sheet.LeftOut.Count == 0)
            cache.Keep("chart", key, [.. image.Png]);
        return image;
    }

    private static (int Width, int? Height)? Size(ChartInput input, ChartPlan plan)
    {
        var width = input.Fields.Integer("width") ?? plan.Width;
        var height = input.Fields.Integer("height");
        if (width is >= 40 and <= 600 && height is null or >= 16 and <= 1200)
            return (width, height);
        var key = width is >= 40 and <= 600 ? "height" : "width";
        input.Report(
            ChartRules.BadSize,
            key,
            $"A picture of {width}{(height is { } given ? $" × {given}" : "")} pixels cannot be read in an email.",
            "Width 40 to 600, height 16 to 1200."
        );
        return null;
    }

    // A PNG says its size at a fixed place: 16 bytes in, big-endian.
    private static ChartImage Read(byte[] png) =>
        new(
            [.. png],
            BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) / ChartSheet.Scale,
            BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)) / ChartSheet.Scale
        );

    private static string? Some(ImmutableDictionary<string, string> texts, string key) =>
        texts.TryGetValue(key, out var text) && text.Length > 0 ? text : null;
}
