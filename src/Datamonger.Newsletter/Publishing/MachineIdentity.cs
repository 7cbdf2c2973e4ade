using System.Security.Cryptography;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// Which clone of the workspace on which machine this is: six hex digits, drawn once and kept beside the journals. Host names are not
/// enough, because two clones may stand on one machine.
/// </summary>
internal static class MachineIdentity
{
    private const int Digits = 6;

    /// <summary>The identity; null when none has been drawn yet. Changes nothing.</summary>
    public static string? Read(string directory)
    {
        var path = PathIn(directory);
        AppendOnlyFile.RefuseLinks(path);
        return File.Exists(path) && File.ReadAllText(path).Trim() is { Length: Digits } text && text.All(char.IsAsciiHexDigitLower)
            ? text
            : null;
    }

    /// <summary>The identity, drawn now if there is none. Called under the publisher's lock.</summary>
    public static string Take(string directory)
    {
        if (Read(directory) is { } known)
            return known;
        Directory.CreateDirectory(directory);
        var drawn = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Digits / 2));
        WholeFile.Replace(PathIn(directory), drawn + "\n");
        return drawn;
    }

    private static string PathIn(string directory) => Path.Combine(directory, "machine");
}
