using System.Net;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Cli.Preview.Hosting;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Datamonger.Newsletter.Cli.Preview;

/// <summary>
/// Shows issues as subscribers will see them, on loopback alone, and keeps open pages up to date with the files. It can neither
/// schedule nor send: nothing here reaches a subscriber.
/// </summary>
internal sealed class PreviewServer : IAsyncDisposable
{
    private const int LargestBody = 64 * 1024;
    private const int MostConnections = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly WorkspaceWatcher _watcher;
    private readonly IssueStore _store;
    private readonly Task _rebuilding;

    private PreviewServer(
        WebApplication application,
        CancellationTokenSource stopping,
        IssueStore store,
        WorkspaceWatcher watcher,
        Task rebuilding,
        string token
    )
    {
        (_application, _stopping, _store, _watcher, _rebuilding) = (application, stopping, store, watcher, rebuilding);
        (Address, Token) = (new Uri(application.Urls.First() + "/"), token);
    }

    /// <summary>Where the page is: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The address of the page for whoever started it: the token stands behind the #, which no browser sends.</summary>
    /// <param name="slug">The issue that is shown first; null is the newest.</param>
    public Uri PageOf(string? slug) => new(Address, (slug is null ? "" : "?issue=" + Uri.EscapeDataString(slug)) + "#" + Token);

    /// <summary>What the page proves itself with.</summary>
    internal string Token { get; }

    /// <summary>Whether the watching of files has ended although nobody asked; its failure, when it has.</summary>
    public Task Completion => _rebuilding;

    /// <summary>Begins to listen and to watch.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="port">The port; 0 is any free one.</param>
    /// <param name="parts">Sends tests.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Is told of every rebuild.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PreviewServer> StartAsync(
        Workspace workspace,
        int port,
        PublishingParts parts,
        TimeProvider time,
        Action<PreviewedIssue> report,
        CancellationToken cancellationToken
    )
    {
        var (stopping, store, hub, guard) = (
            new CancellationTokenSource(),
            new IssueStore(workspace, time),
            new UpdateHub(),
            new PreviewGuard()
        );
        var watcher = new WorkspaceWatcher(workspace.Root, time);
        try
        {
            var endpoints = new PreviewEndpoints(store, hub, new TestSending(parts), guard, time, stopping.Token);
            var application = Build(port);
            application.Run(context => DispatchAsync(context, guard, endpoints));
            await application.StartAsync(cancellationToken);
            store.WarmUp();
            return new PreviewServer(
                application,
                stopping,
                store,
                watcher,
                new RebuildLoop(store, watcher, hub, report).RunAsync(stopping.Token),
                guard.Token
            );
        }
        catch
        {
            watcher.Dispose();
            store.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening and watching.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        await _rebuilding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watcher.Dispose();
        _store.Dispose();
        _stopping.Dispose();
    }

    private static WebApplication Build(int port)
    {
        // An empty builder reads no settings of the machine: nothing but the option decides where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = LargestBody;
                kestrel.Limits.MaxConcurrentConnections = MostConnections;
                // Connections that say nothing make room for those that do.
                kestrel.Limits.RequestHeadersTimeout = Patience;
                kestrel.Limits.KeepAliveTimeout = Patience;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        return builder.Build();
    }

    private static async Task DispatchAsync(HttpContext context, PreviewGuard guard, PreviewEndpoints endpoints)
    {
        PreviewGuard.Harden(context.Response);
        if (guard.Refusal(context) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }
        try
        {
            await endpoints.HandleAsync(context);
        }
        catch (BadHttpRequestException mistake)
        {
            context.Response.StatusCode = mistake.StatusCode;
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the program ends; there is nobody to answer.
            context.Abort();
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Likewise.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await Answer.Text(StatusCodes.Status500InternalServerError, failure.Message).SendAsync(context);
        }
    }
}
