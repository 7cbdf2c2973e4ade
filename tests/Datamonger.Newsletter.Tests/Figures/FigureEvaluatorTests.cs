using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Figures;

public sealed class FigureEvaluatorTests
{
    private static readonly QueryTables Tables = new([
        Query(
            "applications",
            null,
            ("year", ColumnType.Text, ["2014/15", "2015/16"]),
            ("applications", ColumnType.Integer, [16920L, 11460L]),
            ("share", ColumnType.Decimal, [0.22m, 0.54m])
        ),
        Query(
            "busiest",
            "la",
            ("la", ColumnType.Text, ["Lambeth", "North Yorkshire"]),
            ("ratio", ColumnType.Double, [460 / 165.0, 410 / 555.0]),
            ("rate", ColumnType.Integer, [null, 78L])
        ),
        Query("one", null, ("areas", ColumnType.Integer, [10L]), ("day", ColumnType.Date, [new DateOnly(2017, 3, 16)])),
        Query("empty", null, ("x", ColumnType.Integer, [])),
        new QueryTable(new QueryBlock("broken", "", default, default), null, []),
    ]);

    [Theory]
    [InlineData("applications.last.applications | num0", "11,460")]
    [InlineData("applications.first.year", "2014/15")]
    [InlineData("applications[0].applications", "16,920")]
    [InlineData("applications[-1].share | pct0", "54%")]
    [InlineData("applications.count", "2")]
    [InlineData("applications.last.applications | change applications.first.applications", "fell by 32%")]
    [InlineData("applications.last.share | change_points applications.first.share", "rose by 32 percentage points")]
    [InlineData("(applications.last.applications - applications.first.applications) / applications.first.applications | pct1", "−32.3%")]
    [InlineData("busiest[\"Lambeth\"].ratio | pct0", "279%")]
    [InlineData("busiest[\"North Yorkshire\"][\"ratio\"] | pct0", "74%")]
    [InlineData("busiest.first.rate ?? \"n/a\"", "n/a")]
    [InlineData("busiest.first.rate ?? \"n/a\" | num0", "n/a")]
    [InlineData("busiest.first.rate | num0 ?? \"n/a\"", "n/a")]
    [InlineData("one.areas | words", "ten")]
    [InlineData("one.areas | words | capitalise", "Ten")]
    [InlineData("one.areas | ordinal", "10th")]
    [InlineData("one.areas | plural \"area\" \"areas\"", "areas")]
    [InlineData("one.day | longdate", "Thursday 16 March 2017")]
    [InlineData("one.day | monthyear", "March 2017")]
    [InlineData("cite 903 \"a group member, by email\"", "903")]
    [InlineData("cite 1234.5 \"a member\" | num0", "1,235")]
    [InlineData("applications.last.applications < applications.first.applications ? \"fewer\" : \"more\"", "fewer")]
    public void A_figure_prints(string expression, string printed)
    {
        var (figure, found) = Evaluate(expression);
        Assert.Equal(("", printed), (found, figure.Text));
    }

