using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Datamonger.Newsletter.Tests.Support;
using DuckDB.NET.Data;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>A table is the same table, whichever of the formats a publisher chose for it.</summary>
public sealed class FormatsPropertyTests
{
    private enum Kind
    {
        Text,
        Code,
        Integer,
        Decimal,
        Date,
        Timestamp,
        Boolean,

        /// <summary>Whole numbers, with markers where some are missing; declared as integer.</summary>
        Marked,
    }

    private sealed record Drawn(Kind Kind, object?[] Values);

    private sealed record DrawnTable(Drawn[] Columns, int Rows);

    private static readonly string[] Markers = ["c", "x", "z", ":", "..", "-"];

    // Texts that no reader could take for anything else, with all that makes a file hard to split.
    private static readonly Gen<object?> Text = Gen.String[Gen.Char["abcXYZ €é京,;\"'&<>|\n\t0123456789.%=-*_"], 1, 12]
        .Select(text => (object?)$"t{text}t");

    private static Gen<object?> Some(Kind kind) =>
        kind switch
        {
            Kind.Text => Text,
            Kind.Code => Gen.Int[0, 999].Select(number => (object?)number.ToString("0000", CultureInfo.InvariantCulture)),
            Kind.Integer or Kind.Marked => Gen.Long[-99_999_999_999_999, 99_999_999_999_999].Select(number => (object?)number),
            Kind.Decimal => Gen.Int[-99_999_999, 99_999_999]
                .Select(Gen.Int[1, 6], (number, scale) => (object?)((number | 1) / (decimal)Math.Pow(10, scale))),
            Kind.Date => Gen.Int[0, 60_000].Select(days => (object?)new DateOnly(1900, 3, 1).AddDays(days)),
            Kind.Timestamp => Gen.Int[0, 60_000]
                .Select(Gen.Int[1, 86_399], (days, seconds) => (object?)new DateTime(1900, 3, 1).AddDays(days).AddSeconds(seconds)),
            _ => Gen.Bool.Select(yes => (object?)yes),
        };

    // The first row is full, so that a column's type can be seen in formats that do not write it down.
    private static Gen<Drawn> Column(int rows) =>
        Gen.Enum<Kind>()
            .SelectMany(kind =>
                Gen.Select(
                    Some(kind).Array[rows],
                    Gen.Int[0, 3].Array[rows],
                    Gen.Int[0, Markers.Length - 1].Array[rows],
                    (values, gaps, markers) =>
                        new Drawn(
                            kind,
                            [
                                .. values.Select(
                                    (value, i) =>
                                        i == 0 || gaps[i] > 0 ? value
                                        : kind == Kind.Marked ? Markers[markers[i]]
                                        : null
                                ),
                            ]
                        )
                )
            );

    private static readonly Gen<DrawnTable> Tables = Gen.Int[1, 12]
        .SelectMany(rows =>
            Column(rows)
                .Array[1, 6]
                .Select(columns => new DrawnTable(
                    [
                        new Drawn(Kind.Text, [.. Enumerable.Range(0, rows).Select(i => (object?)$"row {i}")]),
                        new Drawn(Kind.Integer, [.. Enumerable.Range(0, rows).Select(i => (object?)(long)i)]),
                        .. columns,
                    ],
                    rows
                ))
        );

    [Fact]
    public async Task Any_table_is_the_same_from_CSV_XLSX_ODS_Parquet_and_JSON()
    {
        using var data = new TestData();
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        await Tables.SampleAsync(
            async table =>
            {
                data.With("csv.csv", Csv(table, ','))
                    .With("tsv.tsv", "\uFEFF" + Csv(table, '\t'))
                    .With("utf16.csv", Encoding.Unicode.GetBytes("\uFEFF" + Csv(table, ';')))
                    .With("xlsx.xlsx", XlsxFile.Write(Sheet(table)))
                    .With("ods.ods", OdsFile.Write(Sheet(table)))
                    .With("json.json", Json(table).ToJsonString())
                    .With("lines.ndjson", string.Join('\n', Json(table).Select(row => row!.ToJsonString())));
                WriteParquet(duckDb, table, Path.Combine(data.DatasetsDirectory, "parquet.parquet"));
                string[] names = ["csv", "tsv", "utf16", "xlsx", "ods", "json", "lines", "parquet"];
                var types = string.Join(
                    ", ",
                    table
                        .Columns.Select((column, i) => (column, i))
                        .Where(column => column.column.Kind == Kind.Marked)
                        .Select(column => $"c{column.i}: integer")
                );
                data.Declaring(string.Concat(names.Select(name => $"{name}: {{types: {{{types}}}}}\n")));
                var expected = Expected(table);
                foreach (var name in names)
                {
                    var (loaded, bag) = await LoadedTables.LoadAsync(data, name);
                    Assert.Empty(bag.ToImmutable());
                    Assert.Equal($"{name} {expected}", $"{name} {LoadedTables.Text(loaded.Table!)}");
                }
            },
            iter: 40,
            threads: 1
        );
    }

