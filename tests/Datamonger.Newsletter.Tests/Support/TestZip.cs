using System.IO.Compression;
using System.Text;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Writes a ZIP file part by part.</summary>
internal sealed class TestZip
{
    private readonly List<(string Name, byte[] Content)> _parts = [];

    public TestZip Add(string name, string content) => Add(name, Encoding.UTF8.GetBytes(content));

    /// <summary>Adds a part, or puts it in the place of one of the same name.</summary>
    public TestZip Add(string name, byte[] content)
    {
        _parts.RemoveAll(part => part.Name == name);
        _parts.Add((name, content));
        return this;
    }

    /// <summary>Adds a part even if there is one of the same name.</summary>
    public TestZip AddAgain(string name, string content)
    {
        _parts.Add((name, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in _parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }
        return stream.ToArray();
    }
}
