using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>
/// Asks of how many persons each mean, least and greatest of a result is. Known where the query reads one table in which each row is a
/// person.
/// </summary>
internal sealed class GroupProbe
{
    private static readonly string[] Means = ["avg", "mean", "favg", "median", "geomean", "quantile", "quantile_cont", "quantile_disc"];
    private static readonly string[] Extremes = ["min", "max"];

    private readonly ImmutableArray<(int Place, bool IsMean)> _asked;

    private GroupProbe(ImmutableArray<(int Place, bool IsMean)> asked, string statement) => (_asked, Statement) = (asked, statement);

    /// <summary>The tree of the query with the counts behind its columns.</summary>
    public string Statement { get; }

    /// <summary>The question to a query; null when nothing of that kind is certain.</summary>
    public static GroupProbe? Of(ImmutableArray<SelectNode> nodes, ColumnOwners columns)
    {
        var node = nodes.FirstOrDefault(candidate => candidate.IsOutermost);
        if (node is null || node.IsDistinct || node.Tables is not [{ Table: { } table }] || columns.Find(table) is not { IsOfPeople: true })
            return null;
        var (asked, counts) = (ImmutableArray.CreateBuilder<(int, bool)>(), new List<string>());
        foreach (var (item, place) in node.Items.Select((item, place) => (item, place)))
        {
            // With * the places of the columns are not known.
            if (SelectNode.Text(item, "class") == "STAR")
                return null;
            if (SelectNode.Within(item).FirstOrDefault(IsOfGroup) is not { ValueKind: JsonValueKind.Object } call)
                continue;
            asked.Add((place, Means.Contains(SelectNode.Text(call, "function_name"))));
            counts.Add(CountOf(call, counts.Count));
        }
        return asked.Count == 0 ? null : new GroupProbe(asked.ToImmutable(), node.Adding(counts));
    }

    /// <summary>What the answer says of a result.</summary>
    public ImmutableArray<PersonGroups> Read(Table? answer, Table result)
    {
        // Rows that tie in ORDER BY behind LIMIT may be others: then nothing is certain.
        if (answer is null || answer.RowCount != result.RowCount || answer.Columns.Length != result.Columns.Length + _asked.Length)
            return [];
        return
        [
            .. _asked.Select(
                (entry, i) =>
                    new PersonGroups(
                        result.Columns[entry.Place].Name,
                        entry.IsMean,
                        [
                            .. answer
                                .Columns[result.Columns.Length + i]
                                .Values.Select(count => Convert.ToInt64(count, CultureInfo.InvariantCulture)),
                        ]
                    )
            ),
        ];
    }

    private static bool IsOfGroup(JsonElement element) =>
        SelectNode.Text(element, "class") == "FUNCTION"
        && (Means.Contains(SelectNode.Text(element, "function_name")) || Extremes.Contains(SelectNode.Text(element, "function_name")))
        && element.GetProperty("children").GetArrayLength() > 0;

    // count(x) in the place of avg(x), with its filter.
    private static string CountOf(JsonElement call, int number)
    {
        var first = call.GetProperty("children")[0].GetRawText();
        var text = SelectNode.With(
            call,
            "function_name",
            "count",
            "alias",
            string.Create(CultureInfo.InvariantCulture, $"persons_{number}")
        );
        return text.Replace(call.GetProperty("children").GetRawText(), $"[{first}]", StringComparison.Ordinal);
    }
}
