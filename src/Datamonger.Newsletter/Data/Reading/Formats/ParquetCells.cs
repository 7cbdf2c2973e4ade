using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>The cells of a Parquet file, which knows the types of its columns.</summary>
internal sealed class ParquetCells : CellSource
{
    private readonly DuckDBConnection _connection;
    private readonly string _path;
    private readonly ImmutableArray<ParquetColumn> _columns;

    private ParquetCells(DuckDBConnection connection, string path, ImmutableArray<ParquetColumn> columns, long rowCount)
    {
        (_connection, _path, _columns, KnownRows) = (connection, path, columns, rowCount);
        Header = [.. columns.Select(column => column.Name)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<string> Header { get; }

    /// <inheritdoc/>
    public override long? KnownRows { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Absolute, or the place of an open handle.</param>
    /// <exception cref="InvalidDataException">It is no Parquet, or damaged.</exception>
    public static ParquetCells Open(string path)
    {
        var connection = FileConnection.Open();
        try
        {
            var source = DuckDbSql.ParquetRows(path);
            var columns = ImmutableArray.CreateBuilder<ParquetColumn>();
            using (var command = connection.CreateCommand())
            {
                command.CommandText = $"DESCRIBE SELECT * FROM {source}";
                using var reader = command.ExecuteReader();
                while (reader.Read())
                    columns.Add(new ParquetColumn(reader.GetString(0), reader.GetString(1)));
            }
            using var count = connection.CreateCommand();
            count.CommandText = $"SELECT count(*) FROM {source}";
            return new ParquetCells(
                connection,
                path,
                columns.ToImmutable(),
                Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture)
            );
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw Unreadable(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ColumnType? TypeOf(int column) => _columns[column].Type;

    /// <summary>Writes its rows, in the types that tables have, into another Parquet file.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="kept">The columns to copy, by their places here, with the names they get.</param>
    public void CopyTo(string path, IEnumerable<(int Index, string Name)> kept, CancellationToken cancellationToken)
    {
        var columns = kept.Select(column => $"{_columns[column.Index].Sql} AS {DuckDbSql.Identifier(column.Name)}");
        using var command = _connection.CreateCommand();
        using var registration = cancellationToken.Register(command.Cancel);
        command.CommandText =
            $"COPY (SELECT {string.Join(", ", columns)} FROM {DuckDbSql.ParquetRows(_path)}) TO {DuckDbSql.Literal(path)} (FORMAT parquet)";
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unreadable(e, _path);
        }
    }

    /// <inheritdoc/>
    public override void Visit(ICellSink sink, CancellationToken cancellationToken)
    {
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText =
                $"SELECT {string.Join(", ", _columns.Select(column => column.CellSql))} FROM {DuckDbSql.ParquetRows(_path)}";
            command.UseStreamingMode = true;
            using var reader = command.ExecuteReader();
            for (var row = 1; reader.Read(); row++)
            {
                if ((row & 0xFFF) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                for (var i = 0; i < _columns.Length; i++)
                {
                    var text = reader.IsDBNull(i) ? [] : Encoding.UTF8.GetBytes(TextOf(reader.GetValue(i)));
                    sink.Cell(row, i, text, text);
                }
                sink.EndRow(row);
            }
        }
        catch (DuckDBException e)
        {
            throw Unreadable(e, _path);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection.Dispose();
        base.Dispose();
    }

    // The engine's first line, without the place of the handle that it read by.
    private static InvalidDataException Unreadable(DuckDBException e, string path)
    {
        var message = e.Message.Split('\n')[0].Replace($"'{path}'", "it", StringComparison.Ordinal).Trim();
        var kind = message.IndexOf(" Error: ", StringComparison.Ordinal);
        return new InvalidDataException($"The file cannot be read as Parquet: {(kind < 0 ? message : message[(kind + 8)..])}");
    }

    private static string TextOf(object value) =>
        value switch
        {
            string text => text,
            bool flag => flag ? "true" : "false",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
