using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Http;

public sealed class JournalTests
{
    [Fact]
    public async Task Says_what_was_asked_answered_and_changed()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        await host.GetAsync("/campaigns?count=5");
        await host.PostAsync($"/campaigns/{id}/actions/send");

        Assert.Equal(
            [
                $"POST /campaigns 200 campaign.create {id}",
                $"PUT /campaigns/{id}/content 200 content.put {id}",
                $"POST /campaigns/{id}/actions/send 204 campaign.send {id}",
                "GET /campaigns?count=5 200 ",
                $"POST /campaigns/{id}/actions/send 400 ",
            ],
            host.Server.Requests.Entries.Select(entry => $"{entry.Method} {entry.Path} {entry.Status} {string.Join(',', entry.Effects)}")
        );
    }

    [Fact]
    public async Task Holds_no_address_no_hash_of_one_and_no_key()
    {
        await using var host = await SandboxHost.StartAsync();
        var hash = Inboxes.Subscriber("amara.okafor@example.org");
        await host.GetAsync($"/lists/{SandboxHost.List}/members/{hash}");
        await host.GetAsync($"/lists/{SandboxHost.List}/members/amara.okafor@example.org");
        await host.GetAsync($"/lists?email=amara.okafor%40example.org");
        await host.GetAsync($"/campaigns?member_id={hash}");
        await host.PutAsync(
            $"/lists/{SandboxHost.List}/members/{hash}",
            JsonNode.Parse("""{"email_address":"amara.okafor@example.org","status_if_new":"subscribed"}""")!
        );

        var journal = (await host.BrowseAsync("sandbox/requests")).Text;

        Assert.Equal(5, JsonNode.Parse(journal)!["requests"]!.AsArray().Count);
        foreach (var secret in new[] { "amara", "example.org", hash, SandboxHost.Key, "Basic" })
            Assert.DoesNotContain(secret, journal, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("member_id={subscriber}", journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Effects_are_counted_for_good()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        await host.DeleteAsync($"/campaigns/{id}");
        await host.RestartAsync();

        Assert.Equal(
            ["campaign.create 1", "content.put 1", "campaign.send 1", "campaign.deliver 1", "campaign.delete 1"],
            (await host.BrowseAsync("sandbox/effects")).Json["campaigns"]![id]!.AsObject().Select(effect => $"{effect.Key} {effect.Value}")
        );
    }

    [Fact]
    public async Task Can_be_cleared()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.GetAsync("/ping");
        using var response = await host.Client.DeleteAsync(
            new Uri(host.Server.Address, "sandbox/requests"),
            TestContext.Current.CancellationToken
        );

        Assert.Empty(host.Server.Requests.Entries);
    }
}