    [Theory]
    [InlineData(
        "aplications.last.applications",
        "1: DM151 There is no query \"aplications\" in this issue. Did you mean \"applications\"?"
    )]
    [InlineData(
        "applications.last.aplications",
        "19: DM152 \"applications\" has no column \"aplications\". Did you mean \"applications\"?"
    )]
    [InlineData("applications.last", "1: DM157 This is a whole row of \"applications\". Name a column: year, applications, share.")]
    [InlineData("applications", "1: DM157 \"applications\" is a whole table. Name a row and a column: applications.first.year")]
    [InlineData(
        "applications.year",
        "14: DM157 \"applications\" has 2 rows; \"year\" does not say which. Write applications.first.year, .last.year or [\"key\"].year."
    )]
    [InlineData("applications[2].year", "14: DM153 \"applications\" has 2 rows, the first is [0]; there is no [2].")]
    [InlineData("empty.first.x", "7: DM153 \"empty\" has no rows. Say what stands there when there is none, in the query.")]
    [InlineData("busiest[\"Lambethh\"].ratio", "9: DM153 \"busiest\" has no row \"Lambethh\". Did you mean \"Lambeth\"?")]
    [InlineData(
        "applications[\"2014/15\"].share",
        "14: DM153 \"applications\" has no key, so no row can be named. Say which column names the rows, in the query: --| key: year"
    )]
    [InlineData(
        "busiest.first.rate | num0",
        "1: DM154 \"busiest.first.rate | num0\" has no value: busiest is empty in row 1, column rate. Say what stands there instead: "
            + "{{ … ?? \"n/a\" }}."
    )]
    [InlineData("one.areas | numb0", "13: DM155 \"numb0\" is not a format or function. Did you mean \"num0\"?")]
    [InlineData(
        "applications.first.year | num0",
        "27: DM156 \"num0\" cannot print \"2014/15\". The column is text; give it a type in datasets.yml, or cast it in the SQL."
    )]
    [InlineData("one.areas / 0", "1: DM156 This divides by zero.")]
    [InlineData(
        "x = 1",
        "1: DM150 This is not a value. A figure names a value of a query, computes, compares and formats; logic belongs in the SQL."
    )]
    [InlineData(
        "one.areas; one.day",
        "1: DM150 \"one.areas; one.day\" is not one value. A figure holds one expression; logic belongs in the SQL."
    )]
    [InlineData(
        "one.areas |",
        "12: DM150 \"one.areas |\" cannot be read: it ends too early. Name a value and its format: {{ query.first.column | num0 }}."
    )]
    public void A_mistake_is_named_with_its_column_and_a_remedy(string expression, string expected)
    {
        var (figure, found) = Evaluate(expression);
        Assert.Equal((expected, Figure.Missing), (found, figure.Text));
    }

    [Theory]
    [InlineData("do; ret 1; end")]
    [InlineData("func f; ret 1; end")]
    [InlineData("include 'x'")]
    [InlineData("object.eval '1+1'")]
    [InlineData("while true; end")]
    [InlineData("@one")]
    [InlineData("[1, 2]")]
    [InlineData("{a: 1}")]
    [InlineData("1..1000000000")]
    [InlineData("date.now")]
    [InlineData("\"x\" * 1000000000")]
    public void A_figure_is_an_expression_and_does_nothing(string expression) => Assert.NotEqual("", Evaluate(expression).Found);

    [Fact]
    public void A_figure_of_a_failed_query_says_nothing_twice()
    {
        var (figure, found) = Evaluate("broken.first.x | num0");
        Assert.Equal(("", Figure.Missing), (found, figure.Text));
    }

    [Fact]
    public void A_figure_knows_the_cells_it_read_and_who_is_cited()
    {
        var figure = Evaluate("applications.last.applications - applications.first.applications | num0").Figure;
        Assert.Equal([new FigureCell("applications", 1, "applications"), new FigureCell("applications", 0, "applications")], figure.Cells);
        Assert.Equal(["applications"], figure.Queries);
        Assert.Equal(-5460m, figure.Value);
        Assert.Equal("a member", Evaluate("cite 903 \"a member\"").Figure.Citation);
    }

    private static (Figure Figure, string Found) Evaluate(string expression)
    {
        var parsed = TestIssue.Body($"{{{{ {expression} }}}}");
        var figures = FigureEvaluator.Evaluate(parsed.Issue, Tables, parsed.Bag);
        var found = parsed
            .Bag.ToImmutable()
            .Select(item => $"{item.Location.Column - 3}: {item.Rule.Code} {item.Message}{(item.Hint is null ? "" : " " + item.Hint)}");
        return (figures.All.First(), string.Join('\n', found));
    }

    private static QueryTable Query(string name, string? key, params (string Name, ColumnType Type, object?[] Values)[] columns) =>
        new(
            new QueryBlock(name, "", default, default) { Key = key, AllowEmpty = true },
            new Table([.. columns.Select(column => new Column(column.Name, column.Type, [.. column.Values]))], columns[0].Values.Length),
            ImmutableArray<Dataset>.Empty
        );
}
