using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>What is said of words that the data contradict, where, and in which editions.</summary>
public sealed class WordsAreTrueTests
{
    private const string Query =
        "\n\n```sql areas\n--| key: la\nselect * from (values ('England', 60, 61), ('Kent', 43, 40), ('Lambeth', 72, 72), ('Hull', 164, "
        + "150)) t(la, rate, rate_2016)\n```\n";

    [Theory]
    [InlineData(
        "The rate fell from {{ areas[\"Hull\"].rate_2016 }} to {{ areas[\"Hull\"].rate }}.",
        "error DM700: \"fell\", but 164 is more than 150. / \"rose\" would be true. Let the data choose the word: {{ "
            + "areas[\"Hull\"].rate | change areas[\"Hull\"].rate_2016 }}."
    )]
    [InlineData(
        "The rate in Kent ({{ areas[\"Kent\"].rate }}) is higher than in Hull ({{ areas[\"Hull\"].rate }}).",
        "error DM700: \"higher than\", but 43 is less than 164. / \"lower than\" would be true. Let the data choose the word: {{ "
            + "areas[\"Kent\"].rate > areas[\"Hull\"].rate ? \"…\" : \"…\" }}."
    )]
    [InlineData(
        "The rate is highest in Lambeth, at {{ areas[\"Lambeth\"].rate }}.",
        "warning DM701: \"highest\": Lambeth has 72, Hull 164 in \"areas\". / Correct the sentence, or say why it holds: {{ claim "
            + "\"highest\" \"the reason\" }}."
    )]
    [InlineData(
        "Lambeth has {{ areas[\"Lambeth\"].rate }}, up from {{ areas[\"Lambeth\"].rate_2016 }}.",
        "error DM700: \"up\", but 72 is the same as 72. / Let the data choose the word: {{ areas[\"Lambeth\"].rate | change "
            + "areas[\"Lambeth\"].rate_2016 }}."
    )]
    public async Task A_finding_says_both_values_and_the_word_that_would_be_true(string sentence, string expected)
    {
        using var newsletter = new TestNewsletter().Body(sentence + Query);
        Assert.Equal(expected, Of((await newsletter.BuildAsync()).Diagnostics));
    }

    [Fact]
    public async Task Every_edition_is_judged_and_one_finding_names_the_keys()
    {
        using var newsletter = new TestNewsletter()
            .Settings(
                "name: Test\norganisation: {name: Test, address: \"1 Street, Town\"}\nsender: {name: Test, reply_to: editors@example.org}\n"
                    + "merge_fields:\n  LA: {label: Authority}\n"
            )
            .Issue(
                "---\ntitle: A test\nsubject: Visits to libraries rose again\npreheader: What the figures of the libraries say.\ndate: "
                    + "2017-03-16\n"
                    + "personal: {by: LA, query: areas, key: la, default: England}\n---\n"
                    + "Your rate, {{ mine.rate }}, is above the {{ areas[\"England\"].rate }} of England. It was {{ mine.rate }}, up "
                    + "from {{ mine.rate_2016 }}."
                    + Query
            );
        Assert.Equal(
            "error DM700: For England, Kent: \"above\", but 60 is the same as 60. / Write the word that fits the figures.\n"
                + "error DM700: For England, Lambeth: \"up\", but 60 is less than 61. / \"down\" would be true. Let the data choose the "
                + "word: {{ mine.rate | change mine.rate_2016 }}.",
            Of((await newsletter.BuildAsync()).Diagnostics)
        );
    }

    [Fact]
    public async Task Subject_chart_title_and_snippet_are_read()
    {
        using var newsletter = new TestNewsletter()
            .Snippet("note", "Lambeth has {{ areas[\"Lambeth\"].rate }}, fewer than the {{ areas[\"Kent\"].rate }} of Kent.")
            .Issue(
                "---\ntitle: A test\nsubject: Rates rose from {{ areas[\"Hull\"].rate }} to {{ areas[\"Hull\"].rate_2016 }}\n"
                    + "preheader: What the figures of the libraries say, and what they leave out.\ndate: 2017-03-16\n---\n\n"
                    + "::: include note\n:::\n\n```chart bar\ndata: areas\nx: la\ny: rate\ntitle: The rate fell from {{ "
                    + "areas[\"Hull\"].rate_2016 }} to {{ areas[\"Hull\"].rate }}\nalt: Rates by area.\n```\n"
                    + Query
            );
        var found = (await newsletter.BuildAsync()).Diagnostics.Where(finding => finding.Rule.Code == "DM700").ToList();
        Assert.Equal(
            ["content/issues/2017-03-test/index.md", "content/issues/2017-03-test/index.md", "content/snippets/note.md"],
            found.Select(finding => finding.Location.File).Order(StringComparer.Ordinal)
        );
    }

    private static string Of(IEnumerable<Diagnostic> findings) =>
        string.Join(
            '\n',
            findings
                .Where(finding => finding.Rule.Code[2] == '7')
                .Select(finding =>
                    $"{finding.Rule.Severity.ToString().ToLowerInvariant()} {finding.Rule.Code}: {finding.Message} / {finding.Hint}"
                )
        );
}
