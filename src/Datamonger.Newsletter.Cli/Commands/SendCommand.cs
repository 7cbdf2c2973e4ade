using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Sends a published issue now.</summary>
internal sealed class SendCommand : PublishingVerb
{
    private readonly SendOptionsSet _options = new();
    private readonly EmbargoOption _embargo = new() { Description = "Send before the release of the data: who decided it, and why" };

    public SendCommand(PublishingParts parts)
        : base(parts, "send", "Send a published issue now; schedule is safer, because it can be taken back")
    {
        _options.AddTo(this, guarded: true);
        Add(_embargo);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger send 2017-03 --token abcd-efgh", "with the token that publish printed"),
            (
                "datamonger send 2017-03 --token abcd-efgh --confirm-not-sent",
                "after an attempt whose outcome stayed unknown, once you have looked"
            ),
        ];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) => publisher.SendAsync(_embargo.Apply(parsed, request), _options.Read(parsed, Ask), cancellationToken);
}
