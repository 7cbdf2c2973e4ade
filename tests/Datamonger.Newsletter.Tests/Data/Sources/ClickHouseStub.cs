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

    internal sealed record Request(string Method, string Path, Dictionary<string, string> Parameters, string? User, string? Key, string Sql);

    internal sealed record Answer(string Body, int Status = 200, string? Format = "JSONCompactEachRowWithNamesAndTypes", string? ExceptionCode = null, string? Location = null);

    public string Address { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

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
                    context.Request.HttpMethod, context.Request.Url!.AbsolutePath, query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!),
                    context.Request.Headers["X-ClickHouse-User"], context.Request.Headers["X-ClickHouse-Key"], await reader.ReadToEndAsync());
                Requests.Enqueue(request);
                var answer = _respond(request);
                context.Response.StatusCode = answer.Status;
                if (answer.Format is not null) context.Response.Headers["X-ClickHouse-Format"] = answer.Format;
                if (answer.ExceptionCode is not null) context.Response.Headers["X-ClickHouse-Exception-Code"] = answer.ExceptionCode;
                if (answer.Location is not null) context.Response.RedirectLocation = answer.Location;
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
