using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview.Hosting;

/// <summary>Tells open pages what has changed, over server-sent events: one message a rebuild.</summary>
internal sealed class UpdateHub
{
    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();

    // A page that finds another run of the server at the same address reloads: its token is of the old one.
    private readonly string _run = RandomNumberGenerator.GetHexString(16, lowercase: true);

    private sealed record Listener(string? Slug, Channel<string> Messages);

    /// <summary>The issues that open pages show.</summary>
    public ImmutableHashSet<string> Watched => [.. _listeners.Keys.Select(listener => listener.Slug).OfType<string>()];

    /// <summary>An issue was built again.</summary>
    public void Updated(string slug, int version)
    {
        foreach (var listener in _listeners.Keys.Where(listener => listener.Slug == slug))
            Send(listener, "updated", new JsonObject { ["slug"] = slug, ["version"] = version });
    }

    /// <summary>Issues have come, gone or changed their titles.</summary>
    public void ListChanged()
    {
        foreach (var listener in _listeners.Keys)
            Send(listener, "issues", new JsonObject());
    }

    /// <summary>Writes messages until the page is closed.</summary>
    /// <param name="slug">The issue that the page shows; null when it shows none.</param>
    public async Task ServeAsync(HttpContext context, string? slug, CancellationToken cancellationToken)
    {
        var listener = new Listener(slug, Channel.CreateUnbounded<string>());
        _listeners[listener] = true;
        try
        {
            context.Response.ContentType = "text/event-stream";
            await WriteAsync(context, $"retry: 500\n\n{Message("hello", new JsonObject { ["run"] = _run })}", cancellationToken);
            await foreach (var message in listener.Messages.Reader.ReadAllAsync(cancellationToken))
                await WriteAsync(context, message, cancellationToken);
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    private static void Send(Listener listener, string kind, JsonObject data) => listener.Messages.Writer.TryWrite(Message(kind, data));

    private static string Message(string kind, JsonObject data) => $"event: {kind}\ndata: {data.ToJsonString()}\n\n";

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
