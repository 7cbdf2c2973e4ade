using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Preview;

/// <summary>What a stranger on the same machine, or another page in the same browser, can and cannot do.</summary>
public sealed class PreviewServerTests
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1.evil.example:{port}")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("localhost.:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:1")]
    public async Task A_foreign_host_gets_nothing(string name)
    {
        await using var host = await PreviewHost.StartAsync();
        foreach (var path in new[] { "", "api/issues", $"mail/{PreviewHost.Slug}/email.html", "events" })
        {
            using var answer = await host.GetAsync(
                path,
                ("Host", name.Replace("{port}", $"{host.Server.Address.Port}", StringComparison.Ordinal))
            );
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("LocalHost")]
    public async Task This_machine_by_any_of_its_names_is_served(string name)
    {
        await using var host = await PreviewHost.StartAsync();
        using var answer = await host.GetAsync("", ("Host", $"{name}:{host.Server.Address.Port}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://127.0.0.1:{port}")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_origin_reads_nothing(string header, string value)
    {
        await using var host = await PreviewHost.StartAsync();
        foreach (var path in new[] { "api/issues", $"mail/{PreviewHost.Slug}/email.html", "events", "assets/app.js" })
        {
            using var answer = await host.GetAsync(
                path,
                (header, value.Replace("{port}", $"{host.Server.Address.Port}", StringComparison.Ordinal))
            );
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_the_page_and_no_more()
    {
        await using var host = await PreviewHost.StartAsync();
        (string, string)[] link = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        using var page = await host.GetAsync("", link);
        using var data = await host.GetAsync("api/issues", link);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (page.StatusCode, data.StatusCode));
    }

    [Theory]
    [InlineData("cross-site", "navigate", "document", 200)]
    [InlineData("same-site", "navigate", "document", 200)]
    [InlineData("cross-site", "navigate", "iframe", 403)]
    [InlineData("cross-site", "navigate", "frame", 403)]
    [InlineData("cross-site", "navigate", "embed", 403)]
    [InlineData("cross-site", "navigate", "object", 403)]
    [InlineData("cross-site", "navigate", "", 403)]
    [InlineData("cross-site", "no-cors", "document", 403)]
    [InlineData("cross-site", "no-cors", "image", 403)]
    [InlineData("cross-site", "no-cors", "script", 403)]
    [InlineData("cross-site", "cors", "empty", 403)]
    [InlineData("cross-site", "same-origin", "empty", 403)]
    [InlineData("cross-site", "websocket", "empty", 403)]
    public async Task Only_a_link_that_is_followed_leads_from_elsewhere_to_the_page(string site, string mode, string to, int status)
    {
        await using var host = await PreviewHost.StartAsync();
        using var page = await host.GetAsync("", ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", to));
        Assert.Equal(status, (int)page.StatusCode);
    }

    [Fact]
    public async Task Nothing_of_the_workspace_is_read_without_the_token()
    {
        await using var host = await PreviewHost.StartAsync();
        var cookie = $"preview-{host.Server.Address.Port}";
        string[] paths =
        [
            "api/issues",
            $"api/issues/{PreviewHost.Slug}",
            $"api/issues/{PreviewHost.Slug}/source",
            $"api/issues/{PreviewHost.Slug}/html",
            $"api/issues/{PreviewHost.Slug}/outputs.zip",
            $"mail/{PreviewHost.Slug}/email.html",
            $"mail/{PreviewHost.Slug}/web.html",
            $"?X-Preview-Token={host.Server.Token}",
            "events",
        ];
        (string, string)[] wrong =
        [
            ("X-Preview-Token", ""),
            ("X-Preview-Token", new string('0', 64)),
            ("X-Preview-Token", host.Server.Token[..^1]),
            ("Cookie", $"{cookie}={new string('0', 64)}"),
            ("Cookie", $"preview-1={host.Server.Token}"),
        ];
        foreach (var header in wrong)
        {
            foreach (var path in paths)
            {
                using var answer = await host.GetAsync(path, header);
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.Equal(path.StartsWith('?') ? 200 : 403, (int)answer.StatusCode);
                Assert.DoesNotContain(host.Server.Token, text, StringComparison.Ordinal);
                Assert.DoesNotContain("Fostering", text, StringComparison.Ordinal);
            }
        }
        using var page = await host.GetAsync("api/issues", ("Cookie", $"{cookie}={host.Server.Token}"));
        using var asset = await host.GetAsync("assets/app.js", ("Cookie", "none=1"));
        Assert.Equal((200, 200), ((int)page.StatusCode, (int)asset.StatusCode));
    }

    [Fact]
    public async Task The_token_becomes_a_cookie_that_no_script_and_no_other_site_has()
    {
        await using var host = await PreviewHost.StartAsync();
        Assert.Equal(403, (await host.PostAsync("session", token: new string('0', 64))).Status);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Server.Address, "session"));
        request.Headers.Add("X-Preview-Token", host.Server.Token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(
            $"preview-{host.Server.Address.Port}={host.Server.Token}; path=/; samesite=strict; httponly",
            Assert.Single(answer.Headers.GetValues("Set-Cookie"))
        );
        Assert.Equal("#" + host.Server.Token, host.Server.PageOf(PreviewHost.Slug).Fragment);
    }

    [Fact]
    public async Task Nothing_is_done_without_the_token_of_the_page()
    {
        await using var host = await PreviewHost.StartAsync();
        var check = $"api/issues/{PreviewHost.Slug}/check";
        Assert.Equal(403, (await host.PostAsync(check)).Status);
        Assert.Equal(403, (await host.PostAsync(check, token: new string('0', 64))).Status);
        Assert.Equal(403, (await host.PostAsync($"{check}?X-Preview-Token={host.Server.Token}")).Status);
        using (var read = await host.GetAsync(check, ("X-Preview-Token", host.Server.Token)))
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(200, (await host.PostAsync(check, token: host.Server.Token)).Status);
    }

    [Fact]
    public async Task Each_start_has_a_token_of_its_own()
    {
        await using var one = await PreviewHost.StartAsync();
        await using var other = await PreviewHost.StartAsync();
        Assert.NotEqual(one.Server.Token, other.Server.Token);
        Assert.Contains(one.Server.Token, await one.TextAsync(""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/../content/newsletter.yml")]
    [InlineData("/%2e%2e/content/newsletter.yml")]
    [InlineData("/assets/%2e%2e%2f%2e%2e%2fcontent/newsletter.yml")]
    [InlineData("/assets/..%252f..%252fcontent/newsletter.yml")]
    [InlineData("/assets/..%5c..%5ccontent%5cnewsletter.yml")]
    [InlineData("/assets/..\\..\\content\\newsletter.yml")]
    [InlineData("//etc/passwd")]
    [InlineData("/assets//preview.css")]
    [InlineData("/assets/index.html")]
    [InlineData("/assets/")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/content/newsletter.yml")]
    [InlineData("/.datamonger/journal/sandbox/2017-03-fostering.jsonl")]
    [InlineData("/api/issues/../../newsletter.yml")]
    [InlineData("/api/issues/%2e%2e/source")]
    [InlineData("/api/issues/nothing")]
    [InlineData("/mail/2017-03-fostering/images/nothing.png")]
    [InlineData("/mail/2017-03-fostering/images/..%2f..%2f..%2fcontent%2fnewsletter.yml")]
    [InlineData("/mail/2017-03-fostering/data/chart-9.csv")]
    public async Task A_path_leads_nowhere_but_to_what_is_served(string target)
    {
        await using var host = await PreviewHost.StartAsync();
        var answer = await host.RawAsync(target);
        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("organisation", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/%00")]
    [InlineData("/assets/app.js%00.css")]
    public async Task A_path_that_is_none_is_refused(string target)
    {
        await using var host = await PreviewHost.StartAsync();
        Assert.StartsWith("HTTP/1.1 40", await host.RawAsync(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send")]
    [InlineData("schedule")]
    [InlineData("publish")]
    [InlineData("replicate")]
    public async Task There_is_no_way_to_reach_a_subscriber(string verb)
    {
        await using var host = await PreviewHost.StartAsync();
        Assert.Equal(404, (await host.PostAsync($"api/issues/{PreviewHost.Slug}/{verb}", token: host.Server.Token)).Status);
    }

    [Fact]
    public async Task An_email_is_served_where_no_script_can_run()
    {
        await using var host = await PreviewHost.StartAsync();
        foreach (var path in new[] { "email.html", "web.html" })
        {
            using var answer = await host.GetAsync($"mail/{PreviewHost.Slug}/{path}");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("sandbox", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("https:", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_answer_is_kept_to_itself()
    {
        await using var host = await PreviewHost.StartAsync();
        foreach (
            var path in new[]
            {
                "",
                "assets/app.js",
                "assets/preview.css",
                "api/issues",
                $"api/issues/{PreviewHost.Slug}",
                $"mail/{PreviewHost.Slug}/email.html",
                "nowhere",
            }
        )
        {
            using var answer = await host.GetAsync(path);
            string Header(string name) => answer.Headers.GetValues(name).Single();
            Assert.Equal(
                ("nosniff", "no-store", "no-referrer"),
                (Header("X-Content-Type-Options"), Header("Cache-Control"), Header("Referrer-Policy"))
            );
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var host = await PreviewHost.StartAsync();
        Assert.Equal(
            413,
            (await host.PostAsync($"api/issues/{PreviewHost.Slug}/test", new string('x', 128 * 1024), host.Server.Token)).Status
        );
    }

    [Fact]
    public async Task Connections_that_say_nothing_are_closed()
    {
        await using var host = await PreviewHost.StartAsync();
        var connections = Enumerable.Range(0, 40).Select(_ => new TcpClient()).ToArray();
        try
        {
            foreach (var (connection, i) in connections.Select((connection, i) => (connection, i)))
            {
                await connection.ConnectAsync(IPAddress.Loopback, host.Server.Address.Port, TestContext.Current.CancellationToken);
                // Half of them begin a request and never end it.
                if (i % 2 == 0)
                    await connection.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: "u8.ToArray(), TestContext.Current.CancellationToken);
            }
            using (var answer = await host.GetAsync("api/issues"))
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            foreach (var connection in connections)
                await EndOfAsync(connection.GetStream(), patience.Token);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    // The server says that it waited for too long, or nothing, and hangs up.
    private static async Task EndOfAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) > 0) { }
        }
        catch (IOException)
        {
            // Closed with a reset.
        }
    }

    [Theory]
    [InlineData("""{"to": ["stranger@example.com"]}""", 403)]
    [InlineData("""{"to": ["editor@example.org", "stranger@example.com"]}""", 403)]
    [InlineData("""{"to": ["editor@example.org\r\nBcc: stranger@example.com"]}""", 403)]
    [InlineData("""{"to": [7]}""", 403)]
    [InlineData("""{"to": []}""", 400)]
    [InlineData("""{"to": "editor@example.org"}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("""{"to": ["editor@example.org"], "to": ["stranger@example.com"]}""", 400)]
    [InlineData("""{"to": [], "to": ["editor@example.org"]}""", 400)]
    public async Task A_test_goes_to_nobody_whom_the_settings_do_not_list(string body, int status)
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { DataDirectory = folder.Path },
            TestContext.Current.CancellationToken
        );
        await using var host = await PreviewHost.StartAsync(sandbox: sandbox.Address);
        Assert.Equal(status, (await host.PostAsync($"api/issues/{PreviewHost.Slug}/test", body, host.Server.Token)).Status);
        Assert.Empty(sandbox.Requests.Entries);
    }

    [Fact]
    public async Task A_test_reaches_the_sandbox_and_no_subscriber()
    {
        using var folder = new TemporaryFolder();
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { DataDirectory = folder.Path },
            TestContext.Current.CancellationToken
        );
        await using var host = await PreviewHost.StartAsync(sandbox: sandbox.Address);
        var (status, text) = await host.PostAsync(
            $"api/issues/{PreviewHost.Slug}/test",
            $$"""{"to": ["{{PreviewHost.Recipient}}"]}""",
            host.Server.Token
        );
        Assert.True(status == 200, text);
        Assert.Equal(new Uri(sandbox.Address, "inbox/").ToString(), JsonNode.Parse(text)!["inbox"]!.GetValue<string>());
        Assert.Equal(1, sandbox.CountEffects("campaign.test"));
        Assert.Equal(0, sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task Without_a_sandbox_a_test_says_so()
    {
        await using var host = await PreviewHost.StartAsync();
        var (status, text) = await host.PostAsync(
            $"api/issues/{PreviewHost.Slug}/test",
            $$"""{"to": ["{{PreviewHost.Recipient}}"]}""",
            host.Server.Token
        );
        Assert.Equal((503, "The sandbox did not start."), (status, JsonNode.Parse(text)!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_outputs_come_in_one_file_the_same_each_time()
    {
        await using var host = await PreviewHost.StartAsync();
        async Task<byte[]> Download()
        {
            using var answer = await host.GetAsync($"api/issues/{PreviewHost.Slug}/outputs.zip");
            return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }
        var bytes = await Download();
        Assert.Equal(bytes, await Download());
        using var zip = new ZipArchive(new MemoryStream(bytes));
        string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
        foreach (var name in new[] { "email.html", "email.txt", "web.html", "figures.json", "manifest.json", "data/chart-1.csv" })
            Assert.Contains($"{PreviewHost.Slug}/{name}", names);
        using var reader = new StreamReader(zip.GetEntry($"{PreviewHost.Slug}/email.html")!.Open());
        Assert.Equal(
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken),
            await host.TextAsync($"api/issues/{PreviewHost.Slug}/html")
        );
    }

    [Fact]
    public async Task A_figure_tells_its_rows_and_its_dataset()
    {
        await using var host = await PreviewHost.StartAsync();
        var figure = (await host.StateAsync())["figures"]!
            .AsArray()
            .Single(one => one!["expression"]!.GetValue<string>() == "applications.last.applications | num0")!;
        Assert.Equal("1,360", figure["printed"]!.GetValue<string>());
        Assert.Equal(
            """[{"query":"applications","row":2,"cells":[{"column":"year","value":"2015/16","read":false},{"column":"applications","value":"1360","read":true}]}]""",
            figure["rows"]!.ToJsonString()
        );
        Assert.Equal("content/datasets/fostering.csv", figure["datasets"]![0]!["file"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_number_in_the_email_carries_the_place_of_its_figure()
    {
        await using var host = await PreviewHost.StartAsync();
        var place = (await host.StateAsync())["figures"]!.AsArray().Single(one => one!["printed"]!.GetValue<string>() == "1,360")![
            "place"
        ]!["id"]!.GetValue<string>();
        Assert.Contains(
            $"<span data-source=\"{place}\">1,360</span>",
            await host.TextAsync($"mail/{PreviewHost.Slug}/email.html"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("data-source", await host.TextAsync($"api/issues/{PreviewHost.Slug}/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_source_view_holds_what_the_issue_is_made_from_and_no_other_file()
    {
        await using var host = await PreviewHost.StartAsync();
        var files = JsonNode.Parse(await host.TextAsync($"api/issues/{PreviewHost.Slug}/source"))!["files"]!.AsArray();
        Assert.Equal(
            [$"content/issues/{PreviewHost.Slug}/index.md", "content/snippets/contact.md"],
            files.Select(file => file!["path"]!.GetValue<string>())
        );
    }
}
