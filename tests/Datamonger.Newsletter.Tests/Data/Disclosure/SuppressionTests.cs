using CsCheck;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Tests.Data.Disclosure;

public sealed class SuppressionTests
{
    [Theory]
    // One small count takes the next smallest with it.
    [InlineData("suppress: n", "a,1,r\nb,40,r\nc,7,r\nd,90,r", "a ∅ c|b 40|c ∅ c|d 90")]
    // Two of them hide one another, when together they are no small number.
    [InlineData("suppress: n", "a,3,r\nb,40,r\nc,5,r\nd,90,r", "a ∅ c|b 40|c ∅ c|d 90")]
    [InlineData("suppress: n", "a,1,r\nb,40,r\nc,2,r\nd,90,r", "a ∅ c|b ∅ c|c ∅ c|d 90")]
    // As many people together as the threshold are no small number; one fewer are.
    [InlineData("suppress: n", "a,1,r\nb,40,r\nc,5,r", "a ∅ c|b 40|c ∅ c")]
    [InlineData("suppress: n", "a,1,r\nb,40,r\nc,4,r\nd,90,r", "a ∅ c|b ∅ c|c ∅ c|d 90")]
    // The upper of two equal ones.
    [InlineData("suppress: n", "a,40,r\nb,2,r\nc,9,r\nd,9,r", "a 40|b ∅ c|c ∅ c|d 9")]
    // A nought tells nothing and is hidden last.
    [InlineData("suppress: n", "a,0,r\nb,2,r\nc,9,r", "a 0|b ∅ c|c ∅ c")]
    [InlineData("suppress: n", "a,0,r\nb,2,r", "a ∅ c|b ∅ c")]
    // A total goes when nothing else is left.
    [InlineData("suppress: n", "a,2,r\nb,9,r\nTotal,11,r", "a ∅ c|b ∅ c|Total 11")]
    // Groups have totals of their own.
    [InlineData("suppress: n by region", "a,1,r\nb,40,r\nc,60,s\nd,7,s", "a ∅ c|b ∅ c|c 60|d 7")]
    [InlineData("suppress: n by region", "a,1,r\nb,40,r\nc,2,s\nd,7,s", "a ∅ c|b ∅ c|c ∅ c|d ∅ c")]
    [InlineData("suppress: n", "a,6,r\nb,40,r", "a 6|b 40")]
    public async Task Small_counts_are_hidden_and_others_with_them(string option, string rows, string expected)
    {
        using var data = new TestData().With("care.csv", $"name,n,region\n{rows}\n").Declaring("care: {people: [n]}\n");
        var run = await data.RunAsync($"```sql q\n--| {option}\nselect name, n, region from care\n```\n");
        Assert.Empty(run.Errors);
        Assert.Equal(expected, Text(run["q"]));
    }

    [Fact]
    public async Task Rows_with_a_total_never_hide_one_count_alone()
    {
        using var data = new TestData()
            .With("care.csv", "la,boys,girls,others,total\na,2,40,30,72\nb,60,50,9,119\nc,70,80,7,157\n")
            .Declaring("care: {people: [boys, girls, others, total]}\n");
        var table = (await data.RunAsync("```sql q\n--| suppress: boys, girls, others, total\nselect * from care\n```\n"))["q"];
        for (var row = 0; row < 3; row++)
            Assert.NotEqual(1, new[] { "boys", "girls", "others" }.Count(name => table.ValueAt(row, name) is null));
        foreach (var name in new[] { "boys", "girls", "others" })
            Assert.NotEqual(1, table[name]!.Values.Count(value => value is null));
        Assert.Equal(new object[] { 72L, 119L, 157L }, table["total"]!.Values);
    }

    [Theory]
    // Of a row the smallest goes, and a nought last.
    [InlineData("2,0,30", "∅ 0 ∅")]
    [InlineData("2,0,0", "∅ ∅ 0")]
    [InlineData("2,9,30", "∅ ∅ 30")]
    [InlineData("2,30,9", "∅ 30 ∅")]
    [InlineData("2,3,30", "∅ ∅ 30")]
    [InlineData("7,0,30", "7 0 30")]
    public async Task Across_columns_a_nought_is_hidden_last(string row, string expected)
    {
        // The other rows hide enough of each column, so that only the row itself asks for more.
        using var data = new TestData()
            .With("care.csv", $"la,boys,girls,others\na,{row}\nb,3,3,50\nc,4,4,50\nd,50,3,3\ne,50,4,4\n")
            .Declaring("care: {people: [boys, girls, others]}\n");
        var table = (await data.RunAsync("```sql q\n--| suppress: boys, girls, others\nselect * from care order by la\n```\n"))["q"];
        Assert.Equal(
            expected,
            string.Join(' ', new[] { "boys", "girls", "others" }.Select(name => table.ValueAt(0, name)?.ToString() ?? "∅"))
        );
    }

