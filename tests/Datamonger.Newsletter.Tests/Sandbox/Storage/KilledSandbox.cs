using System.Diagnostics;
using System.Runtime.CompilerServices;
using Datamonger.Mailchimp.Sandbox;

namespace Datamonger.Newsletter.Tests.Sandbox.Storage;

/// <summary>
/// A sandbox in a process of its own, which can be killed. The process is this test program, started with the folder in its environment.
/// </summary>
internal sealed class KilledSandbox : IDisposable
{
    private const string FolderVariable = "DATAMONGER_TEST_SANDBOX_FOLDER";
    private readonly Process _process;

    private KilledSandbox(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<KilledSandbox> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(KilledSandbox).Assembly.Location);
        start.Environment[FolderVariable] = folder;
        var process = Process.Start(start)!;
        return new KilledSandbox(process, new Uri((await process.StandardOutput.ReadLineAsync(cancellationToken))!));
    }

    /// <summary>As <c>kill -9</c> does: no handler runs, nothing is closed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as a service manager does.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

#pragma warning disable CA2255 // This is a program, and this is its other entry.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
            return;
        var server = SandboxServer
            .StartAsync(new SandboxOptions { DataDirectory = folder }, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        Console.WriteLine(server.Address);
        Console.Out.Flush();
        Thread.Sleep(Timeout.Infinite);
    }
}
