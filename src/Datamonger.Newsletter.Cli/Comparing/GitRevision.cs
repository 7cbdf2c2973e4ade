using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Cli.Comparing;

/// <summary>The workspace as it was at a revision of git, in a folder of its own that is gone afterwards.</summary>
internal sealed class GitRevision : IDisposable
{
    private static readonly string[] Folders = ["content", "templates"];

    private GitRevision(string folder, string commit) => (Folder, Commit) = (folder, commit);

    /// <summary>The workspace's root.</summary>
    public string Folder { get; }

    /// <summary>Links, and repositories inside this one, which are left out: a workspace is read without following any.</summary>
    public ImmutableArray<string> Links { get; private init; } = [];

    /// <summary>The commit's short name.</summary>
    public string Commit { get; }

    /// <summary>Takes the workspace's files out of git. Nothing of the working tree, the index or the repository is touched.</summary>
    /// <param name="root">The workspace's root; it need not be the repository's.</param>
    /// <param name="revision">As git knows it: a branch, a tag, <c>HEAD~3</c>.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="CliException">There is no git, no repository, or no such revision.</exception>
    public static async Task<GitRevision> CheckOutAsync(string root, string revision, CancellationToken cancellationToken)
    {
        var commit = (
            await AskAsync(
                root,
                cancellationToken,
                "rev-parse",
                "--verify",
                "--quiet",
                "--short=12",
                "--end-of-options",
                revision + "^{commit}"
            )
        )?.Trim();
        if (commit is null)
            throw new CliException(
                ExitCode.Usage,
                $"\"{revision}\" is no revision of git here, and no folder with figures.json.",
                "Name a branch, a tag or a commit; or sent, pushed, or a folder that build wrote."
            );
        var entries = Entries(await AskAsync(root, cancellationToken, ["ls-tree", "-r", "-z", commit, "--", .. Folders]) ?? "");
        if (entries.IsEmpty)
            throw new CliException(ExitCode.Usage, $"At {revision} this folder held no content/.");
        var target = Directory.CreateTempSubdirectory("datamonger-revision-").FullName;
        try
        {
            await WriteAsync(root, target, [.. entries.Where(entry => entry.IsFile)], cancellationToken);
            return new GitRevision(target, commit) { Links = [.. entries.Where(entry => !entry.IsFile).Select(entry => entry.Path)] };
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }
    }

    /// <summary>The name that git puts on commits here; null where there is none, or no git.</summary>
    public static async Task<string?> UserNameAsync(string root, CancellationToken cancellationToken)
    {
        try
        {
            return (await AskAsync(root, cancellationToken, "config", "user.name"))?.Trim() is { Length: > 0 } name ? name : null;
        }
        catch (CliException)
        {
            return null;
        }
    }

    // mode SP type SP object TAB path NUL; a link is a blob of another mode, a repository inside this one is a commit.
    private static ImmutableArray<Entry> Entries(string listing) =>
        [
            .. listing
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(line =>
                {
                    var tab = line.IndexOf('\t', StringComparison.Ordinal);
                    var words = line[..tab].Split(' ');
                    return new Entry(line[(tab + 1)..], words[2], words[0].StartsWith("100", StringComparison.Ordinal));
                }),
        ];

    // Blobs as they are stored: no filter, attribute or program of the repository has a say in them.
    private static async Task WriteAsync(string root, string target, ImmutableArray<Entry> files, CancellationToken cancellationToken)
    {
        using var git = Start(root, ["cat-file", "--batch"]);
        var problem = git.StandardError.ReadToEndAsync(cancellationToken);
        var asking = Task.Run(
            async () =>
            {
                foreach (var file in files)
                    await git.StandardInput.WriteAsync($"{file.Object}\n".AsMemory(), cancellationToken);
                git.StandardInput.Close();
            },
            cancellationToken
        );
        await using var answers = new BufferedStream(git.StandardOutput.BaseStream, 1 << 16);
        foreach (var file in files)
        {
            var header = Line(answers).Split(' ');
            if (
                header is not [_, "blob", var digits]
                || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            )
                throw new CliException(ExitCode.Failed, $"git could not give {file.Path}: {string.Join(' ', header)}");
            var path = Path.GetFullPath(Path.Combine(target, file.Path));
            // git keeps no such path; a repository that somebody forged might.
            if (!path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new CliException(ExitCode.Failed, $"The revision holds {file.Path}, which lies outside of it.");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var written = new FileStream(path, FileMode.CreateNew))
                await CopyAsync(answers, written, size, cancellationToken);
            answers.ReadByte();
        }
        await asking;
        await git.WaitForExitAsync(cancellationToken);
        if (git.ExitCode != 0)
            throw new CliException(ExitCode.Failed, $"git could not give the files: {(await problem).Trim()}");
    }

    private static string Line(Stream stream)
    {
        var line = new StringBuilder();
        for (var next = stream.ReadByte(); next is not (-1 or '\n'); next = stream.ReadByte())
            line.Append((char)next);
        return line.ToString();
    }

    private static async Task CopyAsync(Stream from, Stream to, long size, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        while (size > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, size)), cancellationToken);
            if (read == 0)
                throw new CliException(ExitCode.Failed, "git ended in the middle of a file.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            size -= read;
        }
    }

    private sealed record Entry(string Path, string Object, bool IsFile);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static async Task<string?> AskAsync(string root, CancellationToken cancellationToken, params string[] arguments)
    {
        using var git = Start(root, arguments);
        git.StandardInput.Close();
        var problem = git.StandardError.ReadToEndAsync(cancellationToken);
        var answer = await git.StandardOutput.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        // Not being in a repository is told by git itself; an unknown name it keeps quiet about.
        return (await problem).Trim() is { Length: > 0 } words && git.ExitCode != 0
                ? throw new CliException(ExitCode.Usage, $"git says: {words.Split('\n')[0]}")
            : git.ExitCode == 0 ? answer
            : null;
    }

    private static Process Start(string root, string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            UseShellExecute = false,
        };
        // What is not in the repository is not fetched: that would run the programs that its settings name.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        Secrets.RemoveFrom(start);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CliException(
                ExitCode.Usage,
                "git is not installed, so no revision can be compared.",
                "Install git; or compare with sent, pushed, or a folder that build wrote."
            );
        }
    }
}
