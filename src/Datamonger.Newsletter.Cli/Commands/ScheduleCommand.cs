using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Has a published issue sent at a time.</summary>
internal sealed class ScheduleCommand : PublishingVerb
{
    private readonly Option<string> _at = new("--at")
    {
        Description = "Local time on a quarter hour, at least 15 minutes ahead: \"2017-03-23 09:30\"",
        Required = true,
        HelpName = "time",
    };
    private readonly SendOptionsSet _options = new();
    private readonly EmbargoOption _embargo = new()
    {
        Description = "Have it sent before the release of the data: who decided it, and why",
    };

    public ScheduleCommand(PublishingParts parts)
        : base(parts, "schedule", "Have a published issue sent at a time; can be taken back until then")
    {
        Add(_at);
        _options.AddTo(this, guarded: true);
        Add(_embargo);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger schedule 2017-03 --at \"2017-03-23 09:30\" --token abcd-efgh", "in the newsletter's time zone"),
            (
                "datamonger schedule 2017-03 --at \"2017-10-29 01:30+01:00\" --token abcd-efgh",
                "in the hour that comes twice when the clocks go back"
            ),
        ];

    /// <inheritdoc/>
    protected override Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    ) => publisher.ScheduleAsync(_embargo.Apply(parsed, request), parsed.GetValue(_at)!, _options.Read(parsed, Ask), cancellationToken);
}
