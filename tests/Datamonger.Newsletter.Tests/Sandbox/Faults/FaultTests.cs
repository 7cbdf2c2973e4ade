using System.Net.Sockets;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Faults;

public sealed class FaultTests
{
    /// <summary>What a caller sees of each fault on a creation, and how many campaigns there are afterwards.</summary>
    [Theory]
    [InlineData("429", "429 application/problem+json", 0)]
    [InlineData("400", "400 application/problem+json", 0)]
    [InlineData("500-before", "500 application/problem+json", 0)]
    [InlineData("500-after", "500 application/problem+json", 1)]
    [InlineData("502-html-before", "502 text/html", 0)]
    [InlineData("502-html-after", "502 text/html", 1)]
    [InlineData("html-403", "403 text/html", 0)]
    [InlineData("html-200", "200 text/html", 1)]
    [InlineData("empty-200", "200 application/json empty", 1)]
    [InlineData("wrong-type", "200 text/plain", 1)]
    [InlineData("bad-json", "200 application/json broken", 1)]
    [InlineData("duplicate", "200 application/json", 2)]
    [InlineData("lost-request", "nothing", 0)]
    [InlineData("lost-response", "nothing", 1)]
    [InlineData("truncated", "nothing", 1)]
    [InlineData("late", "504 text/html", 0)]
    public async Task Each_is_seen_as_it_should_be(string fault, string seen, int campaigns)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Judges = false;
        host.Server.Faults.Add($"{fault} POST /campaigns");

        Assert.Equal(seen, await CreateAsync(host));
        Assert.Equal(campaigns, await CountAsync(host));

