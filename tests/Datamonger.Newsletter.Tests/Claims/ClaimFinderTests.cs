using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Claims;

/// <summary>Sentences of <c>Fixtures/Claims/sentences.md</c>: each with its verdict and the words that have it.</summary>
public sealed partial class ClaimFinderTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Tests, "Fixtures", "Claims", "sentences.md"))
        .ReplaceLineEndings("\n");

    private static readonly QueryTables Tables = new(
        Query()
            .Matches(Page)
            .Select(match => new QueryTable(
                new QueryBlock(match.Groups["name"].Value, "", default, default)
                {
                    Key = match.Groups["key"] is { Success: true } key ? key.Value : null,
                },
                TestTable.Of(match.Groups["rows"].Value),
                []
            ))
    );

    public static TheoryData<string> Sentences => [.. Sentence().Matches(Page).Select(match => match.Value)];

    [Theory, MemberData(nameof(Sentences))]
    public void A_sentence_has_its_verdict(string line)
    {
        var match = Sentence().Match(line);
        var claims = Find(match.Groups["text"].Value);
        var said = string.Join('\n', claims.Select(claim => $"{claim.Verdict} {claim.Words}: {claim.Reason}"));
        var verdict = match.Groups["verdict"].Value switch
        {
            "true" => ClaimVerdict.True,
            "false" => ClaimVerdict.False,
            "alike" => ClaimVerdict.PrintsAlike,
            _ => (ClaimVerdict?)null,
        };
        if (verdict is null)
        {
            Assert.Equal("", said);
            return;
        }
        Assert.True(claims.Any(claim => claim.Verdict == verdict && claim.Words == match.Groups["words"].Value), $"found: {said}");
        Assert.All(claims, claim => Assert.True(claim.Verdict == ClaimVerdict.True || claim.Verdict == verdict, said));
    }

    [Fact]
    public void Every_class_is_shown_true_and_false()
    {
        var shown = Sentences
            .SelectMany(line => Find(Sentence().Match(line.Data).Groups["text"].Value))
            .Select(claim => (claim.Class, claim.Verdict))
            .ToHashSet();
        Assert.All(
            Enum.GetValues<ClaimClass>().Where(kind => kind != ClaimClass.Asserted),
            kind =>
            {
                Assert.Contains((kind, ClaimVerdict.True), shown);
                Assert.Contains((kind, ClaimVerdict.False), shown);
            }
        );
    }

    [Fact]
    public void A_claim_stands_at_its_word_and_names_its_figures()
    {
        var claim = Assert.Single(
            Find("In all, starts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}.")
        );
        Assert.Equal((6, 16), (claim.Place.Line, claim.Place.Column));
        Assert.Equal(
            ["homes[\"2012\"].started | num0", "homes[\"2016\"].started | num0"],
            claim.Figures.Select(figure => figure.Expression)
        );
        Assert.Equal("1,960 is more than 980", claim.Reason);
    }

    [Theory]
    [InlineData("::: quote A builder\nStarts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}.\n:::")]
    [InlineData("> Starts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}.")]
    public void What_somebody_else_says_is_theirs(string text) => Assert.Empty(Find(text));

    [Theory]
    [InlineData("## Starts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}")]
    [InlineData("![Starts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}](a.png)")]
    [InlineData("- Starts **fell** from {{ homes[\"2012\"].started | num0 }} to *{{ homes[\"2016\"].started | num0 }}*.")]
    public void Headings_lists_and_alternative_texts_are_read(string text) =>
        Assert.Equal(ClaimVerdict.False, Assert.Single(Find(text)).Verdict);

    [Fact]
    public void A_claim_of_the_author_is_judged_by_its_condition()
    {
        Assert.Equal(
            [("shrinking", ClaimVerdict.False), ("growing", ClaimVerdict.True)],
            Find(
                    "A {{ claim \"shrinking\" (homes.last.built < homes.first.built) }} and {{ claim \"growing\" (homes.last.built > "
                        + "homes.first.built) }} number."
                )
                .Select(claim => (claim.Words, claim.Verdict))
        );
    }

    [Fact]
    public void No_other_language_is_read() =>
        Assert.Empty(Find("Starts fell from {{ homes[\"2012\"].started | num0 }} to {{ homes[\"2016\"].started | num0 }}.", "de"));

    private static ImmutableArray<Claim> Find(string text, string language = "en-GB")
    {
        var issue = TestIssue.Parse($"---\ntitle: Test\nsubject: Test\nlang: {language}\n---\n{text}\n").Issue;
        var bag = new DiagnosticBag();
        var figures = FigureEvaluator.Evaluate(issue, Tables, bag);
        Assert.Empty(bag.ToImmutable());
        return ClaimFinder.Find(PassageReader.Read(issue), figures, Tables, issue.FrontMatter.Language).All;
    }

    [GeneratedRegex(@"^(?<name>\w+)(?: \((?<key>\w+)\))?\n\n(?<rows>(?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex Query();

    [GeneratedRegex(@"^- (?<verdict>true|false|alike|silent)(?: (?<words>[^:]+))?: (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
