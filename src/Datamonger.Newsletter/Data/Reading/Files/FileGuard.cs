using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>
/// Opens data files of the workspace and nothing else: each part of the path inside it and no link, a regular file, not too large.
/// The handle that was checked is the one that is read.
/// </summary>
/// <param name="root">Absolute path of the workspace.</param>
internal sealed class FileGuard(string root)
{
    private const int BufferBytes = 64 << 10;
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <summary>Opens a dataset's file for reading; null when it was refused, which has been reported.</summary>
    /// <remarks>A hard link is a file of the workspace like any other: nothing tells it apart.</remarks>
    public FileStream? Open(Dataset dataset, DiagnosticBag diagnostics) =>
        Open(dataset.Path, dataset.Location, LimitOf(dataset.Path), diagnostics);

    /// <summary>Opens a file for reading; null when it was refused, which has been reported.</summary>
    /// <param name="path">From the workspace root, with <c>/</c>.</param>
    /// <param name="location">Where the file is named, for the findings.</param>
    /// <param name="maximumBytes">Refused when larger.</param>
    public FileStream? Open(string path, SourceLocation location, long maximumBytes, DiagnosticBag diagnostics)
    {
        if (Refusal(path) is { } refusal)
        {
            diagnostics.Add(refusal.Rule, location, refusal.Message, refusal.Hint);
            return null;
        }
        var full = Path.Combine(_root, path);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(
                full,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                BufferBytes,
                FileOptions.SequentialScan
            );
            // What was checked is a name; what was opened is a file. A name can be changed in between, so the file itself is asked too.
            var (rule, message) =
                !IsStill(stream, path) || Refusal(path) is not null
                    ? (DatasetRules.Refused, $"\"{path}\" was exchanged while it was opened.")
                : !stream.CanSeek || stream.Length == 0 ? (DatasetRules.Refused, $"\"{path}\" is empty or no regular file.")
                : stream.Length > maximumBytes
                    ? (DatasetRules.TooLarge, $"\"{path}\" has {Megabytes(stream.Length)}; at most {Megabytes(maximumBytes)} are read.")
                : (null, "");
            if (rule is null)
                return stream;
            diagnostics.Add(rule, location, message);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Add(
                DatasetRules.MissingFile,
                location,
                $"\"{path}\" cannot be opened: "
                    + $"{(exception is UnauthorizedAccessException ? "reading it is not permitted" : "it is not there")}."
            );
        }
        stream?.Dispose();
        return null;
    }

    /// <summary>
    /// An open file as the engine can open it again: the same file, whatever its name has come to mean, where the system has a way to say
    /// so.
    /// </summary>
    public static string HandlePath(FileStream file)
    {
        var handle = file.SafeFileHandle.DangerousGetHandle();
        if (OperatingSystem.IsLinux())
            return FormattableString.Invariant($"/proc/self/fd/{handle}");
        if (OperatingSystem.IsMacOS())
            return FormattableString.Invariant($"/dev/fd/{handle}");
        // The engine takes * ? and [ for patterns, but for one within brackets.
        return file.Name.Replace("[", "[[]", StringComparison.Ordinal);
    }

    /// <summary>Whether a path may be opened, without opening it; null when it may.</summary>
    public (DiagnosticRule Rule, string Message, string? Hint)? Refusal(string path)
    {
        const string inside = "Name a file below the workspace, with /.";
        if (
            path.Length == 0
            || path.Contains('\0', StringComparison.Ordinal)
            || Path.IsPathRooted(path)
            || path.Contains('\\', StringComparison.Ordinal)
            || path.Contains(':', StringComparison.Ordinal)
        )
            return (DatasetRules.Refused, $"\"{Printable(path)}\" is not a path inside the workspace.", inside);
        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || path.Split('/').Contains(".."))
            return (DatasetRules.Refused, $"\"{Printable(path)}\" lies outside the workspace.", inside);

        var current = _root;
        foreach (var part in Path.GetRelativePath(_root, full).Split(Path.DirectorySeparatorChar))
        {
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is not null)
                return (
                    DatasetRules.Refused,
                    $"\"{Path.GetRelativePath(_root, current).Replace('\\', '/')}\" is a link; links are not followed.",
                    "Put the file itself there."
                );
        }
        var file = new FileInfo(full);
        if (Directory.Exists(full))
            return (DatasetRules.Refused, $"\"{path}\" is a folder.", null);
        if (!file.Exists)
            return (DatasetRules.MissingFile, $"\"{path}\" cannot be opened: it is not there.", NearestFile(full));
        // A pipe, socket or device has no length, and opening a pipe waits for its other end: so it is never opened.
        return file.Length == 0 || (file.Attributes & FileAttributes.Device) != 0
            ? (DatasetRules.Refused, $"\"{path}\" is empty or no regular file.", null)
            : null;
    }

    private static long LimitOf(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".xlsx" or ".xlsm" or ".ods" ? SizeLimits.WorkbookBytes : SizeLimits.FileBytes;

    private bool IsStill(FileStream stream, string path)
    {
        var descriptor = new FileInfo(FormattableString.Invariant($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}"));
        if (!OperatingSystem.IsLinux() || descriptor.LinkTarget is not { } opened)
            return true;
        return opened == Path.Combine(RealPath(_root), Path.GetRelativePath(_root, Path.GetFullPath(Path.Combine(_root, path))));
    }

    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }
        return real;
    }

    private static string? NearestFile(string full)
    {
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            return null;
        return NearestName.Hint(
            Path.GetFileName(full),
            [.. Directory.EnumerateFiles(folder).Take(1_000).Select(name => Path.GetFileName(name))]
        );
    }

    private static string Megabytes(long bytes) =>
        bytes < 10 << 20
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20:#,0} MB");

    private static string Printable(string text) => new([.. text.Take(200).Select(c => char.IsControl(c) ? '\uFFFD' : c)]);
}
