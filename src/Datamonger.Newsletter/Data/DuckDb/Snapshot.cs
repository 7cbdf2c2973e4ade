using System.Globalization;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Typing;
using Datamonger.Newsletter.Diagnostics;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Data.DuckDb;

/// <summary>A database file that holds the typed rows of one data file, for files of more rows than are held in memory.</summary>
internal static class Snapshot
{
    /// <summary>The one table of a snapshot.</summary>
    public const string Table = "rows";

    /// <summary>Writes a snapshot.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="source">The data file as the engine can open it: by its handle, or its path.</param>
    public static void Write(string path, string source, TypedTable table, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using var connection = FileConnection.Open(path);
        // Texts are numbered where they repeat and kept as they are where not: what else the engine would try costs more than reading saves.
        DuckDbEngine.Execute(connection, "PRAGMA force_compression='dictionary'");
        if (EngineQuery(source, table) is not { } query || !TryCreate(connection, query, table.RowCount, cancellationToken)) Append(connection, table, diagnostics, cancellationToken);
        DuckDbEngine.Execute(connection, "CHECKPOINT");
    }

    /// <summary>Digits behind the point that a column of a snapshot keeps.</summary>
    public static int ScaleOf(ColumnPlan plan) => Math.Min(plan.Scale, 38 - Math.Max(1, plan.Profile.IntegerDigits));

    /// <summary>The query by which the engine itself reads the file to the same table; null when only our own reader does.</summary>
    private static string? EngineQuery(string source, TypedTable table) => table.Cells switch
    {
        CsvCells csv => CsvQuery.For(csv, source, table.Plans),
        ParquetCells parquet when table.Plans.All(plan => plan.Declared is null) => $"SELECT {string.Join(", ", table.Plans.Select(plan => $"{parquet.ValueOf(plan.Index)} AS {DuckDbEngine.Identifier(plan.Name)}"))} FROM {parquet.Source}",
        _ => null,
    };

    private static void Append(DuckDBConnection connection, TypedTable table, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var columns = table.Plans.SelectMany(plan => plan.NoteName is null ? [$"{DuckDbEngine.Identifier(plan.Name)} {SqlType(plan)}"] : (string[])[$"{DuckDbEngine.Identifier(plan.Name)} {SqlType(plan)}", $"{DuckDbEngine.Identifier(plan.NoteName)} VARCHAR"]);
        DuckDbEngine.Execute(connection, $"CREATE TABLE {Table} ({string.Join(", ", columns)})");
        using var builder = new SnapshotBuilder(connection, table, diagnostics);
        table.Cells.Visit(builder, cancellationToken);
        builder.Finish();
    }

    // The engine must have seen the rows that our own reader saw; when it stumbles over one, ours reads them all.
    private static bool TryCreate(DuckDBConnection connection, string query, long rowCount, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        using var registration = cancellationToken.Register(command.Cancel);
        try
        {
            command.CommandText = $"CREATE TABLE {Table} AS {query}";
            command.ExecuteNonQuery();
            command.CommandText = $"SELECT count(*) FROM {Table}";
            if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == rowCount) return true;
        }
        catch (DuckDBException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        DuckDbEngine.Execute(connection, $"DROP TABLE IF EXISTS {Table}");
        return false;
    }

    /// <summary>The engine's type of a planned column.</summary>
    internal static string SqlType(ColumnPlan plan) => plan.Type switch
    {
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Integer => "BIGINT",
        ColumnType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({(plan.Profile.IntegerDigits + ScaleOf(plan) <= 18 ? 18 : 38)}, {ScaleOf(plan)})"),
        ColumnType.Double => "DOUBLE",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        _ => "VARCHAR",
    };
}
