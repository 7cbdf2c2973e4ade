using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>A query that would take all memory takes what newsletter.yml gives it, every process of the program counted.</summary>
[Collection(Alone.Name)]
[Trait("Category", "Hostile")]
public sealed class GreedyQueryTests
{
    private const int Given = 256;
    private const int Start = 150;

    // Memory that fills while nobody looks: a fifth of a second on a machine that does other work.
    private const int Unseen = 400;

    [Fact]
    public async Task A_greedy_query_takes_what_it_is_given_and_the_last_outputs_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux tells what a process took.");
        using var folder = CliRun.Workspace();
        File.AppendAllText(Path.Combine(folder.Path, "content", "newsletter.yml"), $"queries: {{memory: {Given}}}\n");
        var issue = Path.Combine(folder.Path, "content", "issues", "2017-03-fostering", "index.md");
        var output = Path.Combine(folder.Path, "artifacts", "newsletter", "2017-03-fostering", "email.html");
        var built = await MeasuredProcess.RunAsync(folder.Path, "build");
        Assert.True(File.Exists(output), built.Error);
        var before = await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(
            issue,
            "\n\n```sql greedy\nselect len(list_transform(range(1000000), x -> repeat('a', 1000000))) as n\n```\n",
            TestContext.Current.CancellationToken
        );
        var run = await MeasuredProcess.RunAsync(folder.Path, "build");
        Assert.Contains($"error DM207: The query needs more than {Given} MB of memory.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.InRange(run.PeakMegabytes, 1, Given + Start + Unseen);
        Assert.Equal(before, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }
}
