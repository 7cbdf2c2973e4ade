using System.Net;
using System.Net.Sockets;
using System.Text;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Http;

public sealed class GuardTests
{
    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example:{port}", 421)]
    [InlineData("localhost", 421)]
    [InlineData("10.0.0.1:{port}", 421)]
    [InlineData("127.0.0.1:{port}", 200)]
    [InlineData("localhost:{port}", 200)]
    [InlineData("[::1]:{port}", 200)]
    public async Task Only_names_of_this_machine_are_answered(string name, int status)
    {
        await using var host = await SandboxHost.StartAsync();
        foreach (var path in new[] { "inbox/", "sandbox/requests", "3.0/ping" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Server.Address, path));
            request.Headers.Host = name.Replace(
                "{port}",
                host.Server.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );

            using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://127.0.0.1:1", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 204)]
    public async Task Another_page_changes_nothing(string header, string value, int status)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("429");
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(host.Server.Address, "sandbox/faults"));
        request.Headers.Add(header, value);

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 403 ? 1 : 0, host.Server.Faults.Active.Length);
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(host.Server.Address.Host)));

        foreach (
            var own in await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork, TestContext.Current.CancellationToken)
        )
        {
            if (IPAddress.IsLoopback(own))
                continue;
            using var socket = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(async () =>
                await socket.ConnectAsync(own, host.Server.Address.Port, TestContext.Current.CancellationToken)
            );
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await RawAsync(
            host,
            $"POST /3.0/file-manager/files HTTP/1.1\r\nHost: {host.Server.Address.Authority}\r\nAuthorization: Bearer "
                + $"{SandboxHost.Key}\r\nContent-Length: {17 * 1024 * 1024}\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/inbox/../../etc/passwd")]
    [InlineData("/files/..%2f..%2fetc%2fpasswd")]
    [InlineData("/files/%252e%252e/x")]
    [InlineData("/inbox/messages/%00")]
    [InlineData("/track/click/x/y")]
    [InlineData("/batches/x.tar.gz")]
    [InlineData("//inbox//")]
    public async Task Strange_paths_are_nothing_worse_than_not_found(string path)
    {
        await using var host = await SandboxHost.StartAsync();

        var answer = await RawAsync(host, $"GET {path} HTTP/1.1\r\nHost: {host.Server.Address.Authority}\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (200|400|404) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_eleventh_call_at_once_is_too_many_for_a_key()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Server.Faults.Add("hang GET /ping times=10");
        using var enough = new CancellationTokenSource();
        var hanging = Enumerable
            .Range(0, 10)
            .Select(_ => host.Client.GetAsync(new Uri(host.Server.Address, "3.0/ping"), enough.Token))
            .ToList();
        while (host.Server.Requests.Entries.Length < 10)
            await Task.Yield();

        var eleventh = await host.GetAsync("/ping");
        await enough.CancelAsync();
        foreach (var call in hanging)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal((429, "Too Many Requests"), (eleventh.Status, eleventh.Json["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Two_servers_do_not_share_a_store()
    {
        await using var host = await SandboxHost.StartAsync();
        await Assert.ThrowsAsync<IOException>(() =>
            Datamonger.Mailchimp.Sandbox.SandboxServer.StartAsync(
                new Datamonger.Mailchimp.Sandbox.SandboxOptions { DataDirectory = host.Folder },
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_nothing_is_left_locked()
    {
        await using var host = await SandboxHost.StartAsync();
        using var folder = new Support.TemporaryFolder();
        var options = new Datamonger.Mailchimp.Sandbox.SandboxOptions { DataDirectory = folder.Path, Port = host.Server.Address.Port };

        await Assert.ThrowsAsync<IOException>(() =>
            Datamonger.Mailchimp.Sandbox.SandboxServer.StartAsync(options, TestContext.Current.CancellationToken)
        );

        await using var other = await Datamonger.Mailchimp.Sandbox.SandboxServer.StartAsync(
            options with
            {
                Port = 0,
            },
            TestContext.Current.CancellationToken
        );
        Assert.NotEqual(host.Server.Address, other.Address);
    }

    /// <summary>What the server answers to exactly these bytes.</summary>
    private static async Task<string> RawAsync(SandboxHost host, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Server.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
