using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>One run of one command on one campaign: lock, journal, connection, and the calls made.</summary>
internal sealed partial class PublishSession : IDisposable
{
    private static readonly ImmutableArray<int> Waits = [0, 2, 5, 10, 20, 30];
    private readonly PublishLock? _lock;
    private readonly List<PlannedCall> _calls = [];

    private PublishSession(
        PublishLock? @lock,
        MailchimpClient client,
        Journal journal,
        PublisherPlace place,
        PublishRequest request,
        string? edition,
        string? machine
    )
    {
        (_lock, Client, Journal, Place, Request) = (@lock, client, journal, place, request);
        (Edition, Machine, Key) = (edition, machine, CampaignStamp.KeyOf(request.Newsletter, request.Slug, edition));
    }

    public MailchimpClient Client { get; }

    public IMailchimpApi Api => Client.Api;

    public Journal Journal { get; }

    public PublisherPlace Place { get; }

    public PublishRequest Request { get; }

    /// <summary>What the campaign's stamp stands for.</summary>
    public string Key { get; }

    /// <summary>Null for the issue itself, else what is sent of it.</summary>
    public string? Edition { get; }

    /// <summary>The segment that gets the issue, as it was seen last; null is everybody, or not looked at yet.</summary>
    public Segment? Segment { get; set; }

    /// <summary>Campaigns whose content was looked into, and whether it carries the issue's mark.</summary>
    public Dictionary<string, bool> Marks { get; } = new(StringComparer.Ordinal);

    /// <summary>This clone on this machine; null while nothing was ever written from here.</summary>
    public string? Machine { get; }

    /// <summary>What the workspace says this account has sent.</summary>
    public SentRecord? Recorded => Place.Account is { } account ? Sent.Find(account, Edition) : null;

    /// <summary>The issue's record of what reached subscribers: of the service itself, not of one on this machine.</summary>
    public SentFile Sent => new(Target == PublishTarget.MailchimpName ? Request.SentDirectory : null);

    /// <summary>The same of a campaign that went into a sandbox, which only this machine keeps.</summary>
    public SentFile SentHere(string campaign) =>
        new(Path.Combine(SentIssueReader.SandboxDirectory(Place.StateDirectory, Request.Slug), CheckedId(campaign)));

    public string Target => Client.Target.Name;

    /// <summary>Calls made that change something.</summary>
    public ImmutableArray<PlannedCall> Calls => [.. _calls];

    /// <summary>The pictures' places at this Mailchimp.</summary>
    public ImageLedger Images => new(Path.Combine(Place.JournalDirectory, "images.lock.json"));

    /// <summary>The record of what was pushed.</summary>
    public PushedRecord Pushed => new(Place.StateDirectory, Place.Target, Request.Slug);

    /// <summary>Opens a session.</summary>
    /// <param name="write">Whether anything may be changed; then the lock is taken.</param>
    /// <exception cref="PublishStoppedException">Another publisher is at work, or the journal is damaged.</exception>
    public static PublishSession Open(PublisherPlace place, PublishRequest request, string? edition, bool write)
    {
        var @lock = write ? PublishLock.Take(place.JournalDirectory, place.Operator, place.Options.Time) : null;
        try
        {
            if (write)
                place.TakeEarlierJournals();
            var journals = Path.Combine(place.StateDirectory, "journal");
            var name = request.Slug + (edition is null ? "" : "+" + edition);
            var journal = Journal.Open(
                place.OpenFile(Path.Combine(place.JournalDirectory, name + ".jsonl")),
                place.Operator,
                place.Options.Time,
                write
            );
            return new PublishSession(
                @lock,
                MailchimpClient.Create(place.Target, place.Options),
                journal,
                place,
                request,
                edition,
                write ? MachineIdentity.Take(journals) : MachineIdentity.Read(journals)
            );
        }
        catch
        {
            @lock?.Dispose();
            throw;
        }
    }

    /// <summary>Takes note of a call that changes something, just before it is made.</summary>
    public void Note(PlannedCall call) => _calls.Add(call);

