using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// ClickHouse by its HTTP interface. Every request carries <c>readonly=1</c> and the limits of the source, and is held to one statement by
/// the server; name and password travel in headers.
/// </summary>
/// <param name="source">What newsletter.yml says of it.</param>
/// <param name="address">Its address, from the environment.</param>
internal sealed class ClickHouseClient(DataSource source, string address) : ISourceClient
{
    private const string Format = "JSONCompactEachRowWithNamesAndTypes";
    private const long MaximumBytes = 256 * 1024 * 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<Table> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var url = Read();
        var ip = await SourceAddress.ResolveAsync(source, url.Host, cancellationToken);
        using var client = new HttpClient(HandlerTo(ip, url.Port)) { Timeout = Timeout.InfiniteTimeSpan };
        using var time = new CancellationTokenSource(source.Timeout + Grace);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            using var request = Request(url, sql);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(both.Token);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Headers.Contains("X-ClickHouse-Exception-Code"))
            {
                throw ClickHouseError.Translate(await HeadAsync(body, both.Token), answer.StatusCode, source, sql);
            }
            if (answer.Headers.TryGetValues("X-ClickHouse-Format", out var formats) && formats.FirstOrDefault() is { } format && format != Format) throw SourceErrors.NotReading("The query says in which format it answers.", "Leave FORMAT out.");
            return await ClickHouseRows.ReadAsync(new BoundedLines(body, MaximumBytes, source), source, sql, both.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SourceErrors.TooLong(source);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw SourceErrors.Silent(source, "there is no connection to it.");
        }
    }

    private Uri Read()
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0)
        {
            throw SourceErrors.BadAddress(source, "https://reader:password@host:8443/database");
        }
        // The password would cross the public network for everybody to read.
        return url.Scheme == "http" && !source.AllowPrivate ? throw SourceErrors.Refused(source, "has an address without encryption.", $"{source.Variable} wants https://; http:// is for private networks (allow_private: true).") : url;
    }

    private HttpRequestMessage Request(Uri url, string sql)
    {
        var person = url.UserInfo.Split(':', 2);
        var parameters = new List<(string Name, string Value)>
        {
            ("default_format", Format),
            ("readonly", "1"),
            ("max_execution_time", ((int)Math.Ceiling(source.Timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture)),
            ("max_result_rows", source.RowLimit.ToString(CultureInfo.InvariantCulture)),
            ("max_result_bytes", MaximumBytes.ToString(CultureInfo.InvariantCulture)),
            ("result_overflow_mode", "throw"),
            // An error then comes before the first row, not after some.
            ("wait_end_of_query", "1"),
            ("cancel_http_readonly_queries_on_client_close", "1"),
            ("date_time_output_format", "simple"),
            ("output_format_json_quote_denormals", "1"),
            // 86.10 stays 86.10, as it does in a file.
            ("output_format_decimal_trailing_zeros", "1"),
        };
        if (url.AbsolutePath.Length > 1) parameters.Insert(0, ("database", Uri.UnescapeDataString(url.AbsolutePath[1..])));
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(url.Scheme, url.Host, url.Port, "/") { Query = query }.Uri) { Content = new StringContent(sql, Encoding.UTF8) };
        if (person[0].Length > 0) request.Headers.Add("X-ClickHouse-User", Uri.UnescapeDataString(person[0]));
        if (person.Length == 2) request.Headers.Add("X-ClickHouse-Key", Uri.UnescapeDataString(person[1]));
        return request;
    }

    // No redirect and no proxy: the request, with its password, goes to the address that was judged, and nowhere else.
    private static SocketsHttpHandler HandlerTo(IPAddress ip, int port) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(ip, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static async Task<string> HeadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[8192];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
