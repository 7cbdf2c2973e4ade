using Microsoft.Extensions.Hosting;

namespace Datamonger.Newsletter.Cli.Preview.Hosting;

/// <summary>Leaves Ctrl+C to the command line; a host would take it for itself.</summary>
internal sealed class ProgramLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
