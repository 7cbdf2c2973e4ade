using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>A publisher, a workspace's state folder, and a sandbox over real HTTP. Nothing waits.</summary>
internal sealed class PublishingHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<Exception> _failures = new();

    private PublishingHost()
    {
        Impatient = new ImpatientTime(Time);
        Sandbox = null!;
    }

    /// <summary>A Monday in March, ten past nine in the morning, in winter time.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2027, 3, 1, 9, 10, 0, TimeSpan.Zero));

    public ImpatientTime Impatient { get; }

    /// <summary>
    /// The clock of time-outs: it stands still until the sandbox lets a call hang, and then goes past the longest of them.
    /// </summary>
    public FakeTimeProvider Patience { get; } = new();

    public SandboxServer Sandbox { get; private set; }

    /// <summary>Everything that was told to the person who waits.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public Func<DelegatingHandler>? Recorder { get; set; }

    public string StateDirectory => Path.Combine(_folder.Path, "state");

    public string JournalDirectory => Path.Combine(StateDirectory, "journal", "sandbox");

    public string JournalPath(string slug) => Path.Combine(JournalDirectory, slug + ".jsonl");

    public static async Task<PublishingHost> StartAsync(Func<SandboxOptions, SandboxOptions>? change = null)
    {
        var host = new PublishingHost();
        var options = new SandboxOptions
        {
            DataDirectory = Path.Combine(host._folder.Path, "sandbox"),
            Time = host.Time,
            OnFailure = host._failures.Enqueue,
        };
        host.Sandbox = await SandboxServer.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        host.LosePatienceWhenItHangs();
        return host;
    }

    /// <summary>Stops the sandbox and starts it again over the same store, at another port.</summary>
    public async Task RestartSandboxAsync()
    {
        await Sandbox.DisposeAsync();
        Sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                DataDirectory = Path.Combine(_folder.Path, "sandbox"),
                Time = Time,
                OnFailure = _failures.Enqueue,
            },
            TestContext.Current.CancellationToken
        );
        LosePatienceWhenItHangs();
    }

    public PublisherPlace Place(Func<string, IAppendOnlyFile>? openFile = null, PublishTarget? target = null, string? stateDirectory = null)
    {
        var options = new MailchimpOptions
        {
            Time = Impatient,
            Patience = Patience,
            Progress = new Listener(Told),
            Recorder = Recorder,
        };
        var place = new PublisherPlace(
            target ?? PublishTarget.Sandbox(Sandbox.Address),
            stateDirectory ?? StateDirectory,
            options,
            new PublishOperator("test-host", 4711, "0123abcd")
        );
        return openFile is null ? place : place with { OpenFile = openFile };
    }

    public MailchimpPublisher Publisher(Func<string, IAppendOnlyFile>? openFile = null, string? stateDirectory = null) =>
        new(Place(openFile, stateDirectory: stateDirectory));

    public Task<PublishReceipt> PublishAsync(PublishRequest request, PublishOptions? options = null) =>
        Publisher().PublishAsync(request, options ?? new PublishOptions(), TestContext.Current.CancellationToken);

    public Task<PublishReceipt> SendAsync(PublishRequest request, string? token, bool confirm = false) =>
        Publisher().SendAsync(request, new SendOptions { Token = token, ConfirmNotSent = confirm }, TestContext.Current.CancellationToken);

    public Task<PublishReceipt> ScheduleAsync(
        PublishRequest request,
        string? token,
        string at = "2027-03-01 12:00",
        bool confirm = false
    ) =>
        Publisher()
            .ScheduleAsync(request, at, new SendOptions { Token = token, ConfirmNotSent = confirm }, TestContext.Current.CancellationToken);

    public Task<PublishReceipt> StatusAsync(PublishRequest request) =>
        Publisher().StatusAsync(request, null, TestContext.Current.CancellationToken);

    public static Task<PublishStoppedException> StopsAsync(Func<Task> run) => Assert.ThrowsAsync<PublishStoppedException>(run);

    /// <summary>The calls that changed something, or tried to.</summary>
    public ImmutableArray<string> Changes() =>
        [.. Sandbox.Requests.Entries.Where(entry => entry.Method != "GET").Select(entry => $"{entry.Method} {entry.Path}")];

    /// <summary>How often a kind of change took effect.</summary>
    public int Effects(string kind) => Sandbox.CountEffects(kind);

    /// <summary>Does what somebody else does at Mailchimp.</summary>
    public async Task EditOutsideAsync(string campaign, string json)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(
            new Uri(Sandbox.Address, $"sandbox/campaigns/{campaign}/edit"),
            new StringContent(json, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The API, for a look from outside.</summary>
    public MailchimpClient Client() =>
        MailchimpClient.Create(PublishTarget.Sandbox(Sandbox.Address), new MailchimpOptions { Time = Impatient });

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
        Assert.Empty(_failures);
    }

    private void LosePatienceWhenItHangs() =>
        Sandbox.Requests.Added = entry =>
        {
            if (entry.Fault == FaultNames.Of(FaultKind.Hang))
                ThreadPool.QueueUserWorkItem(_ => Patience.Advance(new MailchimpOptions { Time = Time }.PostTimeout));
        };

    private sealed class Listener(ConcurrentQueue<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Enqueue(value);
    }
}

