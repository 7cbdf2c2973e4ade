using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;
using Npgsql;
using Npgsql.PostgresTypes;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// Reads what PostgreSQL answers into a table of ours, type by type; what has no place there is refused with the cast that gives it one.
/// </summary>
internal static class PostgresRows
{
    private static readonly DateOnly Epoch = new(2000, 1, 1);

    private const int Chunk = 1 << 16;

    /// <summary>Reads all rows, cell after cell as they come: a cell that is too large is not read to its end.</summary>
    /// <exception cref="QueryException">There are too many, or one holds what cannot be shown.</exception>
    public static async Task<Table> ReadAsync(NpgsqlDataReader reader, DataSource source, CancellationToken cancellationToken)
    {
        var rows = new SourceRows(source);
        var types = new string[reader.FieldCount];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = NameOf(reader.GetPostgresType(i));
            rows.AddColumn(reader.GetName(i), TypeOf(types[i]) ?? throw Unprintable(reader, i));
        }
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.BeginRow();
            for (var i = 0; i < types.Length; i++)
                rows.Add(i, reader.IsDBNull(i) ? null : Value(reader, i, types[i], rows.BytesLeft));
        }
        return rows.ToTable();
    }

    // A domain is what it is made of; an enumeration is its words; lists and structures have no name here.
    private static string NameOf(PostgresType type) =>
        type switch
        {
            PostgresDomainType domain => NameOf(domain.BaseType),
            PostgresEnumType => "enum",
            PostgresBaseType => type.InternalName,
            _ => "",
        };

    private static ColumnType? TypeOf(string name) =>
        name switch
        {
            "bool" => ColumnType.Boolean,
            "int2" or "int4" or "int8" => ColumnType.Integer,
            "numeric" or "money" => ColumnType.Decimal,
            "float4" or "float8" => ColumnType.Double,
            "date" => ColumnType.Date,
            "timestamp" or "timestamptz" => ColumnType.Timestamp,
            "text" or "varchar" or "bpchar" or "name" or "citext" or "enum" or "uuid" or "json" or "jsonb" or "time" => ColumnType.Text,
            _ => null,
        };

    private static object Value(NpgsqlDataReader reader, int i, string type, long bytesLeft)
    {
        try
        {
            return type switch
            {
                "bool" => reader.GetBoolean(i),
                "int2" => (long)reader.GetInt16(i),
                "int4" => (long)reader.GetInt32(i),
                "int8" => reader.GetInt64(i),
                "numeric" or "money" => reader.GetDecimal(i),
                "float4" => (double)reader.GetFloat(i),
                "float8" => reader.GetDouble(i),
                "date" => Day(reader.GetFieldValue<int>(i)),
                // A time with a zone is a moment: it is shown as that moment in UTC, on every machine.
                "timestamp" or "timestamptz" => Time(reader.GetFieldValue<long>(i)),
                "time" => reader.GetFieldValue<TimeOnly>(i).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
                "uuid" => reader.GetGuid(i).ToString("D"),
                // Both are short, and neither comes as a stream.
                "name" or "enum" => reader.GetString(i),
                _ => Text(reader, i, bytesLeft),
            };
        }
        catch (OverflowException)
        {
            throw SourceErrors.Unprintable(
                reader.GetName(i),
                reader.GetDataTypeName(i),
                $"It holds 28 digits and no more, and no NaN: round({reader.GetName(i)}, 6)."
            );
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException)
        {
            throw Unprintable(reader, i);
        }
    }

    private static string Text(NpgsqlDataReader reader, int i, long bytesLeft)
    {
        using var cell = reader.GetTextReader(i);
        var text = new StringBuilder();
        var buffer = new char[Chunk];
        for (var read = cell.ReadBlock(buffer); read > 0; read = cell.ReadBlock(buffer))
        {
            if (text.Append(buffer, 0, read).Length > bytesLeft)
                throw QueryLimits.TooLarge(QueryLimits.Default.ResultBytes);
        }
        return text.ToString();
    }

    // As the server sends them: days, and millionths of a second, since the year 2000. The driver's own days would make an infinite
    // one the last of the calendar.
    private static DateOnly Day(int number)
    {
        var day = (long)number + Epoch.DayNumber;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day)
            : throw new ArgumentOutOfRangeException(nameof(number));
    }

    private static DateTime Time(long number)
    {
        var ticks = ((Int128)number * TimeSpan.TicksPerMicrosecond) + Epoch.ToDateTime(TimeOnly.MinValue).Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks)
            : throw new ArgumentOutOfRangeException(nameof(number));
    }

    private static QueryException Unprintable(NpgsqlDataReader reader, int i)
    {
        var (name, type) = (reader.GetName(i), reader.GetDataTypeName(i));
        return SourceErrors.Unprintable(
            name,
            type,
            type.EndsWith("[]", StringComparison.Ordinal) ? $"Make a text of it: array_to_string({name}, ', ')." : $"Cast it: {name}::text."
        );
    }
}
