namespace Datamonger.Newsletter.Workspaces;

/// <summary>Replaces a file whole: whoever reads it, also after a crash, finds the old content or the new one, never a part.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file, and renames; on disk when this returns. A link in either place is replaced, not followed.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="bytes">Its new content.</param>
    /// <exception cref="IOException">It cannot be written; the old content stays.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = path + ".new";
        // Deletes a link itself; opening it would write to what it names.
        File.Delete(beside);
        using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>The same of a text, in UTF-8.</summary>
    public static void Replace(string path, string text) => Replace(path, System.Text.Encoding.UTF8.GetBytes(text));
}
