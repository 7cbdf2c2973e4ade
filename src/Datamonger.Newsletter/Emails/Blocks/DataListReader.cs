using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>
/// Reads a <c>list</c> fence with its data into what its partial is given. The first lines of the partial say which columns it
/// asks for: <c>{{# columns: title, date; optional: time, url #}}</c>.
/// </summary>
internal sealed partial class DataListReader(Composition composition)
{
    /// <summary>The arguments of the partial; null, with a reason, when there is nothing to draw.</summary>
    public ScriptObject? Read(ListBlock block, TemplateFile partial, out string failure)
    {
        failure = "";
        var fields = new FieldReader(block.Options, ListFields.All, "a list", composition.Diagnostics);
        if (block.Data is not { } name || composition.Tables.Find(name) is not { } query)
            failure = "This list has no data.";
        else if (query.Table is not { } table)
            failure = $"The query “{name}” failed.";
        else
            return Model(block, fields, table, partial);
        return null;
    }

    private ScriptObject Model(ListBlock block, FieldReader fields, Table table, TemplateFile partial)
    {
        var columns = Columns(block, fields, table, partial);
        var group = fields.Text("group") is { } by ? Find(table, by, fields.LocationOf("group")) : null;
        var groups = Enumerable
            .Range(0, table.RowCount)
            .GroupBy(row => group?.Values[row]?.ToString() ?? "")
            .Select(rows =>
                (object?)
                    Emails.Model.Of(
                        ("name", Data(rows.Key, fields, "A group's name")),
                        ("items", Emails.Model.List(rows.Select(row => Item(table, columns, row, fields))))
                    )
            );
        string Text(string key) => block.Texts.TryGetValue(key, out var text) ? composition.Print(text) : "";
        return Emails.Model.Of(
            ("title", Text("title")),
            ("level", Level(block)),
            ("empty", Text("empty")),
            ("note", Text("note")),
            ("count", table.RowCount),
            ("groups", Emails.Model.List(groups))
        );
    }

    // A list's title is a heading one level below the one it stands under.
    private int Level(ListBlock block) =>
        Math.Min(
            6,
            1
                + composition
                    .Issue.Headings.Where(heading => heading.Location.File == block.Location.File && heading.Location < block.Location)
                    .Select(heading => heading.Level)
                    .LastOrDefault(1)
        );

    private ScriptObject Item(Table table, ImmutableArray<(string Name, Column? Column)> columns, int row, FieldReader fields)
    {
        var item = new ScriptObject();
        foreach (var (name, column) in columns)
        {
            var value = column?.Values[row];
            item[name] = value is string text ? Data(text, fields, $"Row {row + 1} of column \"{column!.Name}\"") : value;
        }
        return item;
    }

    // What the partial asks for by its own names, then every column by its name.
    private ImmutableArray<(string Name, Column? Column)> Columns(ListBlock block, FieldReader fields, Table table, TemplateFile partial)
    {
        var columns = ImmutableArray.CreateBuilder<(string, Column?)>();
        var named = fields.Map("columns");
        var (required, optional) = Asked(partial);
        foreach (var entry in named)
        {
            if (entry.Value is not YamlScalar column)
                continue;
            if (!required.Contains(entry.Key.Value) && !optional.Contains(entry.Key.Value))
            {
                composition.Diagnostics.Add(
                    EmailRules.UnknownColumn,
                    entry.Key.Location,
                    $"The list \"{block.Partial}\" asks for no \"{entry.Key.Value}\".",
                    NearestName.Hint(entry.Key.Value, [.. required, .. optional])
                );
            }
            columns.Add((entry.Key.Value, Find(table, column.Value, column.Location)));
        }
        foreach (var name in required.Concat(optional).Where(name => named.All(entry => entry.Key.Value != name)))
        {
            if (table[name] is null && required.Contains(name))
            {
                composition.Diagnostics.Add(
                    EmailRules.UnknownColumn,
                    fields.LocationOf("data"),
                    $"The list \"{block.Partial}\" asks for a column \"{name}\", which the data does not have.",
                    NearestName.To(name, table.ColumnNames) is { } near
                        ? $"Say columns: {{{name}: {near}}}, or name it so in the query."
                        : $"Name a column so in the query, or say columns: {{{name}: …}}."
                );
            }
            columns.Add((name, table[name]));
        }
        foreach (var column in table.Columns)
        {
            if (columns.All(known => known.Item1 != column.Name))
                columns.Add((column.Name, column));
        }
        return columns.ToImmutable();
    }

    private Column? Find(Table table, string name, SourceLocation location)
    {
        if (table[name] is { } column)
            return column;
        composition.Diagnostics.Add(
            EmailRules.UnknownColumn,
            location,
            $"The data has no column \"{name}\".",
            NearestName.Hint(name, [.. table.ColumnNames])
        );
        return null;
    }

    private string Data(string text, FieldReader fields, string what) => composition.Data(text, fields.LocationOf("data"), what);

    private static (string[] Required, string[] Optional) Asked(TemplateFile partial)
    {
        var match = Header().Match(partial.Source.Text);
        return match.Success ? (Names(match.Groups["columns"].Value), Names(match.Groups["optional"].Value)) : ([], []);
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^\{\{-?\s*#+\s*columns:(?<columns>[^;#}]*)(;\s*optional:(?<optional>[^;#}]*))?")]
    private static partial Regex Header();
}
