using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>
/// From a saved change of the sample issue to the email ready to be served, as the preview does it, all warm. The budgets are 10 ms for
/// a word of the text, 60 ms for a query, and the same with many issues beside it. When it is done it builds until there were a
/// thousand rebuilds, and prints the memory on the way.
/// </summary>
#pragma warning disable CA1001 // BenchmarkDotNet calls the clean-up that disposes the store.
[MemoryDiagnoser]
public class PreviewBenchmarks
#pragma warning restore CA1001
{
    private const string Slug = "2017-03-safeguarding";
    private const string Path = $"content/issues/{Slug}/index.md";
    private readonly string _root = Directory.CreateTempSubdirectory("datamonger-benchmark-").FullName;
    private IssueStore _store = null!;
    private string _text = "";
    private int _saves;

    /// <summary>How many issues the workspace holds.</summary>
    [Params(2, 200)]
    public int Issues { get; set; }

    /// <summary>Copies the sample workspace and looks at its issue.</summary>
    [GlobalSetup]
    public async Task OpenAsync()
    {
        foreach (var folder in new[] { "content", "templates" })
            Copy(folder);
        for (var issue = 2; issue < Issues; issue++)
        {
            var file = System.IO.Path.Combine(_root, $"content/issues/2001-{issue:000}/index.md");
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, $"---\ntitle: Issue {issue}\nsubject: Issue {issue}\ndate: 2001-01-01\n---\n\nText.\n");
        }
        _text = await File.ReadAllTextAsync(System.IO.Path.Combine(_root, Path));
        _store = new IssueStore(Workspace.Open(_root), TimeProvider.System);
        await _store.FindAsync(Slug, CancellationToken.None);
    }

    /// <summary>One word of the prose.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> WordAsync() => SaveAsync("awkward ones most of all", $"awkward ones number {++_saves}");

    /// <summary>One query, whose result, figures and charts follow.</summary>
    [Benchmark]
    public Task<int> QueryAsync() =>
        SaveAsync("select year, applications\nfrom fostering", $"select year, applications + {++_saves} as applications\nfrom fostering");

    /// <summary>Rebuilds until there were a thousand, and prints what is kept.</summary>
    [GlobalCleanup]
    public async Task CloseAsync()
    {
        for (var rebuild = 1; rebuild <= 1000; rebuild++)
        {
            await WordAsync();
            if (rebuild is 100 or 500 or 1000)
                Console.WriteLine(
                    $"// after {rebuild} rebuilds: {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:0.0} MB on the heap, "
                        + $"{Environment.WorkingSet / 1048576.0:0} MB in all"
                );
        }
        _store.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private async Task<int> SaveAsync(string old, string now)
    {
        await File.WriteAllTextAsync(System.IO.Path.Combine(_root, Path), _text.Replace(old, now, StringComparison.Ordinal));
        await _store.ApplyAsync([Path], [Slug], CancellationToken.None);
        var issue = (await _store.FindAsync(Slug, CancellationToken.None))!;
        return issue.IsBehind
            ? throw new InvalidOperationException("The change broke the issue.")
            : issue.MarkedHtml(asItIs: false)!.Length;
    }

    private void Copy(string folder)
    {
        var repository = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", ".."));
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(repository, folder), "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(_root, System.IO.Path.GetRelativePath(repository, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
