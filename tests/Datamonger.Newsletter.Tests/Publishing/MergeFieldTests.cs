using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class MergeFieldTests
{
    [Fact]
    public async Task A_tag_whose_field_the_audience_lacks_is_named_with_the_command_that_creates_it()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of() with
        {
            MergeFields = [new MergeField("REGION", "Region")],
            MergeTags =
            [
                Requests.Tag("*|REGION|*", 12, 3),
                Requests.Tag("*|IF:REGION=North|*", 13, 1),
                Requests.Tag("*|END:IF|*", 13, 40),
                Requests.Tag("*|FNANE|*", 14, 2),
            ],
        };

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));

        Assert.Equal(PublishOutcome.Invalid, stopped.Outcome);
        Assert.Equal(
            [
                "content/issues/2027-03-caseloads/index.md:12:3: error DM603: The audience has no merge field REGION: *|REGION|* would "
                    + "go out as it stands.",
                "content/issues/2027-03-caseloads/index.md:14:2: error DM603: The audience has no merge field FNANE: *|FNANE|* would "
                    + "go out as it stands.",
            ],
            stopped.Diagnostics.Select(diagnostic => diagnostic.ToString())
        );
        Assert.Equal("`datamonger doctor --fix --target sandbox` creates it.", stopped.Diagnostics[0].Hint);
        Assert.Contains("FNAME", stopped.Diagnostics[1].Hint, StringComparison.Ordinal);
        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task A_fallback_that_the_audience_lacks_is_a_warning()
    {
        await using var host = await PublishingHost.StartAsync();

        var receipt = await host.PublishAsync(
            Requests.Of() with
            {
                MergeFields = [new MergeField("FNAME", "First Name", Fallback: "colleague")],
            }
        );

        var warning = Assert.Single(receipt.Diagnostics);
        Assert.Equal(PublishRules.FallbackDiffers, warning.Rule);
        Assert.Contains("doctor --fix", warning.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FNAME", "FNAME")]
    [InlineData("IF:LA=Lambeth", "LA")]
    [InlineData("IFNOT:LA", "LA")]
    [InlineData("ELSEIF:COUNT >= 3", "COUNT")]
    [InlineData("UPPER:FNAME", "FNAME")]
    [InlineData("HTML:ORG", "ORG")]
    [InlineData("UNSUB", null)]
    [InlineData("MC:SUBJECT", null)]
    [InlineData("LIST:ADDRESS", null)]
    [InlineData("HTML:LIST_ADDRESS_HTML", null)]
    [InlineData("IF:REWARDS", null)]
    [InlineData("END:IF", null)]
    [InlineData("ELSE:", null)]
    [InlineData("INTERESTED:Topics:Housing", null)]
    [InlineData("MERGE3", null)]
    [InlineData("MERGED", "MERGED")]
    [InlineData("DATE:d F Y", null)]
    public void A_tag_reads_a_field_or_what_Mailchimp_fills_in(string tag, string? field) =>
        Assert.Equal(field, MergeTagNames.FieldOf(tag));
}
