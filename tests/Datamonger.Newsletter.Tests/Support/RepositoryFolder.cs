using System.Runtime.CompilerServices;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Where the repository and the test project lie, for golden files and fixtures.</summary>
internal static class RepositoryFolder
{
    /// <summary>The test project's folder.</summary>
    public static string Tests { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));

    /// <summary>The repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Tests, "..", ".."));

    private static string Here([CallerFilePath] string path = "") => path;
}
