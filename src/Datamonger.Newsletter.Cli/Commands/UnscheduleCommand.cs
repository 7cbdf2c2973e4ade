using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Takes a schedule back.</summary>
internal sealed class UnscheduleCommand : PublishingVerb
{
    private readonly SendOptionsSet _options = new();

    public UnscheduleCommand(PublishingParts parts)
        : base(parts, "unschedule", "Take a schedule back; the issue is a draft again") => _options.AddTo(this, guarded: false);

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [("datamonger unschedule 2017-03", "before changing a scheduled issue")];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) => publisher.UnscheduleAsync(request, _options.Read(parsed, null), cancellationToken);
}
