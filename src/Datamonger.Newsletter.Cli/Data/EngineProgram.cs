using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Datamonger.Newsletter.Data.Engine;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>The program that runs queries in a process of its own: this one, with one argument.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record EngineProgram(string Path, ImmutableArray<string> Arguments)
{
    // What a program needs to start; nothing that is a secret.
    private static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "TMP",
        "SystemRoot",
        "USERPROFILE",
        "LOCALAPPDATA",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "DOTNET_ROOT",
        "DOTNET_HOST_PATH",
    ];

    /// <summary>This program. Where dotnet was asked to run its file, dotnet is asked again.</summary>
    public static EngineProgram? OfProcess() =>
        Environment.ProcessPath is not { } program ? null
        : System.IO.Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new EngineProgram(program, [Environment.GetCommandLineArgs()[0], EngineServer.Verb])
        : new EngineProgram(program, [EngineServer.Verb]);

    /// <summary>Starts it, with all its streams in our hands.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    public Process Start()
    {
        var start = new ProcessStartInfo(Path, Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Except(Inherited, StringComparer.OrdinalIgnoreCase).ToList())
            start.Environment.Remove(name);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"The process that runs queries does not start: {e.Message}", e);
        }
    }
}
