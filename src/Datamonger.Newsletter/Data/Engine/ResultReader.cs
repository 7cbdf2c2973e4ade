using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Datamonger.Newsletter.Data.Model;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>
/// Reads a result into a table of ours. A type that has no place there is text where it has one plain text, else a mistake to be told.
/// </summary>
internal static class ResultReader
{
    private static readonly BigInteger MaximumDecimal = new(decimal.MaxValue);

    private sealed class Reading(string name, string type)
    {
        public string Name { get; } = name;

        public string EngineType { get; } = type;

        public ImmutableArray<object?>.Builder Values { get; } = ImmutableArray.CreateBuilder<object?>();
    }

    /// <summary>Reads all rows, up to the limits.</summary>
    /// <exception cref="QueryException">There are more rows or bytes than that, two columns of one name, or a value that cannot be
    /// shown.</exception>
    public static Table Read(DuckDBDataReader reader, QueryLimits limits)
    {
        var columns = Columns(reader);
        var rows = 0;
        var bytes = 0L;
        while (reader.Read())
        {
            if (rows++ == limits.Rows)
            {
                throw new QueryException($"The query gives more than {limits.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows.")
                {
                    Rule = QueryRules.TooManyRows,
                    Hint = "Group, filter, or LIMIT them: an issue shows a handful.",
                };
            }
            for (var i = 0; i < columns.Length; i++)
            {
                var value = reader.IsDBNull(i) ? null : Value(reader, i, columns[i]);
                if ((bytes += Table.SizeOf(value)) > limits.ResultBytes)
                    throw QueryLimits.TooLarge(limits.ResultBytes);
                columns[i].Values.Add(value);
            }
        }
        return new Table([.. columns.Select(Finish)], rows);
    }

