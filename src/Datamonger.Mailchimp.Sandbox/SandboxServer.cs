using System.Net;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Inbox;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Datamonger.Mailchimp.Sandbox;

/// <summary>
/// A local server that speaks Mailchimp's Marketing API 3.0 on loopback. The API is under <c>/3.0/</c>, the inbox of
/// delivered emails under <c>/inbox/</c>, faults and the journal of calls under <c>/sandbox/</c>.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly Store _store;
    private readonly CampaignClock _clock;
    private readonly BatchWorker _batches;
    private readonly WebhookCalls _webhooks;
    private readonly FaultRunner _faults;
    private int _disposed;

    private SandboxServer(
        WebApplication application,
        CancellationTokenSource stopping,
        Store store,
        CampaignClock clock,
        BatchWorker batches,
        WebhookCalls webhooks,
        FaultRunner faults,
        FaultPlan plan,
        RequestJournal requests
    )
    {
        (_application, _stopping, _store, _clock, _batches, _webhooks, _faults) = (
            application,
            stopping,
            store,
            clock,
            batches,
            webhooks,
            faults
        );
        (Faults, Requests) = (plan, requests);
    }

    /// <summary>Where the server answers: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The faults that are switched on; <c>POST /sandbox/faults</c> changes the same plan.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The API calls seen so far; <c>GET /sandbox/requests</c> shows the same.</summary>
    public RequestJournal Requests { get; }

    /// <summary>
    /// How often each kind of change took effect on a campaign, such as <c>campaign.send</c>; campaigns that were deleted since are counted
    /// too.
    /// </summary>
    /// <param name="campaignId">The campaign, or null for all of them.</param>
    /// <param name="kind">The kind of change.</param>
    public int CountEffects(string kind, string? campaignId = null) =>
        (int)
            _store.Read(session =>
                session.Count("select count(*) from effect where kind = $1 and ($2 is null or campaign_id = $2)", kind, campaignId)
            );

    /// <summary>
    /// Makes the operating system refuse connections, as when the server is down, until <see cref="TakeConnectionsAsync"/>.
    /// </summary>
    public Task RefuseConnectionsAsync(CancellationToken cancellationToken) =>
        _application.Services.GetRequiredService<RefusableTransport>().RefuseAsync(cancellationToken);

    /// <summary>Takes connections again at the same address.</summary>
    public Task TakeConnectionsAsync(CancellationToken cancellationToken) =>
        _application.Services.GetRequiredService<RefusableTransport>().TakeAsync(cancellationToken);

    /// <summary>Opens the store and begins to listen.</summary>
    /// <exception cref="IOException">The port is taken, or another sandbox holds the data directory.</exception>
    /// <exception cref="InvalidDataException">The store was written by a newer version.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var store = Store.Open(options.DataDirectory);
        var stopping = new CancellationTokenSource();
        try
        {
            var site = new Site(options.Time) { SendingTakes = options.SendingTakes, Modes = options.Modes };
            store.Write(session => SandboxSeed.Prepare(session, site, options.Seed, options.AccountId));
            var (plan, requests, transport) = (new FaultPlan(), new RequestJournal(), new RefusableTransport());
            foreach (var fault in options.Faults)
                plan.Add(fault);
            var webhooks = new WebhookCalls(store, site, stopping.Token);
            var clock = new CampaignClock(store, site, webhooks);
            var faults = new FaultRunner(plan, site, requests, transport, stopping.Token);
            var router = new ApiRouter(site);
            var batches = new BatchWorker(router, store, site, clock, stopping.Token);
            ApiOperations.MapAll(router);

            var application = Build(options.Port, transport);
            var api = new ApiEndpoint(
                router,
                store,
                site,
                new ApiKeys(options.ApiKey),
                faults,
                requests,
                () =>
                {
                    clock.Set();
                    batches.Wake();
                    webhooks.Set();
                }
            );
            var control = new ControlEndpoint(plan, faults, requests, store, new OutsideEdits(store));
            var pages = new PageEndpoint(store, site, webhooks.Set);
            application.Run(context => DispatchAsync(context, api, control, pages, options.OnFailure));
            var server = new SandboxServer(application, stopping, store, clock, batches, webhooks, faults, plan, requests);
            try
            {
                await application.StartAsync(cancellationToken);
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
            server.Address = site.Address = new Uri(application.Urls.First() + "/");
            clock.Start();
            batches.Start();
            return server;
        }
        catch
        {
            store.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, cuts calls that hang, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stopping.CancelAsync();
        _faults.StopTimers();
        _clock.Dispose();
        await _application.StopAsync(CancellationToken.None);
        await _batches.StopAsync();
        await _webhooks.StopAsync();
        _batches.Dispose();
        _webhooks.Dispose();
        await _application.DisposeAsync();
        _store.Dispose();
        _stopping.Dispose();
    }

    private static WebApplication Build(int port, RefusableTransport transport)
    {
        // An empty builder reads no settings of the machine: nothing but the options decides where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = LargestBody;
                kestrel.Limits.MaxConcurrentConnections = 200;
                kestrel.Listen(IPAddress.Loopback, port);
            });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(transport);
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        return builder.Build();
    }

    private static async Task DispatchAsync(
        HttpContext context,
        ApiEndpoint api,
        ControlEndpoint control,
        PageEndpoint pages,
        Action<Exception>? failed
    )
    {
        RequestGuard.Harden(context.Response);
        if (RequestGuard.Refusal(context) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }
        try
        {
            if (context.Request.Path.StartsWithSegments("/3.0", out var operation))
                await api.HandleAsync(context, operation.Value is { Length: > 0 } path ? path : "/");
            else if (context.Request.Path.StartsWithSegments("/sandbox", out var command))
                await control.HandleAsync(context, command.Value ?? "");
            else
                await pages.HandleAsync(context);
        }
        catch (BadHttpRequestException mistake)
        {
            context.Response.StatusCode = mistake.StatusCode;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception failure)
        {
            failed?.Invoke(failure);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await Answer
                    .Problem(
                        500,
                        new ApiProblem(500, "Internal Server Error", "The sandbox failed; this is a mistake of its own.").ToJson("")
                    )
                    .SendAsync(context);
        }
    }
}
