using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>A server that answers whatever a test wants.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _calls;

    private HostileServer(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(context =>
        {
            Interlocked.Increment(ref _calls);
            return answer(context);
        });
    }

    public Uri Address => new(_application.Urls.First());

    /// <summary>How often it was called.</summary>
    public int Calls => _calls;

    public static async Task<HostileServer> StartAsync(RequestDelegate answer)
    {
        var server = new HostileServer(answer);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
