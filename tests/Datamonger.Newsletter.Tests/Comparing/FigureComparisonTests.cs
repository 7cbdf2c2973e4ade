using System.Text;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Tests.Comparing;

public sealed class FigureComparisonTests
{
    [Fact]
    public void A_figure_is_the_same_when_its_expression_is_wherever_it_stands()
    {
        var before = File(Figure(10, "a.n", "1"), Figure(20, "a.n", "1"), Figure(30, "b.n", "x"));
        var after = File(Figure(12, "a.n", "1"), Figure(31, "b.n", "x"), Figure(40, "a.n", "1"));
        var comparison = FigureComparison.Of(before, after);
        Assert.Empty(comparison.Changes);
        Assert.Equal(3, comparison.Unchanged);
    }

    [Fact]
    public void What_prints_otherwise_is_told_with_the_dataset_that_changed_it()
    {
        var before = File(
            Figure(10, "a.n | num0", "11,460", 11460m, "old"),
            Figure(11, "a.share | pct0", "32%", 0.3227m, "old"),
            Figure(12, "c.n", "5", 5m, "same", "other")
        );
        var after = File(
            Figure(10, "a.n | num0", "11,635", 11635m, "new"),
            Figure(11, "a.share | pct0", "32%", 0.3160m, "new"),
            Figure(12, "c.n", "5", 5m, "same", "other")
        );
        var comparison = FigureComparison.Of(before, after);
        Assert.Equal([FigureChangeKind.Changed, FigureChangeKind.PrintsTheSame], comparison.Changes.Select(change => change.Kind));
        Assert.Equal("index.md:10:1: 11,460 → 11,635 (because of fostering)", Assert.Single(comparison.Revised).ToString());
        var dataset = Assert.Single(comparison.Datasets);
        Assert.Equal(
            ("fostering", "old", "new", "2017-02-28"),
            (dataset.Name, dataset.Before!.Hash, dataset.After!.Hash, dataset.After.Released)
        );
        Assert.Equal(1, comparison.Unchanged);
    }

    [Fact]
    public void A_change_without_a_changed_dataset_is_the_issue_s_own()
    {
        var change = Assert.Single(
            FigureComparison.Of(File(Figure(10, "a.n", "1", 1m, "same")), File(Figure(10, "a.n", "2", 2m, "same"))).Changes
        );
        Assert.Empty(change.Because);
    }

    [Fact]
    public void Figures_that_came_and_went_are_told()
    {
        var comparison = FigureComparison.Of(
            File(Figure(10, "a.n", "1"), Figure(11, "old", "2")),
            File(Figure(10, "a.n", "1"), Figure(12, "new", "3"), Figure(13, "a.n", "1"))
        );
        Assert.Equal(
            ["index.md:12:1: 3 is new", "index.md:13:1: 1 is new", "index.md:11:1: 2 is gone"],
            comparison.Changes.Select(change => change.ToString())
        );
        Assert.Empty(comparison.Revised);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"figures\":[{\"place\":\"nowhere\",\"expression\":\"a\",\"printed\":\"b\",\"datasets\":[]}]}")]
    public void A_damaged_file_is_said_to_be_so(string text) =>
        Assert.Throws<InvalidDataException>(() => FiguresFile.Read(Encoding.UTF8.GetBytes(text)));

    // By way of the file, so that what is written is what is read.
    private static FiguresFile File(params Figure[] figures) =>
        FiguresFile.Read(Encoding.UTF8.GetBytes(FiguresJson.Write(new IssueFigures(figures), [])));

    private static Figure Figure(
        int line,
        string expression,
        string text,
        object? value = null,
        string? hash = null,
        string dataset = "fostering"
    ) =>
        new(new FigureExpression(expression, new SourceLocation("index.md", line, 1)), text)
        {
            Value = value,
            Datasets = hash is null
                ? []
                :
                [
                    new Dataset(dataset, $"content/datasets/{dataset}.csv", SourceLocation.StartOf("datasets.yml"))
                    {
                        Hash = hash,
                        Released = new DateOnly(2017, 2, 28),
                    },
                ],
        };
}