    private static Reading[] Columns(DuckDBDataReader reader)
    {
        var columns = new Reading[reader.FieldCount];
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new Reading(reader.GetName(i), reader.GetDataTypeName(i));
            if (!names.Add(columns[i].Name))
            {
                throw new QueryException($"Two columns of the result are called \"{columns[i].Name}\".")
                {
                    Rule = QueryRules.DuplicateColumn,
                    Hint = "Name each: sum(n) AS total; or select the columns of a join one by one.",
                };
            }
            if (columns[i].EngineType is "List" or "Array" or "Struct" or "Map" or "Union" or "Blob" or "Variant" or "Geometry")
            {
                throw Unprintable(
                    columns[i],
                    columns[i].EngineType is "List" or "Array"
                        ? $"Make a text of it: array_to_string({columns[i].Name}, ', ')."
                        : "Select its parts, or make a text of it."
                );
            }
        }
        return columns;
    }

    private static object Value(DuckDBDataReader reader, int index, Reading column) =>
        column.EngineType switch
        {
            "Decimal" => Exact(reader.GetFieldValue<DuckDBDecimal>(index), column),
            "Date" => Day(reader.GetFieldValue<DuckDBDateOnly>(index), column),
            "Timestamp" or "TimestampS" or "TimestampMs" or "TimestampNs" or "TimestampTz" => Time(reader, index, column),
            "Time" => TimeText(reader.GetFieldValue<DuckDBTimeOnly>(index)),
            "Interval" => IntervalText(reader.GetFieldValue<DuckDBInterval>(index)),
            _ => reader.GetValue(index) switch
            {
                string text => text,
                bool flag => flag,
                sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(
                    reader.GetValue(index),
                    CultureInfo.InvariantCulture
                ),
                ulong whole => (BigInteger)whole,
                BigInteger whole => whole,
                float real => (double)real,
                double real => real,
                DateTimeOffset time => time.ToString("HH:mm:sszzz", CultureInfo.InvariantCulture),
                Guid id => id.ToString("D"),
                _ => throw Unprintable(column, "Make a text of it with CAST(… AS VARCHAR)."),
            },
        };

    // A day's last moment is 24:00:00, which .NET's times do not reach.
    private static string TimeText(DuckDBTimeOnly time) =>
        time.Microsecond == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Min:00}:{time.Sec:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Hour:00}:{time.Min:00}:{time.Sec:00}.{time.Microsecond:000000}");

    // The engine's decimals have 38 digits, ours 28: zeros at the end may go, digits may not.
    private static decimal Exact(DuckDBDecimal value, Reading column)
    {
        var mantissa = value.Value.ToBigInteger();
        int scale = value.Scale;
        while (scale > 0 && (scale > 28 || BigInteger.Abs(mantissa) > MaximumDecimal) && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }
        if (scale > 28 || BigInteger.Abs(mantissa) > MaximumDecimal)
            throw TooLong(column);
        var size = (UInt128)BigInteger.Abs(mantissa);
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), mantissa.Sign < 0, (byte)scale);
    }

    private static DateOnly Day(DuckDBDateOnly day, Reading column) =>
        day.IsInfinity || day.Year is < 1 or > 9999 ? throw Unprintable(column, "Days run from year 1 to year 9999.") : day.ToDateOnly();

    private static DateTime Time(DuckDBDataReader reader, int index, Reading column)
    {
        try
        {
            var time = reader.GetFieldValue<DuckDBTimestamp>(index);
            if (!time.IsInfinity)
                return DateTime.SpecifyKind(time.ToDateTime(), DateTimeKind.Unspecified);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException or OverflowException) { }
        throw Unprintable(column, "Times run from year 1 to year 9999.");
    }

    private static string IntervalText(DuckDBInterval interval)
    {
        var parts = new List<string>();
        void Add(long number, string unit)
        {
            if (number != 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(Math.Abs(number) == 1 ? "" : "s")}"));
        }
        Add(interval.Months / 12, "year");
        Add(interval.Months % 12, "month");
        Add(interval.Days, "day");
        var microseconds = unchecked((long)interval.Micros);
        if (microseconds != 0 || parts.Count == 0)
        {
            var time = TimeSpan.FromMicroseconds(Math.Abs((double)microseconds));
            var seconds =
                time.Milliseconds == 0 && time.Microseconds == 0
                    ? time.ToString(@"mm\:ss", CultureInfo.InvariantCulture)
                    : time.ToString(@"mm\:ss\.ffffff", CultureInfo.InvariantCulture);
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(microseconds < 0 ? "-" : "")}{(long)time.TotalHours:00}:{seconds}"));
        }
        return string.Join(' ', parts);
    }

    // Sums of integers are 128 bits wide in the engine: integers while they fit, exact decimals beyond.
    private static Column Finish(Reading reading)
    {
        var values = reading.Values;
        if (reading.EngineType is not ("HugeInt" or "UnsignedHugeInt" or "UnsignedBigInt" or "VarInt"))
        {
            return new Column(reading.Name, TypeOf(reading.EngineType), values.DrainToImmutable());
        }
        var fits = values.All(value => value is null || (BigInteger)value is var whole && whole >= long.MinValue && whole <= long.MaxValue);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not BigInteger whole)
                continue;
            if (!fits && BigInteger.Abs(whole) > MaximumDecimal)
                throw TooLong(reading);
            values[i] = fits ? (object)(long)whole : (decimal)whole;
        }
        return new Column(reading.Name, fits ? ColumnType.Integer : ColumnType.Decimal, values.DrainToImmutable());
    }

    private static ColumnType TypeOf(string engineType) =>
        engineType switch
        {
            "Boolean" => ColumnType.Boolean,
            "TinyInt" or "SmallInt" or "Integer" or "BigInt" or "UnsignedTinyInt" or "UnsignedSmallInt" or "UnsignedInteger" =>
                ColumnType.Integer,
            "Decimal" => ColumnType.Decimal,
            "Float" or "Double" => ColumnType.Double,
            "Date" => ColumnType.Date,
            "Timestamp" or "TimestampS" or "TimestampMs" or "TimestampNs" or "TimestampTz" => ColumnType.Timestamp,
            _ => ColumnType.Text,
        };

    private static QueryException TooLong(Reading column) =>
        new($"\"{column.Name}\" has a number of more than 28 digits, which cannot be held exactly.")
        {
            Rule = QueryRules.Unprintable,
            Hint = $"Round it, or cast it: CAST({column.Name} AS DOUBLE).",
        };

    private static QueryException Unprintable(Reading column, string hint) =>
        new($"\"{column.Name}\" is of the type {column.EngineType.ToLowerInvariant()}, or has a value, that cannot be shown.")
        {
            Rule = QueryRules.Unprintable,
            Hint = hint,
        };
}