    /// <summary>Tells the person who waits.</summary>
    public void Tell(string text) => Place.Options.Progress?.Report(text);

    /// <summary>Waits until something is seen: at once, then after 2, 5, 10, 20 and 30 more seconds. Null when it never was.</summary>
    /// <param name="since">When it was asked for: what was asked for long ago shows at the first look, or never.</param>
    public Task<T?> LookForAsync<T>(
        string what,
        DateTimeOffset since,
        Func<CancellationToken, Task<T?>> look,
        CancellationToken cancellationToken
    )
        where T : class => LookForAsync(what, since, Waits, look, cancellationToken);

    /// <summary>As above, with waits in seconds.</summary>
    public async Task<T?> LookForAsync<T>(
        string what,
        DateTimeOffset since,
        ImmutableArray<int> waits,
        Func<CancellationToken, Task<T?>> look,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var time = Place.Options.Time;
        var isOld = time.GetUtcNow() - since > TimeSpan.FromSeconds(waits.Sum());
        foreach (var wait in isOld ? [0] : waits)
        {
            if (wait > 0)
            {
                Tell($"Waiting {wait} s to see {what}.");
                await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellationToken);
            }
            if (await look(cancellationToken) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>An id of Mailchimp's as it may stand in a path.</summary>
    /// <exception cref="MailchimpException">It is none.</exception>
    public static string CheckedId(string? id) =>
        id is not null && IdShape().IsMatch(id) ? id : throw new MailchimpException(CallFate.Unknown, "The answer holds no campaign id.");

    /// <summary>Whether a text may be an audience's or a campaign's id.</summary>
    public static bool IsId(string id) => IdShape().IsMatch(id);

    public void Dispose()
    {
        Client.Dispose();
        _lock?.Dispose();
    }

    [GeneratedRegex(@"\A[0-9a-f]{10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}

/// <summary>Where publishing happens: which Mailchimp, which files, who.</summary>
/// <param name="StateDirectory">The workspace's <c>.datamonger</c>.</param>
internal sealed record PublisherPlace(PublishTarget Target, string StateDirectory, MailchimpOptions Options, PublishOperator Operator)
{
    /// <summary>The account, as a hash; null at the workspace's own sandbox, which has one only.</summary>
    public string? Account { get; init; }

    /// <summary>Target and account, for tokens.</summary>
    public string Name => Account is null ? Target.Name : $"{Target.Name}/{Account}";

    /// <summary>Journals, lock and picture ledger of one account of one Mailchimp: a test account knows nothing of the real one.</summary>
    public string JournalDirectory =>
        Account is null
            ? Path.Combine(StateDirectory, "journal", Target.Name)
            : Path.Combine(StateDirectory, "journal", Target.Name, Account);

    /// <summary>The place at the account that the key belongs to. Asks the server, unless it is the workspace's sandbox.</summary>
    public async Task<PublisherPlace> AtAccountAsync(CancellationToken cancellationToken)
    {
        if (Target.Name == PublishTarget.SandboxName)
            return this;
        using var client = MailchimpClient.Create(Target, Options);
        var id = (await client.Api.GetAccountAsync(cancellationToken)).AccountId;
        return id is { Length: > 0 }
            ? this with
            {
                Account = Caching.ContentHash.Of("account " + id)[..12],
            }
            : throw new MailchimpException(CallFate.Unknown, "GET /: the answer names no account.");
    }

    // Journals of earlier versions stood one folder higher, for whatever account there was.
    internal void TakeEarlierJournals()
    {
        var above = Path.GetDirectoryName(JournalDirectory)!;
        if (Account is null || Directory.EnumerateFiles(JournalDirectory, "*.jsonl").Any())
            return;
        foreach (var file in Directory.GetFiles(above, "*.jsonl").Append(Path.Combine(above, "images.lock.json")).Where(File.Exists))
            File.Move(file, Path.Combine(JournalDirectory, Path.GetFileName(file)));
    }

    /// <summary>How a journal's file is opened.</summary>
    public Func<string, IAppendOnlyFile> OpenFile { get; init; } = path => new AppendOnlyFile(path);
}
