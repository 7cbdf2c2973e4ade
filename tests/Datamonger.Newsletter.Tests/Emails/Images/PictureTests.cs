using System.Buffers.Binary;
using System.Text;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Tests.Checks;
using Datamonger.Newsletter.Tests.Support;
using MetadataExtractor;
using SkiaSharp;

namespace Datamonger.Newsletter.Tests.Emails.Images;

/// <summary>Pictures go out made again from their pixels: what is read back is judged by MetadataExtractor and Skia's reader.</summary>
public sealed class PictureTests : IDisposable
{
    private const string Secret = "51.5034 N 0.1276 W, seen by Ann";

    // Exif 2.3: the directory of the GPS with one latitude, and a name of whom it belongs to.
    private static readonly byte[] Place = Exif(orientation: 1, hasPlace: true);

    private readonly TestNewsletter _newsletter = new();

    public static TheoryData<string> Kinds => ["jpg", "png", "gif", "moving.gif", "webp"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_but_the_pixels_goes_out(string kind)
    {
        var file = WithSecrets(kind);
        // The judge sees in the author's file what must not be in ours.
        Assert.True(Encoding.UTF8.GetString(file).Contains(Secret, StringComparison.Ordinal));
        if (kind == "jpg")
            Assert.Contains(ImageMetadataReader.ReadMetadata(new MemoryStream(file)), directory => directory.Name == "GPS");

        var sent = Assert.Single((await SendAsync($"picture.{kind}", file)).Email.Images).Bytes.ToArray();

        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(sent), StringComparison.Ordinal);
        string[] told =
        [
            .. ImageMetadataReader
                .ReadMetadata(new MemoryStream(sent))
                .Select(directory => directory.Name)
                .Where(name => name is not ("JPEG" or "JFIF" or "Huffman" or "File Type" or "File")),
        ];
        Assert.DoesNotContain(
            told,
            name => name.Contains("GPS", StringComparison.Ordinal) || name.Contains("Exif", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            told,
            name => name.Contains("ICC", StringComparison.Ordinal) || name.Contains("Comment", StringComparison.Ordinal)
        );
        using var codec = SKCodec.Create(new MemoryStream(sent));
        Assert.Equal((40, 20), (codec.Info.Width, codec.Info.Height));
        Assert.Equal(kind == "moving.gif" ? 2 : 0, codec.FrameCount == 1 ? 0 : codec.FrameCount);
    }

    // Exif 2.3, tag 0112: where the first row and the first column of the file are to be. By that table, the corners to which the first
    // and the last pixel of the file's first row go.
    [Theory]
    [InlineData(1, "top left", "top right")]
    [InlineData(2, "top right", "top left")]
    [InlineData(3, "bottom right", "bottom left")]
    [InlineData(4, "bottom left", "bottom right")]
    [InlineData(5, "top left", "bottom left")]
    [InlineData(6, "top right", "bottom right")]
    [InlineData(7, "bottom right", "top right")]
    [InlineData(8, "bottom left", "top left")]
    public async Task A_picture_is_turned_as_its_camera_was_held(int orientation, string red, string blue)
    {
        var file = InsertSegments(Corners(), Segment(0xE1, Exif(orientation, hasPlace: false)));

        var build = await SendAsync("picture.jpg", file);

        using var bitmap = SKBitmap.Decode(Assert.Single(build.Email.Images).Bytes.AsSpan());
        Assert.Equal(orientation < 5 ? (64, 32) : (32, 64), (bitmap.Width, bitmap.Height));
        Assert.True(At(bitmap, red) is { Red: > 200, Blue: < 60 }, $"{red} is {At(bitmap, red)}");
        Assert.True(At(bitmap, blue) is { Blue: > 200, Red: < 60 }, $"{blue} is {At(bitmap, blue)}");
        Assert.Contains(orientation < 5 ? " width=\"64\"" : " width=\"32\"", build.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photograph_goes_out_at_twice_the_column()
    {
        var file = Encode(4000, 1000, SKEncodedImageFormat.Jpeg);

        var build = await SendAsync("Our outing.jpg", file);

        var image = Assert.Single(build.Email.Images);
        using var codec = SKCodec.Create(new MemoryStream(image.Bytes.ToArray()));
        Assert.Equal((1104, 276, SKEncodedImageFormat.Jpeg), (codec.Info.Width, codec.Info.Height, codec.EncodedFormat));
        Assert.Contains(" width=\"552\" height=\"138\"", build.Email.Html, StringComparison.Ordinal);
        var note = Assert.Single(build.Diagnostics, found => found.Rule == EmailRules.ChangedPicture).Message;
        Assert.StartsWith("The picture \"Our outing.jpg\" is a JPEG of 4000 × 1000 pixels and ", note, StringComparison.Ordinal);
        Assert.Contains("goes out as a JPEG of 1104 × 276 and ", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Webp, false, "image/png")]
    [InlineData(SKEncodedImageFormat.Webp, true, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Png, false, "image/png")]
    [InlineData(SKEncodedImageFormat.Png, true, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Jpeg, true, "image/jpeg")]
    public async Task Photographs_become_JPEG_and_drawings_PNG(SKEncodedImageFormat format, bool isPhotograph, string mediaType)
    {
        var file = isPhotograph ? Encode(600, 400, format) : Drawing(format);
        Assert.Equal(mediaType, Assert.Single((await SendAsync("picture.x", file)).Email.Images).MediaType);
    }

    [Fact]
    public async Task A_clear_ground_stays_clear()
    {
        var image = Assert.Single((await SendAsync("picture.png", TestPictures.Png(400, 200, isTransparent: true))).Email.Images);
        using var bitmap = SKBitmap.Decode(image.Bytes.AsSpan());
        Assert.Equal((0, 255), (bitmap.GetPixel(0, 0).Alpha, bitmap.GetPixel(200, 100).Alpha));
        Assert.True(image.HasAlpha);
    }

    [Theory]
    [InlineData("picture.jpg", "is damaged")]
    [InlineData("torn.png", "is damaged")]
    [InlineData("notes.png", "is not a PNG, JPEG, GIF, WebP or BMP picture")]
    [InlineData("huge.png", "is too large: at most 25 million pixels are let through")]
    [InlineData("map.svg", "is not a PNG, JPEG, GIF, WebP or BMP picture")]
    [InlineData("phone.heic", "is a HEIC or AVIF picture, which is not read here")]
    public async Task A_file_that_is_no_picture_is_told_with_the_remedy(string name, string reason)
    {
        byte[] file = name switch
        {
            "picture.jpg" => Encode(600, 400, SKEncodedImageFormat.Jpeg)[..2_000],
            "torn.png" => Encode(600, 400, SKEncodedImageFormat.Png)[..20],
            "notes.png" => "Some notes."u8.ToArray(),
            "huge.png" => Huge(),
            "map.svg" => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray(),
            _ => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8],
        };
        var found = Assert.Single((await SendAsync(name, file)).Diagnostics, found => found.Rule == EmailRules.UnreadablePicture);
        Assert.Equal($"The picture \"{name}\" {reason}.", found.Message);
        Assert.NotNull(found.Hint);
    }

    [Fact]
    public async Task A_name_with_other_capitals_is_told_as_it_is()
    {
        File.WriteAllBytes(Beside("Photo.JPG"), Encode(600, 400, SKEncodedImageFormat.Jpeg));
        _newsletter.Body("![A carer reads](photo.jpg)\n");
        Assert.Contains(
            "The picture \"photo.jpg\" is not beside the issue, but \"Photo.JPG\" is.",
            TestNewsletter.Print((await _newsletter.BuildAsync()).Diagnostics),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("<img src=\"logo.png\" alt=\"Etazo\">", " width=\"120\" height=\"40\"")]
    [InlineData("<img alt='Etazo' width=60 src='img/logo.png'>", "height=\"20\"")]
    [InlineData("<img src=\"./img/logo.png\" alt=\"Etazo\" width=\"60\" height=\"20\">", " width=\"60\" height=\"20\"")]
    public async Task A_logo_of_the_template_goes_out(string tag, string size)
    {
        System.IO.Directory.CreateDirectory(_newsletter.PathOf("templates/default/img"));
        var logo = InsertChunk(TestPictures.Png(120, 40), "tEXt", Encoding.ASCII.GetBytes("Comment\0" + Secret));
        File.WriteAllBytes(_newsletter.PathOf("templates/default/logo.png"), logo);
        File.WriteAllBytes(_newsletter.PathOf("templates/default/img/logo.png"), logo);
        foreach (var page in (string[])["layout.sbn-html", "web.sbn-html"])
        {
            var file = _newsletter.PathOf($"templates/default/{page}");
            File.WriteAllText(file, File.ReadAllText(file).Replace("{{ body }}", tag + "{{ body }}", StringComparison.Ordinal));
        }
        _newsletter.Body("Visits rose.\n");

        var build = await _newsletter.BuildAsync();

        var image = Assert.Single(build.Email.Images);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(image.Bytes.AsSpan()), StringComparison.Ordinal);
        foreach (var page in (string[])[build.Email.Html, build.Email.Web])
        {
            Assert.Contains(image.Url, page, StringComparison.Ordinal);
            Assert.Contains(size, page, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code == "DM519");
    }

    [Fact]
    public async Task A_logo_that_is_missing_is_told_with_the_folder_it_belongs_into()
    {
        var file = _newsletter.PathOf("templates/default/layout.sbn-html");
        File.WriteAllText(
            file,
            File.ReadAllText(file).Replace("{{ body }}", "<img src=\"logo.png\" alt=\"Etazo\">{{ body }}", StringComparison.Ordinal)
        );
        _newsletter.Body("Visits rose.\n");
        var found = Assert.Single((await _newsletter.BuildAsync()).Diagnostics, found => found.Rule.Code == "DM519");
        Assert.Equal("The picture \"logo.png\" is not at an https address and not in templates/default.", found.Message);
    }

    [Fact]
    public async Task What_is_kept_of_a_picture_carries_the_name_of_the_file_that_shows_it()
    {
        _ = await SendAsync("one.png", TestPictures.Png(400, 200));
        var again = await SendAsync("two.png", TestPictures.Png(400, 200));
        Assert.Equal("two.png", Assert.Single(again.Email.Images).Name);
        Assert.NotEmpty(
            System.IO.Directory.EnumerateFiles(_newsletter.PathOf(".datamonger/cache/picture"), "*", SearchOption.AllDirectories)
        );
    }

    public void Dispose() => _newsletter.Dispose();

    private async Task<IssueBuild> SendAsync(string name, byte[] file)
    {
        File.WriteAllBytes(Beside(name), file);
        _newsletter.Body($"![A carer reads](<{name}>)\n");
        return await _newsletter.BuildAsync();
    }

    private string Beside(string name)
    {
        var path = _newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/{name}");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static SKColor At(SKBitmap bitmap, string corner) =>
        bitmap.GetPixel(
            corner.EndsWith("left", StringComparison.Ordinal) ? 4 : bitmap.Width - 5,
            corner.StartsWith("top", StringComparison.Ordinal) ? 4 : bitmap.Height - 5
        );

    // Red where the first row begins, blue where it ends.
    private static byte[] Corners() =>
        Draw(
            64,
            32,
            SKEncodedImageFormat.Jpeg,
            canvas =>
            {
                canvas.Clear(SKColors.White);
                using var red = new SKPaint { Color = SKColors.Red };
                using var blue = new SKPaint { Color = SKColors.Blue };
                canvas.DrawRect(0, 0, 16, 16, red);
                canvas.DrawRect(48, 0, 16, 16, blue);
            }
        );

    private static byte[] Drawing(SKEncodedImageFormat format) =>
        Draw(
            600,
            400,
            format,
            canvas =>
            {
                canvas.Clear(SKColors.White);
                using var ink = new SKPaint { Color = SKColors.Navy };
                canvas.DrawRect(100, 100, 200, 100, ink);
            }
        );

    // Smooth shades with grain, as a photograph has.
    private static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        var random = new Random(1);
        var writable = new byte[width * height * 4];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            writable[4 * i] = (byte)(x * 200 / width + random.Next(12));
            writable[4 * i + 1] = (byte)(y * 200 / height + random.Next(12));
            writable[4 * i + 2] = (byte)((x + y) * 200 / (width + height) + random.Next(12));
            writable[4 * i + 3] = 255;
        }
        System.Runtime.InteropServices.Marshal.Copy(writable, 0, bitmap.GetPixels(), writable.Length);
        return bitmap.Encode(format, 90).ToArray();
    }

    private static byte[] Draw(int width, int height, SKEncodedImageFormat format, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
            draw(canvas);
        return bitmap.Encode(format, 100).ToArray();
    }

    private static byte[] WithSecrets(string kind)
    {
        var secret = Encoding.ASCII.GetBytes(Secret);
        return kind switch
        {
            "jpg" =>
            [
                .. InsertSegments(
                    Draw(40, 20, SKEncodedImageFormat.Jpeg, canvas => canvas.Clear(SKColors.Green)),
                    [
                        .. Segment(0xE1, Place),
                        .. Segment(0xFE, secret),
                        .. Segment(0xED, secret),
                        .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0<x>"u8),
                    ]
                ),
                .. secret,
            ],
            "png" =>
            [
                .. InsertChunk(InsertChunk(TestPictures.Png(40, 20), "tEXt", [.. "Author\0"u8, .. secret]), "eXIf", Place[6..]),
                .. secret,
            ],
            "gif" => Gif(secret, frames: 1),
            "moving.gif" => Gif(secret, frames: 2),
            _ => WebP(secret),
        };
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] InsertSegments(byte[] jpeg, byte[] segments) => [.. jpeg[..2], .. segments, .. jpeg[2..]];

    private static byte[] Exif(int orientation, bool hasPlace)
    {
        var entries = hasPlace ? 3 : 1;
        var tiff = new MemoryStream();
        tiff.Write("MM\0*\0\0\0\b"u8);
        Short(entries);
        Entry(0x0112, 3, 1, orientation << 16);
        var after = 8 + 2 + 12 * entries + 4;
        if (hasPlace)
        {
            Entry(0x8298, 2, Secret.Length + 1, after + 2 + 12 * 2 + 4 + 24);
            Entry(0x8825, 4, 1, after);
        }
        Long(0);
        if (hasPlace)
        {
            Short(2);
            Entry(0x0001, 2, 2, 'N' << 24);
            Entry(0x0002, 5, 3, after + 2 + 12 * 2 + 4);
            Long(0);
            foreach (var part in (int[])[51, 1, 30, 1, 12, 1])
                Long(part);
            tiff.Write(Encoding.ASCII.GetBytes(Secret + "\0"));
        }
        return [.. "Exif\0\0"u8, .. tiff.ToArray()];

        void Entry(int tag, int type, int count, int value)
        {
            Short(tag);
            Short(type);
            Long(count);
            Long(value);
        }
        void Short(int value) => tiff.Write([(byte)(value >> 8), (byte)value]);
        void Long(int value) => tiff.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }

    // Behind the header, which is 33 bytes long.
    private static byte[] InsertChunk(byte[] png, string type, byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        content.CopyTo(chunk, 8);
        var crc = uint.MaxValue;
        foreach (var value in chunk[4..(8 + content.Length)])
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), ~crc);
        return [.. png[..33], .. chunk, .. png[33..]];
    }

