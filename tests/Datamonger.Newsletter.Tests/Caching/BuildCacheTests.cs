using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Caching;

public sealed class BuildCacheTests
{
    private static readonly string Key = ContentHash.Of("key");

    [Fact]
    public void What_is_kept_is_found_by_the_next_process()
    {
        using var folder = new TemporaryFolder();
        new BuildCache(folder.Path).Keep("query", Key, [1, 2, 3]);
        Assert.Equal([1, 2, 3], new BuildCache(folder.Path).Find("query", Key));
        Assert.Null(new BuildCache(folder.Path).Find("chart", Key));
    }

    [Fact]
    public void A_damaged_entry_counts_as_absent()
    {
        using var folder = new TemporaryFolder();
        new BuildCache(folder.Path).Keep("query", Key, [1, 2, 3]);
        var file = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        Assert.Null(new BuildCache(folder.Path).Find("query", Key));
    }

    [Fact]
    public void Parts_of_a_hash_do_not_run_together()
    {
        using var one = new ContentHash();
        using var other = new ContentHash();
        Assert.NotEqual(one.Add("ab").Add("c").ToHex(), other.Add("a").Add("bc").ToHex());
    }
}
