using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Datamonger.Newsletter.Tests.Support;
using Npgsql;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>A PostgreSQL server of the tests' own: started when the first test wants it, gone with its folder afterwards.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task> _start;
    private readonly string _folder = Directory.CreateTempSubdirectory("datamonger-postgres-").FullName;
    private readonly int _port = FreePort();
    private string _programs = "";

    public PostgresServer() => _start = new Lazy<Task>(StartAsync);

    /// <summary>The address of a role that may only read.</summary>
    public string Reader => Url("reader");

    /// <summary>The address of the superuser.</summary>
    public string Owner => Url("postgres");

    /// <summary>Makes sure that it runs; skips the test where PostgreSQL is not installed.</summary>
    public async Task EnsureAsync()
    {
        _programs = Require.PostgreSql();
        await _start.Value;
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task<object?> ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Pooling=false"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Makes three databases, and in front of them a table whose parts are theirs.</summary>
    public async Task ShardAsync()
    {
        await ExecuteAsync("CREATE EXTENSION postgres_fdw");
        await ExecuteAsync("CREATE TABLE cases (region text, id integer, children integer) PARTITION BY LIST (region)");
        foreach (var region in (string[])["north", "east", "west"])
        {
            await ExecuteAsync($"CREATE DATABASE {region}");
            await ExecuteAsync(
                $"""
                CREATE TABLE cases (region text, id integer, children integer);
                INSERT INTO cases SELECT '{region}', n, 1 + n % 2 FROM generate_series(1, 3000) n;
                GRANT SELECT ON cases TO reader;
                """,
                region
            );
            await ExecuteAsync(
                $"""
                CREATE SERVER {region} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '{_port}', dbname '{region}');
                CREATE USER MAPPING FOR reader SERVER {region} OPTIONS (user 'reader', password_required 'false');
                CREATE FOREIGN TABLE cases_{region} PARTITION OF cases FOR VALUES IN ('{region}') SERVER {region} OPTIONS (table_name 'cases');
                """
            );
        }
        await ExecuteAsync("GRANT SELECT ON cases TO reader");
    }

    public async ValueTask DisposeAsync()
    {
        if (_start.IsValueCreated && _start.Value.IsCompletedSuccessfully)
            await RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private string Url(string role) => $"postgresql://{role}:not-a-secret@127.0.0.1:{_port}/postgres";

    private async Task StartAsync()
    {
        Directory.CreateDirectory(Data);
        if (Environment.UserName == "root")
            await RunAsAsync("chown", "-R", "postgres", _folder);
        await RunAsync("initdb", "-D", Data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await RunAsync(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off",
            "start"
        );
        await ExecuteAsync(
            """
            CREATE TYPE level AS ENUM ('low', 'high');
            CREATE TABLE places (la text, places integer, rate numeric(6, 2), since date, level level);
            INSERT INTO places VALUES ('Gateshead', 345, 86.10, '2016-03-31', 'high'), ('Lambeth', 460, 73.00, NULL, 'low');
            CREATE ROLE reader LOGIN;
            GRANT SELECT ON places TO reader;
            CREATE TABLE writable (n integer);
            GRANT ALL ON writable TO reader;
            """
        );
    }

    // PostgreSQL does not run as root.
    private Task RunAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? RunAsAsync("runuser", ["-u", "postgres", "--", Path.Combine(_programs, program), .. arguments])
            : RunAsAsync(Path.Combine(_programs, program), arguments);

    // pg_ctl leaves a server behind that holds its streams: they go nowhere, and nobody waits for their end.
    private static async Task RunAsAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.")
            );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
