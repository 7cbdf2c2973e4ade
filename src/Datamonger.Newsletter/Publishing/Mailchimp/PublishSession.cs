using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>One run of one command on one campaign: lock, journal, connection, and the calls made.</summary>
internal sealed partial class PublishSession : IDisposable
{
    private static readonly ImmutableArray<int> Waits = [0, 2, 5, 10, 20, 30];
    private readonly PublishLock? _lock;
    private readonly List<PlannedCall> _calls = [];

    private PublishSession(PublishLock? @lock, MailchimpClient client, Journal journal, PublisherPlace place, PublishRequest request, string key) =>
        (_lock, Client, Journal, Place, Request, Key) = (@lock, client, journal, place, request, key);

    public MailchimpClient Client { get; }

    public IMailchimpApi Api => Client.Api;

    public Journal Journal { get; }

    public PublisherPlace Place { get; }

    public PublishRequest Request { get; }

    /// <summary>What the campaign's stamp says.</summary>
    public string Key { get; }

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
            var name = request.Slug + (edition is null ? "" : "+" + edition);
            var journal = Journal.Open(place.OpenFile(Path.Combine(place.JournalDirectory, name + ".jsonl")), place.Operator, place.Options.Time, write);
            return new PublishSession(@lock, MailchimpClient.Create(place.Target, place.Options), journal, place, request, CampaignStamp.KeyOf(request.Newsletter, request.Slug, edition));
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
    public Task<T?> LookForAsync<T>(string what, DateTimeOffset since, Func<CancellationToken, Task<T?>> look, CancellationToken cancellationToken)
        where T : class => LookForAsync(what, since, Waits, look, cancellationToken);

    /// <summary>As above, with waits in seconds.</summary>
    public async Task<T?> LookForAsync<T>(string what, DateTimeOffset since, ImmutableArray<int> waits, Func<CancellationToken, Task<T?>> look, CancellationToken cancellationToken)
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
            if (await look(cancellationToken) is { } found) return found;
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
    /// <summary>Journals, lock and picture ledger of one Mailchimp.</summary>
    public string JournalDirectory => Path.Combine(StateDirectory, "journal", Target.Name);

    /// <summary>How a journal's file is opened.</summary>
    public Func<string, IAppendOnlyFile> OpenFile { get; init; } = path => new AppendOnlyFile(path);
}
