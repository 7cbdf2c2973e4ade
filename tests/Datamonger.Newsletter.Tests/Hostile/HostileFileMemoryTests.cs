using System.Globalization;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>
/// Building an issue that queries a file which was made to harm takes little of the machine, the whole process counted. Run with
/// <c>-showLiveOutput</c>, it says how much; times are said and not judged, since other work shares the processors.
/// </summary>
[Trait("Category", "Hostile")]
public sealed class HostileFileMemoryTests
{
    private const double MostMegabytes = 256;

    public static TheoryData<string> Names => HostileFile.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task A_file_that_is_refused_takes_less_than_256_MB(string name)
    {
        var file = HostileFile.Find(name);
        await AssertModestAsync(
            name,
            1,
            $"error {file.Code}: ",
            folder => File.WriteAllBytes(Path.Combine(folder, name), file.Make()),
            file.Table
        );
    }

    [Fact]
    public Task Ten_million_quotes_take_less_than_256_MB() =>
        AssertModestAsync(
            "ten million quotes (read)",
            0,
            "",
            folder =>
                File.WriteAllText(
                    Path.Combine(folder, "quotes.csv"),
                    "a,b\n" + string.Concat(Enumerable.Repeat($"\"{new string('"', 2000)}\",1\n", 5_000))
                ),
            "quotes"
        );

    [Fact]
    public Task Links_pipes_and_devices_take_less_than_256_MB() =>
        AssertModestAsync(
            "links, a pipe, /dev/zero",
            1,
            "error DM224: ",
            folder =>
            {
                File.CreateSymbolicLink(Path.Combine(folder, "passwd.csv"), "/etc/passwd");
                File.CreateSymbolicLink(Path.Combine(folder, "zero.csv"), "/dev/zero");
                using var pipe = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(folder, "pipe.csv")]);
                pipe.WaitForExit();
            },
            "zero"
        );

    private static async Task AssertModestAsync(string what, int exitCode, string told, Action<string> write, string table)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux tells what a process took.");
        using var newsletter = new TestNewsletter().Body(
            $"There are {{{{ q.first.n }}}} rows.\n\n```sql q\nselect count(*) as n from {table}\n```\n"
        );
        var folder = newsletter.PathOf("content/datasets");
        Directory.CreateDirectory(folder);
        write(folder);
        var build = await MeasuredProcess.RunAsync(newsletter.Root, "build");

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{what}: {build.ProcessorSeconds:0.00} s, {build.PeakMegabytes:0} MB")
        );
        Assert.Equal(exitCode, build.ExitCode);
        Assert.Contains(told, build.Error, StringComparison.Ordinal);
        Assert.InRange(build.PeakMegabytes, 1, MostMegabytes);
    }
}
