using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>A file that is saved between being identified and being read: nothing is kept under a hash but what was hashed.</summary>
public sealed class ChangedFileTests
{
    private const string Before = "n\n1\n";
    private const string After = "n\n2\n";

    public static readonly TheoryData<string> Names = ["small.csv", "large.csv", "packed.csv.gz", "rows.json", "book.xlsx", "book.ods"];

    [Theory, MemberData(nameof(Names))]
    public async Task What_is_kept_under_a_hash_is_what_was_read(string name)
    {
        var (before, after) = (BytesOf(name, 1), BytesOf(name, 2));
        using var data = new TestData().With(name, before);
        var loader = Loader(data);
        var bag = new DiagnosticBag();
        var dataset = DatasetCatalog.Read(data.Workspace, bag).Datasets[0];
        var (identified, key) = (await loader.IdentifyAsync(dataset, bag, Token))!.Value;
        // A large file was typed as it was hashed, so that it is not opened again; nothing of it may be left.
        if (Directory.Exists(data.CacheDirectory))
            Directory.Delete(data.CacheDirectory, recursive: true);
        data.With(name, after);

        var loaded = await Loader(data).LoadAsync(identified, key, Token);

        Assert.NotEqual(key, loaded.Key);
        Assert.NotEqual(identified.Hash, loaded.Dataset.Hash);
        Assert.Equal(2L, FirstOf(loaded));
        data.With(name, before);
        File.SetLastWriteTimeUtc(Path.Combine(data.DatasetsDirectory, name), DateTime.UtcNow.AddDays(-1));
        var again = Loader(data);
        var (same, sameKey) = (await again.IdentifyAsync(dataset, bag, Token))!.Value;
        Assert.Equal(key, sameKey);
        Assert.Equal(1L, FirstOf(await again.LoadAsync(same, sameKey, Token)));
    }

    [Fact]
    public void Bytes_that_are_read_again_and_have_changed_make_the_hash_uncertain()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "t.csv");
        File.WriteAllText(path, Before);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var hashing = new HashingStream(file);
        var buffer = new byte[16];
        _ = hashing.Read(buffer);
        hashing.Position = 0;
        _ = hashing.Read(buffer);
        Assert.True(hashing.IsCertain);

        using (var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            writer.Write(Encoding.UTF8.GetBytes(After));
        hashing.Position = 0;
        _ = hashing.Read(buffer);

        Assert.False(hashing.IsCertain);
    }

    [Fact]
    public void Bytes_behind_the_beginning_that_are_read_again_make_it_uncertain()
    {
        using var file = new MemoryStream(new byte[3 << 20]);
        using var hashing = new HashingStream(file);
        hashing.CopyTo(Stream.Null);
        Assert.True(hashing.IsCertain);
        hashing.Position = 2 << 20;

        _ = hashing.ReadByte();

        Assert.False(hashing.IsCertain);
    }

    // Every option decides how the bytes become a table, so each makes another key.
    public static readonly ImmutableDictionary<string, DatasetOptions> Options = new Dictionary<string, DatasetOptions>
    {
        [nameof(DatasetOptions.Sheet)] = new() { Sheet = "2" },
        [nameof(DatasetOptions.Range)] = new() { Range = "A1:B2" },
        [nameof(DatasetOptions.Skip)] = new() { Skip = 1 },
        [nameof(DatasetOptions.HeaderRows)] = new() { HeaderRows = 2 },
        [nameof(DatasetOptions.Encoding)] = new() { Encoding = "utf-16" },
        [nameof(DatasetOptions.Delimiter)] = new() { Delimiter = ";" },
        [nameof(DatasetOptions.Nulls)] = new() { Nulls = ImmutableDictionary<string, string>.Empty.Add("c", "withheld") },
        [nameof(DatasetOptions.Types)] = new() { Types = ImmutableDictionary<string, string>.Empty.Add("n", "text") },
        [nameof(DatasetOptions.Decimal)] = new() { Decimal = "," },
        [nameof(DatasetOptions.Thousands)] = new() { Thousands = "." },
        [nameof(DatasetOptions.Normalise)] = new() { Normalise = ImmutableDictionary<string, string>.Empty.Add("n", "la_name") },
        [nameof(DatasetOptions.Places)] = new()
        {
            Places = ImmutableDictionary<(string, string), SourceLocation>.Empty.Add(
                ("types", "n"),
                new SourceLocation("datasets.yml", 2, 3)
            ),
        },
    }.ToImmutableDictionary();

    [Fact]
    public void Every_option_has_its_case() =>
        Assert.Empty(typeof(DatasetOptions).GetProperties().Select(property => property.Name).Except(Options.Keys));

    [Fact]
    public async Task Every_option_makes_another_key()
    {
        using var data = new TestData().With("t.csv", Before);
        var loader = Loader(data);
        var dataset = DatasetCatalog.Read(data.Workspace, new DiagnosticBag()).Datasets[0];
        var keys = new Dictionary<string, string>();
        foreach (var (name, options) in Options.Add("none", new DatasetOptions()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var (_, key) = (await loader.IdentifyAsync(dataset with { Options = options }, new DiagnosticBag(), Token))!.Value;
            Assert.False(keys.TryGetValue(key, out var other), $"{name} and {other} have one key.");
            keys.Add(key, name);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DatasetLoader Loader(TestData data) => new(data.Workspace, new BuildCache(data.CacheDirectory), TimeProvider.System);

    private static long FirstOf(LoadedDataset loaded) =>
        loaded.Table is { } table ? (long)table.ValueAt(0, "n")!
        : loaded.Findings.IsEmpty ? 2
        : 1;

    // A large file shows which it is by what is wrong with it.
    private static byte[] BytesOf(string name, int number) =>
        name switch
        {
            "small.csv" => Encoding.UTF8.GetBytes($"n\n{number}\n"),
            "packed.csv.gz" => PackedFileTests.Pack($"n\n{number}\n"),
            "rows.json" => Encoding.UTF8.GetBytes($"[{{\"n\": {number}}}]"),
            "book.xlsx" => XlsxFile.Write(new TestSheet("Sheet1", ["n", "m"], [number, 1])),
            "book.ods" => OdsFile.Write(new TestSheet("Sheet1", ["n", "m"], [number, 1])),
            _ => Encoding.UTF8.GetBytes(
                "n,m\n" + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},12345\n")) + (number == 1 ? "1\n" : "1,1\n")
            ),
        };
}
