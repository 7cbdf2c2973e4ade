namespace Datamonger.Newsletter.Tests.Support;

public sealed class TestNewsletterTests
{
    [Fact]
    public async Task The_newsletter_that_tests_begin_with_has_nothing_wrong()
    {
        using var newsletter = new TestNewsletter().Body(
            """
            Dear <<First Name>>,

            Visits rose to {{ visits_by_area.last.visits | num0 }}.

            ```sql visits_by_area
            select area, sum(visits) as visits from visits where year = '2015' group by area order by area
            ```

            ::: include contact
            """
        );
        var build = await newsletter.BuildAsync();
        Assert.Equal(
            "",
            TestNewsletter.Print([.. build.Diagnostics.Where(found => found.Rule.Severity == Newsletter.Diagnostics.Severity.Error)])
        );
        Assert.Contains("Visits rose to 900.", build.Email.Html, StringComparison.Ordinal);
    }
}
