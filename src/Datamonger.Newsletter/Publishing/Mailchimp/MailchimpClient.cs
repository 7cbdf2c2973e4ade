using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Refit;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// A connection to one Mailchimp: the API behind its policies, and a second client without the key for looking at uploaded pictures.
/// </summary>
internal sealed class MailchimpClient : IDisposable
{
    /// <summary>Mailchimp allows ten connections for a key, all its programs together.</summary>
    public const int MostConnections = 8;

    private const string Files = "files";
    private readonly ServiceProvider _services;
    private readonly SocketsHttpHandler _wire;

    private MailchimpClient(ServiceProvider services, SocketsHttpHandler wire, PublishTarget target, ServerClock clock) =>
        (_services, _wire, Target, Clock, Api) = (services, wire, target, clock, services.GetRequiredService<IMailchimpApi>());

    /// <summary>Which Mailchimp it is.</summary>
    public PublishTarget Target { get; }

    /// <summary>The API.</summary>
    public IMailchimpApi Api { get; }

    /// <summary>Mailchimp's clock.</summary>
    public ServerClock Clock { get; }

    /// <summary>Connects; nothing is called yet.</summary>
    public static MailchimpClient Create(PublishTarget target, MailchimpOptions options)
    {
        var clock = new ServerClock(options.Time);
        // One wire for the client's life, so that its connections are counted together and closed with it: the factory alone would leave
        // them open.
        var wire = Wire();
        var services = new ServiceCollection();
        var builder = services
            .AddRefitGeneratedClient<IMailchimpApi>(Settings())
            .ConfigureHttpClient(client => (client.BaseAddress, client.Timeout) = (target.Address, Timeout.InfiniteTimeSpan))
            .ConfigurePrimaryHttpMessageHandler(() => wire)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        builder.AddHttpMessageHandler(() => new OutcomeHandler());
        builder
            .AddResilienceHandler("repeat", (pipeline, context) => CallPipelines.Repeat(pipeline, ClassOf(context), options))
            .SelectPipelineBy(_ => request => CallClasses.Of(request).ToString());
        builder
            .AddResilienceHandler("limit", (pipeline, context) => CallPipelines.Limit(pipeline, ClassOf(context), options))
            .SelectPipelineBy(_ => request => CallClasses.Of(request).ToString());
        builder.AddHttpMessageHandler(() => new AnswerHandler(target.Key, clock));
        if (options.Recorder is { } recorder)
            builder.AddHttpMessageHandler(recorder);
        services
            .AddHttpClient(Files, client => client.Timeout = options.RepeatableTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => wire)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return new MailchimpClient(services.BuildServiceProvider(), wire, target, clock);

        static CallClass ClassOf(ResilienceHandlerContext context) => Enum.Parse<CallClass>(context.InstanceName);
    }

    /// <summary>A client for addresses outside the API. It never carries the key.</summary>
    public HttpClient FilesClient() => _services.GetRequiredService<IHttpClientFactory>().CreateClient(Files);

    /// <inheritdoc/>
    public void Dispose()
    {
        _services.Dispose();
        _wire.Dispose();
    }

    private static RefitSettings Settings() =>
        new(new SystemTextJsonContentSerializer(MailchimpJson.Default.Options))
        {
            // What failed has been said already; Refit's own exceptions hold the request, and with it the key.
            TransportExceptionFactory = (_, exception, _) =>
                exception is MailchimpException or OperationCanceledException
                    ? exception
                    : new MailchimpException(CallFate.Unknown, $"The call failed ({exception.GetType().Name})."),
            DeserializationExceptionFactory = (_, _) =>
                new ValueTask<Exception?>(
                    new MailchimpException(CallFate.Unknown, "The answer is JSON of another shape than it should be.")
                ),
        };

    private static SocketsHttpHandler Wire() =>
        new()
        {
            MaxConnectionsPerServer = MostConnections,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
}
