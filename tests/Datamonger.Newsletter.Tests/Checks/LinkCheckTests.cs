using System.Collections.Concurrent;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Online;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks;

public sealed class LinkCheckTests : IAsyncLifetime
{
    private readonly CheckWorkspace _workspace = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly WebApplication _server = Server();
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        _server.Run(async context =>
        {
            _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = context.Request.Path.Value switch
            {
                "/gone" => 404,
                "/broken" => 500,
                "/shy" => 403,
                "/only-get" when context.Request.Method == "HEAD" => 405,
                "/moved" => Redirect(context, "/gone"),
                "/inside" => Redirect(context, "http://10.0.0.1/"),
                _ => 200,
            };
            await context.Response.CompleteAsync();
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _address = _server.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData("/there", null)]
    [InlineData("/shy", null)]
    [InlineData("/only-get", null)]
    [InlineData("/inside", null)]
    [InlineData("/gone", "leads to a page that is not there (404)")]
    [InlineData("/moved", "leads to a page that is not there (404)")]
    [InlineData("/broken", "leads to a server that fails (500)")]
    public async Task A_page_that_is_not_there_is_reported_where_it_is_linked(string path, string? problem)
    {
        var found = await AskAsync($"See [the return]({_address}{path}).");
        if (problem is null)
            Assert.Equal("", found);
        else
            Assert.Equal($"content/issues/test/index.md:10:5: warning DM514: The link \"the return\" {problem}.", found);
    }

    [Fact]
    public async Task A_server_that_knows_no_HEAD_is_asked_with_GET()
    {
        await AskAsync($"See [the return]({_address}/only-get).");
        Assert.Equal(["HEAD /only-get", "GET /only-get"], _asked);
    }

    [Fact]
    public async Task A_host_is_asked_once_a_second()
    {
        var time = new ImpatientTime(_clock);
        await AskAsync($"[One]({_address}/1), [two]({_address}/2), [three]({_address}/3), [one again]({_address}/1#part).", time);
        Assert.Equal(["HEAD /1", "HEAD /2", "HEAD /3"], _asked);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], time.Waits);
    }

    [Fact]
    public async Task Good_answers_are_kept_for_a_day_and_bad_ones_for_an_hour()
    {
        var body = $"[One]({_address}/there), [two]({_address}/gone).";
        Assert.Contains("DM514", await AskAsync(body), StringComparison.Ordinal);
        Assert.Equal(3, _asked.Count);
        Assert.Contains("DM514", await AskAsync(body), StringComparison.Ordinal);
        Assert.Equal(3, _asked.Count);
        _clock.Advance(TimeSpan.FromHours(2));
        await AskAsync(body);
        Assert.Equal(5, _asked.Count);
        _clock.Advance(TimeSpan.FromHours(23));
        await AskAsync(body);
        Assert.Equal(8, _asked.Count);
    }

    [Fact]
    public async Task Private_addresses_are_not_asked()
    {
        using var check = new LinkCheck(Workspace.Open(_workspace.Root), new ImpatientTime(_clock));
        Assert.Empty(
            await check.RunAsync(await BuildAsync($"See [the return]({_address}/gone)."), _ => { }, TestContext.Current.CancellationToken)
        );
        Assert.Empty(_asked);
    }

    private async Task<string> AskAsync(string body, TimeProvider? time = null)
    {
        var build = await BuildAsync(body);
        using var check = new LinkCheck(Workspace.Open(_workspace.Root), time ?? new ImpatientTime(_clock), allowLoopback: true);
        return string.Join('\n', await check.RunAsync(build, _ => { }, TestContext.Current.CancellationToken));
    }

    // The organisation's own page is not there to be asked.
    private async Task<CheckContext> BuildAsync(string body)
    {
        _workspace.Write(
            "content/newsletter.yml",
            CheckWorkspace.Settings.Replace("  website: https://etazo.example.org\n", "", StringComparison.Ordinal)
        );
        var build = await _workspace.BuildAsync($"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{body}\n");
        return build.ForChecks(Workspace.Open(_workspace.Root));
    }

    private static int Redirect(HttpContext context, string to)
    {
        context.Response.Headers.Location = to;
        return 302;
    }

    private static WebApplication Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }
}
