using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Tests.Issues;

public sealed class IssueScaffoldTests
{
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
                """),
            new DateOnly(2017, 4, 13));

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

            """.ReplaceLineEndings("\n"), next);
    }
}
