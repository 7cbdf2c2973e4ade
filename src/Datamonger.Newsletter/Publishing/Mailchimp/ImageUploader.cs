using System.Collections.Immutable;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Publishing.Contents;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Brings pictures to Mailchimp's file manager, each once: by the hash of its bytes it is found in the ledger, or among the
/// files there, whoever uploaded them. What is found is fetched and compared with its hash before it is used.
/// </summary>
internal sealed class ImageUploader(PublishSession session)
{
    private const int AtOnce = 4;
    private const int Attempts = 3;
    private const int LargestImage = 10 * 1024 * 1024;
    private const int MostRedirects = 5;

    /// <summary>How far back a picture is looked for among the files; an older one is uploaded again.</summary>
    private const int DaysBack = 30;

    private static readonly ImmutableArray<int> Waits = [0, 2, 5, 10];

    // An upload may be answered before its address gives the picture.
    private static readonly ImmutableArray<int> Showing = [0, 1, 2, 4, 8, 15, 30];
    private readonly ImageLedger _ledger = session.Images;
    private readonly Dictionary<string, LedgerImage> _found = new(StringComparer.Ordinal);
    private readonly Lock _gate = new(); // journal and ledger take one line at a time

    /// <summary>Pictures that are not there yet, or not any more. Only GETs.</summary>
    public async Task<ImmutableArray<EmailImage>> FindMissingAsync(CancellationToken cancellationToken)
    {
        var missing = new EmailImage?[session.Request.Images.Length];
        await Parallel.ForAsync(
            0,
            missing.Length,
            Limit(cancellationToken),
            async (i, token) =>
            {
                var image = session.Request.Images[i];
                if (_ledger.Find(HashOf(image)) is not { } known)
                {
                    missing[i] = image;
                    return;
                }
                var there = await FetchAsync(known.Url, token);
                if (there.IsServerError)
                    throw Unreachable(known.Url, there);
                if (there.Hash != known.Served)
                    missing[i] = image;
            }
        );
        return missing.All(image => image is null)
            ? []
            : await WithoutFoundAsync([.. missing.OfType<EmailImage>().DistinctBy(HashOf)], cancellationToken);
    }

    // Of several copies everybody takes the oldest, so that two editors who take turns use the same address.
    private async Task<ImmutableArray<EmailImage>> WithoutFoundAsync(
        ImmutableArray<EmailImage> missing,
        CancellationToken cancellationToken
    )
    {
        var files = await FilesAsync(session.Place.Options.Time.GetUtcNow().AddDays(-DaysBack), cancellationToken);
        var left = ImmutableArray.CreateBuilder<EmailImage>();
        foreach (var image in missing)
        {
            var hash = HashOf(image);
            foreach (var url in Named(files, hash).Select(file => file.FullSizeUrl).OfType<string>().Where(IsUsable))
            {
                if ((await FetchAsync(url, cancellationToken)).Hash != hash)
                    continue;
                _found[hash] = new LedgerImage(url, hash);
                break;
            }
            if (!_found.ContainsKey(hash))
                left.Add(image);
        }
        return left.ToImmutable();
    }

