using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Gathers the rows of a source's answer into a table of ours.</summary>
internal sealed class SourceRows(DataSource source)
{
    private readonly List<(string Name, ColumnType Type, bool IsWide, ImmutableArray<object?>.Builder Values)> _columns = [];
    private int _rows;
    private long _bytes;

    /// <summary>How many columns there are.</summary>
    public int Width => _columns.Count;

    /// <summary>Adds a column.</summary>
    /// <param name="isWide">Whether its whole numbers may outgrow 64 bits: decimals come in, and become integers when all of them
    /// fit.</param>
    public void AddColumn(string name, ColumnType type, bool isWide = false)
    {
        if (_columns.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new QueryException($"Two columns of the result are called \"{name}\".")
            {
                Rule = QueryRules.DuplicateColumn,
                Hint = "Name each: sum(n) AS total; or select the columns of a join one by one.",
            };
        }
        _columns.Add((name, type, isWide, ImmutableArray.CreateBuilder<object?>()));
    }

    /// <summary>Begins a row.</summary>
    /// <exception cref="QueryException">There are as many as may come back.</exception>
    public void BeginRow()
    {
        if (_rows++ == source.RowLimit)
            throw SourceErrors.TooManyRows(source);
    }

    /// <summary>Bytes that may still come.</summary>
    public long BytesLeft => QueryLimits.Default.ResultBytes - _bytes;

    /// <summary>Adds the value of the row's next cell.</summary>
    /// <exception cref="QueryException">There are more bytes than a result may have.</exception>
    public void Add(int column, object? value)
    {
        if ((_bytes += Table.SizeOf(value)) > QueryLimits.Default.ResultBytes)
            throw QueryLimits.TooLarge(QueryLimits.Default.ResultBytes);
        _columns[column].Values.Add(value);
    }

    /// <summary>The table.</summary>
    public Table ToTable() => new([.. _columns.Select(Finish)], _rows);

    private static Column Finish((string Name, ColumnType Type, bool IsWide, ImmutableArray<object?>.Builder Values) column)
    {
        var values = column.Values.ToImmutable();
        return column.IsWide && values.All(value => value is null or decimal and >= long.MinValue and <= long.MaxValue)
            ? new Column(column.Name, ColumnType.Integer, [.. values.Select(value => value is decimal whole ? (object)(long)whole : null)])
            : new Column(column.Name, column.Type, values);
    }
}
