using System.Diagnostics;
using System.Globalization;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>
/// ClickHouse's own engine behind its HTTP interface's parameters (see clickhouse-engine.cjs): started when the first test wants it. It has
/// no users and no passwords; of these the stand-in is asked.
/// </summary>
public sealed class ClickHouseEngine : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _address = new(StartAsync);
    private static readonly List<Process> Running = [];

    /// <summary>Where it listens; skips the test where the engine is not installed.</summary>
    public Task<string> AddressAsync() => _address.Value;

    public async ValueTask DisposeAsync()
    {
        if (!_address.IsValueCreated)
            return;
        foreach (var process in Running)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Running.Clear();
    }

    private static async Task<string> StartAsync()
    {
        var folder = Require.Variable("DATAMONGER_CLICKHOUSE", "run npm install --ignore-scripts chdb in a folder and name it.");
        var start = new ProcessStartInfo("node", [Path.Combine(RepositoryFolder.Tests, "Data", "Sources", "clickhouse-engine.cjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        var process = Process.Start(start)!;
        Running.Add(process);
        if (await process.StandardOutput.ReadLineAsync() is not { } port)
            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}/stats");
    }
}
