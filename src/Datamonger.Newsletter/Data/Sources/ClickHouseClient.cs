using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// ClickHouse by its HTTP interface. A request carries <c>readonly=1</c> and the limits of the source, as far as the account may set them;
/// it is held to one statement by the server; name and password travel in headers.
/// </summary>
/// <param name="source">What newsletter.yml says of it.</param>
/// <param name="address">Its address, from the environment.</param>
/// <param name="known">What servers let be set.</param>
internal sealed class ClickHouseClient(DataSource source, string address, ClickHouseSettings known) : ISourceClient
{
    /// <summary>The setting that holds an account to reading: 1 to nothing else, 2 to that and to settings.</summary>
    public const string ReadOnly = "readonly";

    // The only format with names and types that every version has, the settings of none changes, and that writes nan and inf.
    private const string Format = "TabSeparatedWithNamesAndTypes";
    private const string MediaType = "text/tab-separated-values";
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
            var settings = Settings();
            var names = string.Join(", ", settings.Keys.Select(name => $"'{name}'"));
            var may = await known.OfAsync(
                $"{url.UserInfo.Split(':')[0]}@{url.Authority}",
                () => AskAsync(client, url, $"SELECT name, value FROM system.settings WHERE name IN ({names})", [], NoFewer, both.Token)
            );
            return await AskAsync(client, url, sql, [.. settings.Where(setting => may.Contains(setting.Key))], source, both.Token);
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

    private async Task<Table> AskAsync(
        HttpClient client,
        Uri url,
        string sql,
        IReadOnlyList<KeyValuePair<string, string>> settings,
        DataSource limits,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(url, sql, settings);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK || answer.Headers.Contains("X-ClickHouse-Exception-Code"))
            throw ClickHouseError.Translate(await HeadAsync(body, cancellationToken), answer.StatusCode, source, sql);
        // Old servers name the media type alone.
        var isOurs = answer.Headers.TryGetValues("X-ClickHouse-Format", out var formats)
            ? formats.FirstOrDefault() == Format
            : answer.Content.Headers.ContentType?.MediaType is null or MediaType;
        if (!isOurs)
            throw SourceErrors.NotReading("The query says in which format it answers.", "Leave FORMAT out.");
        return await ClickHouseRows.ReadAsync(new BoundedLines(body, MaximumBytes, source), limits, sql, cancellationToken);
    }

    // What is asked for the query's sake does not count as its rows.
    private DataSource NoFewer => source with { RowLimit = Math.Max(source.RowLimit, 1_000) };

    private Dictionary<string, string> Settings() =>
        new()
        {
            [ReadOnly] = "1",
            ["max_execution_time"] = ((int)Math.Ceiling(source.Timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
            ["max_result_rows"] = source.RowLimit.ToString(CultureInfo.InvariantCulture),
            ["max_result_bytes"] = MaximumBytes.ToString(CultureInfo.InvariantCulture),
            ["result_overflow_mode"] = "throw",
            ["cancel_http_readonly_queries_on_client_close"] = "1",
            ["date_time_output_format"] = "simple",
        };

    private Uri Read()
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0)
        {
            throw SourceErrors.BadAddress(source, "https://reader:password@host:8443/database");
        }
        // The password would cross the public network for everybody to read.
        return url.Scheme == "http" && !source.AllowPrivate
            ? throw SourceErrors.Refused(
                source,
                "has an address without encryption.",
                $"{source.Variable} wants https://; http:// is for private networks (allow_private: true)."
            )
            : url;
    }

    private static HttpRequestMessage Request(Uri url, string sql, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        var person = url.UserInfo.Split(':', 2);
        // These are parameters of the interface, which everybody may set. An error then comes before the first row, not after some.
        var parameters = new List<(string Name, string Value)> { ("default_format", Format), ("wait_end_of_query", "1") };
        parameters.AddRange(settings.Select(setting => (setting.Key, setting.Value)));
        if (url.AbsolutePath.Length > 1)
            parameters.Insert(0, ("database", Uri.UnescapeDataString(url.AbsolutePath[1..])));
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(url.Scheme, url.Host, url.Port, "/") { Query = query }.Uri)
        {
            Content = new StringContent(sql, Encoding.UTF8),
        };
        if (person[0].Length > 0)
            request.Headers.Add("X-ClickHouse-User", Uri.UnescapeDataString(person[0]));
        if (person.Length == 2)
            request.Headers.Add("X-ClickHouse-Key", Uri.UnescapeDataString(person[1]));
        return request;
    }

    // No redirect and no proxy: the request, with its password, goes to the address that was judged, and nowhere else.
    private static SocketsHttpHandler HandlerTo(IPAddress ip, int port) =>
        new()
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
