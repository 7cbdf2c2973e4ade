namespace Datamonger.Newsletter.Tests.Support;

/// <summary>
/// Compares what people read with a file that was read and accepted. With UPDATE_SNAPSHOTS=1 the files are rewritten, and the
/// diff is what is reviewed.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares a text with a file of the test project; line ends do not count.</summary>
    public static void Match(string actual, string relativePath)
    {
        var path = Path.Combine(RepositoryFolder.Tests, relativePath);
        actual = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected == actual)
            return;
        var received = path.Contains(".verified.", StringComparison.Ordinal)
            ? path.Replace(".verified.", ".received.", StringComparison.Ordinal)
            : path + ".received.txt";
        File.WriteAllText(received, actual);
        Assert.Equal(expected, actual);
    }
}
