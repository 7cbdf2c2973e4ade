BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Datamonger.Newsletter.Benchmarks.ChartBenchmarks).Assembly).Run(args);
