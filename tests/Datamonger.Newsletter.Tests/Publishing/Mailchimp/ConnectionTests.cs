using System.Collections.Concurrent;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing.Mailchimp;

[Collection(Alone.Name)]
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_thousand_calls_with_faults_keep_to_eight_connections_and_hold_no_memory()
    {
        await using var host = await PublishingHost.StartAsync();
        using var relay = CountingRelay.Start(host.Sandbox.Address);
        string[] faults = ["429", "500-before", "lost-response", "truncated", "html-200", "bad-json"];
        for (var burst = 0; burst < 48; burst++)
            host.Sandbox.Faults.Add($"{faults[burst % faults.Length]} GET /lists nth={10 + (25 * burst)} times=4");
        // The sandbox answers to its own name alone.
        host.Recorder = () => new Named(host.Sandbox.Address.Authority);
        using var client = MailchimpClient.Create(PublishTarget.Sandbox(relay.Address), host.Place().Options);
        var failures = new ConcurrentQueue<string>();

        await CallAsync(500);
        var half = GC.GetTotalMemory(forceFullCollection: true);
        await CallAsync(500);
        var whole = GC.GetTotalMemory(forceFullCollection: true);

        Assert.InRange(relay.Most, 2, MailchimpClient.MostConnections);
        Assert.Empty(failures);
        Assert.True(host.Sandbox.Requests.Entries.Count(entry => entry.Fault is not null) > 150);
        // The sandbox's journal of calls grows by some 200 bytes a call; a client that kept its answers would grow by megabytes.
        Assert.True(whole - half < 1_000_000, $"{whole - half} bytes more");

        Task CallAsync(int calls) =>
            Parallel.ForAsync(
                0,
                calls,
                new ParallelOptions { MaxDegreeOfParallelism = 40, CancellationToken = TestContext.Current.CancellationToken },
                async (_, token) =>
                {
                    try
                    {
                        await client.Api.GetListsAsync(10, 0, token);
                    }
                    catch (MailchimpException failure)
                    {
                        failures.Enqueue(failure.Message);
                    }
                }
            );
    }

    private sealed class Named(string host) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = host;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
