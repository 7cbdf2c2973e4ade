using Microsoft.Extensions.Hosting;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>Leaves Ctrl+C and SIGTERM to the program that the sandbox runs in; a host would take them for itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
