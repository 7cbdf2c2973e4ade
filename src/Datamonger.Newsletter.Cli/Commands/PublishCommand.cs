using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Creates or updates the draft of an issue.</summary>
internal sealed class PublishCommand : PublishingVerb
{
    private readonly Option<bool> _dryRun = new("--dry-run", "-n")
    {
        Description = "Only look, and list the calls that would change something",
    };
    private readonly Option<bool> _takeOver = new("--take-over")
    {
        Description = "Replace the draft although somebody changed or deleted it at Mailchimp",
    };
    private readonly Option<bool> _acceptFigures = new("--accept-figures")
    {
        Description = "Push figures that changed since the last push: you have looked at each",
    };
    private readonly Option<int?> _recipients = new("--recipients")
    {
        Description = "This many recipients are right, however many there were last time",
        HelpName = "n",
    };

    private readonly EmbargoOption _embargo = new() { Description = "Push before the release of the data: who decided it, and why" };

    public PublishCommand(PublishingParts parts)
        : base(parts, "publish", "Create or update an issue's draft, read it back, and print the token for sending it")
    {
        Add(_dryRun);
        Add(_takeOver);
        Add(_acceptFigures);
        Add(_recipients);
        Add(_embargo);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger publish 2017-03", "publish to the sandbox, and see it in its inbox after sending"),
            ("datamonger publish 2017-03 --dry-run", "list what would be called"),
            ("datamonger publish 2017-03 --target mailchimp", "make the draft at Mailchimp; sends nothing"),
            ($"datamonger publish 2017-03 {EmbargoOption.Example}", "before the release of its data; written down in the journal"),
        ];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) =>
        publisher.PublishAsync(
            _embargo.Apply(parsed, request),
            new PublishOptions
            {
                DryRun = parsed.GetValue(_dryRun),
                TakeOver = parsed.GetValue(_takeOver),
                AcceptFigures = parsed.GetValue(_acceptFigures),
                Recipients = parsed.GetValue(_recipients),
            },
            cancellationToken
        );
}
