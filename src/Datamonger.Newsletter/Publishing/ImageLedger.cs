using System.Text.Json;
using System.Text.Json.Serialization;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// Where pictures are at one Mailchimp, by the hash of their bytes: <c>images.lock.json</c>. Losing it costs uploads, nothing else.
/// </summary>
internal sealed class ImageLedger(string path)
{
    private readonly SortedDictionary<string, LedgerImage> _images = Load(path);

    /// <summary>The picture of a hash, if it was uploaded.</summary>
    public LedgerImage? Find(string hash) => _images.GetValueOrDefault(hash);

    /// <summary>Remembers a picture; on disk when this returns.</summary>
    public void Keep(string hash, LedgerImage image)
    {
        _images[hash] = image;
        AppendOnlyFile.RefuseLinks(path);
        WholeFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(_images, LedgerJson.Default.SortedDictionaryStringLedgerImage));
    }

    private static SortedDictionary<string, LedgerImage> Load(string path)
    {
        try
        {
            AppendOnlyFile.RefuseLinks(path);
            var read = File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), LedgerJson.Default.SortedDictionaryStringLedgerImage)
                : null;
            return new SortedDictionary<string, LedgerImage>(read ?? [], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return new SortedDictionary<string, LedgerImage>(StringComparer.Ordinal);
        }
    }
}

/// <summary>An uploaded picture.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Served">SHA-256 of the bytes that the address gives, which need not be the bytes that were uploaded.</param>
internal sealed record LedgerImage(string Url, string Served);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, LedgerImage>))]
internal sealed partial class LedgerJson : JsonSerializerContext;
