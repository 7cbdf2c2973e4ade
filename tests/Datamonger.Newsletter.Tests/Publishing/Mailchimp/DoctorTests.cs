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
        MergeFields =
        [
            new MergeField("EMAIL", "Email"),
            new MergeField("FNAME", "First Name", Fallback: "colleague"),
            new MergeField("REGION", "Region", Fallback: "England"),
            new MergeField("LA", "Area", Type: "number"),
        ],
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
                "Notice merge field LA: is of type text, newsletter.yml says number (Types cannot be changed; correct newsletter.yml.)",
            ],
            Fields(before)
        );
        Assert.Equal(["Well merge field FNAME: falls back to \"colleague\" now", "Well merge field REGION: created"], Fields(mended)[..2]);
        Assert.Equal(["Well merge field FNAME: there", "Well merge field REGION: there"], Fields(after)[..2]);
    }

    [Fact]
    public async Task Drafts_left_over_are_listed_and_deleted_when_a_person_says_so_and_the_issues_own_is_kept()
    {
        await using var host = await PublishingHost.StartAsync();
        host.Sandbox.Faults.Add("duplicate POST /campaigns");
        await host.PublishAsync(Requests.Of());
        var published = await host.PublishAsync(Requests.Of());
        var asked = new List<string>();

        var listed = Leftovers(await ExamineAsync(host, fix: false));
        await ExamineAsync(host, fix: true, answer: null);
        await ExamineAsync(host, fix: true, answer: false, asked);
        Assert.Equal(2, (await Flow.LookAsync(host, Requests.Of())).Stamped.Length);
        await ExamineAsync(host, fix: true, answer: true, asked);

        Assert.Contains("left over of 2027-03-caseloads; nothing is sent while it exists", Assert.Single(listed), StringComparison.Ordinal);
        Assert.Equal(2, asked.Count);
        Assert.Matches(
            @"^Delete the draft “Caseloads, March 2027” of 2027-03-01 09:\d\d UTC \(http://127.0.0.1:\d+/inbox/campaigns/",
            asked[0]
        );
        Assert.Empty(Leftovers(await ExamineAsync(host, fix: false)));
        Assert.Equal(published.Campaign, Assert.Single((await Flow.LookAsync(host, Requests.Of())).Stamped).Id);
        Assert.Equal(published.Token, (await host.PublishAsync(Requests.Of())).Token);
    }

    [Fact]
    public async Task A5_doctor_deletes_neither_another_machines_draft_nor_a_copy_that_a_colleague_made()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        var elsewhere = host.Publisher(stateDirectory: host.StateDirectory + "-elsewhere");
        var published = await host.PublishAsync(request);
        using (var client = new HttpClient())
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-us0");
            var token = TestContext.Current.CancellationToken;
            using var copied = await client.PostAsync(
                new Uri(host.Sandbox.Address, $"3.0/campaigns/{published.Campaign}/actions/replicate"),
                null,
                token
            );
            copied.EnsureSuccessStatusCode();
        }
        // Another machine had no draft in sight when it began, and made its own.
        var late = request with
        {
            Slug = "another",
        };
        var theirs = await elsewhere.PublishAsync(late, new PublishOptions(), TestContext.Current.CancellationToken);
        using (var outside = host.Client())
        {
            var campaign = await outside.Api.GetCampaignAsync(theirs.Campaign!, TestContext.Current.CancellationToken);
            var stamp = CampaignStamp.Find(campaign.Settings!.Title)!;
            var mine = new CampaignStamp(CampaignStamp.KeyOf(request.Newsletter, request.Slug), stamp.Words, stamp.Machine);
            await host.EditOutsideAsync(theirs.Campaign!, $$"""{"title":"{{mine.Title(request.Title)}}"}""");
        }
        var asked = new List<string>();

        var findings = await ExamineAsync(host, fix: true, answer: true, asked);

        Assert.Empty(asked);
        Assert.Equal(2, findings.Count(finding => finding.Found.Contains("was not made by this machine", StringComparison.Ordinal)));
        Assert.Equal(0, host.Effects("campaign.delete"));
        Assert.Equal(3, (await Flow.LookAsync(host, request)).Stamped.Length);
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

    internal static Task<ImmutableArray<Finding>> ExamineAsync(
        PublishingHost host,
        bool fix,
        bool? answer = true,
        List<string>? asked = null
    )
    {
        var place = host.Place();
        return new MailchimpDoctor(place.Target, place.StateDirectory, place.Options, place.Operator).ExamineAsync(
            Settings,
            fix,
            answer is not { } said
                ? null
                : (question, _) =>
                {
                    asked?.Add(question);
                    return Task.FromResult(said);
                },
            TestContext.Current.CancellationToken
        );
    }

    private static string[] Fields(ImmutableArray<Finding> findings) =>
        [
            .. findings
                .Where(finding => finding.What.StartsWith("merge field", StringComparison.Ordinal))
                .Select(finding =>
                    $"{finding.Health} {finding.What}: {finding.Found}{(finding.Remedy is null ? "" : $" ({finding.Remedy})")}"
                ),
        ];

    private static string[] Leftovers(ImmutableArray<Finding> findings) =>
        [.. findings.Where(finding => finding.What.StartsWith("draft", StringComparison.Ordinal)).Select(finding => finding.Found)];
}
