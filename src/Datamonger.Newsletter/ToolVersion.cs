using System.Reflection;

namespace Datamonger.Newsletter;

/// <summary>The version of this tool: part of every cache key, and of the manifest.</summary>
public static class ToolVersion
{
    /// <summary>As in <c>--version</c>: <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
