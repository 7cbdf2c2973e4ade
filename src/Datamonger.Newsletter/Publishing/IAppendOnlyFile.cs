namespace Datamonger.Newsletter.Publishing;

/// <summary>A file that only grows. What <see cref="Append"/> has returned from survives a power cut.</summary>
internal interface IAppendOnlyFile
{
    /// <summary>Where it is, for messages.</summary>
    string Path { get; }

    /// <summary>Everything in it; empty when there is no file yet.</summary>
    /// <exception cref="IOException">It cannot be read, or is not an ordinary file.</exception>
    byte[] Read();

    /// <summary>Cuts it to a length: a torn last line goes.</summary>
    void Truncate(long length);

    /// <summary>Adds bytes in one write, and returns when they are on the disk.</summary>
    void Append(ReadOnlySpan<byte> bytes);
}
