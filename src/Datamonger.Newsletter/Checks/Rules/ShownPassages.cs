using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules;

/// <summary>
/// Everything that an issue says in words of its author's: its text, and the texts and headings of charts, tables and lists.
/// </summary>
internal static class ShownPassages
{
    /// <summary>The passages of an issue: the text first, then its blocks.</summary>
    public static IEnumerable<Passage> Of(Issue issue)
    {
        var charts = issue.Charts.SelectMany(chart =>
            Of(issue, chart.Texts, [.. ChartFields.Common, .. ChartCatalog.Find(chart.Kind)?.Fields ?? []])
        );
        var tables = issue.Tables.SelectMany(table => Of(issue, table.Texts, TableFields.All).Concat(Headings(issue, table)));
        var lists = issue.Lists.SelectMany(list => Of(issue, list.Texts, ListFields.All));
        return PassageReader.Read(issue).Concat(charts).Concat(tables).Concat(lists);
    }

    private static IEnumerable<Passage> Of(Issue issue, ImmutableDictionary<string, BoundText> texts, ImmutableArray<Field> fields) =>
        fields
            .Where(field => field.Type == FieldType.BoundText && texts.ContainsKey(field.Name))
            .Select(field => PassageReader.Read(issue, texts[field.Name], ""));

    private static IEnumerable<Passage> Headings(Issue issue, TableBlock table) =>
        table.Options["columns"] is not YamlMapping columns
            ? []
            : columns
                .Entries.Select(entry => (entry.Value as YamlMapping)?["label"] ?? entry.Value)
                .OfType<YamlScalar>()
                .Where(label => !label.IsNull)
                .Select(label => PassageReader.Read(issue, BoundText.Of(label.Value, label.Location), ""));
}
