using System.Diagnostics.CodeAnalysis;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>
/// What a test needs of the machine. Where it is missing the test is skipped and says why; with <c>DATAMONGER_REQUIRE_ALL=1</c>,
/// as <c>.ci/run</c> sets it, the test fails instead.
/// </summary>
internal static class Require
{
    private static bool All => Environment.GetEnvironmentVariable("DATAMONGER_REQUIRE_ALL") == "1";

    /// <summary>The path of Chromium: <c>DATAMONGER_CHROMIUM</c>, or where Debian puts it.</summary>
    public static string Browser()
    {
        var path = Environment.GetEnvironmentVariable("DATAMONGER_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        if (!File.Exists(path))
            Miss($"Chromium is not installed at {path}; DATAMONGER_CHROMIUM may name another place.");
        return path;
    }

    /// <summary>The folder of PostgreSQL's programs (initdb, postgres, pg_ctl); where Debian puts them, the newest version.</summary>
    public static string PostgreSql()
    {
        const string Versions = "/usr/lib/postgresql";
        var folders = Directory.Exists(Versions) ? Directory.GetDirectories(Versions) : [];
        var newest = folders
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault();
        if (newest is null || !File.Exists(Path.Combine(newest, "initdb")))
            Miss($"PostgreSQL is not installed in {Versions}.");
        return newest;
    }

    /// <summary>The folder of a program that is on the path.</summary>
    public static string Program(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null)
            Miss($"{name} is not on the path.");
        return found;
    }

    /// <summary>The value of an environment variable that names what this repository does not hold.</summary>
    public static string Variable(string name, string why)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            return value;
        Miss($"{name} is not set: {why}");
        return "";
    }

    /// <summary>Skips on Windows, whatever is required: what the test is about does not exist there.</summary>
    public static void Unix(string why)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip(why);
    }

    /// <summary>Skips the test for a reason, or fails it where nothing may be missing.</summary>
    [DoesNotReturn]
    public static void Miss(string reason)
    {
        if (All)
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
