using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

/// <summary>Stands between a client and the sandbox and holds every request and answer to Mailchimp's own description.</summary>
internal sealed class JudgingProxy : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri _target;

    private JudgingProxy(Uri target)
    {
        _target = target;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(ForwardAsync);
    }

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<string> Violations { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The operations that were judged, whoever called them.</summary>
    public static IEnumerable<string> Judged => OpenApiDocument.Current?.Judged.Keys ?? [];

    public static async Task<JudgingProxy> StartAsync(Uri target)
    {
        var proxy = new JudgingProxy(target);
        await proxy._application.StartAsync(TestContext.Current.CancellationToken);
        proxy.Address = new Uri(proxy._application.Urls.First() + "/3.0");
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = context.Request.Path.Value!["/3.0".Length..] + context.Request.QueryString.Value;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_target, "3.0" + path));
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var answer = await _client.SendAsync(request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        var type = answer.Content.Headers.ContentType?.ToString();
        Calls.Enqueue($"{context.Request.Method} {path} {(int)answer.StatusCode}");
        foreach (
            var violation in OpenApiDocument.Current?.Judge(
                context.Request.Method,
                path,
                Parse(body),
                (int)answer.StatusCode,
                type,
                Parse(text)
            )
                ?? []
        )
            Violations.Enqueue(violation);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = type;
        context.Response.Headers.Date = answer.Headers.Date?.ToString("r");
        if (text.Length > 0)
            await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static JsonNode? Parse(string text) => text.Length == 0 ? null : JsonNode.Parse(text);
}
