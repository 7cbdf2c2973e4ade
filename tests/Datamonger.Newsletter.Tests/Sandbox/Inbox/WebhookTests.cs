using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Inbox;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_sent_campaign_is_told_again_until_it_is_heard()
    {
        await using var host = await SandboxHost.StartAsync();
        using var ear = new HttpListener();
        var port = FreePort();
        ear.Prefixes.Add($"http://127.0.0.1:{port}/");
        ear.Start();
        await host.PostAsync($"/lists/{SandboxHost.List}/webhooks", JsonNode.Parse($$$"""{"url":"http://127.0.0.1:{{{port}}}/hook?secret=1","events":{"campaign":true},"sources":{"admin":true}}""")!);
        var id = await host.SentAsync();

        var first = HearAsync(ear, 500);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await first;
        var second = HearAsync(ear, 200);
        while (!second.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        var form = HttpUtility.ParseQueryString(await second);
        Assert.Equal(("campaign", id, "sent", "2026-11-23 09:05:00"), (form["type"], form["data[id]"], form["data[status]"], form["fired_at"]));
    }

    [Fact]
    public async Task Only_this_machine_is_called()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync($"/lists/{SandboxHost.List}/webhooks", JsonNode.Parse("""{"url":"https://hooks.example.org/x","events":{"campaign":true},"sources":{"admin":true}}""")!);
        await host.SentAsync();
        await host.Server.DisposeAsync();

        using var store = Datamonger.Mailchimp.Sandbox.Storage.Store.Open(host.Folder);
        Assert.Equal(0, store.Read(session => session.Count("select count(*) from webhook_call")));
    }

    private static async Task<string> HearAsync(HttpListener ear, int status)
    {
        var call = await ear.GetContextAsync().WaitAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        call.Response.StatusCode = status;
        call.Response.Close();
        return body;
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
