using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli;

/// <summary>The program, run as people run it, writes the same bytes on every machine.</summary>
public sealed class MachineIndependenceTests
{
    private const string Body = """
        ```sql days
        --| key: la
        select la, n, share, day, strftime(day + interval 1 month, '%d/%m/%Y') as next_month, upper(la) as shouted, cast(moment as varchar) as moment
        from release order by la
        ```
        ```sql sheet
        select la, n, day, share from workbook order by n
        ```
        Visits were {{ days["İzmir"].n | num0 }} and {{ days["Iğdır"].share | pct1 }} on {{ days["İzmir"].day | longdate }}.

        ```table
        data: days
        ```

        ```table
        data: sheet
        ```

        ```chart bar
        data: days
        x: la
        y: n
        title: Visits
        missing: drop
        ```
        """;

    private static readonly (string Locale, string Zone)[] Machines =
    [
        ("en_GB.UTF-8", "UTC"),
        ("tr_TR.UTF-8", "Etc/GMT-14"),
        ("fa_IR.UTF-8", "Etc/GMT+11"),
    ];

    [Fact]
    public async Task Language_numbers_and_time_zone_of_the_machine_change_no_byte()
    {
        using var newsletter = new TestNewsletter().Body(Body);
        newsletter.WriteFile(
            "content/datasets/release.csv",
            "la,n,share,day,moment\nİzmir,\"54,870\",32.5%,2016-03-27,2016-03-27 01:30\nIğdır,c,7%,2016-10-30,2016-10-30 02:30\n"
                + "index,1200,0.5%,2017-01-01,2017-01-01 00:00\n"
        );
        var workbook = XlsxFile.Write(
            new TestSheet(
                "s",
                ["la", "n", "day", "share"],
                ["İzmir", 54870.5, new DateOnly(2016, 3, 27), new Percent(0.325m)],
                ["index", -1200, new DateOnly(2016, 10, 30), new Percent(0.07m)]
            )
        );
        File.WriteAllBytes(Path.Combine(newsletter.Root, "content", "datasets", "workbook.xlsx"), workbook);

        var outputs = new List<string>();
        foreach (var (locale, zone) in Machines)
            outputs.Add(await BuildAsync(newsletter.Root, locale, zone));

        Assert.Contains("email.html", outputs[0], StringComparison.Ordinal);
        Assert.All(outputs, output => Assert.Equal(outputs[0], output));
    }

    // Every file that was written, with its hash, and what was said.
    private static async Task<string> BuildAsync(string root, string locale, string zone)
    {
        foreach (var folder in new[] { "artifacts", ".datamonger" })
        {
            if (Directory.Exists(Path.Combine(root, folder)))
                Directory.Delete(Path.Combine(root, folder), recursive: true);
        }
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "datamonger.dll"), "build", TestNewsletter.Slug, "--workspace", root]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "LANG", "LC_ALL" })
            start.Environment[name] = locale;
        start.Environment["TZ"] = zone;
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said);
        var output = new StringBuilder();
        var written = Path.Combine(root, "artifacts", "newsletter", TestNewsletter.Slug);
        foreach (var file in Directory.EnumerateFiles(written, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            output
                .Append(Path.GetRelativePath(written, file))
                .Append(' ')
                .AppendLine(
                    Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)))
                );
        }
        return output.ToString();
    }
}
