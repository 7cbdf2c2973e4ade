using System.CommandLine;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Revisions;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary>Builds one issue of a workspace.</summary>
internal delegate Task<IssueBuild> BuildIssue(Workspace workspace, string slug, CancellationToken cancellationToken);

/// <summary>What the publishing verbs share: the issue as it is built, the Mailchimp that is meant, and who is asking.</summary>
internal sealed class PublishingParts(CliSession session, BuildIssue build)
{
    private readonly PublishOperator _operator = new(
        System.Environment.MachineName,
        System.Environment.ProcessId,
        Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))
    );

    public CliSession Session => session;

    /// <summary>Starts the workspace's sandbox where none is running, and says where it is.</summary>
    public Func<Workspace, CancellationToken, Task<Uri>> FindSandbox { get; init; } =
        (workspace, cancellationToken) => new SandboxProcess(session, workspace).FindOrStartAsync(cancellationToken);

    public MailchimpOptions Options => new() { Time = session.Environment.Time, Progress = new Sayer(session.Reporter) };

    public PublishOperator Operator => _operator;

    /// <summary>The issue as it is now, ready to be published.</summary>
    public async Task<PublishRequest> RequestAsync(string slug, CancellationToken cancellationToken) =>
        Request(await BuildAsync(slug, cancellationToken));

    /// <summary>The issue as it is now.</summary>
    public Task<IssueBuild> BuildAsync(string slug, CancellationToken cancellationToken) =>
        build(session.Workspace, Slugs.Known(session.Workspace, slug), cancellationToken);

    public PublishRequest Request(IssueBuild built)
    {
        var request = PublishRequest.Of(
            built.Issue,
            built.Email,
            // What corrects an issue is finished before anything about it goes out.
            [.. built.Diagnostics, .. CorrectionNotice.OpenFor(session.Workspace, FolderOf(built), built.Issue.Slug)],
            session.Workspace.Settings,
            [.. System.Text.Encoding.UTF8.GetBytes(FiguresJson.Write(built.Figures, built.Tables.Datasets))],
            built.EmbargoBy(session.Workspace.Settings)
        ) with
        {
            SentDirectory = SentDirectory(built),
            ApprovalsDirectory = Path.Combine(session.Workspace.IssuesDirectory, FolderOf(built), "approvals"),
        };
        return request with { Contents = () => SentOutput.Of(session.Workspace, built, request.Content) };
    }

    private static string FolderOf(IssueBuild built) => built.Issue.Source.Path.Split('/')[^2];

    // Beside the issue's file. Earlier versions put it into a folder of the slug, where that is another.
    private string SentDirectory(IssueBuild built)
    {
        var bySlug = Path.Combine(session.Workspace.IssuesDirectory, built.Issue.Slug, "sent");
        return File.Exists(Path.Combine(bySlug, SentIssueReader.FileName))
            ? bySlug
            : Path.Combine(session.Workspace.IssuesDirectory, FolderOf(built), "sent");
    }

    /// <summary>A publisher to the target that is meant.</summary>
    public async Task<MailchimpPublisher> PublisherAsync(string? target, CancellationToken cancellationToken) =>
        new(await TargetAsync(target, cancellationToken), session.Workspace.StateDirectory, Options, _operator);

    /// <summary>
    /// The Mailchimp that is meant: <c>--target</c>, else newsletter.yml's; another server of this machine where the environment names one.
    /// </summary>
    public async Task<PublishTarget> TargetAsync(string? target, CancellationToken cancellationToken)
    {
        var (variable, meant) = (session.Environment.Variable, target ?? session.Workspace.Settings.Target);
        if (variable("DATAMONGER_MAILCHIMP_URL") is { Length: > 0 } url)
        {
            if (meant == "mailchimp")
                throw new CliException(
                    ExitCode.Usage,
                    "The target is mailchimp, and DATAMONGER_MAILCHIMP_URL names a server of this machine.",
                    "Unset DATAMONGER_MAILCHIMP_URL to reach Mailchimp, or use --target sandbox to reach that server."
                );
            return Loopback(url);
        }
        if (meant == "mailchimp")
            return PublishTarget.Mailchimp(
                Key()
                    ?? throw new CliException(
                        ExitCode.Usage,
                        "The target is mailchimp, and MAILCHIMP_API_KEY is not set.",
                        "Set it in the environment, or use --target sandbox."
                    )
            );
        return PublishTarget.Sandbox(await FindSandbox(session.Workspace, cancellationToken));
    }

    /// <summary>The key of the environment; null when it is not set.</summary>
    public MailchimpKey? Key()
    {
        if (session.Environment.Variable("MAILCHIMP_API_KEY") is not { Length: > 0 } text)
            return null;
        try
        {
            return MailchimpKey.Parse(text.Trim());
        }
        catch (FormatException e)
        {
            throw new CliException(ExitCode.Usage, e.Message, "It comes from MAILCHIMP_API_KEY.");
        }
    }

    /// <summary><c>--target</c></summary>
    public static Option<string?> TargetOption()
    {
        var option = new Option<string?>("--target", "-t")
        {
            Description = "sandbox or mailchimp; newsletter.yml's by default",
            HelpName = "target",
        };
        option.AcceptOnlyFromAmong("sandbox", "mailchimp");
        return option;
    }

    private PublishTarget Loopback(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            throw new CliException(ExitCode.Usage, "DATAMONGER_MAILCHIMP_URL is not an address.");
        try
        {
            return PublishTarget.Loopback(address, Key() is { IsReal: false } key ? key : null);
        }
        catch (ArgumentException e)
        {
            throw new CliException(ExitCode.Usage, e.Message, "DATAMONGER_MAILCHIMP_URL names it.");
        }
    }

    // Progress<T> would hand the lines to the thread pool, behind the result.
    private sealed class Sayer(ConsoleReporter reporter) : IProgress<string>
    {
        public void Report(string value) => reporter.Say(value);
    }
}
