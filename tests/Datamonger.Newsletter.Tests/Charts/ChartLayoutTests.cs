using System.Collections.Immutable;
using CsCheck;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>
/// Whatever the rows: every kind either says what is wrong or draws, no text leaves the picture, and no two texts lie upon each other.
/// </summary>
public sealed class ChartLayoutTests
{
    private static readonly string[] Names =
    [
        "Leeds",
        "Hull",
        "Bath and North East Somerset",
        "Kingston upon Hull",
        "Telford and Wrekin",
        "Bournemouth, Christchurch and Poole",
        "Rutland",
        "Isle of Wight",
        "Llanfairpwllgwyngyll",
        "Redcar and Cleveland",
        "Åland",
        "Kent",
        "A",
        "Children’s services in the whole of the county",
        "Ealing",
        "Wirral",
        "Windsor and Maidenhead",
        "Stoke-on-Trent",
        "York",
        "Blackburn with Darwen",
    ];

    private static readonly Gen<decimal> Value = Gen.OneOf(
        Gen.Int[0, 30].Select(value => (decimal)value),
        Gen.Int[0, 2_000_000].Select(value => (decimal)value),
        Gen.Int[-500, 500].Select(value => value / 10m),
        Gen.Int[0, 1000].Select(value => value / 1000m)
    );

    private static readonly Gen<Table> Rows =
        from count in Gen.Int[1, 20]
        from time in Gen.Bool
        from a in Value.Array[count]
        from b in Value.Array[count]
        from c in Value.Array[count]
        select new Table(
            [
                new Column(
                    "place",
                    ColumnType.Text,
                    [.. Enumerable.Range(0, count).Select(i => (object)(time ? $"{1998 + i}/{(1999 + i) % 100:00}" : Names[i]))]
                ),
                new Column(
                    "group",
                    ColumnType.Text,
                    [.. Enumerable.Range(0, count).Select(i => (object)(i % 2 == 0 ? "Inner London" : "Shire counties and districts"))]
                ),
                Numbers("applications", a),
                Numbers("approved_in_the_year", b),
                Numbers("c", c),
                Numbers("size", [.. c.Select((value, i) => Math.Abs(value) + i + 1)]),
            ],
            count
        );

    public static TheoryData<string, string> Kinds =>
        new()
        {
            { "bar", "x: place\ny: applications" },
            { "column", "x: place\ny: applications" },
            { "dot", "x: place\ny: applications" },
            { "strip", "x: place\ny: applications" },
            { "line", "x: place\ny: applications" },
            { "grouped-bar", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "grouped-column", "x: place\ny: [applications, c]" },
            { "stacked-bar", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "stacked-column", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "area", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "slope", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "dumbbell", "x: place\ny: [applications, approved_in_the_year]" },
            { "scatter", "x: applications\ny: c\nlabel: place" },
            {
                "scatter",
                "x: applications\ny: c\nlabel: place\nhighlight: Leeds\nnames: [Hull, Bath and North East Somerset, Kingston upon Hull]"
            },
            { "histogram", "x: applications\nlabel: place" },
            { "box", "x: group\ny: applications" },
            { "heatmap", "x: place\ny: [applications, approved_in_the_year, c]" },
            { "bullet", "x: place\ny: applications\ntarget: c" },
            { "bar", "x: place\ny: applications\nreference: [{at: mean}, {at: median, label: The middle one of all of them}]" },
            { "column", "x: place\ny: applications\nreference: [{at: mean}, {at: median, label: The middle one of all of them}]" },
            { "dot", "x: place\ny: applications\nreference: [{at: mean}, {at: median}, {at: 15}]" },
            { "strip", "x: place\ny: applications\nreference: [{at: mean}, {at: median}, {at: 15, label: Target for 2016/17}]" },
            { "line", "x: place\ny: applications\nreference: [{at: mean}, {at: median}]" },
            { "histogram", "x: applications\nlabel: place\nreference: [{at: mean}, {at: median}]" },
            { "heatmap", "x: place\ny: [applications, c]\nsort: value" },
            { "tiles", "x: place\ny: applications" },
            { "xmr", "x: place\ny: applications" },
            { "funnel", "x: size\ny: size\nlabel: place\nper: 1000" },
            { "number", "x: place\ny: applications" },
            { "sparkline", "x: place\ny: applications" },
        };

