using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Online;

/// <summary>
/// Asks each page that an email links to whether it is there: one request a second to a host, hosts side by side, answers kept on
/// disk. Never asks a private address, whatever a name resolves to or a page redirects to.
/// </summary>
public sealed class LinkCheck : IDisposable
{
    private const int MostRedirects = 5;
    private const int HostsAtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromSeconds(1);

    private readonly Workspace _workspace;
    private readonly TimeProvider _time;
    private readonly bool _allowLoopback;
    private readonly HttpClient _client;
    private readonly LinkCache _cache;

    /// <param name="workspace">The workspace; answers are kept in its <c>.datamonger/</c>.</param>
    /// <param name="time">The clock, for the pace and for how long answers hold.</param>
    /// <param name="allowLoopback">Whether this machine may be asked, as tests do.</param>
    public LinkCheck(Workspace workspace, TimeProvider time, bool allowLoopback = false)
    {
        (_workspace, _time, _allowLoopback) = (workspace, time, allowLoopback);
        _cache = new LinkCache(Path.Combine(workspace.StateDirectory, "links.json"), time);
        _client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = Patience,
                ConnectCallback = ConnectAsync,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(
            $"Mozilla/5.0 (compatible; datamonger-link-check/{ToolVersion.Current.Split('+')[0]})"
        );
    }

    /// <summary>Asks for every page that an issue links to.</summary>
    /// <param name="issue">The built issue.</param>
    /// <param name="step">Told of each address when its answer is there.</param>
    /// <param name="cancellationToken">Stops asking; what was learnt is kept.</param>
    public async Task<ImmutableArray<Diagnostic>> RunAsync(CheckContext issue, Action<string> step, CancellationToken cancellationToken)
    {
        // The subscribers' own pages, which may be hundreds, are made with this issue's.
        var own = OwnPages.AddressOfAll(_workspace.Settings, issue.Issue.Slug);
        var links = issue.Links.Where(link =>
            link.IsWeb
            && !IsForbidden(link.Uri!.Host)
            && !link.Href.Contains("*|", StringComparison.Ordinal)
            && (own is null || !link.Href.StartsWith(own, StringComparison.Ordinal))
        );
        var diagnostics = new DiagnosticBag();
        try
        {
            await Parallel.ForEachAsync(
                links.GroupBy(link => link.Uri!.IdnHost),
                new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellationToken },
                async (host, token) => await AskHostAsync(host, step, diagnostics, token)
            );
        }
        finally
        {
            _cache.Save();
        }
        return diagnostics.ToImmutable();
    }

    /// <summary>How many addresses <see cref="RunAsync"/> asks at most.</summary>
    public static int Count(CheckContext issue) => issue.Email.Document.Links.Length;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task AskHostAsync(
        IEnumerable<CheckedLink> links,
        Action<string> step,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var isFirst = true;
        foreach (var page in links.GroupBy(link => link.Uri!.GetLeftPart(UriPartial.Query)))
        {
            var answer = _cache.Find(page.Key);
            if (answer is null)
            {
                if (!isFirst)
                    await Task.Delay(BetweenRequests, _time, cancellationToken);
                isFirst = false;
                _cache.Keep(page.Key, answer = await AskAsync(new Uri(page.Key), cancellationToken));
            }
            foreach (var link in page)
                LinksAnswer.Judge(link.Name, link.Location, answer, diagnostics);
            step(page.Key);
        }
    }

    private async Task<LinkAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var (status, last) = await FollowAsync(HttpMethod.Head, address, either.Token);
            // Many servers know no HEAD, or answer it wrongly.
            if (status >= 400)
            {
                await Task.Delay(BetweenRequests, _time, either.Token);
                (status, _) = await FollowAsync(HttpMethod.Get, last, either.Token);
            }
            return LinkAnswer.Of(status);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LinkAnswer(0, $"leads to {address.Host}, which did not answer in {Patience.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException e)
        {
            return new LinkAnswer(0, $"leads to {address.Host}, which cannot be reached ({e.HttpRequestError})");
        }
    }

    private async Task<(int Status, Uri Last)> FollowAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(method, address);
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)answer.StatusCode;
            if (status is < 300 or >= 400 || hops == MostRedirects || answer.Headers.Location is not { } location)
                return (status, address);
            var next = new Uri(address, location);
            // A page that sends its readers into a private network or to another scheme is followed no further.
            if (next.Scheme is not ("https" or "http") || IsForbidden(next.Host))
                return (status, address);
            address = next;
        }
    }

    private bool IsForbidden(string host) =>
        Hosts.IsPrivate(host)
        && !(_allowLoopback && IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    // The address that is asked is the address that was looked at: a name cannot change its mind in between.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(address => !IsForbidden(address.ToString()))];
        if (allowed.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{context.DnsEndPoint.Host} is a private address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
