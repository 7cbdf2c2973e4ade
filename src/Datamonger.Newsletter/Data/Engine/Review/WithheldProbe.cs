using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>
/// Asks how many withheld values a SELECT's sums and means leave out: cells that are empty and have a note why. A query that reads the
/// notes of a column knows of them, and is not asked about it.
/// </summary>
internal sealed class WithheldProbe
{
    private static readonly string[] Leaving =
    [
        "sum",
        "avg",
        "mean",
        "median",
        "favg",
        "fsum",
        "kahan_sum",
        "sumkahan",
        "geomean",
        "product",
        "quantile",
        "quantile_cont",
        "quantile_disc",
        "mad",
        "stddev",
        "stddev_pop",
        "stddev_samp",
        "var_pop",
        "var_samp",
        "variance",
    ];

    private readonly ImmutableArray<Asked> _asked;

    private WithheldProbe(ImmutableArray<Asked> asked, string statement, string outer) =>
        (_asked, Statement, Outer) = (asked, statement, outer);

    /// <summary>The tree of the question.</summary>
    public string Statement { get; }

    /// <summary>What is asked of its rows.</summary>
    public string Outer { get; }

    /// <summary>An aggregate that is asked about.</summary>
    private sealed record Asked(string Name, string Table, JsonElement Call);

    /// <summary>The question to a SELECT; null when it sums nothing of which values could be withheld.</summary>
    /// <param name="node">The SELECT.</param>
    /// <param name="columns">Tells tables by their columns.</param>
    /// <param name="query">The whole query, whose notes it may read elsewhere.</param>
    public static WithheldProbe? Of(SelectNode node, ColumnOwners columns, JsonElement query)
    {
        var (asked, items, sums) = (ImmutableArray.CreateBuilder<Asked>(), new List<string>(), new List<string>());
        HashSet<string>? read = null;
        foreach (
            var call in node
                .Items.SelectMany(SelectNode.Within)
                .Where(element =>
                    SelectNode.Text(element, "class") == "FUNCTION" && Leaving.Contains(SelectNode.Text(element, "function_name"))
                )
        )
        {
            if (!call.GetProperty("children").EnumerateArray().Any())
                continue;
            var argument = call.GetProperty("children")[0];
            var notes = new List<string>();
            string? of = null;
            foreach (var column in SelectNode.ColumnsIn(argument))
            {
                var names = SelectNode.NamesOf(column);
                var note = names[^1] + CellNote.ColumnSuffix;
                if (
                    columns.Of(column, node.Tables) is not { } owner
                    || columns.Find(owner.Table)?.Columns?.Contains(note, StringComparer.OrdinalIgnoreCase) is not true
                )
                    continue;
                read ??= [.. SelectNode.ColumnsIn(query).Select(other => SelectNode.NamesOf(other)[^1].ToLowerInvariant())];
                if (read.Contains(note.ToLowerInvariant()))
                    continue;
                of ??= owner.Table;
                notes.Add($"n{items.Count}");
                items.Add(SelectNode.Column($"n{items.Count}", [.. names[..^1], note]));
            }
            if (of is null)
                continue;
            var filter =
                call.TryGetProperty("filter", out var condition) && condition.ValueKind == JsonValueKind.Object
                    ? $" AND n{items.Count}"
                    : "";
            if (filter.Length > 0)
                items.Add(SelectNode.Named(condition, $"n{items.Count}"));
            sums.Add(
                $"count(*) FILTER (WHERE n{items.Count} IS NULL AND "
                    + $"({string.Join(" OR ", notes.Select(note => $"{note} IS NOT NULL"))}){filter})"
            );
            items.Add(SelectNode.Named(argument, $"n{items.Count}"));
            asked.Add(
                new Asked(
                    $"{SelectNode.Text(call, "function_name")}({string.Join(", ", SelectNode.ColumnsIn(argument).Select(column => SelectNode.NamesOf(column)[^1]).Distinct())})",
                    of,
                    call
                )
            );
        }
        return asked.Count == 0
            ? null
            : new WithheldProbe(
                asked.ToImmutable(),
                node.Selecting(items),
                $"SELECT {string.Join(", ", sums.Select((sum, i) => string.Create(CultureInfo.InvariantCulture, $"{sum} AS s{i}")))} "
                    + $"FROM ({{0}})"
            );
    }

    /// <summary>What the answer says.</summary>
    public IEnumerable<WithheldInput> Read(Table? answer, SqlPlaces places)
    {
        if (answer is null)
            yield break;
        for (var i = 0; i < _asked.Length; i++)
        {
            if (Convert.ToInt64(answer.Columns[i].Values[0], CultureInfo.InvariantCulture) is not (> 0 and var cells))
                continue;
            var (line, column) = places.Of(_asked[i].Call);
            yield return new WithheldInput(_asked[i].Name, _asked[i].Table, cells, line, column);
        }
    }
}