    private static string Expected(DrawnTable table)
    {
        var lines = new List<string> { string.Join(' ', table.Columns.Select((column, i) => TypeOf(column, i))) };
        for (var row = 0; row < table.Rows; row++)
            lines.Add(string.Join(' ', table.Columns.Select(column => Shown(column, row))));
        return string.Join(" | ", lines);
    }

    private static string TypeOf(Drawn column, int i) =>
        column.Kind switch
        {
            Kind.Code => $"c{i}:Text",
            Kind.Marked when column.Values.OfType<string>().Any() => $"c{i}:Integer c{i}_note:Text",
            Kind.Marked => $"c{i}:Integer",
            _ => $"c{i}:{column.Kind}",
        };

    private static string Shown(Drawn column, int row)
    {
        var isMarked = column.Kind == Kind.Marked && column.Values.OfType<string>().Any();
        return column.Values[row] switch
        {
            null => "∅",
            string marker when isMarked =>
                $"∅ {new Datamonger.Newsletter.Data.Model.CellNote(marker, Datamonger.Newsletter.Data.Reading.Typing.Markers.Known[marker])}",
            var value => CellOf(value) + (isMarked ? " ∅" : ""),
        };
    }

    private static string CellOf(object value) =>
        value switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            bool flag => flag ? "True" : "False",
            decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    private static string Csv(DrawnTable table, char delimiter)
    {
        var csv = new StringBuilder().AppendJoin(delimiter, table.Columns.Select((_, i) => $"c{i}")).Append("\r\n");
        for (var row = 0; row < table.Rows; row++)
        {
            csv.AppendJoin(
                    delimiter,
                    table.Columns.Select(column =>
                        column.Values[row] is { } value ? $"\"{CellOf(value).Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : ""
                    )
                )
                .Append("\r\n");
        }
        return csv.ToString();
    }

    private static TestSheet Sheet(DrawnTable table) =>
        new(
            "Sheet",
            [
                [.. table.Columns.Select((_, i) => (object?)$"c{i}")],
                .. Enumerable
                    .Range(0, table.Rows)
                    .Select(row =>
                        table
                            .Columns.Select(column =>
                                column switch
                                {
                                    { Kind: Kind.Code } when column.Values[row] is string code => new PaddedCode(
                                        long.Parse(code, CultureInfo.InvariantCulture),
                                        4
                                    ),
                                    _ when column.Values[row] is decimal number => (double)number,
                                    _ => column.Values[row],
                                }
                            )
                            .ToArray()
                    ),
            ]
        );

    private static JsonArray Json(DrawnTable table) =>
        new([
            .. Enumerable
                .Range(0, table.Rows)
                .Select(row =>
                    (JsonNode)
                        new JsonObject(
                            table.Columns.Select(
                                (column, i) =>
                                    new KeyValuePair<string, JsonNode?>(
                                        $"c{i}",
                                        column.Values[row] switch
                                        {
                                            null => null,
                                            long number => JsonValue.Create(number),
                                            decimal number => JsonValue.Create(number),
                                            bool flag => JsonValue.Create(flag),
                                            DateTime time => JsonValue.Create(
                                                time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                                            ),
                                            var value => JsonValue.Create(CellOf(value)),
                                        }
                                    )
                            )
                        )
                ),
        ]);

    private static void WriteParquet(DuckDBConnection connection, DrawnTable table, string path)
    {
        var columns = table.Columns.Select(
            (column, i) =>
                $"c{i} {column.Kind switch { Kind.Integer => "BIGINT", Kind.Decimal => "DECIMAL(18, 6)", Kind.Date => "DATE", Kind.Timestamp => "TIMESTAMP", Kind.Boolean => "BOOLEAN", _ => "VARCHAR" }}"
        );
        Execute(connection, $"CREATE OR REPLACE TABLE t ({string.Join(", ", columns)})");
        var rows = Enumerable
            .Range(0, table.Rows)
            .Select(row =>
                $"({string.Join(", ", table.Columns.Select(column => column.Values[row] is { } value ? $"'{CellOf(value).Replace("'", "''", StringComparison.Ordinal)}'" : "NULL"))})"
            );
        Execute(connection, $"INSERT INTO t VALUES {string.Join(", ", rows)}");
        Execute(connection, $"COPY t TO '{path}' (FORMAT parquet)");
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
