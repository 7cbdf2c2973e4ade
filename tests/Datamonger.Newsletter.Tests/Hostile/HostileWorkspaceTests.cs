using System.Diagnostics;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>Pipes, sockets and links in the place of any file of the workspace: refused at once, and the other issues are built.</summary>
[Trait("Category", "Hostile")]
public sealed class HostileWorkspaceTests : IDisposable
{
    private const string Other = "2016-02-earlier";
    private readonly TestNewsletter _newsletter = new();
    private readonly TemporaryFolder _elsewhere = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (
                var file in new[]
                {
                    $"content/issues/{TestNewsletter.Slug}/index.md",
                    $"content/issues/{TestNewsletter.Slug}/north.sql",
                    $"content/issues/{TestNewsletter.Slug}/picture.png",
                    "content/snippets/contact.md",
                    "content/datasets/datasets.yml",
                    "content/datasets/visits.csv",
                    "templates/default/partials/chart.sbn-html",
                    "templates/default/theme.css",
                }
            )
            {
                foreach (var kind in new[] { "pipe", "link", "link to a pipe", "link to a device" })
                    cases.Add(file, kind);
            }
            return cases;
        }
    }

    public HostileWorkspaceTests()
    {
        _newsletter.Body(
            "Visits rose to {{ north.last.visits | num0 }}. ![A picture](picture.png)\n\n::: include contact\n\n"
                + "```chart column\ndata: north\nx: year\ny: visits\ntitle: Visits rose\n```\n"
        );
        _newsletter.WriteFile(
            $"content/issues/{TestNewsletter.Slug}/north.sql",
            "select year, visits from visits where area = 'North' order by year"
        );
        File.WriteAllBytes(
            _newsletter.PathOf($"content/issues/{TestNewsletter.Slug}/picture.png"),
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        );
        _newsletter.Body("Nothing much.", Other);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_no_plain_file_is_refused_and_the_other_issue_is_built(string file, string kind)
    {
        Replace(_newsletter.PathOf(file), kind);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var (exitCode, error) = await Task.Run(() => RunAsync(limit.Token), limit.Token).WaitAsync(limit.Token);
        Assert.Equal(ExitCode.Diagnostics, exitCode);
        Assert.Contains("error DM", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Internal error", error, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret of elsewhere", error, StringComparison.Ordinal);
        if (!file.StartsWith("templates", StringComparison.Ordinal))
            Assert.True(File.Exists(_newsletter.PathOf($"artifacts/newsletter/{Other}/email.html")));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link")]
    [InlineData("link to a device")]
    public async Task Settings_that_are_no_plain_file_are_refused(string kind)
    {
        Replace(_newsletter.PathOf("content/newsletter.yml"), kind);
        var (exitCode, error) = await Task.Run(() => RunAsync(TestContext.Current.CancellationToken))
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Failed, exitCode);
        Assert.Contains("content/newsletter.yml is a link or is not a regular file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_the_place_of_the_caches_stamp_leaves_what_it_names()
    {
        var victim = _elsewhere.Write("thesis.txt", "ten years of work");
        var cache = Path.Combine(_elsewhere.Path, "cache");
        Directory.CreateDirectory(cache);
        var stamp = Path.Combine(cache, CachePruning.Stamp);
        File.CreateSymbolicLink(stamp, victim);
        new BuildCache(cache, new FakeTimeProvider(new DateTimeOffset(2117, 3, 16, 9, 0, 0, TimeSpan.Zero))).Prune();
        Assert.Equal("ten years of work", File.ReadAllText(victim));
        Assert.Null(new FileInfo(stamp).LinkTarget);
    }

    [Fact]
    public void An_entry_of_the_cache_is_believed_under_its_own_key_alone()
    {
        var directory = Path.Combine(_elsewhere.Path, "cache");
        var cache = new BuildCache(directory);
        var (one, two) = (new string('1', 64), new string('2', 64));
        cache.Keep("query", one, "one"u8.ToArray());
        cache.Keep("query", two, "two"u8.ToArray());
        File.Copy(cache.PathOf("query", one), cache.PathOf("query", two), overwrite: true);
        var another = new BuildCache(directory);
        Assert.Equal("one"u8.ToArray(), another.Find("query", one));
        Assert.Null(another.Find("query", two));
    }

    [Fact]
    public void An_entry_of_the_cache_that_is_a_link_is_not_followed()
    {
        var directory = Path.Combine(_elsewhere.Path, "cache");
        var cache = new BuildCache(directory);
        var key = new string('1', 64);
        cache.Keep("query", key, "one"u8.ToArray());
        var path = cache.PathOf("query", key);
        File.Move(path, Path.Combine(_elsewhere.Path, "moved"));
        File.CreateSymbolicLink(path, Path.Combine(_elsewhere.Path, "moved"));
        Assert.Null(new BuildCache(directory).Find("query", key));
        Assert.Null(new BuildCache(directory).FindFile("query", key));
    }

    public void Dispose()
    {
        _newsletter.Dispose();
        _elsewhere.Dispose();
    }

    private void Replace(string path, string kind)
    {
        File.Delete(path);
        switch (kind)
        {
            case "pipe":
                MakePipe(path);
                break;
            case "link":
                File.CreateSymbolicLink(path, _elsewhere.Write("secret.txt", "a secret of elsewhere"));
                break;
            case "link to a device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            default:
                var pipe = Path.Combine(_elsewhere.Path, "pipe");
                MakePipe(pipe);
                File.CreateSymbolicLink(path, pipe);
                break;
        }
    }

    private static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task<(int ExitCode, string Error)> RunAsync(CancellationToken cancellationToken)
    {
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = TextWriter.Null,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = _newsletter.Root,
            Variable = _ => null,
            Time = _newsletter.Time,
        };
        var exitCode = await CommandLineApp.RunAsync(["build"], environment, cancellationToken);
        return (exitCode, error.ToString());
    }
}
