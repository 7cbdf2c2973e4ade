using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>A value that a join finds in several rows of both its sides.</summary>
/// <param name="Key">The columns that are joined.</param>
/// <param name="Value">The value with the most rows; empty where a row is a person.</param>
/// <param name="Left">Rows with it on the left.</param>
/// <param name="Right">Rows with it on the right.</param>
/// <param name="Values">How many such values there are.</param>
/// <param name="Line">1-based inside the SQL.</param>
/// <param name="Column">1-based inside the SQL, in UTF-16 units.</param>
internal sealed record ManyToMany(string Key, string Value, long Left, long Right, long Values, int Line, int Column);

/// <summary>A join with more rows than all that it joins have together.</summary>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Inputs">Rows of what it reads.</param>
/// <param name="Line">1-based inside the SQL.</param>
/// <param name="Column">1-based inside the SQL, in UTF-16 units.</param>
internal sealed record Product(long Rows, long Inputs, int Line, int Column);

/// <summary>An aggregate among whose values some are withheld.</summary>
/// <param name="Aggregate">As <c>sum(places)</c>.</param>
/// <param name="Table">The table that withholds them.</param>
/// <param name="Cells">How many are withheld.</param>
/// <param name="Line">1-based inside the SQL.</param>
/// <param name="Column">1-based inside the SQL, in UTF-16 units.</param>
internal sealed record WithheldInput(string Aggregate, string Table, long Cells, int Line, int Column);

/// <summary>A column of means or extremes of persons, and of how many each is.</summary>
/// <param name="Name">The column of the result.</param>
/// <param name="IsMean">Whether it is a mean or median; otherwise the least or greatest.</param>
/// <param name="Sizes">Persons behind each row.</param>
internal sealed record PersonGroups(string Name, bool IsMean, ImmutableArray<long> Sizes);

/// <summary>What is known of how a query made its rows, beyond the rows.</summary>
internal sealed record QueryReview(
    ImmutableArray<ManyToMany> Joins,
    Product? Product,
    ImmutableArray<WithheldInput> Withheld,
    ImmutableArray<PersonGroups> Groups
)
{
    /// <summary>Nothing to say.</summary>
    public static readonly QueryReview Nothing = new([], null, [], []);

    private static readonly ImmutableArray<(string Name, ColumnType Type)> Shape =
    [
        ("kind", ColumnType.Text),
        ("name", ColumnType.Text),
        ("text", ColumnType.Text),
        ("one", ColumnType.Integer),
        ("two", ColumnType.Integer),
        ("three", ColumnType.Integer),
        ("line", ColumnType.Integer),
        ("column", ColumnType.Integer),
    ];

    /// <summary>As a table, to be kept.</summary>
    public Table ToTable()
    {
        object?[][] rows =
        [
            .. Joins.Select(join =>
                new object?[] { "join", join.Key, join.Value, join.Left, join.Right, join.Values, (long)join.Line, (long)join.Column }
            ),
            .. Product is null
                ? Array.Empty<object?[]>()
                :
                [
                    ["product", "", null, Product.Rows, Product.Inputs, null, (long)Product.Line, (long)Product.Column],
                ],
            .. Withheld.Select(input =>
                new object?[] { "withheld", input.Aggregate, input.Table, input.Cells, null, null, (long)input.Line, (long)input.Column }
            ),
            .. Groups.SelectMany(group =>
                group.Sizes.Select(size =>
                    new object?[] { group.IsMean ? "mean" : "extreme", group.Name, null, size, null, null, null, null }
                )
            ),
        ];
        return new Table(
            [.. Shape.Select((column, i) => new Column(column.Name, column.Type, [.. rows.Select(row => row[i])]))],
            rows.Length
        );
    }

    /// <summary>Reads what <see cref="ToTable"/> wrote.</summary>
    public static QueryReview Of(Table table)
    {
        string Text(int row, int column) => (string)table.Columns[column].Values[row]!;
        long Number(int row, int column) => (long)table.Columns[column].Values[row]!;
        var rows = Enumerable.Range(0, table.RowCount).ToLookup(row => Text(row, 0), StringComparer.Ordinal);
        return new QueryReview(
            [
                .. rows["join"]
                    .Select(row => new ManyToMany(
                        Text(row, 1),
                        Text(row, 2),
                        Number(row, 3),
                        Number(row, 4),
                        Number(row, 5),
                        (int)Number(row, 6),
                        (int)Number(row, 7)
                    )),
            ],
            rows["product"]
                .Select(row => new Product(Number(row, 3), Number(row, 4), (int)Number(row, 6), (int)Number(row, 7)))
                .FirstOrDefault(),
            [
                .. rows["withheld"]
                    .Select(row => new WithheldInput(Text(row, 1), Text(row, 2), Number(row, 3), (int)Number(row, 6), (int)Number(row, 7))),
            ],
            [
                .. rows["mean"]
                    .Concat(rows["extreme"])
                    .GroupBy(row => (Name: Text(row, 1), IsMean: Text(row, 0) == "mean"))
                    .Select(group => new PersonGroups(group.Key.Name, group.Key.IsMean, [.. group.Select(row => Number(row, 3))])),
            ]
        );
    }
}
