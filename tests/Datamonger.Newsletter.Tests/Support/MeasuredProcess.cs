using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>The program as it is installed, run to its end, and what it took of the machine. Linux tells.</summary>
/// <param name="PeakMegabytes">The most memory it had at once, all of it.</param>
/// <param name="ProcessorSeconds">The time that processors were at work for it.</param>
internal sealed record MeasuredProcess(int ExitCode, string Error, double PeakMegabytes, double ProcessorSeconds)
{
    private const string ProgramVariable = "DATAMONGER_TEST_MEASURED_PROGRAM";
    private const int Children = -1;

    /// <summary>Runs <c>datamonger</c> with these arguments.</summary>
    public static async Task<MeasuredProcess> RunAsync(string folder, params string[] arguments)
    {
        // What is known of a process's children is known of all together: one in between has this one only.
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(MeasuredProcess).Assembly.Location);
        start.Environment[ProgramVariable] = string.Join('\n', [Path.Combine(AppContext.BaseDirectory, "datamonger"), .. arguments]);
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var taken = (await output).Split('\n')[^1].Split(' ');
        return new MeasuredProcess(
            process.ExitCode,
            await error,
            double.Parse(taken[0], CultureInfo.InvariantCulture),
            double.Parse(taken[1], CultureInfo.InvariantCulture)
        );
    }

#pragma warning disable CA2255 // This is a program, and this is its other entry.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(ProgramVariable) is not { Length: > 0 } program)
            return;
        Environment.SetEnvironmentVariable(ProgramVariable, null);
        var words = program.Split('\n');
        using var process = Process.Start(words[0], words[1..]);
        process.WaitForExit();
        if (ReadUsage(Children, out var usage) != 0)
            throw new InvalidOperationException("The system does not tell what a process took.");
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"\n{usage.MaximumKilobytes / 1024.0:0.0} {usage.Seconds:0.00}"));
        Console.Out.Flush();
        Environment.Exit(process.ExitCode);
    }

#pragma warning disable SYSLIB1054 // Its source generator wants unsafe code.
    [DllImport("libc", EntryPoint = "getrusage"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadUsage(int whose, out Usage usage);
#pragma warning restore SYSLIB1054

    // struct rusage of 64-bit Linux: two times of seconds and microseconds, then fourteen numbers, of which the first is the peak.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long MaximumKilobytes;

        public readonly double Seconds => UserSeconds + SystemSeconds + ((UserMicroseconds + SystemMicroseconds) / 1e6);
    }
}
