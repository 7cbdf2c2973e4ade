using System.Collections.Immutable;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>Reads a <c>table</c> fence with its data: which columns it shows, and what each cell prints.</summary>
internal sealed class DataTableReader(Composition composition)
{
    private const int MostColumnsOnPhone = 5;

    /// <summary>The table of a block. What is wrong with it is reported; the rest of it is shown.</summary>
    public DataTable Read(TableBlock block)
    {
        var fields = new FieldReader(block.Options, TableFields.All, "a table", composition.Diagnostics);
        if (block.Data is not { } name || composition.Tables.Find(name) is not { } query)
            return DataTable.Failed("This table has no data.");
        if (query.Table is not { } table)
            return DataTable.Failed($"The query “{name}” failed.");
        var specs = Columns(fields, table);
        if (specs.IsEmpty)
            return DataTable.Failed("This table has no columns.");
        if (table.RowCount == 0 && query.Query.AllowEmpty)
            composition.Diagnostics.Add(
                EmailRules.EmptyTable,
                block.Location,
                $"The query \"{name}\" has no rows, so this table is empty.",
                "Leave the table out, or fix the query."
            );
        var markers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // The default of a personal issue, such as England, need not be a row.
        var (isMine, edition) = (PersonalHighlight.IsMine(block.Options), composition.Edition ?? composition.Figures.Editions?.Default);
        var mayMiss = isMine && edition == composition.Figures.Editions?.Default;
        var highlight = isMine && edition is not null ? edition.Key : fields.Text(PersonalHighlight.Key);
        var rows = Enumerable
            .Range(0, table.RowCount)
            .Select(row => Row(table, specs, row, highlight, fields.LocationOf("data"), markers))
            .ToImmutableArray();
        if (table.RowCount > 0)
        {
            ImmutableArray<string> wanted =
                isMine && composition.Figures.Editions is { AreDrawn: false } all ? [.. all.All.Select(other => other.Key)]
                : mayMiss ? []
                : Some(highlight ?? "");
            ReportMissing(wanted, rows, fields);
        }
        string Text(string key) => block.Texts.TryGetValue(key, out var text) ? composition.Print(text) : "";
        return new DataTable([.. specs.Select(spec => new DataColumn(spec.Label, spec.Align, spec.HasBar))], rows)
        {
            Caption = Text("caption"),
            Subtitle = Text("subtitle"),
            Source = SourceLine.For(Text("source"), query.Datasets, composition.Language),
            Notes = [.. Some(Text("note")), .. markers.Select(marker => $"{marker.Key}: {marker.Value}.")],
            Stacks = fields.Text("narrow") is "stacked" || (fields.Text("narrow") is "auto" && specs.Length > MostColumnsOnPhone),
        };
    }