    // 50,000 by 50,000 pixels, of which none is there.
    private static byte[] Huge()
    {
        byte[] header = [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, 8, 2, 0, 0, 0];
        var png = TestPictures.Png(8, 8);
        return [.. png[..8], .. InsertChunk(png, "IHDR", header)[33..58], .. png[33..]];
    }

    // GIF89a: two colours, each picture of 40 × 20 in codes of three bits: clear, then one pixel each, cleared again before they grow.
    private static byte[] Gif(byte[] secret, int frames)
    {
        List<byte> file = [.. "GIF89a"u8, 40, 0, 20, 0, 0x80, 0, 0, 255, 255, 255, 0, 0, 0];
        file.AddRange([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
        file.AddRange([0x21, 0xFE, (byte)secret.Length, .. secret, 0]);
        file.AddRange([0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)secret.Length, .. secret, 0]);
        for (var frame = 0; frame < frames; frame++)
        {
            file.AddRange([0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 40, 0, 20, 0, 0, 2]);
            List<int> codes = [];
            for (var pixel = 0; pixel < 800; pixel++)
                codes.AddRange([4, frame]);
            codes.Add(5);
            var bytes = new byte[(codes.Count * 3 + 7) / 8];
            for (var i = 0; i < codes.Count * 3; i++)
                bytes[i / 8] |= (byte)(((codes[i / 3] >> (i % 3)) & 1) << (i % 8));
            foreach (var block in bytes.Chunk(255))
                file.AddRange([(byte)block.Length, .. block]);
            file.Add(0);
        }
        return [.. file, 0x3B, .. secret];
    }

    // The extended form, whose header says that a chunk of Exif follows.
    private static byte[] WebP(byte[] secret)
    {
        var simple = Draw(40, 20, SKEncodedImageFormat.Webp, canvas => canvas.Clear(SKColors.Green));
        var at = 12;
        var extended = new byte[18];
        "VP8X"u8.CopyTo(extended);
        extended[4] = 10;
        extended[8] = 0x08;
        extended[12] = 39;
        extended[15] = 19;
        var picture = simple[at..];
        if (simple.AsSpan(at).StartsWith("VP8X"u8))
            picture = simple[(at + 18)..];
        byte[] exif = [.. Place[6..], .. secret];
        if (exif.Length % 2 == 1)
            exif = [.. exif, 0];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, exif.Length);
        byte[] chunks = [.. extended, .. picture, .. "EXIF"u8, .. length, .. exif];
        var total = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(total, chunks.Length + 4);
        return [.. "RIFF"u8, .. total, .. "WEBP"u8, .. chunks];
    }
}
