using Datamonger.Newsletter.Cli.Data;

namespace Datamonger.Newsletter.Tests.Cli.Data;

/// <summary>What gives way where a list is too wide.</summary>
public sealed class PrintedColumnTests
{
    private static readonly PrintedColumn[] Columns =
    [
        new("name"),
        new("path") { ShortestWidth = 6, KeepsEnd = true },
        new("title") { ShortestWidth = 8 },
    ];

    [Theory]
    [InlineData(60, "fostering|content/fostering.csv|Fostering in England")]
    [InlineData(50, "fostering|…tering.csv|Fostering in England", 1)]
    [InlineData(50, "fostering|content/fostering.csv|Fostering…", 2)]
    [InlineData(40, "fostering|…g.csv|Fostering in E…", 1, 2)]
    [InlineData(20, "fostering|…g.csv|Fosteri…", 1, 2)]
    [InlineData(20, "fostering|content/fostering.csv|Fostering in England")]
    [InlineData(20, "fostering|content/fostering.csv|Fostering in England", 0)]
    public void The_columns_that_may_do_in_their_order_and_no_more_than_needed(int width, string expected, params int[] order)
    {
        List<string?[]> rows =
        [
            ["fostering", "content/fostering.csv", "Fostering in England"],
            ["a", null, "b"],
        ];
        PrintedColumn.Fit(Columns, rows, order, width);
        Assert.Equal(expected, string.Join('|', rows[0]));
        Assert.Equal(["a", null, "b"], rows[1]);
    }
}
