using System.Runtime.InteropServices;

namespace Datamonger.Newsletter.Cli.Browser;

/// <summary>
/// The browser of the editor's machine: the one that <c>DATAMONGER_BROWSER</c> names, else Chrome, Chromium, Edge or Brave where they are
/// installed.
/// </summary>
internal static class InstalledBrowser
{
    /// <summary>Names a browser to use.</summary>
    public const string Variable = "DATAMONGER_BROWSER";

    /// <summary>What to do where there is none.</summary>
    public const string Remedy = $"Install Chrome, Chromium, Edge or Brave, or let {Variable} name the program of one.";

    private static readonly string[] PathNames =
    [
        "google-chrome",
        "google-chrome-stable",
        "chromium",
        "chromium-browser",
        "microsoft-edge",
        "microsoft-edge-stable",
        "brave-browser",
        "brave",
    ];

    private static readonly string[] MacNames = ["Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser"];

    private static readonly string[] WindowsPrograms =
    [
        @"Google\Chrome\Application\chrome.exe",
        @"Microsoft\Edge\Application\msedge.exe",
        @"BraveSoftware\Brave-Browser\Application\brave.exe",
        @"Chromium\Application\chrome.exe",
    ];

    /// <summary>The program; null when there is none.</summary>
    public static string? Find(Func<string, string?> variable) => Candidates(variable, Platform()).FirstOrDefault(File.Exists);

    /// <summary>The program.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static string Require(Func<string, string?> variable) =>
        Find(variable) ?? throw new CliException(ExitCode.Usage, Missing(variable), Remedy);

    /// <summary>What to say where there is none.</summary>
    public static string Missing(Func<string, string?> variable) =>
        variable(Variable) is { Length: > 0 } named
            ? $"{Variable} names {named}, where no program is."
            : "There is no browser that the issue could be laid out by.";

    /// <summary>Where a browser may be, the likeliest first.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="platform">The kind of machine.</param>
    public static IEnumerable<string> Candidates(Func<string, string?> variable, OSPlatform platform)
    {
        if (variable(Variable) is { Length: > 0 } named)
            return [named];
        if (platform == OSPlatform.Windows)
            return Below(
                ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"],
                variable,
                folder => WindowsPrograms.Select(program => $@"{folder}\{program}")
            );
        var onPath = (variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).ToArray();
        var byName = PathNames.SelectMany(name => onPath.Select(folder => $"{folder}/{name}"));
        return platform == OSPlatform.OSX
            ? [.. Mac("/Applications"), .. Below(["HOME"], variable, home => Mac(home + "/Applications")), .. byName]
            : byName;
    }

    private static IEnumerable<string> Below(
        string[] variables,
        Func<string, string?> variable,
        Func<string, IEnumerable<string>> programs
    ) => variables.Select(variable).Where(folder => !string.IsNullOrEmpty(folder)).SelectMany(folder => programs(folder!));

    private static IEnumerable<string> Mac(string folder) => MacNames.Select(name => $"{folder}/{name}.app/Contents/MacOS/{name}");

    private static OSPlatform Platform() =>
        OperatingSystem.IsWindows() ? OSPlatform.Windows
        : OperatingSystem.IsMacOS() ? OSPlatform.OSX
        : OSPlatform.Linux;
}