/// <summary>Requests to publish.</summary>
internal static class Requests
{
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    /// <summary>A small issue that has everything: figures, a link, merge tags, pictures.</summary>
    /// <param name="ownPictures">Whether its pictures are in no other issue, so that each is uploaded.</param>
    public static PublishRequest Of(
        string slug = "2027-03-caseloads",
        int pictures = 1,
        string text = "Caseloads fell by 12%",
        bool ownPictures = false
    )
    {
        ImmutableArray<EmailImage> images = [.. Enumerable.Range(0, pictures).Select(number => Picture(number, ownPictures ? slug : ""))];
        var html = $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{text}</title><style>@media (max-width:600px){"{"}.w{"{"}width:100%{"}"}{"}"}</style></head>
            <body style="margin:0;color:#0b0c0c"><!--[if mso]><table><tr><td><![endif]-->
            <h1 style="font-size:24px; margin:0">Dear *|FNAME|*</h1>
            <p style="margin:0;padding:8px">{text} &amp; stayed&nbsp;low: 16,920 then 11,460.</p>
            {string.Concat(images.Select(image => $"<img src=\"{image.Url}\" width=\"600\" height=\"300\" alt=\"Fell from 16 to 12\">\n"))}
            <p><a href="https://example.org/data?a=1&amp;b=2">The data</a></p>
            <p><a href="*|UNSUB|*">Unsubscribe</a> · *|LIST:ADDRESS|*</p><!--[if mso]></td></tr></table><![endif]--></body></html>
            """;
        return new PublishRequest
        {
            Slug = slug,
            Newsletter = "The Datamonger",
            Title = "Caseloads, March 2027",
            Subject = $"{text}, *|FNAME|*",
            Preheader = "And what that hides",
            FromName = "The Datamonger",
            ReplyTo = "editors@example.org",
            Html = html,
            Text =
                $"DEAR *|FNAME|*\n\n{text} & stayed low: 16,920 then 11,460.\n\nThe data\nhttps://example.org/data?a=1&b=2\n\n"
                + $"Unsubscribe: *|UNSUB|*\n*|LIST:ADDRESS|*\n",
            Images = images,
            MergeTags = [Tag("*|FNAME|*", 12, 6), Tag("*|UNSUB|*", 40, 1), Tag("*|LIST:ADDRESS|*", 40, 20)],
            MergeFields = [new MergeField("FNAME", "First Name", Fallback: null)],
            Location = SourceLocation.StartOf($"content/issues/{slug}/index.md"),
            SegmentLocation = new SourceLocation($"content/issues/{slug}/index.md", 7, 10),
            Figures = [.. "{\"figures\":[]}"u8],
        };
    }

    public static MergeTag Tag(string text, int line, int column) =>
        new(text, new SourceLocation("content/issues/2027-03-caseloads/index.md", line, column));

    /// <summary>A picture that is different for each number.</summary>
    public static EmailImage Picture(int number, string slug = "")
    {
        // Bytes behind a PNG's end are no part of the picture.
        byte[] bytes = [.. Pixel, (byte)number, .. Encoding.UTF8.GetBytes(slug)];
        return new EmailImage(Datamonger.Newsletter.Caching.ContentHash.Of(bytes)[..20] + ".png", [.. bytes], "image/png");
    }
}
