using System.Collections.Immutable;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Browser;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Cli.Browser;

/// <summary>Lays issues out by a browser, several at each start of it, and reports what it shows.</summary>
internal sealed class BrowserRun(CliSession session, string program)
{
    // A start takes about half a second; so many issues at once keep the browser's memory small and the bar moving.
    private const int AtOnce = 12;

    private static readonly TimeSpan ForStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForEachIssue = TimeSpan.FromSeconds(15);

    /// <summary>Measures issues and returns what is wrong and not allowed.</summary>
    public async Task<ImmutableArray<Diagnostic>> MeasureAsync(Workspace workspace, ImmutableArray<IssueBuild> builds, CancellationToken cancellationToken)
    {
        var findings = new DiagnosticBag();
        // As the first sample subscriber sees them, whom the preview begins with too.
        var persona = PersonaSet.Read(workspace).Find(null);
        using var progress = new ProgressLine(session.Environment, "Measuring", builds.Length);
        foreach (var some in builds.Chunk(AtOnce))
        {
            var subjects = some.Select(build => new BrowserSubject(
                build, new PersonaReading(persona, build.Email, workspace.Settings, session.Environment.Time.GetUtcNow()).Html(HtmlWriter.Write(build.Email.Document, keepSources: true)))).ToImmutableArray();
            foreach (var found in await MeasureAsync(workspace, subjects, cancellationToken))
            {
                findings.AddRange(found.Diagnostics.Where(finding => !Allowances.Allows(found.Build.Issue.FrontMatter, finding.Rule.Code)));
                if (found.Unclear > 0) session.Reporter.Say($"{found.Build.Issue.Slug}: {found.Unclear} line{(found.Unclear == 1 ? "" : "s")} of text with a picture or gradient behind; look at their contrast in the preview.");
                progress.Step(found.Build.Issue.Slug);
            }
        }
        return findings.ToImmutable();
    }

    private async Task<ImmutableArray<BrowserFindings>> MeasureAsync(Workspace workspace, ImmutableArray<BrowserSubject> subjects, CancellationToken cancellationToken)
    {
        // Not the machine's folder for temporary files: a browser that comes as a snap cannot read that.
        var folder = Directory.CreateDirectory(Path.Combine(workspace.StateDirectory, $"browser-{Guid.NewGuid():n}")).FullName;
        try
        {
            var page = Path.Combine(folder, "measure.html");
            await File.WriteAllTextAsync(page, BrowserChecks.Page(subjects), cancellationToken);
            var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
            foreach (var image in subjects.SelectMany(subject => subject.Build.Email.Images).DistinctBy(image => image.FileName)) await File.WriteAllBytesAsync(Path.Combine(images, image.FileName), [.. image.Bytes], cancellationToken);
            var process = new BrowserProcess(program, ForStart + subjects.Length * ForEachIssue);
            var document = await process.DumpAsync(page, Path.Combine(folder, "profile"), cancellationToken);
            return (document is null ? null : BrowserChecks.Findings(workspace, subjects, document)) ?? throw Unfinished(workspace, subjects, document);
        }
        finally
        {
            await DeleteAsync(folder);
        }
    }

    private CliException Unfinished(Workspace workspace, ImmutableArray<BrowserSubject> subjects, string? document) => new(
        ExitCode.WorldFailed,
        $"The browser {program} {(document is null ? "did not come to the end of" : "gave no measurements of")} {string.Join(", ", subjects.Select(subject => subject.Build.Issue.Slug))}.",
        document is null ? "Measure one issue at a time to see which is too large for it." : $"A browser that may not read {workspace.StateDirectory} cannot measure; let {InstalledBrowser.Variable} name another one.");

    // On Windows a process that has just been killed holds its files for a moment.
    private static async Task DeleteAsync(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && attempt < 10)
            {
                await Task.Delay(100);
            }
        }
    }
}
