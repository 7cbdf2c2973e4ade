using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Says where an issue stands at Mailchimp.</summary>
internal sealed class StatusCommand : PublishingVerb
{
    private readonly SendOptionsSet _options = new();
    private readonly Option<bool> _link = new("--link") { Description = "Print only the address of the campaign's page at Mailchimp" };

    public StatusCommand(PublishingParts parts)
        : base(parts, "status", "Say where an issue stands, and what to do next; changes nothing")
    {
        _options.AddTo(this, guarded: false);
        Add(_link);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger status 2017-03", "at newsletter.yml's target"),
            ("datamonger status 2017-03 --link", "the address to open the campaign at"),
        ];

    /// <inheritdoc/>
    protected override int Print(ParseResult parsed, ReceiptPrinter printer, PublishReceipt receipt)
    {
        if (!parsed.GetValue(_link))
            return base.Print(parsed, printer, receipt);
        if (receipt.Page is null)
            throw new CliException(ExitCode.Diagnostics, $"{receipt.Slug} has no campaign at {receipt.Target}.", "Publish it first.");
        Parts.Session.Environment.Output.WriteLine(receipt.Page);
        return ExitCode.Done;
    }

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) => publisher.StatusAsync(request, _options.Edition(parsed), cancellationToken);
}
