using System.CommandLine;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary>A verb about one issue at one Mailchimp.</summary>
internal abstract class PublishingVerb : Verb
{
    protected PublishingVerb(PublishingParts parts, string name, string description)
        : base(name, description)
    {
        Parts = parts;
        Issue = new Argument<string>("issue") { Description = "The issue's slug, or how it begins", HelpName = "issue" };
        Issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(Issue);
        Add(Target);
        SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
    }

    /// <inheritdoc/>
    public override TimeSpan TimeToEnd => TimeSpan.FromMinutes(4);

    protected PublishingParts Parts { get; }

    protected Argument<string> Issue { get; }

    protected Option<string?> Target { get; } = PublishingParts.TargetOption();

    /// <summary>Does it.</summary>
    protected abstract Task<PublishReceipt> RunAsync(
        ParseResult parsed,
        IPublisher publisher,
        PublishRequest request,
        CancellationToken cancellationToken
    );

    /// <summary>Prints where the issue stands.</summary>
    protected virtual int Print(ParseResult parsed, ReceiptPrinter printer, PublishReceipt receipt)
    {
        printer.Print(receipt);
        return ExitCode.Done;
    }

    /// <summary>Asks a person who sits at a terminal to type the token; null where nobody does.</summary>
    protected Func<string, CancellationToken, Task<string?>>? Ask =>
        !Parts.Session.Environment.InputIsTerminal || Parts.Session.AsJson
            ? null
            : async (question, cancellationToken) =>
            {
                await Parts.Session.Environment.Error.WriteAsync(question.AsMemory(), cancellationToken);
                return await Parts.Session.Environment.Input.ReadLineAsync(cancellationToken);
            };

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var printer = new ReceiptPrinter(Parts.Session);
        try
        {
            var request = await Parts.RequestAsync(parsed.GetValue(Issue)!, cancellationToken);
            Parts.Session.Reporter.Report([
                .. request.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity == Diagnostics.Severity.Warning),
            ]);
            var publisher = await Parts.PublisherAsync(parsed.GetValue(Target), cancellationToken);
            return Print(parsed, printer, await RunAsync(parsed, publisher, request, cancellationToken));
        }
        catch (PublishStoppedException stopped)
        {
            printer.Print(stopped);
            return (int)stopped.Outcome;
        }
    }
}
