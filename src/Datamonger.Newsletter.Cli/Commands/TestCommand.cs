using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Smtp;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Sends a test email: through Mailchimp, or through a mail server of one's own.</summary>
internal sealed class TestCommand : Verb
{
    private readonly PublishingParts _parts;
    private readonly Argument<string> _issue = new("issue") { Description = "The issue's slug, or how it begins", HelpName = "issue" };
    private readonly Option<string[]> _to = new("--to")
    {
        Description = "Addresses; written down nowhere",
        AllowMultipleArgumentsPerToken = true,
        Required = true,
        HelpName = "address",
    };
    private readonly Option<bool> _smtp = new("--smtp")
    {
        Description = "Through the mail server of DATAMONGER_SMTP_URL, as the issue is now, unpublished",
    };
    private readonly EmbargoOption _embargo = new() { Description = "Send before the release of the data: who decided it, and why" };
    private readonly Option<string?> _target = PublishingParts.TargetOption();

    public TestCommand(PublishingParts parts)
        : base("test", "Send a test email of an issue")
    {
        _parts = parts;
        _issue.CompletionSources.Add(_ => Slugs.Complete(parts.Session));
        Add(_issue);
        Add(_to);
        Add(_smtp);
        Add(_target);
        Add(_embargo);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger test 2017-03 --to editor@example.org", "of the draft, by Mailchimp or into the sandbox's inbox"),
            ("datamonger test 2017-03 --to editor@example.org --smtp", "of the issue as it is here, by your own mail server"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (session, printer) = (_parts.Session, new ReceiptPrinter(_parts.Session));
        var addresses = parsed.GetValue(_to) ?? [];
        try
        {
            var build = await _parts.BuildAsync(parsed.GetValue(_issue)!, cancellationToken);
            var request = _embargo.Apply(parsed, _parts.Request(build));
            if (!parsed.GetValue(_smtp))
            {
                var publisher = await _parts.PublisherAsync(parsed.GetValue(_target), cancellationToken);
                printer.Print(await publisher.TestAsync(request, addresses, cancellationToken));
                return ExitCode.Done;
            }
            var url = session.Environment.Variable("DATAMONGER_SMTP_URL") is { Length: > 0 } some
                ? some
                : throw new CliException(
                    ExitCode.Usage,
                    "DATAMONGER_SMTP_URL is not set.",
                    "Set it to smtp://user:password@host:port, or leave --smtp out."
                );
            SmtpEmbargo.Pass(request, session.Workspace.StateDirectory, session.Environment.Time, _parts.Operator);
            await SmtpTest.SendAsync(Server(url), Message(build), addresses, cancellationToken);
            session.Reporter.Say(
                $"Sent a test to {addresses.Length} {(addresses.Length == 1 ? "address" : "addresses")}; merge tags show their fallbacks."
            );
            return ExitCode.Done;
        }
        catch (PublishStoppedException stopped)
        {
            printer.Print(stopped);
            return (int)stopped.Outcome;
        }
    }

    private static SmtpAddress Server(string url)
    {
        try
        {
            return SmtpAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, e.Message);
        }
    }

    private TestMessage Message(IssueBuild build)
    {
        var email = build.Email;
        // A subscriber of whom nothing is known: every merge tag shows its fallback.
        var reading = new PersonaReading(
            new Persona("Test", email.ReplyTo),
            email,
            _parts.Session.Workspace.Settings,
            _parts.Session.Environment.Time.GetUtcNow()
        );
        return new TestMessage(reading.Subject, email.FromName, email.ReplyTo, reading.Html(email.Html), reading.Text, email.Images);
    }
}
