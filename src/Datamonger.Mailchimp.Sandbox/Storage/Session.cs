using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>One transaction. Parameters are written <c>$1</c>, <c>$2</c> … in the order they are given.</summary>
internal sealed class Session(SqliteConnection connection, SqliteTransaction transaction)
{
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Inserts a row and returns its number.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        Execute(sql, values);
        return Count("select last_insert_rowid()");
    }

    public ImmutableArray<T> All<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
            rows.Add(read(new Row(reader)));
        return rows.ToImmutable();
    }

    public T? First<T>(string sql, Func<Row, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(new Row(reader)) : null;
    }

    /// <summary>The first column of the first row as a number; 0 when there is none.</summary>
    public long Count(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>The first column of the first row as text; null when there is none.</summary>
    public string? Text(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() as string;
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var at = 0; at < values.Length; at++)
            command.Parameters.AddWithValue("$" + (at + 1).ToString(CultureInfo.InvariantCulture), Stored(values[at]));
        return command;
    }

    private static object Stored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            bool flag => flag ? 1L : 0L,
            DateTimeOffset moment => Iso.Text(moment),
            System.Text.Json.Nodes.JsonNode json => json.ToJsonString(),
            _ => value,
        };
}

/// <summary>The row a query stands on; columns are read by their names.</summary>
internal readonly struct Row(SqliteDataReader reader)
{
    public string Text(string column) => reader.IsDBNull(At(column)) ? "" : reader.GetString(At(column));

    public string? TextOrNull(string column) => reader.IsDBNull(At(column)) ? null : reader.GetString(At(column));

    public long Number(string column) => reader.IsDBNull(At(column)) ? 0 : reader.GetInt64(At(column));

    public bool Flag(string column) => Number(column) != 0;

    public byte[] Bytes(string column) => (byte[])reader.GetValue(At(column));

    public System.Text.Json.Nodes.JsonObject Json(string column) => JsonTree.ParseObject(Text(column));

    private int At(string column) => reader.GetOrdinal(column);
}