    [Fact]
    public void Every_kind_is_tried() => Assert.Equal(ChartCatalog.Names.Order(), Kinds.Select(row => row.Data.Item1).Distinct().Order());

    [Theory, MemberData(nameof(Kinds))]
    public void Texts_stay_inside_the_picture_and_apart(string kind, string keys)
    {
        var drawn = 0;
        Rows.Sample(
            rows =>
            {
                using var sheet = Draw(kind, keys, rows);
                if (sheet is null)
                    return true;
                Interlocked.Increment(ref drawn);
                var boxes = sheet.Texts.Select(text => Box(sheet, text)).ToArray();
                Assert.All(
                    boxes,
                    box =>
                        Assert.True(
                            box.Left >= -0.5 && box.Right <= sheet.Width + 0.5 && box.Top >= -0.5 && box.Bottom <= sheet.Height + 0.5,
                            $"\"{box.Text}\" leaves the picture."
                        )
                );
                for (var i = 0; i < boxes.Length; i++)
                {
                    for (var j = 0; j < i; j++)
                        Assert.False(
                            boxes[i].Left < boxes[j].Right
                                && boxes[j].Left < boxes[i].Right
                                && boxes[i].Top < boxes[j].Bottom
                                && boxes[j].Top < boxes[i].Bottom,
                            $"\"{boxes[i].Text}\" lies upon \"{boxes[j].Text}\"."
                        );
                }
                return true;
            },
            print: table =>
                string.Join(
                    '\n',
                    Enumerable
                        .Range(0, table.RowCount)
                        .Select(row => string.Join(" | ", table.Columns.Select(column => column.Values[row])))
                )
        );
        Assert.True(drawn > 0, $"Only {drawn} were drawn.");
    }

    private static ChartSheet? Draw(string kind, string keys, Table rows)
    {
        var parsed = TestIssue.Body($"```sql rows\nselect 1\n```\n\n```chart {kind}\ndata: rows\n{keys}\n```\n");
        var block = parsed.Issue.Charts[0];
        var chart = ChartCatalog.Find(kind)!;
        var fields = new FieldReader(block.Options, [.. ChartFields.Common, .. chart.Fields], kind, parsed.Bag);
        var input = new ChartInput(
            block,
            fields,
            rows,
            parsed.Issue.FrontMatter.Language,
            Theme.Default,
            ImmutableDictionary<string, string>.Empty,
            parsed.Bag
        );
        if (chart.Plan(input) is not { } plan || input.Failure is not null)
            return null;
        var sheet = new ChartSheet(Theme.Default, plan.Width);
        plan.Draw(sheet);
        if (!sheet.IsTooSmall)
            return sheet;
        sheet.Dispose();
        return null;
    }

    // As high as its capitals.
    private static (string Text, float Left, float Top, float Right, float Bottom) Box(ChartSheet sheet, Letters text)
    {
        using var own = text.Size is { } size ? new Lettering(size) : null;
        var letters = own ?? sheet.Lettering;
        var width = letters.Width(text.Text, text.Bold);
        var left = text.Anchor switch
        {
            Anchor.Left => text.X,
            Anchor.Centre => text.X - (width / 2),
            _ => text.X - width,
        };
        return (text.Text, left, text.Y - (letters.CapHeight / 2), left + width, text.Y + (letters.CapHeight / 2));
    }

    private static Column Numbers(string name, decimal[] values) => new(name, ColumnType.Decimal, [.. values]);
}
