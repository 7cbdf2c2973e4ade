using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Sandbox.Contract;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Sandbox.Hosting;

/// <summary>
/// A sandbox over real HTTP with a store of its own, and a client that holds a key. When the OpenAPI document is at hand,
/// every call and every answer is judged by it.
/// </summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef-us19";
    public const string List = SandboxSeed.AudienceId;

    private readonly TemporaryFolder _folder = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<Exception> _failures = new();
    private SandboxOptions _options;

    private SandboxHost(SandboxOptions options)
    {
        _options = Mine(options);
        Server = null!;
        Client = null!;
    }

    /// <summary>A Monday morning in November, five minutes past nine.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 5, 0, TimeSpan.Zero));

    public SandboxServer Server { get; private set; }

    public HttpClient Client { get; private set; }

    /// <summary>Whether the client says on its own what violates the document.</summary>
    public bool Judges { get; set; } = true;

    public string Folder => _folder.Path;

    public static async Task<SandboxHost> StartAsync(SandboxOptions? options = null)
    {
        var host = new SandboxHost(options ?? new SandboxOptions { DataDirectory = "" });
        await host.OpenAsync();
        return host;
    }

    /// <summary>Closes the server and opens another over the same store, on another port.</summary>
    public async Task RestartAsync(SandboxOptions? options = null)
    {
        await Server.DisposeAsync();
        Client.Dispose();
        if (options is not null)
            _options = Mine(options);
        await OpenAsync();
    }

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path);

    public Task<Reply> PostAsync(string path, JsonNode? body = null) => SendAsync("POST", path, body);

    public Task<Reply> PutAsync(string path, JsonNode body) => SendAsync("PUT", path, body);

    public Task<Reply> PatchAsync(string path, JsonNode body) => SendAsync("PATCH", path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync("DELETE", path);

    public async Task<Reply> SendAsync(string method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Server.Address, "3.0" + path));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = await Reply.ReadAsync(response);
        Assert.Empty(_failures);
        if (Judges && OpenApiDocument.Current is { } document)
            Assert.Equal(
                "",
                string.Join(
                    "\n",
                    document.Judge(method, path, body, reply.Status, reply.ContentType, reply.Text.Length == 0 ? null : reply.Json)
                )
            );
        return reply;
    }

    /// <summary>What a browser, without a key, gets from a path of the server.</summary>
    public async Task<Reply> BrowseAsync(string path, Dictionary<string, string>? form = null)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = Server.Address };
        using var content = form is null ? null : new FormUrlEncodedContent(form);
        using var response = form is null
            ? await browser.GetAsync(path, TestContext.Current.CancellationToken)
            : await browser.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await Reply.ReadAsync(response);
    }

    /// <summary>A draft that is ready to send, and its id.</summary>
    public async Task<string> DraftAsync(
        string html = Letter.Html,
        string? text = null,
        string subject = "Hello *|FNAME|*",
        Action<JsonObject>? change = null
    )
    {
        var campaign = new JsonObject
        {
            ["type"] = "regular",
            ["recipients"] = new JsonObject { ["list_id"] = List },
            ["settings"] = new JsonObject
            {
                ["subject_line"] = subject,
                ["preview_text"] = "In this issue",
                ["title"] = "Issue 1 [nl:x]",
                ["from_name"] = "Sandbox Publishing",
                ["reply_to"] = "newsletter@example.org",
            },
        };
        change?.Invoke(campaign);
        var id = (await PostAsync("/campaigns", campaign)).Id;
        var content = new JsonObject { ["html"] = html };
        if (text is not null)
            content["plain_text"] = text;
        Assert.Equal(200, (await PutAsync($"/campaigns/{id}/content", content)).Status);
        return id;
    }

    /// <summary>A campaign that has been sent, and its id.</summary>
    public async Task<string> SentAsync(
        string html = Letter.Html,
        string? text = null,
        string subject = "Hello *|FNAME|*",
        Action<JsonObject>? change = null
    )
    {
        var id = await DraftAsync(html, text, subject, change);
        Assert.Equal(204, (await PostAsync($"/campaigns/{id}/actions/send")).Status);
        return id;
    }

    public async Task<string> StatusAsync(string campaign) =>
        (await GetAsync($"/campaigns/{campaign}?fields=status")).Json["status"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Client.Dispose();
        _folder.Dispose();
        Assert.Empty(_failures);
    }

    private SandboxOptions Mine(SandboxOptions options) =>
        options with
        {
            DataDirectory = _folder.Path,
            Time = Time,
            OnFailure = _failures.Enqueue,
        };

    private async Task OpenAsync()
    {
        Server = await SandboxServer.StartAsync(_options, TestContext.Current.CancellationToken);
        Client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{Key}"))
        );
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(
    int Status,
    string Text,
    string? ContentType,
    HttpResponseHeaders Headers,
    HttpContentHeaders ContentHeaders,
    byte[] Bytes
)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new JsonException("There is no body.");

    public string Id => Json["id"]!.ToString();

    /// <summary>The values of one member over a list, such as the tags of merge fields.</summary>
    public IEnumerable<string> All(string list, string member) => Json[list]!.AsArray().Select(item => item![member]!.ToString());

    /// <summary>The fields that a refusal names.</summary>
    public IEnumerable<string> Errors => All("errors", "field");

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new Reply(
            (int)response.StatusCode,
            Encoding.UTF8.GetString(bytes),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers,
            response.Content.Headers,
            bytes
        );
    }
}

/// <summary>A small email.</summary>
internal static class Letter
{
    public const string Html = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Issue</title></head>
        <body><h1>Dear *|FNAME|*</h1><p>*|ORG|*</p><p><a href="https://example.org/data?a=1&amp;b=2">The data</a></p>
        <p><a href="*|UNSUB|*">Unsubscribe</a> <a href="*|UPDATE_PROFILE|*">Preferences</a> <a href="*|ARCHIVE|*">Browser</a></p></body></html>
        """;
}
