using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>The program was killed.</summary>
internal sealed class KilledException() : Exception("killed");

/// <summary>When the program is killed: at which line of a journal, and how much of it reached the disk.</summary>
/// <param name="Line">Which append of the run, from 1.</param>
/// <param name="Kept">How many of its bytes are on the disk: 0, some (a torn line), or all.</param>
internal sealed record Kill(int Line, Kept Kept);

internal enum Kept
{
    Nothing,
    Half,
    Everything,
}

/// <summary>A real file whose writer is killed at one line; after that nothing is written any more.</summary>
internal sealed class CrashingFile(string path, Kill kill, Action<int> appended) : IAppendOnlyFile
{
    private readonly AppendOnlyFile _file = new(path);
    private int _lines;

    public string Path => path;

    public byte[] Read() => _file.Read();

    public void Truncate(long length) => _file.Truncate(length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        appended(++_lines);
        if (_lines > kill.Line)
            throw new KilledException();
        if (_lines < kill.Line)
        {
            _file.Append(bytes);
            return;
        }
        if (kill.Kept != Kept.Nothing)
            _file.Append(kill.Kept == Kept.Half ? bytes[..(bytes.Length / 2)] : bytes);
        throw new KilledException();
    }
}

/// <summary>A file on a full disk: a few more lines fit.</summary>
internal sealed class FullDisk(string path, int fits) : IAppendOnlyFile
{
    private readonly AppendOnlyFile _file = new(path);
    private int _left = fits;

    public string Path => path;

    public byte[] Read() => _file.Read();

    public void Truncate(long length) => _file.Truncate(length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_left-- <= 0)
            throw new IOException("No space left on device");
        _file.Append(bytes);
    }
}
