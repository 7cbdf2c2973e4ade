using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Outputs;

public sealed class SentOutputTests : IDisposable
{
    private readonly TestNewsletter _newsletter = new TestNewsletter()
        .Dataset("loans.csv", "year,loans\n2015,61200\n2016,67310\n")
        .WriteFile($"content/issues/{TestNewsletter.Slug}/by_year.sql", "select year, loans from loans order by year\n")
        .Snippet("who", "Ask the libraries.")
        .Body("Dear <<First Name>>,\n\nLoans rose to {{ by_year.last.loans | num0 }}.\n\n::: include who\n");

    [Fact]
    public async Task All_that_an_issue_was_made_of_is_kept_with_its_hashes()
    {
        _newsletter.Datasets("loans: {title: Loans, released: 2017-03-01, licence: Open Government Licence v3.0}\n");
        var contents = await ContentsAsync();
        string[] always =
        [
            ".gitattributes",
            "email.html",
            "email.txt",
            "figures.json",
            "web.html",
            "results/by_year.csv",
            "source/by_year.sql",
            "source/index.md",
        ];
        Assert.Empty(always.Except(contents.Issue.Files.Keys));
        Assert.Equal(contents.Issue.Files.Keys.Order(), contents.Files.Select(file => file.Path).Order());
        Assert.All(contents.Files, file => Assert.Equal(contents.Issue.Files[file.Path], ContentHash.Of(file.Bytes.AsSpan())));
        var dataset = Assert.Single(contents.Issue.Datasets);
        Assert.Equal((new DateOnly(2017, 3, 1), "inputs/" + dataset.Sha256[..16] + "-loans.csv"), (dataset.Released, dataset.Copy));
        Assert.Equal("year,loans\n2015,61200\n2016,67310\n", Text(contents, dataset.Copy!));
        // Tags stay tags: nobody's name or address is in it.
        Assert.Contains("*|FNAME", Text(contents, "email.html"), StringComparison.Ordinal);
        Assert.Equal("content/issues/2017-03-test/index.md", contents.Issue.Sources["source/index.md"]);
    }

    [Theory]
    [InlineData("licence: Open Government Licence v3.0", null)]
    [InlineData("licence: OGL v3", null)]
    [InlineData("licence: CC0 1.0", null)]
    [InlineData("licence: CC BY 4.0", null)]
    [InlineData("licence: CC-BY-SA 4.0", null)]
    [InlineData("licence: Creative Commons Attribution 4.0", null)]
    [InlineData("licence: ODC-By 1.0", null)]
    [InlineData("licence: CC BY-NC 4.0", "is not known to be open")]
    [InlineData("licence: CC BY-ND 4.0", "is not known to be open")]
    [InlineData("licence: Creative Commons Attribution-NonCommercial 4.0", "is not known to be open")]
    [InlineData("licence: All rights reserved", "is not known to be open")]
    [InlineData("title: Loans", "no licence is declared")]
    [InlineData("publish: true", null)]
    [InlineData("licence: OGL v3, people: ['*']", "each of its rows is a person")]
    [InlineData("publish: true, people: [loans]", "may hold counts that must not be shown")]
    [InlineData("publish: true, people: [loans], disclosure_threshold: 0", null)]
    public async Task A_data_file_is_kept_when_it_may_be_handed_out(string declared, string? reason)
    {
        _newsletter.Datasets($"loans: {{{declared}}}\n");
        var contents = await ContentsAsync();
        var omitted = contents.Issue.LeftOut.FirstOrDefault(left => left.Path == "content/datasets/loans.csv");
        Assert.Equal(reason is null, contents.Issue.Datasets[0].Copy is not null);
        if (reason is null)
            Assert.Null(omitted);
        else
            Assert.Contains(reason, omitted!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_with_counts_that_must_not_be_shown_are_left_out_and_named()
    {
        _newsletter.Dataset("loans.csv", "year,loans\n2015,3\n2016,67310\n").Datasets("loans: {people: [loans]}\n");
        var contents = await ContentsAsync();
        Assert.DoesNotContain("results/by_year.csv", contents.Issue.Files.Keys);
        Assert.Contains(
            contents.Issue.LeftOut,
            left => left.Path == "results/by_year.csv" && left.Reason.Contains("must not be shown", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_large_data_file_is_left_out_and_named()
    {
        var rows = string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{1800 + (i % 217)},{100_000_000 + i}\n"));
        _newsletter.Dataset("loans.csv", "year,loans\n" + rows).Datasets("loans: {publish: true}\n");
        _newsletter.WriteFile(
            $"content/issues/{TestNewsletter.Slug}/by_year.sql",
            "select year, max(loans) as loans from loans group by year order by year\n"
        );
        var contents = await ContentsAsync();
        Assert.Equal("a data file is kept up to 2 MB", Assert.Single(contents.Issue.LeftOut).Reason);
    }

    public void Dispose() => _newsletter.Dispose();

    private async Task<SentContents> ContentsAsync() => SentOutput.Of(_newsletter.Open(), await _newsletter.BuildAsync(), "content");

    private static string Text(SentContents contents, string path) =>
        Encoding.UTF8.GetString(contents.Files.First(file => file.Path == path).Bytes.AsSpan());
}
