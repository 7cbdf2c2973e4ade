using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>
/// The program as it is typed, in a small newsletter, with the newsletter's sandbox running over real HTTP. Nothing waits.
/// </summary>
internal sealed class PublishingCli : IAsyncDisposable
{
    public const string Slug = TestNewsletter.Slug;

    private readonly System.Collections.Concurrent.ConcurrentQueue<Exception> _failures = new();

    private PublishingCli(TestNewsletter newsletter) => Newsletter = newsletter;

    public TestNewsletter Newsletter { get; }

    public SandboxServer Sandbox { get; private set; } = null!;

    /// <summary>A Thursday in March, nine in the morning, in winter time.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero));

    /// <summary>What the environment says.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What a person types who sits at a terminal; null when nobody does.</summary>
    public string? Typed { get; set; }

    /// <summary>Everything that any run printed.</summary>
    public StringWriter Printed { get; } = new();

    public static async Task<PublishingCli> StartAsync(TestNewsletter? newsletter = null, string? key = null)
    {
        var cli = new PublishingCli(
            newsletter
                ?? new TestNewsletter()
                    .Dataset("loans.csv", "year,loans\n2014,54870\n2015,61200\n2016,67310\n")
                    .Body(
                        """
                        Dear <<First Name>>,

                        ```sql by_year
                        select year, loans from loans order by year
                        ```

                        Loans rose to {{ by_year.last.loans | num0 }}.

                        ```chart line
                        data: by_year
                        x: year
                        y: loans
                        title: Loans rose to {{ by_year.last.loans | num0 }}
                        ```

                        [The libraries](https://example.org/libraries)
                        """
                    )
        );
        var data = cli.Newsletter.PathOf(".datamonger/sandbox");
        cli.Sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                DataDirectory = data,
                Time = cli.Time,
                ApiKey = key,
                OnFailure = cli._failures.Enqueue,
            },
            TestContext.Current.CancellationToken
        );
        // As the sandbox that runs in the background says where it is.
        await File.WriteAllTextAsync(
            Path.Combine(data, "server.json"),
            new JsonObject { ["address"] = cli.Sandbox.Address.ToString() }.ToJsonString(),
            TestContext.Current.CancellationToken
        );
        return cli;
    }

    /// <summary>Runs a command line.</summary>
    public async Task<CliRun> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = Typed is null ? TextReader.Null : new StringReader(Typed);
        var environment = new CliEnvironment
        {
            Output = output,
            Error = error,
            Input = input,
            InputIsTerminal = Typed is not null,
            CurrentDirectory = Newsletter.Root,
            Variable = name => Variables.GetValueOrDefault(name),
            Time = new ImpatientTime(Time),
        };
        var exitCode = await CommandLineApp.RunAsync(arguments, environment, TestContext.Current.CancellationToken);
        var run = new CliRun(exitCode, output.ToString(), error.ToString());
        await Printed.WriteAsync(run.Output + run.Error);
        return run;
    }

    /// <summary>Publishes the issue, and gives its token.</summary>
    public async Task<string> PublishAsync() => (await RunAsync("publish", Slug)).Value("token");

    /// <summary>Does what somebody else does at Mailchimp.</summary>
    public async Task EditOutsideAsync(string campaign, string json)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(
            new Uri(Sandbox.Address, $"sandbox/campaigns/{campaign}/edit"),
            new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Newsletter.Dispose();
        await Printed.DisposeAsync();
        Assert.Empty(_failures);
    }
}

/// <summary>What a run of the program printed and ended with.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>What stands behind a name: <c>state     draft</c>.</summary>
    public string Value(string name)
    {
        var line = Output.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line?[name.Length..].Trim() ?? throw new InvalidOperationException($"No line \"{name}\" in:\n{Output}\n{Error}");
    }
}
