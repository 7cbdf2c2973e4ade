using System.Collections.Immutable;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.Mailchimp;

public sealed class DoctorTests
{
    internal static readonly NewsletterSettings Settings = new()
    {
        Name = "The Datamonger",
        Organisation = new Organisation("Example"),
        Sender = new Sender("The Datamonger", "editors@example.org"),
        MergeFields = [new MergeField("EMAIL", "Email"), new MergeField("FNAME", "First Name", Fallback: "colleague"), new MergeField("REGION", "Region", Fallback: "England"), new MergeField("LA", "Area", Type: "number")],
    };

    [Fact]
    public async Task What_the_audience_lacks_is_named_and_created_when_asked_to()
    {
        await using var host = await PublishingHost.StartAsync();

        var before = await ExamineAsync(host, fix: false);
        Assert.Empty(host.Changes());
        var mended = await ExamineAsync(host, fix: true);
        var after = await ExamineAsync(host, fix: false);

        Assert.Equal(
            [
                "Notice merge field FNAME: falls back to \"\", newsletter.yml says \"colleague\" (datamonger doctor --fix sets it.)",
                "Ill merge field REGION: the audience does not have it (datamonger doctor --fix creates it.)",
                "Notice merge field LA: is of type text, newsletter.yml says number (Types cannot be changed; mend newsletter.yml.)",
            ], Fields(before));
        Assert.Equal(["Well merge field FNAME: falls back to \"colleague\" now", "Well merge field REGION: created"], Fields(mended)[..2]);
        Assert.Equal(["Well merge field FNAME: there", "Well merge field REGION: there"], Fields(after)[..2]);
    }

    [Fact]
    public async Task Drafts_left_over_are_listed_and_deleted_when_asked_to_and_the_issues_own_is_kept()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("duplicate POST /campaigns");
        var published = await host.PublishAsync(Requests.Of());

        var listed = Leftovers(await ExamineAsync(host, fix: false));
        await ExamineAsync(host, fix: true);

        Assert.Contains("left over of the-datamonger/2027-03-caseloads; it is never sent", Assert.Single(listed), StringComparison.Ordinal);
        Assert.Empty(Leftovers(await ExamineAsync(host, fix: false)));
        Assert.Equal(published.Campaign, Assert.Single((await Flow.LookAsync(host, Requests.Of())).Stamped).Id);
        Assert.Equal(published.Token, (await host.PublishAsync(Requests.Of())).Token);
    }

    [Fact]
    public async Task A_draft_without_a_journal_is_no_leftover()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Requests.Of());
        File.Delete(host.JournalPath(Requests.Of().Slug));

        await ExamineAsync(host, fix: true);

        Assert.Single((await Flow.LookAsync(host, Requests.Of())).Stamped);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_finding_with_a_remedy()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.Sandbox.RefuseConnectionsAsync(TestContext.Current.CancellationToken);

        var finding = Assert.Single(await ExamineAsync(host, fix: false));

        Assert.Equal(Health.Ill, finding.Health);
        Assert.NotNull(finding.Remedy);
    }

    private static Task<ImmutableArray<Finding>> ExamineAsync(PublishingHost host, bool fix)
    {
        var place = host.Place();
        return new MailchimpDoctor(place.Target, place.StateDirectory, place.Options, place.Operator).ExamineAsync(Settings, fix, TestContext.Current.CancellationToken);
    }

    private static string[] Fields(ImmutableArray<Finding> findings) =>
        [.. findings.Where(finding => finding.What.StartsWith("merge field", StringComparison.Ordinal)).Select(finding => $"{finding.Health} {finding.What}: {finding.Found}{(finding.Remedy is null ? "" : $" ({finding.Remedy})")}")];

    private static string[] Leftovers(ImmutableArray<Finding> findings) => [.. findings.Where(finding => finding.What.StartsWith("draft", StringComparison.Ordinal)).Select(finding => finding.Found)];
}
