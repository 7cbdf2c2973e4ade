using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Tests.Sandbox.Inbox;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_sent_campaign_is_told_again_until_it_is_heard()
    {
        await using var host = await SandboxHost.StartAsync();
        await using var ear = await Ear.StartAsync(500, 200);
        await host.PostAsync(
            $"/lists/{SandboxHost.List}/webhooks",
            JsonNode.Parse($$$"""{"url":"{{{ear.Address}}}/hook?secret=1","events":{"campaign":true},"sources":{"admin":true}}""")!
        );
        var id = await host.SentAsync();

        while (ear.Heard.Count < 2)
        {
            host.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.All(
            ear.Heard,
            body =>
            {
                var form = HttpUtility.ParseQueryString(body);
                Assert.Equal(
                    ("campaign", id, "sent", "2026-11-23 09:05:00"),
                    (form["type"], form["data[id]"], form["data[status]"], form["fired_at"])
                );
            }
        );
    }

    [Fact]
    public async Task Only_this_machine_is_called()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync(
            $"/lists/{SandboxHost.List}/webhooks",
            JsonNode.Parse("""{"url":"https://hooks.example.org/x","events":{"campaign":true},"sources":{"admin":true}}""")!
        );
        await host.SentAsync();
        await host.Server.DisposeAsync();

        using var store = Datamonger.Mailchimp.Sandbox.Storage.Store.Open(host.Folder);
        Assert.Equal(0, store.Read(session => session.Count("select count(*) from webhook_call")));
    }

    /// <summary>Listens for webhooks, and answers each with the next of its statuses.</summary>
    private sealed class Ear : IAsyncDisposable
    {
        private readonly WebApplication _application;

        private Ear(int[] statuses)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            _application = builder.Build();
            _application.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                Heard.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
                context.Response.StatusCode = statuses[Math.Min(Heard.Count, statuses.Length) - 1];
            });
        }

        public ConcurrentQueue<string> Heard { get; } = new();

        public string Address => _application.Urls.First();

        public static async Task<Ear> StartAsync(params int[] statuses)
        {
            var ear = new Ear(statuses);
            await ear._application.StartAsync(TestContext.Current.CancellationToken);
            return ear;
        }

        public ValueTask DisposeAsync() => _application.DisposeAsync();
    }
}
