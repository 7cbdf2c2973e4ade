using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

/// <summary>The program as it is installed: processes, a sandbox that starts by itself, and its end.</summary>
public sealed class SandboxProcessTests
{
    private const string Secret = "5ec4e75ec4e75ec4e75ec4e75ec4e7aa";

    [Fact]
    public async Task Publishing_starts_the_sandbox_which_stays_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await RunAsync(folder, "init")).ExitCode);
        var slug = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Path, "content", "issues")).Single());
        var server = Path.Combine(folder.Path, ".datamonger", "sandbox", "server.json");
        try
        {
            var published = await RunAsync(folder, "publish", slug, "--json");
            var json = JsonNode.Parse(published.Output)!;
            Assert.Equal(
                (0, "sandbox", "draft"),
                (published.ExitCode, json["target"]!.GetValue<string>(), json["state"]!.GetValue<string>())
            );
            Assert.Equal(0, (await RunAsync(folder, "send", slug, "--token", json["token"]!.GetValue<string>())).ExitCode);

            var announced = JsonNode.Parse(await File.ReadAllTextAsync(server, TestContext.Current.CancellationToken))!;
            var address = new Uri(announced["address"]!.GetValue<string>());
            if (OperatingSystem.IsLinux())
            {
                // The process that stays inherits no secret, and no command line holds one.
                foreach (var file in new[] { "environ", "cmdline" })
                    Assert.DoesNotContain(
                        Secret,
                        await File.ReadAllTextAsync($"/proc/{announced["pid"]}/{file}", TestContext.Current.CancellationToken),
                        StringComparison.Ordinal
                    );
            }
            using var client = new HttpClient();
            Assert.Contains(
                "Amara Okafor",
                await client.GetStringAsync(new Uri(address, "inbox/"), TestContext.Current.CancellationToken),
                StringComparison.Ordinal
            );

            Assert.Equal(0, (await RunAsync(folder, "sandbox", "--stop")).ExitCode);
            await Assert.ThrowsAsync<HttpRequestException>(() =>
                client.GetStringAsync(new Uri(address, "inbox/"), TestContext.Current.CancellationToken)
            );
        }
        finally
        {
            Stop(server);
        }
    }

    private static async Task<CliRun> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "datamonger.exe" : "datamonger"),
            arguments
        )
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DATAMONGER_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["MAILCHIMP_API_KEY"] = Secret + "-us7";
        start.Environment["DATAMONGER_SMTP_URL"] = $"smtp://mailer:{Secret}@mail.example.org";
        start.Environment["DATAMONGER_SOURCE_WAREHOUSE"] = $"postgres://reader:{Secret}@db.example.org/data";
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CliRun(process.ExitCode, await output, await error);
    }

    // A test that fails half-way leaves no server behind.
    private static void Stop(string server)
    {
        if (!File.Exists(server))
            return;
        try
        {
            using var process = Process.GetProcessById(JsonNode.Parse(File.ReadAllText(server))!["pid"]!.GetValue<int>());
            if (process.ProcessName.StartsWith("datamonger", StringComparison.Ordinal))
                process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }
}
