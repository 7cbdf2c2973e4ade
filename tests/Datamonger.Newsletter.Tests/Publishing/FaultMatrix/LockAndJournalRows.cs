using System.Text;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing.FaultMatrix;

/// <summary>Rows 1 to 12 of the fault matrix in docs/publishing-faults.md: lock, journal, connection.</summary>
public sealed class LockAndJournalRows
{
    private static readonly PublishOperator Other = new("other-host", 99, "fedcba98");

    [Fact]
    public async Task Row_01_a_lock_that_is_held_is_named_with_its_holder()
    {
        await using var host = await PublishingHost.StartAsync();
        using var held = PublishLock.Take(host.JournalDirectory, Other, host.Time);

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.Locked, stopped.Outcome);
        Assert.Contains("process 99 on other-host", Assert.Single(stopped.Facts), StringComparison.Ordinal);
        Assert.Empty(host.Sandbox.Requests.Entries);
    }

    [Fact]
    public async Task Row_02_files_left_behind_by_a_process_that_died_hold_nobody_up()
    {
        await using var host = await PublishingHost.StartAsync();
        Directory.CreateDirectory(host.JournalDirectory);
        await File.WriteAllTextAsync(Path.Combine(host.JournalDirectory, "publish.lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(host.JournalDirectory, "publish.holder.json"),
            """{"host":"test-host","pid":1,"run":"x","since":"2020-01-01T00:00:00+00:00"}""",
            TestContext.Current.CancellationToken
        );

        Assert.Equal("draft", (await host.PublishAsync(Requests.Of())).State);
    }

    [Fact]
    public async Task Row_03_of_two_publishers_that_start_at_once_exactly_one_proceeds()
    {
        await using var host = await PublishingHost.StartAsync();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            return (await host.PublishAsync(Requests.Of())).Campaign!;
                        }
                        catch (PublishStoppedException stopped) when (stopped.Outcome == PublishOutcome.Locked)
                        {
                            return "locked";
                        }
                    })
                )
        );

        Assert.Single(outcomes.Where(outcome => outcome != "locked").Distinct());
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_05_a_full_disk_stops_before_anything_is_called()
    {
        await using var host = await PublishingHost.StartAsync();
        var publisher = host.Publisher(path => new FullDisk(path, 0));

        await Assert.ThrowsAsync<IOException>(() =>
            publisher.PublishAsync(Requests.Of(), new PublishOptions(), TestContext.Current.CancellationToken)
        );

        Assert.Empty(host.Changes());
    }

    [Fact]
    public async Task Row_06_a_disk_that_is_full_at_the_outcome_of_a_create_leads_to_adoption()
    {
        await using var host = await PublishingHost.StartAsync();
        // Two lines for the picture, one for the intent: the outcome does not fit.
        var publisher = host.Publisher(path => new FullDisk(path, 3));
        await Assert.ThrowsAsync<IOException>(() =>
            publisher.PublishAsync(Requests.Of(), new PublishOptions(), TestContext.Current.CancellationToken)
        );
        Assert.Equal(1, host.Effects("campaign.create"));

        var receipt = await host.PublishAsync(Requests.Of());

        Assert.Equal("draft", receipt.State);
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Theory]
    [InlineData(Ending.Send)]
    [InlineData(Ending.Schedule)]
    public async Task Rows_07_and_44_a_kill_at_any_line_of_the_journal_leaves_one_campaign_and_one_effect(object to)
    {
        await using var host = await PublishingHost.StartAsync();
        var ending = (Ending)to;
        var lines = await CountLinesAsync(host, ending);
        Assert.True(lines >= 9, $"{lines} lines");
        for (var line = 1; line <= lines; line++)
        {
            foreach (var kept in Enum.GetValues<Kept>())
            {
                var request = Requests.Of($"kill-{line}-{kept}".ToLowerInvariant(), ownPictures: true);
                await Assert.ThrowsAsync<KilledException>(() => RunAsync(host, request, ending, new Kill(line, kept)));

                var end = await Flow.FinishAsync(host, request, ending);

                Flow.Judge(await Flow.LookAsync(host, request), end, $"{ending}, line {line}, {kept}", request);
            }
        }
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("deleted")]
    [InlineData("interleaved")]
    [InlineData("no JSON")]
    public async Task Row_08_a_journal_that_was_tampered_with_is_not_trusted(string how)
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        await host.PublishAsync(request);
        var path = host.JournalPath(request.Slug);
        var lines = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).ToList();
        switch (how)
        {
            case "changed":
                lines[1] = lines[1].Replace("test-host", "my-host", StringComparison.Ordinal);
                break;
            case "deleted":
                lines.RemoveAt(2);
                break;
            case "interleaved":
                lines.Add(lines[^1]);
                break;
            default:
                lines[0] = "{";
                break;
        }
        await File.WriteAllTextAsync(path, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
        host.Sandbox.Requests.Clear();

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
        Assert.Contains("damaged at line", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(host.Sandbox.Requests.Entries);
    }

    [Fact]
    public async Task Row_09_without_its_journal_a_sent_issue_is_found_and_not_sent_again()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Requests.Of();
        await host.SendAsync(request, (await host.PublishAsync(request)).Token);
        File.Delete(host.JournalPath(request.Slug));

        var published = await host.PublishAsync(request);
        var sent = await host.SendAsync(request, "aaaa-bbbb");

        Assert.Equal(("sent", "sent"), (published.State, sent.State));
        Assert.Equal(1, host.Effects("campaign.send"));
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_10_without_its_journal_a_draft_is_adopted()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = await host.PublishAsync(Requests.Of());
        File.Delete(host.JournalPath(first.Slug));

        var second = await host.PublishAsync(Requests.Of(text: "Caseloads fell by 13%"));

        Assert.Equal(first.Campaign, second.Campaign);
        Assert.Equal(1, host.Effects("campaign.create"));
    }

    [Fact]
    public async Task Row_10_without_its_journal_an_edited_draft_is_not_overwritten()
    {
        await using var host = await PublishingHost.StartAsync();
        var first = await host.PublishAsync(Requests.Of());
        File.Delete(host.JournalPath(first.Slug));
        await host.EditOutsideAsync(first.Campaign!, """{"html":"<p>Edited by hand *|UNSUB|*</p>"}""");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.NeedsReview, stopped.Outcome);
    }

    [Fact]
    public async Task Row_11_a_key_that_is_not_accepted_ends_the_run_before_anything_and_is_not_printed()
    {
        await using var host = await PublishingHost.StartAsync(options => options with { ApiKey = "00000000000000000000000000000000-us7" });
        var key = MailchimpKey.Parse("deadbeefdeadbeefdeadbeefdeadbeef-us19");
        var publisher = new MailchimpPublisher(host.Place(target: PublishTarget.StandIn(host.Sandbox.Address, key)));

        var stopped = await PublishingHost.StopsAsync(() =>
            publisher.PublishAsync(Requests.Of(), new PublishOptions(), TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishOutcome.Refused, stopped.Outcome);
        Assert.Contains("MAILCHIMP_API_KEY", string.Concat(stopped.Facts), StringComparison.Ordinal);
        Assert.DoesNotContain("deadbeef", stopped.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Changes());
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef-us1.evil.example/")]
    [InlineData("0123456789abcdef0123456789abcdef-us1\n")]
    [InlineData("0123456789abcdef0123456789abcdef-eu1")]
    [InlineData("-us1")]
    [InlineData("")]
    public void Row_11_a_text_that_is_no_key_is_refused_and_not_repeated(string text)
    {
        var exception = Assert.Throws<FormatException>(() => MailchimpKey.Parse(text));

        Assert.DoesNotContain("0123456789", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_12_a_server_that_is_not_there_is_said_so_and_nothing_is_written()
    {
        await using var host = await PublishingHost.StartAsync();
        var gone = new Uri("http://127.0.0.1:1/");
        var publisher = new MailchimpPublisher(host.Place(target: PublishTarget.Sandbox(gone)));

        var stopped = await PublishingHost.StopsAsync(() =>
            publisher.PublishAsync(Requests.Of(), new PublishOptions(), TestContext.Current.CancellationToken)
        );

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.False(File.Exists(host.JournalPath(Requests.Of().Slug)));
    }

    [Fact]
    public async Task A_journal_that_is_a_link_is_refused()
    {
        Require.Unix("Links need a privilege on Windows.");
        await using var host = await PublishingHost.StartAsync();
        Directory.CreateDirectory(host.JournalDirectory);
        File.CreateSymbolicLink(host.JournalPath(Requests.Of().Slug), "/dev/null");

        await Assert.ThrowsAsync<IOException>(() => host.PublishAsync(Requests.Of()));

        Assert.Empty(host.Changes());
    }

    private static async Task<int> CountLinesAsync(PublishingHost host, Ending ending)
    {
        var lines = 0;
        await RunAsync(
            host,
            Requests.Of("count-lines", ownPictures: true),
            ending,
            new Kill(int.MaxValue, Kept.Nothing),
            line => lines = Math.Max(lines, line)
        );
        return lines;
    }

    private static async Task RunAsync(PublishingHost host, PublishRequest request, Ending ending, Kill kill, Action<int>? appended = null)
    {
        // One file object for both commands, so that lines are counted over the whole flow.
        CrashingFile? file = null;
        await Flow.RunAsync(
            host.Publisher(path => file ??= new CrashingFile(path, kill, appended ?? (_ => { })), Flow.StateOf(host, request)),
            request,
            ending
        );
    }
}
