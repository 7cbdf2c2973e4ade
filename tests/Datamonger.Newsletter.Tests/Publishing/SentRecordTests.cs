using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing;

/// <summary>What was sent is kept as it was pushed, once.</summary>
public sealed class SentRecordTests : IDisposable
{
    private readonly TemporaryFolder _workspace = new();

    private string Sent => Path.Combine(_workspace.Path, "sent");

    [Fact]
    public async Task What_was_pushed_lies_beside_the_list_once_it_is_sent_and_is_never_replaced()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Holding("as it was sent");
        var published = await PublishAsync(host, request);
        await Publisher(host).SendAsync(request, new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);

        var kept = SentIssueReader.Find(Sent)!;
        Assert.Empty(kept.Misfits());
        Assert.Equal("as it was sent", Encoding.UTF8.GetString(kept.Read("web.html")!));
        Assert.Equal("as it was sent", Encoding.UTF8.GetString(kept.Read("images/a.png")!));
        Assert.Equal(23, Assert.Single(kept.Sends).Recipients);
        var before = Bytes();

        // Whatever is looked at or tried later, with whatever the issue has become.
        await Publisher(host).StatusAsync(request, null, TestContext.Current.CancellationToken);
        await PublishAsync(host, Holding("as it is now") with { Text = "Another text" });

        Assert.Equal(before, Bytes());
        Assert.Empty(Directory.GetDirectories(_workspace.Path, "*.new"));
    }

    [Fact]
    public async Task Of_a_schedule_what_was_pushed_is_kept_by_the_next_command_that_sees_it_sent()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Holding("as it was pushed");
        var published = await PublishAsync(host, request);
        await Publisher(host)
            .ScheduleAsync(request, "2027-03-01 12:00", new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(Sent));
        host.Time.Advance(TimeSpan.FromHours(4));

        await PublishAsync(host, Holding("as it is now") with { Text = "Another text" });

        Assert.Equal("as it was pushed", Encoding.UTF8.GetString(SentIssueReader.Find(Sent)!.Read("web.html")!));
    }

    [Fact]
    public async Task A_list_that_only_knows_the_send_gets_the_files_from_the_machine_that_has_them()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Holding("as it was sent");
        var published = await PublishAsync(host, request);
        await Publisher(host).SendAsync(request, new SendOptions { Token = published.Token }, TestContext.Current.CancellationToken);
        Directory.Delete(Sent, recursive: true);

        // Another clone has seen the send, and cannot know for certain what was said.
        var other = new MailchimpPublisher(Place(host, "elsewhere"));
        await other.PublishAsync(Holding("a guess"), new PublishOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(["sent.json"], Directory.GetFiles(Sent).Select(Path.GetFileName));
        Assert.Null(SentIssueReader.Find(Sent));

        await PublishAsync(host, request);
        Assert.Equal("as it was sent", Encoding.UTF8.GetString(SentIssueReader.Find(Sent)!.Read("web.html")!));
        Assert.Single(SentIssueReader.Find(Sent)!.Sends);
    }

    [Fact]
    public async Task A_sandbox_keeps_its_sends_to_this_machine()
    {
        await using var host = await PublishingHost.StartAsync();
        var request = Holding("as it was sent");
        var published = await host.PublishAsync(request);
        await host.SendAsync(request, published.Token);

        Assert.False(Directory.Exists(Sent));
        var folder = Path.Combine(host.StateDirectory, "sent", request.Slug, "sends", published.Campaign!);
        Assert.Equal("as it was sent", Encoding.UTF8.GetString(SentIssueReader.Find(folder)!.Read("web.html")!));
    }

    [Fact]
    public void A_file_that_was_changed_or_is_missing_is_told()
    {
        new SentFile(Sent).Add(new SentRecord("account", "campaign", null, default, 1, null, null), Contents("as it was sent", "c"));
        File.WriteAllText(Path.Combine(Sent, "web.html"), "another");
        File.Delete(Path.Combine(Sent, "images", "a.png"));
        Assert.Equal(["images/a.png is missing", "web.html is not what was sent"], SentIssueReader.Find(Sent)!.Misfits());
    }

    public void Dispose() => _workspace.Dispose();

    private static SentContents Contents(string text, string content)
    {
        SentPart[] files = [Part("web.html", text), Part("images/a.png", text)];
        return new SentContents(
            new SentIssue("test", content)
            {
                Files = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
                    files.Select(file => KeyValuePair.Create(file.Path, ContentHash.Of(file.Bytes.AsSpan())))
                ),
            },
            [.. files]
        );
    }

    private static SentPart Part(string path, string text) => new(path, [.. Encoding.UTF8.GetBytes(text)]);

    private PublishRequest Holding(string text)
    {
        var request = Requests.Of() with { SentDirectory = Sent };
        return request with { Contents = () => Contents(text, request.Content) };
    }

    private string Bytes() =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(Sent, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {ContentHash.Of(File.ReadAllBytes(path))}")
        );

    private static Task<PublishReceipt> PublishAsync(PublishingHost host, PublishRequest request) =>
        Publisher(host).PublishAsync(request, new PublishOptions(), TestContext.Current.CancellationToken);

    private static MailchimpPublisher Publisher(PublishingHost host) => new(Place(host, "here"));

    private static PublisherPlace Place(PublishingHost host, string machine) =>
        host.Place(
            target: PublishTarget.StandIn(host.Sandbox.Address, MailchimpKey.Sandbox),
            stateDirectory: $"{host.StateDirectory}-{machine}"
        );
}
