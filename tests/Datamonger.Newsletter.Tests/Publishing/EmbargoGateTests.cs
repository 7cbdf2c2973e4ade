using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>The tests' clock begins at ten past nine on 1 March 2027.</summary>
public sealed class EmbargoGateTests
{
    private static readonly EmbargoOverride Marian = new("Marian Hale", "pre-release access, ref. 12");

    [Fact]
    public async Task Nothing_is_pushed_before_the_release_and_everything_from_that_moment_on()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Held("2027-03-01 09:30");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));
        var planned = await PublishingHost.StopsAsync(() => host.PublishAsync(request, new PublishOptions { DryRun = true }));
        Assert.Empty(host.Changes());
        host.Time.Advance(TimeSpan.FromMinutes(20));
        var published = await host.PublishAsync(request);

        Assert.Equal((PublishOutcome.Invalid, "DM750"), (stopped.Outcome, Assert.Single(stopped.Diagnostics).Rule.Code));
        Assert.Equal("DM750", Assert.Single(planned.Diagnostics).Rule.Code);
        Assert.Contains(
            "\"visits\" is released on 2027-03-01 09:30 Europe/London (2027-03-01 09:30 UTC)",
            stopped.Message,
            StringComparison.Ordinal
        );
        Assert.Equal("draft", published.State);
    }

    [Fact]
    public async Task The_moment_is_that_of_Mailchimps_clock_not_of_ours()
    {
        var theirs = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 9, 29, 0, TimeSpan.Zero));
        await using var host = await PublishingHost.StartAsync(options => options with { Time = theirs });
        host.Time.Advance(TimeSpan.FromHours(1));
        var request = Held("2027-03-01 09:30");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(request));
        theirs.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("DM750", Assert.Single(stopped.Diagnostics).Rule.Code);
        Assert.Equal("draft", (await host.PublishAsync(request)).State);
    }

    [Fact]
    public async Task A_draft_that_was_let_out_is_neither_tested_nor_sent_nor_scheduled_for_an_earlier_time()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Held("2027-03-01 10:00");
        var token = (await host.PublishAsync(request.Lifting(Marian))).Token;

        var test = await PublishingHost.StopsAsync(() =>
            host.Publisher().TestAsync(request, ["editor@example.org"], TestContext.Current.CancellationToken)
        );
        var send = await PublishingHost.StopsAsync(() => host.SendAsync(request, token));
        var early = await PublishingHost.StopsAsync(() => host.ScheduleAsync(request, token, "2027-03-01 09:45"));
        var status = await host.StatusAsync(request);
        var scheduled = await host.ScheduleAsync(request, token, "2027-03-01 10:00");

        Assert.All([test, send, early], stopped => Assert.Equal("DM750", Assert.Single(stopped.Diagnostics).Rule.Code));
        Assert.Contains("it would be sent on 2027-03-01 09:45 Europe/London", early.Message, StringComparison.Ordinal);
        Assert.Contains(status.Notes, note => note.StartsWith("Embargoed until 2027-03-01 10:00", StringComparison.Ordinal));
        Assert.Equal("scheduled", scheduled.State);
        Assert.Equal((0, 0), (host.Effects("campaign.send"), host.Effects("campaign.test")));
    }

    // Half past nine in London is half past eight in UTC from the last Sunday of March on.
    [Theory]
    [InlineData("2027-03-27 08:29", "2027-03-27", false)]
    [InlineData("2027-03-27 09:30", "2027-03-27", true)]
    [InlineData("2027-03-28 08:29", "2027-03-28", false)]
    [InlineData("2027-03-28 08:30", "2027-03-28", true)]
    [InlineData("2027-10-30 08:30", "2027-10-30", true)]
    [InlineData("2027-10-31 08:30", "2027-10-31", false)]
    [InlineData("2027-10-31 09:30", "2027-10-31", true)]
    public async Task The_day_of_a_release_begins_by_the_clock_that_holds_on_it(string now, string released, bool isOut)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Time.SetUtcNow(DateTimeOffset.Parse(now + "Z", System.Globalization.CultureInfo.InvariantCulture));
        var request = Held(released);
        if (isOut)
            Assert.Equal("draft", (await host.PublishAsync(request)).State);
        else
            Assert.Equal("DM750", Assert.Single((await PublishingHost.StopsAsync(() => host.PublishAsync(request))).Diagnostics).Rule.Code);
    }

    [Fact]
    public async Task Who_lifted_it_and_why_stands_in_the_journal_and_in_the_record_of_what_was_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        using var workspace = new TemporaryFolder();
        var request = (Held("2027-03-01 10:00") with { SentDirectory = Path.Combine(workspace.Path, "sent") }).Lifting(Marian);
        var publisher = new MailchimpPublisher(host.Place(target: PublishTarget.StandIn(host.Sandbox.Address, MailchimpKey.Sandbox)));

        var published = await publisher.PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);
        await publisher.SendAsync(request, new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);

        var journal = await File.ReadAllTextAsync(
            Assert.Single(
                Directory.GetFiles(Path.Combine(host.StateDirectory, "journal", "mailchimp"), "*.jsonl", SearchOption.AllDirectories)
            ),
            TestContext.Current.CancellationToken
        );
        // Once for the push, once for the send.
        Assert.Equal(3, journal.Split("\"event\":\"embargo-lifted\"").Length);
        Assert.Contains("\"reason\":\"pre-release access, ref. 12\",\"by\":\"Marian Hale\"", journal, StringComparison.Ordinal);
        var sent = await File.ReadAllTextAsync(Path.Combine(workspace.Path, "sent", "sent.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"by\": \"Marian Hale\"", sent, StringComparison.Ordinal);
        Assert.Contains("\"until\": \"2027-03-01T10:00:00+00:00\"", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_that_was_not_needed_is_not_recorded()
    {
        await using var host = await PublishingHost.StartAsync();
        await host.PublishAsync(Held("2027-03-01 09:00").Lifting(Marian));
        var journal = await File.ReadAllTextAsync(host.JournalPath(Requests.Of().Slug), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("embargo", journal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "names nobody")]
    [InlineData(": pre-release access", "names nobody")]
    [InlineData("12: pre-release access", "names nobody")]
    [InlineData("Marian Hale", "gives no reason")]
    [InlineData("Marian Hale:  ", "gives no reason")]
    [InlineData("Marian Hale: –", "gives no reason")]
    [InlineData("m.hale@example.org: pre-release access", "holds an email address")]
    [InlineData("Marian Hale: two\nlines", "must be one line")]
    public void An_override_needs_a_name_and_a_reason(string typed, string says)
    {
        var stopped = Assert.Throws<PublishStoppedException>(() => EmbargoOverride.Parse(typed, SourceLocation.StartOf("index.md")));
        Assert.Equal((PublishOutcome.Usage, "DM752"), (stopped.Outcome, Assert.Single(stopped.Diagnostics).Rule.Code));
        Assert.Contains(says, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_is_a_name_and_a_reason() =>
        Assert.Equal(Marian, EmbargoOverride.Parse(" Marian Hale : pre-release access, ref. 12", SourceLocation.StartOf("index.md")));

    private static PublishRequest Held(string released)
    {
        using var newsletter = new TestNewsletter();
        var dataset = new Dataset("visits", "content/datasets/visits.csv", SourceLocation.StartOf("content/datasets/datasets.yml"))
        {
            Released = DateOnly.Parse(released[..10], System.Globalization.CultureInfo.InvariantCulture),
            ReleasedAt = released.Length > 10 ? TimeOnly.Parse(released[11..], System.Globalization.CultureInfo.InvariantCulture) : null,
        };
        return Requests.Of() with { Embargo = Embargo.Of([dataset], newsletter.Open().Settings) };
    }
}