        // The fault is spent: the next call is whole.
        Assert.Equal("200 application/json", await CreateAsync(host));
        Assert.Equal(campaigns + 1, await CountAsync(host));
        Assert.Equal(1, Assert.Single(host.Server.Faults.Active).Hit);
        Assert.Equal(fault, host.Server.Requests.Entries.First(entry => entry.Method == "POST").Fault);
    }

    [Fact]
    public async Task A_call_that_hangs_took_effect()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("hang POST /campaigns");
        using var patience = new CancellationTokenSource();
        var call = host.Client.PostAsync(new Uri(host.Server.Address, "3.0/campaigns"), Draft(), patience.Token);
        while (host.Server.Requests.Entries.IsEmpty)
            await Task.Yield();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(1, await CountAsync(host));
    }

    [Fact]
    public async Task A_late_effect_comes_by_the_sandboxs_clock()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Judges = false;
        host.Server.Faults.Add("late POST /campaigns after=120");
        await CreateAsync(host);

        host.Time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(0, await CountAsync(host));
        host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, await CountAsync(host));
    }

    [Fact]
    public async Task A_slow_call_waits_by_the_sandboxs_clock()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("slow GET /ping after=30");
        var call = host.GetAsync("/ping");
        while (host.Server.Faults.Active[0].Hit == 0)
            await Task.Yield();
        Assert.False(call.IsCompleted);

        while (!call.IsCompleted)
        {
            host.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task A_429_can_say_when_to_come_again_and_last()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("429 times=3 retry-after=7");

        for (var call = 0; call < 3; call++)
            Assert.Equal("7", Assert.Single((await host.GetAsync("/ping")).Headers.GetValues("Retry-After")));
        Assert.Equal(200, (await host.GetAsync("/ping")).Status);
    }

    [Fact]
    public async Task A_fault_waits_for_the_nth_call_of_its_path()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("500-before GET /campaign* nth=2");

        var statuses = new List<int>();
        foreach (var path in new[] { "/campaigns", "/ping", "/campaign-folders", "/campaigns" })
            statuses.Add((await host.GetAsync(path)).Status);

        Assert.Equal([200, 200, 500, 200], statuses);
    }

    [Fact]
    public async Task A_refusing_server_is_away_and_comes_back()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("refuse POST /campaigns after=60");

        Assert.Equal("nothing", await CreateAsync(host));
        using (var socket = new TcpClient())
            Assert.Equal(
                SocketError.ConnectionRefused,
                (
                    await Assert.ThrowsAsync<SocketException>(async () =>
                        await socket.ConnectAsync("127.0.0.1", host.Server.Address.Port, TestContext.Current.CancellationToken)
                    )
                ).SocketErrorCode
            );
        host.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("200 application/json", await WhenBackAsync(host));
    }

    [Fact]
    public async Task The_server_can_be_sent_away_from_within()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.Server.RefuseConnectionsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("nothing", await CreateAsync(host));

        await host.Server.TakeConnectionsAsync(TestContext.Current.CancellationToken);
        Assert.Equal("200 application/json", await WhenBackAsync(host));
    }

    [Fact]
    public async Task Faults_are_switched_over_http()
    {
        await using var host = await SandboxHost.StartAsync();
        var made = await ControlAsync(
            host,
            HttpMethod.Post,
            "faults",
            """{"kind":"500-after","method":"post","path":"/campaigns","nth":2,"times":"always"}"""
        );
        Assert.Equal(200, made.Status);

        var listed = (await host.BrowseAsync("sandbox/faults")).Json["faults"]![0]!;
        Assert.Equal(
            ("500-after", "POST", "/campaigns", 2, "always"),
            (
                listed["kind"]!.ToString(),
                listed["method"]!.ToString(),
                listed["path"]!.ToString(),
                listed["nth"]!.GetValue<int>(),
                listed["times"]!.ToString()
            )
        );
        Assert.Equal(404, (await ControlAsync(host, HttpMethod.Delete, "faults/99")).Status);
        Assert.Equal(204, (await ControlAsync(host, HttpMethod.Delete, $"faults/{made.Id}")).Status);
        Assert.Empty(host.Server.Faults.Active);
    }

    [Theory]
    [InlineData("""{"kind":"earthquake"}""", 400)]
    [InlineData("""{"kind":"429","nth":0}""", 400)]
    [InlineData("""{"kind":"rewrite","mutations":["nosuch"]}""", 400)]
    [InlineData("""[""", 400)]
    public async Task A_fault_that_there_is_not_is_refused(string body, int status)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(status, (await ControlAsync(host, HttpMethod.Post, "faults", body)).Status);
    }

    [Fact]
    public void The_text_form_names_everything()
    {
        Assert.Equal(
            new Fault
            {
                Kind = FaultKind.Rewrite,
                Method = "PUT",
                Path = "/campaigns/*/content",
                Nth = 2,
                Times = Fault.Always,
                RetryAfter = TimeSpan.FromSeconds(3),
                After = TimeSpan.FromSeconds(4),
            },
            Fault.Parse("rewrite put /campaigns/*/content nth=2 times=always retry-after=3 after=4") with
            {
                Mutations = [],
            }
        );
        Assert.Equal(["comments", "doctype"], Fault.Parse("rewrite mutations=comments,doctype").Mutations);
        Assert.Contains("500-after", Assert.Throws<FormatException>(() => Fault.Parse("")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Fault.Parse("429 nth=x"));
        Assert.Throws<FormatException>(() => Fault.Parse("429 colour=red"));
    }

    [Fact]
    public void Every_kind_has_a_name() =>
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.Equal(kind, Fault.Parse(FaultNames.Of(kind)).Kind));

    [Fact]
    public async Task Content_is_rewritten_on_its_way_in()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("rewrite times=always");
        var id = await host.DraftAsync(
            "<!doctype html>\n<html><head><meta charset=\"utf-8\"></head><body><!-- note --><p title=\"t\" "
                + "style=\"color:#fff;margin:0\">A&nbsp;b</p><a href=\"https://example.org/\">x</a><br></body></html>"
        );

        Assert.Equal(
            "<html><head></head><body><p style=\"color: #fff; margin: 0;\" title=\"t\">A\u00a0b</p><a "
                + "href=\"https://example.org/?mc_cid=0000000000&amp;mc_eid=UNIQID\">x</a><br /></body></html>",
            (await host.GetAsync($"/campaigns/{id}/content")).Json["html"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task Someone_edits_a_campaign_from_outside()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();

        Assert.Equal(204, (await ControlAsync(host, HttpMethod.Post, $"campaigns/{id}/edit", "{}")).Status);
        Assert.Contains(
            "Changed by someone else.",
            (await host.GetAsync($"/campaigns/{id}/content")).Json["html"]!.GetValue<string>(),
            StringComparison.Ordinal
        );

        await ControlAsync(
            host,
            HttpMethod.Post,
            $"campaigns/{id}/edit",
            """{"subject_line":"Other","html":"<p>x</p>","status":"archived"}"""
        );
        var campaign = (await host.GetAsync($"/campaigns/{id}")).Json;
        Assert.Equal(
            ("Other", "archived"),
            (campaign["settings"]!["subject_line"]!.GetValue<string>(), campaign["status"]!.GetValue<string>())
        );

        await ControlAsync(host, HttpMethod.Post, $"campaigns/{id}/edit", """{"delete":true}""");
        Assert.Equal(404, (await host.GetAsync($"/campaigns/{id}")).Status);
        Assert.Equal(404, (await ControlAsync(host, HttpMethod.Post, $"campaigns/{id}/edit", "{}")).Status);
    }

    [Theory]
    [InlineData("merge-tags-broken", "<p>*&#124;FNAME|*</p>")]
    [InlineData("cut-short", "<p>*|FNA")]
    [InlineData("line-ends", "<p>*|FNAME|*</p>")]
    public async Task An_edit_can_name_its_mutations(string mutation, string html)
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync("<p>*|FNAME|*</p>");

        await ControlAsync(host, HttpMethod.Post, $"campaigns/{id}/edit", $$"""{"mutations":["{{mutation}}"]}""");

        Assert.Equal(html, (await host.GetAsync($"/campaigns/{id}/content")).Json["html"]!.GetValue<string>());
    }

    [Fact]
    public async Task Everything_ends_while_a_call_hangs()
    {
        var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("hang");
        var call = host.Client.GetAsync(new Uri(host.Server.Address, "3.0/ping"), TestContext.Current.CancellationToken);
        while (host.Server.Requests.Entries.IsEmpty)
            await Task.Yield();

        await host.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        await host.DisposeAsync();
    }

    private static StringContent Draft() => new("""{"type":"regular"}""", System.Text.Encoding.UTF8, "application/json");

    private static async Task<string> CreateAsync(SandboxHost host)
    {
        try
        {
            using var response = await host.Client.PostAsync(
                new Uri(host.Server.Address, "3.0/campaigns"),
                Draft(),
                TestContext.Current.CancellationToken
            );
            var reply = await Reply.ReadAsync(response);
            var type = response.Content.Headers.ContentType!.MediaType!;
            return $"{reply.Status} "
                + $"{type}{(reply.Text.Length == 0 ? " empty" : type == "application/json" && !IsJson(reply.Text) ? " broken" : "")}";
        }
        catch (HttpRequestException)
        {
            return "nothing";
        }
    }

    /// <summary>Taking connections again is not awaited by the clock that orders it.</summary>
    private static async Task<string> WhenBackAsync(SandboxHost host)
    {
        string seen;
        do
        {
            await Task.Yield();
            seen = await CreateAsync(host);
        } while (seen == "nothing");
        return seen;
    }

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static async Task<int> CountAsync(SandboxHost host) => (await host.GetAsync("/campaigns")).Json["total_items"]!.GetValue<int>();

    private static async Task<Reply> ControlAsync(SandboxHost host, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(host.Server.Address, "sandbox/" + path));
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }
}
