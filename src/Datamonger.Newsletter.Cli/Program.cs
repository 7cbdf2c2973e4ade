using Datamonger.Newsletter.Cli;

return await CommandLineApp.RunAsync(args, CliEnvironment.OfProcess(), CancellationToken.None);
