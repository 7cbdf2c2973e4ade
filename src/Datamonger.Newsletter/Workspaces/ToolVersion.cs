using System.Globalization;
using System.Reflection;

namespace Datamonger.Newsletter.Workspaces;

/// <summary>The version of this tool: part of every cache key, and of the manifest.</summary>
public static class ToolVersion
{
    /// <summary>As in <c>--version</c>: <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>
    /// Changes with every build of the program, as it does while somebody works on it and the version stays: size and time of change of
    /// its files. Belongs into what stays on this machine, never into an output.
    /// </summary>
    public static string Program { get; } = string.Join(' ', StampsOf(Environment.ProcessPath, LibraryPath));

    /// <summary>The same of the file that holds this library: two processes of one value understand each other.</summary>
    internal static string Library { get; } = StampsOf(LibraryPath, Environment.ProcessPath).FirstOrDefault() ?? Current;

    private static string LibraryPath => Path.Combine(AppContext.BaseDirectory, "Datamonger.Newsletter.dll");

    private static IEnumerable<string> StampsOf(params string?[] paths) =>
        paths
            .OfType<string>()
            .Select(path => new FileInfo(path))
            .Where(file => file.Exists)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Length}:{file.LastWriteTimeUtc.Ticks}"));
}
