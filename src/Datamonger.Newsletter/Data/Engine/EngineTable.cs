using System.Globalization;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Puts a table of ours into the engine. The engine's types follow from the table alone, so that a result from the cache is the same table
/// as a fresh one.
/// </summary>
internal static class EngineTable
{
    /// <summary>Makes and fills a table.</summary>
    public static void Create(DuckDBConnection connection, string schema, string name, Table table)
    {
        var types = table.Columns.Select(TypeOf).ToArray();
        var columns = table.Columns.Select((column, i) => $"{DuckDbSql.Identifier(column.Name)} {types[i].Sql}");
        DuckDbSql.Execute(connection, $"CREATE TABLE {schema}.{DuckDbSql.Identifier(name)} ({string.Join(", ", columns)})");
        using var appender = connection.CreateAppender(schema, name);
        for (var row = 0; row < table.RowCount; row++)
        {
            var target = appender.CreateRow();
            for (var i = 0; i < table.Columns.Length; i++)
                Append(target, table.Columns[i].Values[row], types[i].Scale);
            target.EndRow();
        }
    }

    /// <summary>The engine's type of a column, and the digits behind the point of an exact one.</summary>
    public static (string Sql, int Scale) TypeOf(Column column) =>
        column.Type switch
        {
            ColumnType.Boolean => ("BOOLEAN", 0),
            ColumnType.Integer => ("BIGINT", 0),
            ColumnType.Decimal => DecimalType(column),
            ColumnType.Double => ("DOUBLE", 0),
            ColumnType.Date => ("DATE", 0),
            ColumnType.Timestamp => ("TIMESTAMP", 0),
            _ => ("VARCHAR", 0),
        };

    private static (string Sql, int Scale) DecimalType(Column column)
    {
        var scale = 0;
        var digits = 1;
        foreach (var value in column.Values)
        {
            if (value is not decimal number)
                continue;
            scale = Math.Max(scale, number.Scale);
            digits = Math.Max(digits, DigitsBeforePoint(number));
        }
        var width = digits + scale <= 18 ? 18 : 38;
        return (
            string.Create(CultureInfo.InvariantCulture, $"DECIMAL({width}, {Math.Min(scale, 38 - digits)})"),
            Math.Min(scale, 38 - digits)
        );
    }

    private static int DigitsBeforePoint(decimal number)
    {
        var digits = 1;
        for (var whole = Math.Abs(decimal.Truncate(number)); whole >= 10; whole = decimal.Truncate(whole / 10))
            digits++;
        return digits;
    }

    /// <summary>Appends one value to a row.</summary>
    internal static void Append(IDuckDBAppenderRow target, object? value, int scale)
    {
        switch (value)
        {
            case null:
                target.AppendNullValue();
                break;
            case string text:
                target.AppendValue(text);
                break;
            case bool flag:
                target.AppendValue(flag);
                break;
            case long whole:
                target.AppendValue(whole);
                break;
            case decimal exact:
                target.AppendValue(exact.Scale > scale ? decimal.Round(exact, scale) : exact);
                break;
            case double real:
                target.AppendValue(real);
                break;
            case DateOnly day:
                target.AppendValue((DuckDBDateOnly?)DuckDBDateOnly.FromDateOnly(day));
                break;
            case DateTime time:
                target.AppendValue((DateTime?)time);
                break;
            default:
                throw new ArgumentException($"A column cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }
}