    // Of very many keys an email has no room for a row each: it is enough that some have one.
    private void ReportMissing(ImmutableArray<string> highlights, ImmutableArray<DataRow> rows, FieldReader fields)
    {
        var names = rows.Select(row => row.Cells[0].Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (highlights.IsEmpty || highlights.Any(names.Contains))
            return;
        var others = highlights.Length == 1 ? "" : $", nor with any of {highlights.Length - 1} other keys";
        composition.Diagnostics.Add(
            EmailRules.UnknownRow,
            fields.LocationOf(PersonalHighlight.Key),
            $"No row begins with \"{highlights[0]}\"{others}.",
            NearestName.Hint(highlights[0], [.. names])
        );
    }

    private ImmutableArray<ColumnSpec> Columns(FieldReader fields, Table table)
    {
        switch (fields.Node("columns"))
        {
            case null:
                return [.. table.Columns.Where(column => !IsNotes(table, column)).Select(column => Spec(column, null, fields.Location))];
            case YamlMapping mapping:
                return
                [
                    .. mapping
                        .Entries.Select(entry =>
                            Find(entry.Key, table) is { } column ? Spec(column, entry.Value, entry.Value.Location) : null
                        )
                        .OfType<ColumnSpec>(),
                ];
            case YamlSequence list:
                foreach (var item in list.Items.Where(item => item is not YamlScalar))
                {
                    composition.Diagnostics.Add(
                        FieldRules.WrongType,
                        item.Location,
                        $"\"columns\" lists {item.Kind}; it wants names.",
                        "Headings and formats make a mapping of it: columns: {year: Year, visits: {label: Visits, format: num0}}"
                    );
                }
                return
                [
                    .. list
                        .Items.OfType<YamlScalar>()
                        .Select(item => Find(item, table) is { } column ? Spec(column, null, item.Location) : null)
                        .OfType<ColumnSpec>(),
                ];
            case YamlScalar one:
                return Find(one, table) is { } only ? [Spec(only, null, one.Location)] : [];
            default:
                return [];
        }
    }

    private Column? Find(YamlScalar name, Table table)
    {
        if (table[name.Value] is { } column)
            return column;
        composition.Diagnostics.Add(
            EmailRules.UnknownColumn,
            name.Location,
            $"The data has no column \"{name.Value}\".",
            NearestName.Hint(name.Value, [.. table.ColumnNames])
        );
        return null;
    }

    private ColumnSpec Spec(Column column, YamlNode? says, SourceLocation location)
    {
        var label = composition.Data((says as YamlScalar)?.Value ?? column.Name, location, "A heading");
        if (says is not YamlMapping mapping)
            return new ColumnSpec(column, label, YearColumns.FormatOf(column), Aligned(column, null, null), false, 0, location);
        var fields = new FieldReader(mapping, TableFields.Column, "a column", composition.Diagnostics);
        var format = ValueFormat.TryParse(fields.Text("format"), out var parsed) ? parsed : null;
        if (fields.Has("format") && format is { IsNumeric: true } && !column.IsNumeric)
        {
            composition.Diagnostics.Add(
                EmailRules.WrongFormat,
                fields.LocationOf("format"),
                $"The format {format.Name} prints numbers, and \"{column.Name}\" holds none.",
                "Use text or a date format, or cast the column in the query."
            );
            format = null;
        }
        var greatest = column.Values.Select(ValueFormat.ToDecimal).Max() ?? 0;
        return new ColumnSpec(
            column,
            fields.Text("label") ?? label,
            format ?? YearColumns.FormatOf(column),
            Aligned(column, format, fields.Text("align")),
            fields.Flag("bar") && greatest > 0,
            greatest,
            location
        );
    }

    private DataRow Row(
        Table table,
        ImmutableArray<ColumnSpec> specs,
        int row,
        string? highlight,
        SourceLocation location,
        SortedDictionary<string, string> markers
    )
    {
        var cells = specs
            .Select(spec =>
            {
                var value = spec.Column.Values[row];
                var share =
                    spec.HasBar && ValueFormat.ToDecimal(value) is { } number
                        ? (double)(Math.Max(0, number) / spec.Greatest)
                        : (double?)null;
                return new DataCell(
                    composition.Data(Print(table, spec, row, markers), location, $"Row {row + 1} of column \"{spec.Column.Name}\""),
                    share
                );
            })
            .ToImmutableArray();
        return new DataRow(cells, highlight is not null && cells[0].Text.Equals(highlight, StringComparison.OrdinalIgnoreCase));
    }

    // A value that was withheld prints the publisher's marker, whose meaning stands under the table.
    private string Print(Table table, ColumnSpec spec, int row, SortedDictionary<string, string> markers)
    {
        var value = spec.Column.Values[row];
        if (value is not null)
            return (spec.Format is { } format ? format.Format(value, composition.Language) : ValueFormat.Plain(value, composition.Language))
                ?? "";
        if (CellNote.Of(table, row, spec.Column.Name) is not { } note)
            return spec.Column.IsNumeric ? "–" : "";
        if (note.Reason.Length > 0)
            markers[composition.Data(note.Marker, spec.Location, "A marker")] = composition.Data(
                note.Reason.TrimEnd('.'),
                spec.Location,
                "A marker's meaning"
            );
        return note.Marker;
    }

    private static string Aligned(Column column, ValueFormat? format, string? align) =>
        align switch
        {
            "centre" => "center",
            not null => align,
            _ => column.IsNumeric && format is null or { IsNumeric: true } or { Family: "year" } ? "right" : "left",
        };

    private static bool IsNotes(Table table, Column column) =>
        !column.IsNoCompanion
        && column.Name.EndsWith(CellNote.ColumnSuffix, StringComparison.OrdinalIgnoreCase)
        && table[column.Name[..^CellNote.ColumnSuffix.Length]] is not null;

    private static ImmutableArray<string> Some(string text) => text.Length == 0 ? [] : [text];

    private sealed record ColumnSpec(
        Column Column,
        string Label,
        ValueFormat? Format,
        string Align,
        bool HasBar,
        decimal Greatest,
        SourceLocation Location
    );
}
