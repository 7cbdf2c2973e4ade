using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Comparing;

/// <summary>An issue about applications to foster, which Mailchimp has sent, and whose data are then revised.</summary>
internal sealed class SentNewsletter : IDisposable
{
    private const string Data = "year,applications,places\n2014/15,16920,83925\n2015/16,11460,83176\n";

    /// <summary>The newsletter.</summary>
    public TestNewsletter Newsletter { get; } =
        new TestNewsletter()
            .Dataset("fostering.csv", Data)
            .Datasets("fostering: {title: Fostering, publisher: Ofsted, released: 2017-02-28, licence: OGL v3}\n")
            .Snippet("places", "There were {{ by_year.last.places | num0 }} places.")
            .WriteFile(
                $"content/issues/{TestNewsletter.Slug}/by_year.sql",
                "--| key: year\nselect year, applications, places, applications / places as share from fostering order by year\n"
            )
            .Body(
                """
                Good morning. Applications **to foster** fell from {{ by_year.first.applications | num0 }}
                to {{ by_year.last.applications | num0 }} ([Ofsted](https://example.org/ofsted)). That is not all.

                ## A share of {{ by_year.last.share | pct1 }}

                In thousands {{ by_year.last.applications | num0 }}, or {{ by_year["2015/16"].share | pct0 }} of the places.

                ::: include places
                """
            );

    /// <summary>Records an issue as sent, as if Mailchimp had sent it.</summary>
    public async Task SendAsync(string slug = TestNewsletter.Slug)
    {
        var build = await Newsletter.BuildAsync(slug);
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code[2] is '1' or '2' && found.Rule.Severity == Severity.Error);
        new SentFile(Newsletter.PathOf($"content/issues/{slug}/sent")).Add(
            new SentRecord("0123456789ab", "3c534dea82", null, Newsletter.Time.GetUtcNow(), 23, "content", null),
            SentOutput.Of(Newsletter.Open(), build, "content")
        );
    }

    /// <summary>Replaces a number of the data.</summary>
    public void Revise(string was, string now) => Newsletter.Dataset("fostering.csv", Data.Replace(was, now, StringComparison.Ordinal));

    public void Dispose() => Newsletter.Dispose();
}
