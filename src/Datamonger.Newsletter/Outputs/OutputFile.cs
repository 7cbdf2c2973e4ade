using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Newsletter.Outputs;

/// <summary>A file that a build writes: its path in the output folder, with <c>/</c>, and its bytes.</summary>
public sealed record OutputFile(string Path, ImmutableArray<byte> Bytes)
{
    /// <summary>A text file: UTF-8 without a byte order mark, line ends as they are.</summary>
    public static OutputFile OfText(string path, string text) => new(path, [.. Encoding.UTF8.GetBytes(text)]);
}
