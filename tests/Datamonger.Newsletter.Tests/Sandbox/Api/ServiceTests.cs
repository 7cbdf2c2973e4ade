using System.Net.Http.Headers;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class ServiceTests
{
    [Theory]
    [InlineData(null, null, 401, "API Key Missing")]
    [InlineData("Basic", "eDpub3RhIGtleQ==", 401, "API Key Invalid")]
    [InlineData("Basic", "%%%", 401, "API Key Invalid")]
    [InlineData("Bearer", "abc-us1.evil.example/", 401, "API Key Invalid")]
    [InlineData("Bearer", "abc-us123", 401, "API Key Invalid")]
    [InlineData("Bearer", "abc-us7", 200, null)]
    public async Task A_key_is_asked_for(string? scheme, string? key, int status, string? title)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Client.DefaultRequestHeaders.Authorization = scheme is null ? null : new AuthenticationHeaderValue(scheme, key);

        var reply = await host.GetAsync("/ping");

        Assert.Equal(status, reply.Status);
        if (title is not null)
            Assert.Equal(title, reply.Json["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_configured_key_is_taken_when_there_is_one()
    {
        await using var host = await SandboxHost.StartAsync(new SandboxOptions { DataDirectory = "", ApiKey = "mine-us1" });
        Assert.Equal(401, (await host.GetAsync("/ping")).Status);

        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "mine-us1");
        Assert.Equal(200, (await host.GetAsync("/ping")).Status);
    }

    [Fact]
    public void Options_do_not_print_the_key() =>
        Assert.DoesNotContain(
            "secret",
            new SandboxOptions { DataDirectory = "x", ApiKey = "secret-us1" }.ToString(),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Every_answer_has_an_id_and_a_problem_repeats_it()
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.GetAsync("/campaigns/0000000000");

        Assert.Equal(404, reply.Status);
        Assert.Equal("application/problem+json; charset=utf-8", reply.ContentType);
        Assert.Equal(Assert.Single(reply.Headers.GetValues("X-Request-Id")), reply.Json["instance"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_method_that_a_resource_does_not_know_is_405_with_those_it_does()
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.SendAsync("PUT", "/lists");

        Assert.Equal(405, reply.Status);
        Assert.Equal(["GET", "POST"], reply.ContentHeaders.Allow.Order());
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/lists/x/members/y/z/w")]
    public async Task What_is_not_there_is_404(string path)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(404, (await host.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_collection_comes_in_pages_of_ten()
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"/lists/{SandboxHost.List}/members";

        var all = await host.GetAsync(path + "?count=1000");
        var first = await host.GetAsync(path);
        var rest = await host.GetAsync(path + "?offset=20&count=100");

        Assert.Equal(26, all.Json["total_items"]!.GetValue<int>());
        Assert.Equal(10, first.Json["members"]!.AsArray().Count);
        Assert.Equal(all.All("members", "id").Take(10), first.All("members", "id"));
        Assert.Equal(all.All("members", "id").Skip(20), rest.All("members", "id"));
    }

    [Theory]
    [InlineData("count=1001")]
    [InlineData("count=-1")]
    [InlineData("offset=many")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.GetAsync("/lists?" + query);

        Assert.Equal((400, "Invalid Resource"), (reply.Status, reply.Json["title"]!.GetValue<string>()));
        Assert.Equal([query.Split('=')[0]], reply.Errors);
    }

    [Fact]
    public async Task An_answer_is_cut_to_the_fields_asked_for()
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.GetAsync("/lists?fields=lists.id,lists.stats.member_count%2Ctotal_items");

        Assert.Equal(
            $$$"""{"lists":[{"id":"{{{SandboxHost.List}}}","stats":{"member_count":23}}],"total_items":1}""",
            reply.Json.ToJsonString()
        );
    }

    [Fact]
    public async Task An_answer_goes_without_the_fields_excluded()
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.GetAsync("/lists?exclude_fields=lists.stats,constraints,total_items");

        Assert.Equal(["lists"], reply.Json.AsObject().Select(member => member.Key));
        Assert.Null(reply.Json["lists"]![0]!["stats"]);
        Assert.NotNull(reply.Json["lists"]![0]!["contact"]);
    }

    [Theory]
    [InlineData("{\"name\":")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        await using var host = await SandboxHost.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Client.PostAsync(
            new Uri(host.Server.Address, "3.0/campaign-folders"),
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("JSONParseError", (await Reply.ReadAsync(response)).Json["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_method_can_be_overridden_on_a_post()
    {
        await using var host = await SandboxHost.StartAsync();
        var folder = (await host.PostAsync("/campaign-folders", System.Text.Json.Nodes.JsonNode.Parse("""{"name":"Old"}""")!)).Id;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Server.Address, $"3.0/campaign-folders/{folder}"));
        request.Headers.Add("X-HTTP-Method-Override", "DELETE");

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal(404, (await host.GetAsync($"/campaign-folders/{folder}")).Status);
    }

    [Fact]
    public async Task The_root_describes_the_account()
    {
        await using var host = await SandboxHost.StartAsync();

        var root = (await host.GetAsync("/")).Json;

        Assert.Equal(("Europe/London", 23), (root["account_timezone"]!.GetValue<string>(), root["total_subscribers"]!.GetValue<int>()));
    }
}
