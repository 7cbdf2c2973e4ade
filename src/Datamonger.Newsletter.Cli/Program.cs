using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Data.Engine;

if (args is [EngineServer.Verb])
{
    await EngineServer.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
    return ExitCode.Done;
}
return await CommandLineApp.RunAsync(args, CliEnvironment.OfProcess(), CancellationToken.None);
