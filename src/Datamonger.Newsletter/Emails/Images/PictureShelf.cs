using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Workspaces;
using SkiaSharp;

namespace Datamonger.Newsletter.Emails.Images;

/// <summary>Reads pictures of a workspace, each made ready once for as long as its bytes stay the same.</summary>
/// <param name="root">The workspace.</param>
/// <param name="cache">Keeps what was made ready.</param>
internal sealed class PictureShelf(string root, BuildCache cache)
{
    private const int MaximumBytes = 20 * 1024 * 1024;
    private const string Kind = "picture";

    // What comes out depends on who decodes and encodes.
    private static readonly string Engine = $"{PictureEncoder.Version} {typeof(SKCodec).Assembly.GetName().Version}";

    /// <summary>A picture; null, and why, when it has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What findings call it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PictureFile? Read(string path, string name, out PictureFault? fault)
    {
        if (!SafePath.IsPlainFile(root, path))
        {
            fault = new("is a link or is not a regular file", "Put the file itself there.");
            return null;
        }
        if (new FileInfo(path).Length > MaximumBytes)
        {
            fault = new("is larger than 20 MB", "Scale it down.");
            return null;
        }
        var bytes = SafePath.ReadAllBytes(root, path);
        using var hash = new ContentHash();
        var key = hash.Add(Engine).Add(ContentHash.Of(bytes)).ToHex();
        if (cache.Find(Kind, key) is { } kept && Unpack(kept, name) is { } known)
        {
            fault = null;
            return known;
        }
        var picture = PictureEncoder.Encode(bytes, name, out fault);
        if (picture is not null)
            cache.Keep(Kind, key, Pack(picture));
        return picture;
    }

    private static byte[] Pack(PictureFile picture)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(picture.Image.FileName);
        writer.Write(picture.Image.MediaType);
        writer.Write(picture.Image.Width);
        writer.Write(picture.Image.Height);
        writer.Write(picture.Image.HasAlpha);
        writer.Write(picture.Width);
        writer.Write(picture.Height);
        writer.Write(picture.Change ?? "");
        writer.Write(picture.Image.Bytes.Length);
        writer.Write(picture.Image.Bytes.AsSpan());
        writer.Flush();
        return file.ToArray();
    }

    private static PictureFile? Unpack(byte[] kept, string name)
    {
        using var reader = new BinaryReader(new MemoryStream(kept));
        var (fileName, mediaType) = (reader.ReadString(), reader.ReadString());
        var (width, height, hasAlpha) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
        var (shownWidth, shownHeight, change) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadString());
        var image = new EmailImage(fileName, [.. reader.ReadBytes(reader.ReadInt32())], mediaType)
        {
            Name = name,
            Width = width,
            Height = height,
            HasAlpha = hasAlpha,
        };
        return new PictureFile(image, shownWidth, shownHeight, change.Length > 0 ? change : null);
    }
}
