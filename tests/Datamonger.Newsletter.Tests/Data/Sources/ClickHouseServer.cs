using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>
/// A ClickHouse server of the tests' own, as Debian has it: started when the first test wants it, gone with its folder afterwards. Its
/// accounts may set everything (<c>reader0</c>), nothing (<c>reader1</c>), or all but that (<c>reader2</c>).
/// </summary>
public sealed class ClickHouseServer : IAsyncDisposable
{
    /// <summary>Rows of the table of readings.</summary>
    public const int Readings = 20_000_000;

    private readonly Lazy<Task> _start;
    private readonly string _folder = Directory.CreateTempSubdirectory("datamonger-clickhouse-").FullName;
    private readonly (int Http, int Native) _ports = FreePorts();
    private Process? _process;

    public ClickHouseServer() => _start = new Lazy<Task>(StartAsync);

    /// <summary>The address of an account.</summary>
    public string Address(int readOnly) =>
        string.Create(CultureInfo.InvariantCulture, $"http://reader{readOnly}:not-a-secret@127.0.0.1:{_ports.Http}/stats");

    /// <summary>Makes sure that it runs; skips the test where ClickHouse is not installed.</summary>
    public async Task EnsureAsync()
    {
        Require.Program("clickhouse-server");
        await _start.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        if (_process is not null)
            await _process.WaitForExitAsync();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var config = Path.Combine(_folder, "config.xml");
        await File.WriteAllTextAsync(
            config,
            $"""
            <yandex>
              <logger><level>warning</level><log>{_folder}/log</log><errorlog>{_folder}/errors</errorlog></logger>
              <http_port>{_ports.Http}</http_port><tcp_port>{_ports.Native}</tcp_port><listen_host>127.0.0.1</listen_host>
              <path>{_folder}/data/</path><tmp_path>{_folder}/tmp/</tmp_path><mark_cache_size>5368709</mark_cache_size>
              <users_config>{_folder}/users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
              <timezone>UTC</timezone>
            </yandex>
            """
        );
        var accounts = Enumerable
            .Range(0, 3)
            .Select(mode =>
                $"<reader{mode}><password>not-a-secret</password><networks><ip>127.0.0.1</ip></networks><profile>mode{mode}</profile><quota>default</quota></reader{mode}>"
            );
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "users.xml"),
            $"""
            <yandex>
              <profiles><default/><mode0/><mode1><readonly>1</readonly></mode1><mode2><readonly>2</readonly></mode2></profiles>
              <users>
                <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
                {string.Concat(accounts)}
              </users>
              <quotas><default/></quotas>
            </yandex>
            """
        );
        var start = new ProcessStartInfo("clickhouse-server", [$"--config-file={config}"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_ports.Http}/") };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await AnswersAsync(client, patience.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"clickhouse-server ended with {_process.ExitCode}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
        foreach (
            var sql in (string[])
                [
                    "CREATE DATABASE stats",
                    "CREATE TABLE stats.visits (la String, year UInt16, n UInt32) ENGINE = MergeTree ORDER BY la",
                    "INSERT INTO stats.visits VALUES ('Gateshead', 2016, 345), ('Lambeth', 2016, 460)",
                    "CREATE TABLE stats.readings (id UInt64, la UInt16, n UInt8) ENGINE = MergeTree ORDER BY id",
                    $"INSERT INTO stats.readings SELECT number, number % 150, number % 7 FROM system.numbers LIMIT {Readings}",
                ]
        )
        {
            using var answer = await client.PostAsync("", new StringContent(sql, Encoding.UTF8), patience.Token);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(patience.Token));
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync("ping", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static (int, int) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
