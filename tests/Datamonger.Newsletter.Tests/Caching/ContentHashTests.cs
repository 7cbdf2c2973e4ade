using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Caching;

/// <summary>No two lists of parts have the same key, and no entry is found under another's.</summary>
public sealed class ContentHashTests
{
    private static readonly string?[][] Lists =
    [
        [],
        [""],
        [null],
        ["", ""],
        [null, ""],
        ["", null],
        ["a"],
        ["a", ""],
        ["", "a"],
        ["ab", "c"],
        ["a", "bc"],
        ["a", "b", "c"],
        ["abc"],
        ["abc\0"],
        ["c", "ab"],
        ["\u0001\0\0\0\0\0\0\0a"],
        ["é"],
        ["e\u0301"],
        ["1", "23"],
        ["12", "3"],
    ];

    [Fact]
    public void Every_list_of_parts_has_a_key_of_its_own()
    {
        var keys = Lists.Select(KeyOf).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(keys, Lists.Select(KeyOf));
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void The_hash_of_a_text_alone_is_its_SHA_256(string text, string hash) => Assert.Equal(hash, ContentHash.Of(text));

    [Fact]
    public void An_entry_is_found_by_kind_key_and_program_together()
    {
        using var folder = new TemporaryFolder();
        var (cache, key) = (new BuildCache(folder.Path), ContentHash.Of("a"));
        cache.Keep("query", key, "one"u8.ToArray());
        var path = cache.PathOf("query", key);
        Assert.EndsWith("." + ContentHash.Of(ToolVersion.Current + ToolVersion.Program)[..8], path, StringComparison.Ordinal);
        Assert.NotNull(new BuildCache(folder.Path).Find("query", key));
        Assert.Null(new BuildCache(folder.Path).Find("chart", key));
        Assert.Null(new BuildCache(folder.Path).Find("query", ContentHash.Of("b")));
        // As another kind or another program would have left it.
        Directory.CreateDirectory(Path.GetDirectoryName(cache.PathOf("chart", key))!);
        File.Copy(path, cache.PathOf("chart", key));
        Assert.Null(new BuildCache(folder.Path).Find("chart", key));
        File.Move(path, Path.ChangeExtension(path, ".00000000"));
        Assert.Null(new BuildCache(folder.Path).Find("query", key));
    }

    private static string KeyOf(string?[] parts)
    {
        using var hash = new ContentHash();
        foreach (var part in parts)
            hash.Add(part);
        return hash.ToHex();
    }
}
