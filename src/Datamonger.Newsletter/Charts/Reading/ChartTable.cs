using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>What a chart draws, as a table: values, their printed forms row by row, and headings.</summary>
internal sealed record ChartTable(Table Data, ImmutableArray<ImmutableArray<string>> Printed, ImmutableArray<string> Headings);

/// <summary>Puts a <see cref="ChartTable"/> together, column by column.</summary>
internal sealed class ChartTableBuilder(Language language)
{
    /// <summary>Stands where there is no value.</summary>
    public const string NoValue = "–";

    private readonly List<(string Heading, Column Column, ImmutableArray<string> Printed)> _columns = [];

    /// <summary>Adds a column of names.</summary>
    public ChartTableBuilder Add(string heading, ImmutableArray<string> names)
    {
        Keep(heading, ColumnType.Text, [.. names], names);
        return this;
    }

    /// <summary>Adds a column of values.</summary>
    public ChartTableBuilder Add(string heading, ImmutableArray<object?> values, ValueFormat format)
    {
        Keep(heading, TypeOf(values), values, [.. values.Select(value => format.Format(value, language) ?? NoValue)]);
        return this;
    }

    /// <summary>Adds columns of values.</summary>
    public ChartTableBuilder Add(IEnumerable<(string Heading, ImmutableArray<object?> Values)> columns, ValueFormat format)
    {
        foreach (var (heading, values) in columns)
            Add(heading, values, format);
        return this;
    }

    /// <summary>The table.</summary>
    public ChartTable Build()
    {
        var rows = _columns.Count == 0 ? 0 : _columns[0].Printed.Length;
        return new ChartTable(
            new Table([.. _columns.Select(column => column.Column)], rows),
            [.. Enumerable.Range(0, rows).Select(row => _columns.Select(column => column.Printed[row]).ToImmutableArray())],
            [.. _columns.Select(column => column.Heading)]
        );
    }

    private void Keep(string heading, ColumnType type, ImmutableArray<object?> values, ImmutableArray<string> printed)
    {
        var name = heading;
        for (var i = 2; _columns.Exists(column => column.Column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)); i++)
            name = $"{heading} {i}";
        _columns.Add((heading, new Column(name, type, values), printed));
    }

    private static ColumnType TypeOf(ImmutableArray<object?> values) =>
        values.Any(value => value is double) ? ColumnType.Double
        : values.Any(value => value is decimal) ? ColumnType.Decimal
        : values.Any(value => value is string) ? ColumnType.Text
        : ColumnType.Integer;
}
