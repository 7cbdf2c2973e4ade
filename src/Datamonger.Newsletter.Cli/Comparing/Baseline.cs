using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Comparing;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Comparing;

/// <summary>What an issue is compared with.</summary>
/// <param name="Name">In words: "what was sent", "a1b2c3 (HEAD~1)".</param>
/// <param name="Note">What should be known of it; null when there is nothing.</param>
internal sealed record Baseline(string Name, FiguresFile Figures, string? Note = null)
{
    private const string FileName = "figures.json";

    /// <summary>Finds it.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="slug">The issue, as it is published.</param>
    /// <param name="folder">The issue's folder.</param>
    /// <param name="against"><c>sent</c>, <c>pushed</c>, a folder that <c>build</c> wrote, or a revision of git; null is what was sent,
    /// else pushed.</param>
    /// <param name="cancellationToken">Stops git, or the build of the revision.</param>
    public static async Task<Baseline> FindAsync(
        CliSession session,
        string slug,
        string folder,
        string? against,
        CancellationToken cancellationToken
    )
    {
        var state = session.Workspace.StateDirectory;
        switch (against)
        {
            case null or "sent" when PushedRecord.SentFiguresOf(state, slug) is { } sent:
                return new Baseline("what was sent", FiguresFile.Read(sent));
            case null or "pushed" when PushedRecord.FiguresOf(state, slug) is { } pushed:
                return new Baseline("what was pushed last", FiguresFile.Read(pushed));
            case null or "sent" or "pushed":
                throw new CliException(
                    ExitCode.Usage,
                    $"{slug} has not been {(against == "sent" ? "sent" : "pushed")} from this workspace.",
                    "Compare it with a revision of git (--against HEAD), or with a folder that build wrote."
                );
        }
        var built = Path.GetFullPath(against, session.Environment.CurrentDirectory);
        string[] files = [Path.Combine(built, FileName), Path.Combine(built, slug, FileName)];
        return files.FirstOrDefault(File.Exists) is { } file
            ? new Baseline(against, FiguresFile.Read(await File.ReadAllBytesAsync(file, cancellationToken)))
            : await BuildAsync(session, folder, against, cancellationToken);
    }

    private static async Task<Baseline> BuildAsync(CliSession session, string folder, string revision, CancellationToken cancellationToken)
    {
        using var git = await GitRevision.CheckOutAsync(session.Workspace.Root, revision, cancellationToken);
        if (!File.Exists(Path.Combine(git.Folder, "content", "newsletter.yml")))
            throw new CliException(ExitCode.Usage, $"At {revision} there was no content/newsletter.yml.");
        var workspace = Workspace.Open(git.Folder, session.Workspace.AddressOf);
        if (!workspace.Slugs.Contains(folder))
            throw new CliException(ExitCode.Usage, $"At {revision} there was no issue {folder}.");
        using var builder = IssueBuilder.For(workspace, session.Environment.Time);
        var build = await builder.BuildAsync(folder, workspace.ReadIssue(folder), cancellationToken);
        var name = git.Commit.StartsWith(revision, StringComparison.Ordinal) ? git.Commit : $"{git.Commit} ({revision})";
        return new Baseline(name, Of(build), NoteOf(revision, build, git.Links));
    }

    private static string? NoteOf(string revision, IssueBuild build, ImmutableArray<string> links)
    {
        string?[] notes =
        [
            build.HasErrors ? $"The issue did not build without errors at {revision}: {ConsoleReporter.Count(build.Diagnostics)}." : null,
            links.IsEmpty ? null : $"Links are not followed, and were left out at {revision}: {string.Join(", ", links)}.",
        ];
        return notes.All(note => note is null) ? null : string.Join(' ', notes.OfType<string>());
    }

    /// <summary>The figures of a build.</summary>
    public static FiguresFile Of(IssueBuild build) =>
        FiguresFile.Read(System.Text.Encoding.UTF8.GetBytes(FiguresJson.Write(build.Figures, build.Tables.Datasets)));
}
