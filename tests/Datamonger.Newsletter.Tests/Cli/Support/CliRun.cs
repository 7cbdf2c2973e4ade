using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Cli.Support;

/// <summary>What a command line printed, and how it ended.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command line in a folder, as on 16 March 2017.</summary>
    public static async Task<CliRun> InAsync(
        TemporaryFolder folder,
        string[] arguments,
        string input = "",
        bool onTerminal = false,
        Dictionary<string, string>? variables = null
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = new StringReader(input),
            CurrentDirectory = folder.Path,
            Variable = name => variables?.GetValueOrDefault(name),
            Time = new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)),
            OutputIsTerminal = onTerminal,
        };
        var exitCode = await CommandLineApp.RunAsync(arguments, environment, TestContext.Current.CancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line in a newsletter, by its clock.</summary>
    public static async Task<CliRun> InAsync(TestNewsletter newsletter, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = TextReader.Null,
            CurrentDirectory = newsletter.Root,
            Variable = _ => null,
            Time = newsletter.Time,
        };
        var exitCode = await CommandLineApp.RunAsync(arguments, environment, TestContext.Current.CancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A workspace with the applications to foster, and an issue that asks for them.</summary>
    public static TemporaryFolder Workspace()
    {
        var folder = new TemporaryFolder();
        folder.Write(
            "content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n"
        );
        folder.Write("content/datasets/fostering.csv", "year,applications,rate\n2014/15,16920,1.5\n2015/16,11460,c\n");
        folder.Write(
            "content/datasets/datasets.yml",
            "fostering:\n  title: Fostering in England\n  publisher: Ofsted\n  released: 2017-02-28\n  retrieved: 2017-03-06\n"
        );
        folder.Write(
            "content/issues/2017-03-fostering/index.md",
            """
            ---
            title: Fostering
            subject: Fostering
            ---
            ```sql applications
            select year, applications from fostering order by year
            ```
            There were {{ applications.last.applications | num0 }}.
            """
        );
        return folder;
    }
}