    [Fact]
    public async Task What_is_made_of_a_hidden_count_is_hidden_and_other_queries_go_on_from_the_counts()
    {
        using var data = new TestData().With("care.csv", "la,n,places\na,2,8\nb,9,9\nc,70,80\n").Declaring("care: {people: [n]}\n");
        var run = await data.RunAsync(
            "```sql q\n--| suppress: n\n--| expect: sum(n) = 81\nselect la, n, n / places as ratio from care\n```\n\n```sql total\n"
                + "select sum(n) as n from q\n```\n"
        );
        Assert.Empty(run.Errors);
        Assert.Equal(
            "la:Text n:Integer ratio:Double n_note:Text ratio_note:Text | a ∅ ∅ c: suppressed to protect confidentiality c: suppressed "
                + "to protect confidentiality | b ∅ ∅ c: suppressed to protect confidentiality c: suppressed to protect confidentiality "
                + "| c 70 0.875 ∅ ∅",
            TableText.Of(run["q"])
        );
        Assert.Equal("n:Integer | 81", TableText.Of(run["total"]));
    }

    [Fact]
    public async Task A_count_that_the_publisher_withheld_counts_as_hidden()
    {
        using var data = new TestData()
            .With("care.csv", "name,n,region\na,c,r\nb,40,r\nc,7,r\n")
            .Declaring("care: {people: [n], types: {n: integer}}\n");
        Assert.Equal(
            "a ∅ c|b 40|c ∅ c",
            Text((await data.RunAsync("```sql q\n--| suppress: n\nselect name, n, n_note, region from care\n```\n"))["q"])
        );
    }

    [Theory]
    [InlineData("suppress: m", "6:15: error DM241: \"m\" of \"q\" is not there, so nothing of it can be suppressed. [Known: n.]")]
    [InlineData("suppress: name", "6:15: error DM241: \"name\" of \"q\" holds no numbers, so nothing of it can be suppressed.")]
    [InlineData("suppress: n by area", "6:15: error DM241: \"q\" has no column \"area\" to group \"n\" by.")]
    public async Task What_cannot_be_suppressed_is_said(string option, string expected)
    {
        using var data = new TestData().With("care.csv", "name,n\na,1\nb,40\n");
        Assert.StartsWith(
            expected,
            (await data.RunAsync($"```sql q\n--| {option}\nselect name, n from care\n```\n")).Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_hidden_count_is_alone_or_small_together_with_others()
    {
        await Gen.Int[0, 30]
            .Array[1, 12]
            .SampleAsync(
                async counts =>
                {
                    using var data = new TestData()
                        .With("care.csv", "name,n,region\n" + string.Concat(counts.Select((count, i) => $"a{i:00},{count},r\n")))
                        .Declaring("care: {people: [n]}\n");
                    var table = (await data.RunAsync("```sql q\n--| suppress: n\nselect name, n, region from care order by name\n```\n"))[
                        "q"
                    ];
                    int[] hidden = [.. counts.Where((_, row) => table.ValueAt(row, "n") is null)];
                    Assert.DoesNotContain(table["n"]!.Values, value => value is long and >= 1 and < 6);
                    if (counts.Any(count => count is >= 1 and < 6) && counts.Length > 1)
                        Assert.True(hidden.Length > 1 && (hidden.Sum() >= 6 || hidden.Length == counts.Length));
                    else if (counts.Length > 1)
                        Assert.Empty(hidden);
                },
                iter: 40,
                threads: 1
            );
    }

    private static string Text(Table table) =>
        string.Join(
            '|',
            Enumerable
                .Range(0, table.RowCount)
                .Select(row =>
                    $"{table.ValueAt(row, "name")} "
                    + $"{table.ValueAt(row, "n") ?? "∅"}{(CellNote.Of(table, row, "n") is { } note ? $" {note.Marker}" : "")}"
                )
        );
}
