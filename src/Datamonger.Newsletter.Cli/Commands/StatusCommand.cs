using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Says where an issue stands at Mailchimp.</summary>
internal sealed class StatusCommand : PublishingVerb
{
    private readonly SendOptionsSet _options = new();

    public StatusCommand(PublishingParts parts)
        : base(parts, "status", "Say where an issue stands, and what to do next; changes nothing") => _options.AddTo(this, guarded: false);

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples => [("datamonger status 2017-03", "at newsletter.yml's target")];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(ParseResult parsed, IPublisher publisher, PublishRequest request, CancellationToken cancellationToken) =>
        publisher.StatusAsync(request, _options.Edition(parsed), cancellationToken);
}
