using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>
/// Stands where ClickHouse's HTTP interface would: notes each request, and answers it as the documentation of the interface says a
/// server does. No more is known of a real one by these tests.
/// </summary>
internal sealed class ClickHouseStub : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<Request, Answer> _respond;

    public ClickHouseStub(Func<Request, Answer> respond)
    {
        _respond = respond;
        var port = FreePort();
        Address = $"http://reader:not-a-secret@127.0.0.1:{port}/stats";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    internal sealed record Request(
        string Method,
        string Path,
        Dictionary<string, string> Parameters,
        string? User,
        string? Key,
        string Sql
    );

    internal sealed record Answer(
        string Body,
        int Status = 200,
        string? Format = "TabSeparatedWithNamesAndTypes",
        string? ExceptionCode = null,
        string? Location = null
    );

    /// <summary>What it says of its settings: by default that all may be set that a server of today has.</summary>
    public string Settings { get; init; } =
        "name\tvalue\nString\tString\nreadonly\t0\nmax_execution_time\t0\nmax_result_rows\t0\nmax_result_bytes\t0\n"
        + "result_overflow_mode\tthrow\ncancel_http_readonly_queries_on_client_close\t0\ndate_time_output_format\tsimple\n";

    public string Address { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    /// <summary>Gives one answer to every query: lines of cells, separated by tabs.</summary>
    public static ClickHouseStub Giving(string body) => new(_ => new Answer(body));

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                var query = context.Request.QueryString;
                var request = new Request(
                    context.Request.HttpMethod,
                    context.Request.Url!.AbsolutePath,
                    query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!),
                    context.Request.Headers["X-ClickHouse-User"],
                    context.Request.Headers["X-ClickHouse-Key"],
                    await reader.ReadToEndAsync()
                );
                var isAboutSettings = request.Sql.Contains("system.settings", StringComparison.Ordinal);
                if (!isAboutSettings)
                    Requests.Enqueue(request);
                var answer = isAboutSettings ? new Answer(Settings) : _respond(request);
                context.Response.StatusCode = answer.Status;
                if (answer.Format is not null)
                    context.Response.Headers["X-ClickHouse-Format"] = answer.Format;
                if (answer.ExceptionCode is not null)
                    context.Response.Headers["X-ClickHouse-Exception-Code"] = answer.ExceptionCode;
                if (answer.Location is not null)
                    context.Response.RedirectLocation = answer.Location;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
