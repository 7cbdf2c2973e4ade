using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli.Commands;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli;

/// <summary>The table of verbs, and the one place where what goes wrong becomes a line and an exit code.</summary>
internal static class CommandLineApp
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var session = new CliSession(environment);
        var root = Root(session);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
            {
                if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [{ } unknown, ..] && !unknown.StartsWith('-'))
                    session.Reporter.Failure(
                        $"\"{unknown}\" is not a command.",
                        NearestName.To(unknown, root.Subcommands.Select(verb => verb.Name)) is { } near ? $"Did you mean {near}?" : null
                    );
                else
                    foreach (var error in parsed.Errors)
                        session.Reporter.Failure(error.Message, null);
                environment.Error.WriteLine(
                    $"Try: datamonger {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help"
                );
                return ExitCode.Usage;
            }
            session.Begin(parsed);
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = environment.Output,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeToEnd(parsed.CommandResult),
                },
                cancellationToken
            );
        }
        catch (OperationCanceledException)
        {
            session.Reporter.Failure("Cancelled.", null);
            return ExitCode.Cancelled;
        }
        catch (CliException e)
        {
            session.Reporter.Failure(e.Message, e.Hint);
            return e.ExitCode;
        }
        catch (Exception e)
        {
            session.Reporter.Failure(e.Message, session.ShowsStackTraces ? null : "Run again with --stacktrace for the details.");
            if (session.ShowsStackTraces)
                environment.Error.WriteLine(e.ToString());
            return ExitCode.Failed;
        }
        finally
        {
            await session.DisposeAsync();
        }
    }

    // A verb's own subcommands end as it does.
    private static TimeSpan TimeToEnd(CommandResult? result)
    {
        for (; result is not null; result = result.Parent as CommandResult)
            if (result.Command is Verb verb)
                return verb.TimeToEnd;
        return TimeSpan.FromSeconds(2);
    }

    /// <summary>The command with all its verbs.</summary>
    public static RootCommand Root(CliSession session)
    {
        var root = new RootCommand("Writes, previews, checks and publishes a newsletter whose figures come from data.");
        root.Add(session.WorkspaceOption);
        root.Add(session.JsonOption);
        root.Add(session.StackTraceOption);
        root.Add(new InitCommand(session));
        root.Add(new NewCommand(session));
        root.Add(new BuildCommand(session));
        root.Add(new CheckCommand(session));
        root.Add(new QueryCommand(session));
        root.Add(new TablesCommand(session));
        root.Add(new DescribeCommand(session));
        var publishing = new PublishingParts(session, BuildAsync);
        root.Add(new PreviewCommand(publishing));
        root.Add(new DiffCommand(publishing));
        root.Add(new PublishCommand(publishing));
        root.Add(new ApproveCommand(publishing));
        root.Add(new TestCommand(publishing));
        root.Add(new ScheduleCommand(publishing));
        root.Add(new UnscheduleCommand(publishing));
        root.Add(new SendCommand(publishing));
        root.Add(new StatusCommand(publishing));
        root.Add(new ReplicateCommand(publishing));
        root.Add(new ReportCommand(publishing));
        root.Add(new SubscribersCommand(publishing));
        root.Add(new SandboxCommand(session));
        root.Add(new ArchiveCommand(session));
        root.Add(new RevisionsCommand(session));
        root.Add(new CorrectCommand(session));
        root.Add(new DoctorCommand(publishing));
        root.Add(new SchemaCommand(session));
        root.Add(new CompletionCommand(session));
        if (root.Options.OfType<HelpOption>().FirstOrDefault() is { Action: HelpAction help } option)
            option.Action = new HelpWithExamples(help);
        return root;

        async Task<IssueBuild> BuildAsync(Workspace workspace, string slug, CancellationToken cancellationToken)
        {
            using var builder = IssueBuilder.For(workspace, session.Environment.Time);
            return await builder.BuildAsync(slug, workspace.ReadIssue(slug), cancellationToken);
        }
    }
}
