using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;

namespace Datamonger.Newsletter.Cli.Comparing;

/// <summary>The workspace as it was at a revision of git, in a folder of its own that is gone afterwards.</summary>
internal sealed class GitRevision : IDisposable
{
    private static readonly string[] Folders = ["content", "templates"];

    private GitRevision(string folder, string commit) => (Folder, Commit) = (folder, commit);

    /// <summary>The workspace's root.</summary>
    public string Folder { get; }

    /// <summary>The commit's short name.</summary>
    public string Commit { get; }

    /// <summary>Takes the workspace's files out of git. Nothing of the working tree, the index or the repository is touched.</summary>
    /// <param name="root">The workspace's root; it need not be the repository's.</param>
    /// <param name="revision">As git knows it: a branch, a tag, <c>HEAD~3</c>.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="CliException">There is no git, no repository, or no such revision.</exception>
    public static async Task<GitRevision> CheckOutAsync(string root, string revision, CancellationToken cancellationToken)
    {
        var commit = (await AskAsync(root, cancellationToken, "rev-parse", "--verify", "--quiet", "--short=12", "--end-of-options", revision + "^{commit}"))?.Trim();
        if (commit is null) throw new CliException(ExitCode.Usage, $"\"{revision}\" is no revision of git here, and no folder with figures.json.", "Name a branch, a tag or a commit; or sent, pushed, or a folder that build wrote.");
        var held = (await AskAsync(root, cancellationToken, "ls-tree", "--name-only", "-z", commit, ".") ?? "").Split('\0');
        string[] folders = [.. Folders.Where(held.Contains)];
        if (!folders.Contains("content")) throw new CliException(ExitCode.Usage, $"At {revision} this folder held no content/.");
        var target = Directory.CreateTempSubdirectory("datamonger-revision-").FullName;
        try
        {
            using var git = Start(root, ["archive", "--format=tar", commit, "--", .. folders]);
            var problem = git.StandardError.ReadToEndAsync(cancellationToken);
            await TarFile.ExtractToDirectoryAsync(git.StandardOutput.BaseStream, target, overwriteFiles: false, cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            if (git.ExitCode != 0) throw new CliException(ExitCode.WorldFailed, $"git could not give the files of {revision}: {(await problem).Trim()}");
            return new GitRevision(target, commit);
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static async Task<string?> AskAsync(string root, CancellationToken cancellationToken, params string[] arguments)
    {
        using var git = Start(root, arguments);
        var problem = git.StandardError.ReadToEndAsync(cancellationToken);
        var answer = await git.StandardOutput.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        // Not being in a repository is told by git itself; an unknown name it keeps quiet about.
        return (await problem).Trim() is { Length: > 0 } words && git.ExitCode != 0 ? throw new CliException(ExitCode.Usage, $"git says: {words.Split('\n')[0]}") : git.ExitCode == 0 ? answer : null;
    }

    private static Process Start(string root, string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CliException(ExitCode.Usage, "git is not installed, so no revision can be compared.", "Install git; or compare with sent, pushed, or a folder that build wrote.");
        }
    }
}
