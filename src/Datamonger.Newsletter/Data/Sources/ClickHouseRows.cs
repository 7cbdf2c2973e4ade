using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Reads <c>TabSeparatedWithNamesAndTypes</c>: a line of names, a line of types, then a line a row.</summary>
internal static partial class ClickHouseRows
{
    private const string Null = "\\N";

    /// <summary>Reads all rows.</summary>
    /// <exception cref="QueryException">There are too many, one holds what cannot be shown, or the answer is cut short.</exception>
    public static async Task<Table> ReadAsync(BoundedLines lines, DataSource source, string sql, CancellationToken cancellationToken)
    {
        var rows = new SourceRows(source);
        var names = Cells(await LineAsync(lines, source, cancellationToken), source, sql);
        var types = Cells(await LineAsync(lines, source, cancellationToken), source, sql);
        if (names.Length != types.Length)
            throw SourceErrors.CutShort(source);
        var (kinds, scales) = (new string[types.Length], new byte[types.Length]);
        for (var i = 0; i < types.Length; i++)
        {
            (names[i], types[i]) = (Unescaped(names[i]), Unescaped(types[i]));
            (kinds[i], scales[i]) = (KindOf(types[i]), ScaleOf(types[i]));
            rows.AddColumn(names[i], TypeOf(kinds[i]) ?? throw Unprintable(names[i], types[i]), IsWide(kinds[i]));
        }
        while (await lines.NextAsync(cancellationToken) is { } line)
        {
            var cells = Cells(line, source, sql);
            if (cells.Length != types.Length)
                throw SourceErrors.CutShort(source);
            rows.BeginRow();
            for (var i = 0; i < cells.Length; i++)
            {
                rows.Add(
                    i,
                    cells[i] == Null ? null : Value(Unescaped(cells[i]), kinds[i], scales[i]) ?? throw Unprintable(names[i], types[i])
                );
            }
        }
        return rows.ToTable();
    }

    /// <summary>
    /// A type without what only says how it is stored, and without its arguments: <c>LowCardinality(Nullable(String))</c> is <c>String</c>.
    /// </summary>
    internal static string KindOf(string type)
    {
        foreach (var wrapper in new[] { "Nullable(", "LowCardinality(" })
        {
            if (type.StartsWith(wrapper, StringComparison.Ordinal) && type.EndsWith(')'))
                return KindOf(type[wrapper.Length..^1]);
        }
        var bracket = type.IndexOf('(');
        return bracket < 0 ? type : type[..bracket];
    }

    private static ColumnType? TypeOf(string kind) =>
        kind switch
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

    // Of a decimal, whose zeros at the end a server may leave out: 86.10 stays 86.10, as it does in a file.
    private static byte ScaleOf(string type) =>
        DecimalScale().Match(type) is { Success: true } scale
            ? byte.Parse(scale.Groups["scale"].Value, CultureInfo.InvariantCulture)
            : (byte)0;

    // The digits as they were written: no number passes through a binary fraction that is not one.
    private static object? Value(string text, string kind, byte scale)
    {
        switch (TypeOf(kind))
        {
            case ColumnType.Boolean:
                return text is "true" or "1" ? true
                    : text is "false" or "0" ? false
                    : null;
            case ColumnType.Integer:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;
            case ColumnType.Decimal:
                return
                    text.Count(char.IsAsciiDigit) <= 28
                    && decimal.TryParse(
                        text,
                        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var exact
                    )
                    ? exact + new decimal(0, 0, 0, false, Math.Min(scale, (byte)28))
                    : null;
            case ColumnType.Double:
                return Real(text);
            case ColumnType.Date:
                return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : null;
            // Nanoseconds are more than a time of ours holds.
            case ColumnType.Timestamp:
                return DateTime.TryParseExact(
                    text[..Math.Min(text.Length, 26)],
                    "yyyy-MM-dd HH:mm:ss.FFFFFF",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var time
                )
                    ? time
                    : null;
            default:
                return text;
        }
    }

    private static object? Real(string text) =>
        text switch
        {
            "nan" or "-nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        };

    private static async Task<string> LineAsync(BoundedLines lines, DataSource source, CancellationToken cancellationToken) =>
        await lines.NextAsync(cancellationToken) ?? throw SourceErrors.CutShort(source);

    // What went wrong after the first rows is written behind them.
    private static string[] Cells(string line, DataSource source, string sql) =>
        line.StartsWith("Code: ", StringComparison.Ordinal) && line.Contains("DB::Exception: ", StringComparison.Ordinal)
            ? throw ClickHouseError.Translate(line, System.Net.HttpStatusCode.OK, source, sql)
            : line.Split('\t');

    private static string Unescaped(string cell)
    {
        if (!cell.Contains('\\', StringComparison.Ordinal))
            return cell;
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] != '\\' || i + 1 == cell.Length)
            {
                text.Append(cell[i]);
                continue;
            }
            text.Append(
                cell[++i] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '0' => '\0',
                    var sign => sign,
                }
            );
        }
        return text.ToString();
    }

    private static QueryException Unprintable(string name, string type) =>
        SourceErrors.Unprintable(
            name,
            type,
            type.StartsWith("Array", StringComparison.Ordinal)
                ? $"Make a text of it: arrayStringConcat({name}, ', ')."
                : $"Make a text of it: toString({name})."
        );

    [GeneratedRegex(@"Decimal(\d+)?\((\d+, ?)?(?<scale>\d{1,2})\)")]
    private static partial Regex DecimalScale();
}
