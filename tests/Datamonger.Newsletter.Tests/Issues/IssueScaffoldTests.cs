using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Tests.Issues;

public sealed class IssueScaffoldTests
{
    [Theory]
    [InlineData("2017-04-fostering", "2017-04-01")]
    [InlineData("2017-04-20-fostering", "2017-04-20")]
    [InlineData("2017-03-fostering", "2017-03-16")]
    [InlineData("2017-13-fostering", "2017-03-16")]
    [InlineData("2017-02-30-fostering", "2017-02-01")]
    [InlineData("fostering", "2017-03-16")]
    public void The_day_follows_the_slug(string slug, string day) =>
        Assert.Equal(day, IssueScaffold.DayOf(slug, new DateOnly(2017, 3, 16)).ToString("yyyy-MM-dd", null));

    [Fact]
    public void The_last_issue_is_the_latest_by_date_and_number()
    {
        Assert.Equal("b-older-name", Last(("z-name", "2017-01-10", 3), ("b-older-name", "2017-02-10", 4), ("c-name", "2016-12-01", 9)));
        Assert.Equal("a-second", Last(("b-first", "2017-02-10", 4), ("a-second", "2017-02-10", 5)));
        Assert.Null(Last());

        static string? Last(params (string Slug, string Date, int Number)[] issues) =>
            IssueScaffold.Last(
                issues.Select(issue => new SourceText(issue.Slug, $"---\ntitle: x\nnumber: {issue.Number}\ndate: {issue.Date}\n---\n")),
                issue => issue.Path
            );
    }

    [Fact]
    public void A_copy_keeps_queries_charts_tables_and_the_end_and_leaves_the_text_to_write() =>
        Assert.Equal(
            """
            ---
            title: April 2017
            subject: April 2017
            preheader: What is in this issue, in one line
            date: 2017-04-13
            ---

            Dear <<First Name>>,

            What the figures say.

            ```sql areas
            select 1 as n

            from visits
            ```

            ## What is new

            What the figures say.

            ```chart bar
            data: areas
            ```

            Yours, the editors

            """.ReplaceLineEndings("\n"),
            IssueScaffold.Next(
                new SourceText(
                    "content/issues/2017-03/index.md",
                    """
                    ---
                    title: March 2017
                    subject: Visits rose
                    preheader: And what that hides
                    date: 2017-03-16
                    ---

                    Dear <<First Name>>,

                    Here is the news of March.

                    And more of it.

                    ```sql areas
                    select 1 as n

                    from visits
                    ```

                    ## What is new

                    Visits rose.

                    ```chart bar
                    data: areas
                    ```

                    Yours, the editors
                    """
                ),
                new DateOnly(2017, 4, 13),
                copy: true
            )
        );

    [Fact]
    public void What_recurs_is_kept_and_what_was_that_issues_own_goes()
    {
        var next = IssueScaffold.Next(
            new SourceText(
                "content/issues/2017-03/index.md",
                """
                ---
                title: "March 2017"
                subject: Visits rose
                preheader: And what that hides
                number: 17
                date: 2017-03-16
                slug: of-its-own
                tables:
                  plan: plan.csv
                personal:
                  by: LA
                  query: areas
                  key: area
                  default: England
                sources: [warehouse]
                allow:
                  DM502: The ministry has no https.
                segment: Everybody
                ---
                Dear <<First Name>>,

                ## What is new

                Visits rose to {{ areas.count }}.

                ```sql areas
                select 1
                ```

                ::: include contact
                """
            ),
            new DateOnly(2017, 4, 13)
        );

        Assert.Equal(
            """
            ---
            title: April 2017
            subject: April 2017
            preheader: What is in this issue, in one line
            number: 18
            date: 2017-04-13
            tables:
              plan: plan.csv
            sources: [warehouse]
            segment: Everybody
            ---

            Dear <<First Name>>,

            ## What is new

            ::: include contact

            """.ReplaceLineEndings("\n"),
            next
        );
    }
}
