using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Makes a draft of a sent issue for those who have not opened it.</summary>
internal sealed class ReplicateCommand(PublishingParts parts)
    : PublishingVerb(parts, "replicate-to-non-openers", "Make a draft of a sent issue for those who have not opened it")
{
    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger replicate-to-non-openers 2017-03", "make the draft, and print its token"),
            ("datamonger schedule 2017-03 --non-openers --at \"2017-03-30 09:30\" --token abcd-efgh", "send it a week later"),
        ];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) => publisher.ReplicateToNonOpenersAsync(request, cancellationToken);
}
