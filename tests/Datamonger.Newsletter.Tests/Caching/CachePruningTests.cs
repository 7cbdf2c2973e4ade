using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Tests.Data;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Caching;

/// <summary>The cache's folder holds what is used, and never grows without end.</summary>
public sealed class CachePruningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Entries are written with the machine's time.
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private BuildCache Cache => new(_folder.Path, _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_not_used_for_two_months_goes_and_what_was_stays()
    {
        Keep("old", "used");
        Pass(days: 59);
        Assert.NotNull(Find("used"));
        Cache.Prune();
        Assert.Equal(["old", "used"], Kept("old", "used"));

        Pass(days: 2);
        Cache.Prune();
        Assert.Equal(["used"], Kept("old", "used"));
    }

    [Fact]
    public void What_another_version_of_the_program_kept_goes_when_a_day_has_passed()
    {
        Keep("ours");
        var foreign = Foreign(PathOf("ours"), "01234567");
        var beside = Foreign(PathOf("ours"), $"{Path.GetExtension(PathOf("ours"))[1..]}.{Guid.NewGuid():n}");
        Cache.Prune();
        Assert.True(File.Exists(foreign) && File.Exists(beside));

        Pass(days: 2);
        Cache.Prune();
        Assert.False(File.Exists(foreign) || File.Exists(beside));
        Assert.Equal(["ours"], Kept("ours"));
    }

    [Fact]
    public void Of_too_much_the_longest_unused_goes_first_and_what_was_used_today_stays()
    {
        Keep("first");
        Pass(days: 2);
        Keep("second");
        Used("second");
        Pass(days: 2);
        Keep("today");
        Used("today");
        var limits = CacheLimits.Default with { Bytes = 2 * new FileInfo(PathOf("first")).Length };
        Cache.Prune(limits);
        Assert.Equal(["second", "today"], Kept("first", "second", "today"));

        Pass(days: 1);
        Used("today");
        Cache.Prune(limits with { Bytes = 0 });
        Assert.Equal(["today"], Kept("second", "today"));
    }

    [Fact]
    public void It_is_looked_through_once_a_day()
    {
        Cache.Prune();
        Keep("old");
        File.SetLastWriteTimeUtc(PathOf("old"), _time.GetUtcNow().UtcDateTime.AddDays(-100));
        Cache.Prune();
        Assert.Equal(["old"], Kept("old"));

        Pass(hours: 25);
        Cache.Prune();
        Assert.Empty(Kept("old"));
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_keep_it_forever()
    {
        Keep("old");
        File.WriteAllText(Path.Combine(_folder.Path, "pruned"), "");
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "pruned"), _time.GetUtcNow().UtcDateTime.AddYears(5));
        Pass(days: 100);
        Cache.Prune();
        Assert.Empty(Kept("old"));
    }

    [Fact]
    public void Files_that_are_not_its_own_stay()
    {
        var files = new[]
        {
            _folder.Write("readme.txt", "x"),
            _folder.Write("query/notes.txt", "x"),
            _folder.Write("query/zz/notes.txt", "x"),
            _folder.Write("a/ab/c/d.txt", "x"),
        };
        Pass(days: 400);
        Cache.Prune();
        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void What_is_open_stays_and_fails_nothing()
    {
        Keep("open", "shut");
        Pass(days: 100);
        using (File.Open(PathOf("open"), FileMode.Open, FileAccess.Read, FileShare.Read))
            Cache.Prune();
        Assert.Equal(["open"], Kept("open", "shut"));
    }

    [Fact]
    public async Task A_snapshot_that_is_queried_stays_until_its_engine_is_closed()
    {
        const int Rows = 60_000;
        using var data = new TestData().With(
            "large.csv",
            "a,b,c,d,e,f,g,h,i\n" + string.Concat(Enumerable.Repeat("1,2,3,4,5,6,7,8,9\n", Rows))
        );
        await data.QueryAsync("select count(*) as n from large where a = 1");
        var snapshot = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(data.CacheDirectory, "snapshot"), "*", SearchOption.AllDirectories)
        );

        _time.Advance(TimeSpan.FromDays(100));
        new BuildCache(data.CacheDirectory, _time).Prune();
        Assert.True(File.Exists(snapshot));
        Assert.Equal("n:Integer | 60000", TableText.Of(await data.QueryAsync("select count(*) as n from large where b = 2")));

        data.Restart();
        _time.Advance(TimeSpan.FromDays(100));
        new BuildCache(data.CacheDirectory, _time).Prune();
        Assert.False(File.Exists(snapshot));
        Assert.Equal("n:Integer | 60000", TableText.Of(await data.QueryAsync("select count(*) as n from large where c = 3")));
    }

    [Fact]
    public async Task A_cache_that_is_cleared_while_the_program_runs_is_made_again()
    {
        using var data = new TestData().With(
            "large.csv",
            "a,b,c,d,e,f,g,h,i\n" + string.Concat(Enumerable.Repeat("1,2,3,4,5,6,7,8,9\n", 60_000))
        );
        await data.QueryAsync("select count(*) as n from large where a = 1");
        Directory.Delete(data.CacheDirectory, recursive: true);
        Assert.Equal("n:Integer | 60000", TableText.Of(await data.QueryAsync("select count(*) as n from large where b = 2")));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_cannot_be_written_is_no_error()
    {
        new BuildCache(Path.Combine(_folder.Path, "nowhere"), _time).Prune();
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "nowhere")));
        var file = _folder.Write("file", "x");
        new BuildCache(file, _time).Prune();
        Assert.Equal("x", File.ReadAllText(file));
        // A stamp that is a folder cannot be written.
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pruned"));
        Keep("old");
        Pass(days: 100);
        Cache.Prune();
        Assert.Equal(["old"], Kept("old"));
    }

    [Fact]
    public void Without_a_clock_nothing_is_ever_deleted()
    {
        Keep("old");
        File.SetLastWriteTimeUtc(PathOf("old"), DateTime.UnixEpoch);
        new BuildCache(_folder.Path).Prune();
        Assert.Equal(["old"], Kept("old"));
    }

    private void Keep(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Cache.Keep("query", ContentHash.Of(name), [1, 2, 3]);
    }

    private byte[]? Find(string name) => Cache.Find("query", ContentHash.Of(name));

    private void Used(string name) => File.SetLastWriteTimeUtc(PathOf(name), _time.GetUtcNow().UtcDateTime);

    private string[] Kept(params string[] names) => [.. names.Where(name => File.Exists(PathOf(name)))];

    private string PathOf(string name) => new BuildCache(_folder.Path).PathOf("query", ContentHash.Of(name));

    private static string Foreign(string path, string extension)
    {
        var foreign = Path.ChangeExtension(path, extension);
        File.Copy(path, foreign);
        return foreign;
    }

    private void Pass(int days = 0, int hours = 0) => _time.Advance(TimeSpan.FromDays(days) + TimeSpan.FromHours(hours));
}