    /// <summary>
    /// A draft with this machine's addresses for pictures that another machine uploaded: pictures are the same when their bytes are. Only
    /// GETs.
    /// </summary>
    public async Task<RemoteDraft> WithOwnAddressesAsync(RemoteDraft draft, CancellationToken cancellationToken)
    {
        var own = session
            .Request.Images.Select(image => _ledger.Find(HashOf(image)))
            .OfType<LedgerImage>()
            .DistinctBy(image => image.Served)
            .ToDictionary(image => image.Served, image => image.Url, StringComparer.Ordinal);
        var html = draft.Html;
        var others = ContentReader
            .Parse(html)
            .Images.Select(image => image.GetAttribute("src"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(url => IsUsable(url) && !own.ContainsValue(url));
        foreach (var url in others)
        {
            if ((await FetchAsync(url, cancellationToken)).Hash is { } hash && own.TryGetValue(hash, out var mine))
                html = html.Replace(url, mine, StringComparison.Ordinal);
        }
        return draft with { Html = html, Fingerprint = ContentFingerprint.Of(html, draft.Text) };
    }

    /// <summary>Uploads pictures, and remembers those that were found.</summary>
    public async Task UploadAsync(ImmutableArray<EmailImage> missing, CancellationToken cancellationToken)
    {
        foreach (var (hash, image) in _found)
            Keep(hash, image);
        // One after the other until the first is through: a key that may not upload is refused once, not four times.
        foreach (var image in missing.Take(1))
            await UploadAsync(image, cancellationToken);
        await Parallel.ForEachAsync(missing.Skip(1), Limit(cancellationToken), async (image, token) => await UploadAsync(image, token));
    }

    /// <summary>The call that uploads a picture.</summary>
    public static PlannedCall Call(EmailImage image) => new("POST", "/file-manager/files", $"upload {image.FileName}");

    /// <summary>The HTML part with the pictures' addresses.</summary>
    public string Place(string html)
    {
        foreach (var image in session.Request.Images)
        {
            var hash = HashOf(image);
            if ((_found.GetValueOrDefault(hash) ?? _ledger.Find(hash)) is { } known)
                html = html.Replace(image.Url, known.Url, StringComparison.Ordinal);
        }
        return html;
    }

    private static string HashOf(EmailImage image) => ContentHash.Of(image.Bytes.AsSpan());

    private static ParallelOptions Limit(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    // The service may change the extension; the hash in front of it stays.
    private static string NameOf(string hash, EmailImage image) => $"{hash[..16]}{Path.GetExtension(image.FileName)}";

    private async Task UploadAsync(EmailImage image, CancellationToken cancellationToken)
    {
        var hash = HashOf(image);
        var since = session.Place.Options.Time.GetUtcNow();
        if (
            session.Journal.State.PendingImages.Contains(hash)
            && await FindUploadedAsync(hash, since.AddDays(-1), cancellationToken) is { } earlier
        )
        {
            await KeepAsync(image, earlier, cancellationToken);
            return;
        }
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            lock (_gate)
            {
                session.Journal.Add(JournalEvent.ImageIntent, entry => entry with { Image = hash });
                session.Note(Call(image));
            }
            StoredFile? file = null;
            try
            {
                file = await session.Api.UploadAsync(
                    new StoredFileBody(NameOf(hash, image), Convert.ToBase64String(image.Bytes.AsSpan())),
                    cancellationToken
                );
            }
            catch (MailchimpException failure) when (failure.Fate == CallFate.Unknown)
            {
                session.Tell($"{failure.Message} Looking whether the picture is there.");
                file = await FindUploadedAsync(hash, session.Place.Options.Time.GetUtcNow(), cancellationToken);
            }
            catch (MailchimpException failure)
            {
                throw Failures.Of(failure);
            }
            if (file is null)
                continue;
            await KeepAsync(image, file, cancellationToken);
            return;
        }
        throw new PublishStoppedException(
            PublishOutcome.Unknown,
            $"The picture {image.FileName} could not be uploaded in {Attempts} attempts."
        )
        {
            Facts = ["Running the command again is safe."],
        };
    }

    private Task<StoredFile?> FindUploadedAsync(string hash, DateTimeOffset since, CancellationToken cancellationToken) =>
        session.LookForAsync(
            "the picture",
            since,
            Waits,
            async token => Named(await FilesAsync(since.AddDays(-1), token), hash).LastOrDefault(),
            cancellationToken
        );

    // Newest first; the clock of this machine may differ a little.
    private async Task<ImmutableArray<StoredFile>> FilesAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        await Pages.ReadAsync(
            (count, offset, token) => session.Api.GetImagesAsync(count, offset, Pages.Time(since), token),
            page => page.Files,
            page => page.TotalItems,
            file => file.Id,
            "files",
            cancellationToken
        );

    /// <summary>The files of a picture, oldest first.</summary>
    private static IEnumerable<StoredFile> Named(ImmutableArray<StoredFile> files, string hash) =>
        files.Where(file => file.Name?.StartsWith(hash[..16], StringComparison.Ordinal) == true).OrderBy(file => file.Id);

    private async Task KeepAsync(EmailImage image, StoredFile file, CancellationToken cancellationToken)
    {
        if (file.FullSizeUrl is not { } url || !IsUsable(url))
            throw Failed($"Mailchimp gave the picture {image.FileName} an address that cannot stand in an email.", file.FullSizeUrl);
        var seen = new Fetched(null, "nothing");
        var shown = await session.LookForAsync(
            $"the picture {image.FileName}",
            session.Place.Options.Time.GetUtcNow(),
            Showing,
            async token =>
            {
                seen = await FetchAsync(url, token);
                return seen.Hash;
            },
            cancellationToken
        );
        if (shown is null)
            throw Failed($"The picture {image.FileName} was uploaded, and after {Showing.Sum()} s its address gives {seen.What}.", url);
        Keep(HashOf(image), new LedgerImage(url, shown));
    }

    private void Keep(string hash, LedgerImage image)
    {
        lock (_gate)
        {
            _ledger.Keep(hash, image);
            if (session.Journal.State.PendingImages.Contains(hash))
                session.Journal.Add(JournalEvent.ImageUploaded, entry => entry with { Image = hash });
        }
    }

    // The address goes into the HTML: only what is an address, and cannot end an attribute or begin a merge tag.
    private bool IsUsable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && IsSafe(uri)
        && url.All(c => c is > ' ' and < '\x7f' and not ('"' or '\'' or '<' or '>' or '*' or '|' or '&'));

    private bool IsSafe(Uri uri) => uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback && session.Client.Target.IsLocal);

    /// <summary>What an address gives, also by a few redirects.</summary>
    private async Task<Fetched> FetchAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var client = session.Client.FilesClient();
            client.MaxResponseContentBufferSize = LargestImage;
            var address = new Uri(url);
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                using var answer = await client.GetAsync(address, cancellationToken);
                var status = (int)answer.StatusCode;
                if (status == 200)
                    return new Fetched(ContentHash.Of(await answer.Content.ReadAsByteArrayAsync(cancellationToken)), "200");
                if (status is not (301 or 302 or 303 or 307 or 308) || answer.Headers.Location is not { } location)
                    return new Fetched(null, $"status {status}") { IsServerError = status >= 500 };
                address = new Uri(address, location);
                if (!IsSafe(address))
                    return new Fetched(null, $"a redirect ({status}) to an address that is not https");
            }
            return new Fetched(null, $"more than {MostRedirects} redirects");
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            // A sandbox that was started again lives at another port: what it served before is simply gone.
            return new Fetched(null, "no answer") { IsServerError = !session.Client.Target.IsLocal };
        }
    }

    private static PublishStoppedException Unreachable(string url, Fetched seen) =>
        new(PublishOutcome.Unknown, $"The picture at {ForeignText.Clean(url)} cannot be fetched just now: {seen.What}.")
        {
            Facts = ["Nothing was changed by this. Running the command again is safe."],
        };

    private static PublishStoppedException Failed(string message, string? url) =>
        new(PublishOutcome.Unknown, message)
        {
            Facts =
            [
                $"Its address: {ForeignText.Clean(url ?? "none")}",
                "It is among the files at Mailchimp, and is looked for there before it is uploaded again.",
                "Running the command again is safe.",
            ],
        };

    /// <param name="Hash">Of the bytes; null when there are none.</param>
    /// <param name="What">What was seen instead, in words.</param>
    private sealed record Fetched(string? Hash, string What)
    {
        /// <summary>Whether it may be there all the same.</summary>
        public bool IsServerError { get; init; }
    }
}
