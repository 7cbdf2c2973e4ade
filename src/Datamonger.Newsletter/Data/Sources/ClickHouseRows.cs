using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Reads <c>JSONCompactEachRowWithNamesAndTypes</c>: a line of names, a line of types, then a line a row.</summary>
internal static class ClickHouseRows
{
    /// <summary>Reads all rows.</summary>
    /// <exception cref="QueryException">There are too many, one holds what cannot be shown, or the answer is cut short.</exception>
    public static async Task<Table> ReadAsync(BoundedLines lines, DataSource source, string sql, CancellationToken cancellationToken)
    {
        var rows = new SourceRows(source);
        var names = Texts(await LineAsync(lines, source, cancellationToken), source, sql);
        var types = Texts(await LineAsync(lines, source, cancellationToken), source, sql);
        if (names.Length != types.Length) throw Broken(source);
        var kinds = new string[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            kinds[i] = KindOf(types[i]);
            rows.AddColumn(names[i], TypeOf(kinds[i]) ?? throw Unprintable(names[i], types[i]), IsWide(kinds[i]));
        }
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0) continue;
            using var row = Parse(line, source, sql);
            if (row.RootElement.ValueKind != JsonValueKind.Array || row.RootElement.GetArrayLength() != types.Length) throw Broken(source);
            rows.BeginRow();
            for (var i = 0; i < types.Length; i++)
            {
                var cell = row.RootElement[i];
                rows.Add(i, cell.ValueKind == JsonValueKind.Null ? null : Value(cell, kinds[i]) ?? throw Unprintable(names[i], types[i]));
            }
        }
        return rows.ToTable();
    }

    /// <summary>A type without what only says how it is stored, and without its arguments: <c>LowCardinality(Nullable(String))</c> is <c>String</c>.</summary>
    internal static string KindOf(string type)
    {
        foreach (var wrapper in new[] { "Nullable(", "LowCardinality(" })
        {
            if (type.StartsWith(wrapper, StringComparison.Ordinal) && type.EndsWith(')')) return KindOf(type[wrapper.Length..^1]);
        }
        var bracket = type.IndexOf('(');
        return bracket < 0 ? type : type[..bracket];
    }

    private static ColumnType? TypeOf(string kind) => kind switch
    {
        "Bool" => ColumnType.Boolean,
        "Int8" or "Int16" or "Int32" or "Int64" or "UInt8" or "UInt16" or "UInt32" => ColumnType.Integer,
        "UInt64" or "Int128" or "UInt128" or "Int256" or "UInt256" => ColumnType.Decimal,
        "Decimal" or "Decimal32" or "Decimal64" or "Decimal128" or "Decimal256" => ColumnType.Decimal,
        "Float32" or "Float64" or "BFloat16" => ColumnType.Double,
        "Date" or "Date32" => ColumnType.Date,
        "DateTime" or "DateTime64" => ColumnType.Timestamp,
        "String" or "FixedString" or "UUID" or "Enum8" or "Enum16" or "IPv4" or "IPv6" or "Nothing" => ColumnType.Text,
        _ => null,
    };

    private static bool IsWide(string kind) => kind is "UInt64" or "Int128" or "UInt128" or "Int256" or "UInt256";

    // The digits as they were written: no number passes through a binary fraction that is not one.
    private static object? Value(JsonElement cell, string kind)
    {
        var text = cell.ValueKind switch { JsonValueKind.String => cell.GetString()!, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => cell.GetRawText(), _ => null };
        if (text is null) return null;
        switch (TypeOf(kind))
        {
            case ColumnType.Boolean: return text is "true" or "1" ? true : text is "false" or "0" ? false : null;
            case ColumnType.Integer: return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
            case ColumnType.Decimal: return text.Count(char.IsAsciiDigit) <= 28 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) ? exact : null;
            case ColumnType.Double: return Real(text);
            case ColumnType.Date: return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            // Nanoseconds are more than a time of ours holds.
            case ColumnType.Timestamp: return DateTime.TryParseExact(text[..Math.Min(text.Length, 26)], "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
            default: return cell.ValueKind == JsonValueKind.String ? text : null;
        }
    }

    private static object? Real(string text) => text switch
    {
        "nan" or "-nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    private static async Task<string> LineAsync(BoundedLines lines, DataSource source, CancellationToken cancellationToken) => await lines.NextAsync(cancellationToken) ?? throw Broken(source);

    private static ImmutableArray<string> Texts(string line, DataSource source, string sql)
    {
        using var document = Parse(line, source, sql);
        return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String)
            ? [.. document.RootElement.EnumerateArray().Select(text => text.GetString()!)]
            : throw Broken(source);
    }

    // What went wrong after the first rows is written behind them.
    private static JsonDocument Parse(string line, DataSource source, string sql)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw line.Contains("DB::Exception", StringComparison.Ordinal) ? ClickHouseError.Translate(line, System.Net.HttpStatusCode.OK, source, sql) : Broken(source);
        }
    }

    private static QueryException Broken(DataSource source) => SourceErrors.Silent(source, "its answer is cut short, or not ClickHouse's.");

    private static QueryException Unprintable(string name, string type) =>
        SourceErrors.Unprintable(name, type, type.StartsWith("Array", StringComparison.Ordinal) ? $"Make a text of it: arrayStringConcat({name}, ', ')." : $"Make a text of it: toString({name}).");
}
