using System.IO.Compression;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>What <c>build</c> would write, in one file.</summary>
internal static class OutputsZip
{
    // The first moment that a ZIP file can name: the same outputs are the same bytes.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The file's bytes.</summary>
    public static byte[] Of(Workspace workspace, IssueBuild build)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in IssueOutput.Files(build, IssueOutput.Inputs(workspace, build)))
            {
                var entry = zip.CreateEntry($"{build.Issue.Slug}/{file.Path}", CompressionLevel.Fastest);
                entry.LastWriteTime = Epoch;
                using var stream = entry.Open();
                stream.Write(file.Bytes.AsSpan());
            }
        }
        return buffer.ToArray();
    }
}
