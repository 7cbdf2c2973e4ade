using Datamonger.Newsletter.Data.DuckDb;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>A column of a Parquet file.</summary>
/// <param name="Name">As the file has it.</param>
/// <param name="EngineType">What the engine reads it as.</param>
internal sealed record ParquetColumn(string Name, string EngineType)
{
    private string Identifier => DuckDbSql.Identifier(Name);

    /// <summary>The type that its values have in a table.</summary>
    public ColumnType Type =>
        EngineType switch
        {
            "BOOLEAN" => ColumnType.Boolean,
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => ColumnType.Integer,
            "UBIGINT" or "HUGEINT" or "UHUGEINT" => ColumnType.Decimal,
            "FLOAT" or "DOUBLE" => ColumnType.Double,
            "DATE" => ColumnType.Date,
            "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" or "TIMESTAMP WITH TIME ZONE" => ColumnType.Timestamp,
            _ when EngineType.StartsWith("DECIMAL(", StringComparison.Ordinal) => ColumnType.Decimal,
            _ => ColumnType.Text,
        };

    /// <summary>
    /// Its value as SQL for a cell that is read one by one. Days and times come as texts: the engine knows years that a table of ours does
    /// not.
    /// </summary>
    public string CellSql => Type is ColumnType.Date or ColumnType.Timestamp ? $"CAST({Sql} AS VARCHAR)" : Sql;

    /// <summary>Its value as SQL. A day is a day: a moment is shown by the clock of UTC, without a zone.</summary>
    public string Sql =>
        EngineType switch
        {
            "BOOLEAN" or "BIGINT" or "DOUBLE" or "DATE" or "TIMESTAMP" => Identifier,
            "UBIGINT" or "HUGEINT" or "UHUGEINT" => $"CAST({Identifier} AS DECIMAL(38, 0))",
            // Through its shortest text: a 0.1 that was stored in four bytes is 0.1 and not 0.10000000149011612.
            "FLOAT" => $"CAST(CAST({Identifier} AS VARCHAR) AS DOUBLE)",
            "TIMESTAMP WITH TIME ZONE" => $"CAST(timezone('UTC', {Identifier}) AS TIMESTAMP)",
            _ when Type is ColumnType.Integer => $"CAST({Identifier} AS BIGINT)",
            _ when Type is ColumnType.Timestamp => $"CAST({Identifier} AS TIMESTAMP)",
            _ when Type is ColumnType.Decimal => Identifier,
            _ when EngineType.Contains('(', StringComparison.Ordinal) || EngineType.EndsWith("[]", StringComparison.Ordinal) =>
                $"CAST(to_json({Identifier}) AS VARCHAR)",
            // An empty text is nothing, as in every other format.
            _ => $"nullif(CAST({Identifier} AS VARCHAR), '')",
        };
}
