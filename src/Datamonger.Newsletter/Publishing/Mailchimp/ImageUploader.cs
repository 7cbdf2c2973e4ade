using System.Collections.Immutable;
using System.Net;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Brings pictures to Mailchimp's file manager, each once: by the hash of its bytes it is found in the ledger, or among the
/// files there. What the ledger remembers is fetched and held against its hash before it is used again.
/// </summary>
internal sealed class ImageUploader(PublishSession session)
{
    private const int AtOnce = 4;
    private const int Attempts = 3;
    private const int LargestImage = 10 * 1024 * 1024;
    private static readonly ImmutableArray<int> Waits = [0, 2, 5, 10];
    private readonly ImageLedger _ledger = session.Images;
    private readonly Lock _gate = new(); // journal and ledger take one line at a time

    /// <summary>Pictures that are not there yet, or not any more. Only GETs.</summary>
    public async Task<ImmutableArray<EmailImage>> FindMissingAsync(CancellationToken cancellationToken)
    {
        var missing = new EmailImage?[session.Request.Images.Length];
        await Parallel.ForAsync(0, missing.Length, Limit(cancellationToken), async (i, token) =>
        {
            var image = session.Request.Images[i];
            var known = _ledger.Find(HashOf(image));
            if (known is null || await FetchAsync(known.Url, token) != known.Served) missing[i] = image;
        });
        return [.. missing.OfType<EmailImage>()];
    }

    /// <summary>Uploads pictures.</summary>
    public async Task UploadAsync(ImmutableArray<EmailImage> missing, CancellationToken cancellationToken)
    {
        // One after the other until the first is through: a key that may not upload is refused once, not four times.
        foreach (var image in missing.Take(1)) await UploadAsync(image, cancellationToken);
        await Parallel.ForEachAsync(missing.Skip(1), Limit(cancellationToken), async (image, token) => await UploadAsync(image, token));
    }

    /// <summary>The call that uploads a picture.</summary>
    public static PlannedCall Call(EmailImage image) => new("POST", "/file-manager/files", $"upload {image.FileName}");

    /// <summary>The HTML part with the pictures' addresses.</summary>
    public string Place(string html)
    {
        foreach (var image in session.Request.Images)
        {
            if (_ledger.Find(HashOf(image)) is { } known) html = html.Replace(image.Url, known.Url, StringComparison.Ordinal);
        }
        return html;
    }

    private static string HashOf(EmailImage image) => ContentHash.Of(image.Bytes.AsSpan());

    private static ParallelOptions Limit(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    // The service may change the extension; the hash in front of it stays.
    private static string NameOf(string hash, EmailImage image) => $"{hash[..16]}{Path.GetExtension(image.FileName)}";

    private async Task UploadAsync(EmailImage image, CancellationToken cancellationToken)
    {
        var hash = HashOf(image);
        var since = session.Place.Options.Time.GetUtcNow();
        if (session.Journal.State.PendingImages.Contains(hash) && await FindUploadedAsync(hash, since.AddDays(-1), cancellationToken) is { } earlier && await KeepAsync(hash, earlier, cancellationToken)) return;
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
                file = await session.Api.UploadAsync(new StoredFileBody(NameOf(hash, image), Convert.ToBase64String(image.Bytes.AsSpan())), cancellationToken);
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
            if (file is not null && await KeepAsync(hash, file, cancellationToken)) return;
        }
        throw new PublishStoppedException(PublishOutcome.Unknown, $"The picture {image.FileName} could not be uploaded in {Attempts} attempts.") { Facts = ["Running the command again is safe."] };
    }

    private Task<StoredFile?> FindUploadedAsync(string hash, DateTimeOffset since, CancellationToken cancellationToken) =>
        session.LookForAsync("the picture", since, Waits, async token =>
        {
            for (var offset = 0; ;)
            {
                var page = await session.Api.GetImagesAsync(offset, token);
                if (page.Files?.FirstOrDefault(file => file.Name?.StartsWith(hash[..16], StringComparison.Ordinal) == true) is { } file) return file;
                offset += page.Files?.Length ?? 0;
                if (page.Files is not { Length: > 0 } || offset >= (page.TotalItems ?? 0)) return null;
            }
        }, cancellationToken);

    private async Task<bool> KeepAsync(string hash, StoredFile file, CancellationToken cancellationToken)
    {
        if (file.FullSizeUrl is not { } url || !IsUsable(url) || await FetchAsync(url, cancellationToken) is not { } served) return false;
        lock (_gate)
        {
            _ledger.Keep(hash, new LedgerImage(url, served));
            session.Journal.Add(JournalEvent.ImageUploaded, entry => entry with { Image = hash });
        }
        return true;
    }

    // The address goes into the HTML: only what is an address, and cannot end an attribute or begin a merge tag.
    private bool IsUsable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback && session.Client.Target.IsLocal))
        && url.All(c => c is > ' ' and < '\x7f' and not ('"' or '\'' or '<' or '>' or '*' or '|' or '&'));

    /// <summary>Hash of what an address gives; null when it gives nothing.</summary>
    private async Task<string?> FetchAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var client = session.Client.FilesClient();
            client.MaxResponseContentBufferSize = LargestImage;
            using var answer = await client.GetAsync(new Uri(url), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK) return ContentHash.Of(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return (int)answer.StatusCode < 500 ? null : throw Unreachable(url);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A sandbox that was started again lives at another port: what it served before is simply gone.
            return session.Client.Target.IsLocal ? null : throw Unreachable(url);
        }
    }

    private static PublishStoppedException Unreachable(string url) =>
        new(PublishOutcome.Unknown, $"The picture at {MailchimpProblem.Clean(url)} cannot be fetched just now.") { Facts = ["Nothing was changed by this. Running the command again is safe."] };
}
