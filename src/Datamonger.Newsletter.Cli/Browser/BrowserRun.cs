using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Checks.Browser;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Browser;

/// <summary>Lays issues out by a browser, several at each start of it, and reports what it shows.</summary>
internal sealed class BrowserRun(CliSession session, string program)
{
    // A start takes about half a second; so many issues at once keep the browser's memory small and the bar moving.
    private const int AtOnce = 12;

    private readonly List<string> _unfinished = [];

    /// <summary>How long the browser may take to start; 30 seconds.</summary>
    public TimeSpan ForStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take for each issue on top of that; 15 seconds.</summary>
    public TimeSpan ForEachIssue { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Measures issues and returns what is wrong and not allowed. One whose email is not whole is left out, and named.</summary>
    public async Task<ImmutableArray<Diagnostic>> MeasureAsync(
        Workspace workspace,
        ImmutableArray<IssueBuild> builds,
        CancellationToken cancellationToken
    )
    {
        var findings = new DiagnosticBag();
        var personas = PersonaFile.Read(workspace).All;
        var showsSchemes = true;
        foreach (var build in builds.Where(build => !build.IsWhole))
            session.Reporter.Say($"{build.Issue.Slug} is not measured: its email is not whole.");
        ImmutableArray<IssueBuild> whole = [.. builds.Where(build => build.IsWhole)];
        using var progress = new ProgressLine(session.Environment, "Measuring", whole.Length);
        foreach (var some in whole.Chunk(AtOnce))
        {
            var subjects = some.Select(build => new BrowserSubject(build.ForChecks(workspace), Readings(workspace, build, personas)))
                .ToImmutableArray();
            foreach (var found in await MeasureAsync(workspace, subjects, cancellationToken))
            {
                findings.AddRange(found.Diagnostics.Where(finding => !Allowances.Allows(found.Issue.FrontMatter, finding.Rule.Code)));
                if (found.Unclear > 0)
                    session.Reporter.Say(
                        $"{found.Issue.Slug}: {found.Unclear} line{(found.Unclear == 1 ? "" : "s")} of text with a picture or "
                            + $"gradient behind; look at their contrast in the preview."
                    );
                showsSchemes &= found.ShowsSchemes;
                progress.Step(found.Issue.Slug);
            }
        }
        if (!showsSchemes)
            session.Reporter.Say(
                $"{program} does not show a light and a dark scheme side by side, and contrast was measured in one of them: bring it "
                    + $"up to date."
            );
        return findings.ToImmutable();
    }

    /// <summary>Ends the run when the browser did not come to the end of an issue: then not all is known.</summary>
    /// <exception cref="CliException">It did not.</exception>
    public void ThrowIfUnfinished(Workspace workspace)
    {
        if (_unfinished.Count == 0)
            return;
        throw new CliException(
            ExitCode.Failed,
            $"The browser {program} did not come to the end of {string.Join(", ", _unfinished)}.",
            $"It had {(ForStart + ForEachIssue).TotalSeconds:0} seconds: make the issue shorter, or see that the browser may read "
                + $"{workspace.StateDirectory}."
        );
    }

    // As each sample subscriber sees it, those who see the same only once.
    private ImmutableArray<BrowserReading> Readings(Workspace workspace, IssueBuild build, ImmutableArray<Persona> personas)
    {
        var html = HtmlWriter.Write(build.Email.Document, keepSources: true);
        if (personas.IsEmpty)
            return [new BrowserReading(null, html)];
        var now = session.Environment.Time.GetUtcNow();
        return
        [
            .. personas
                .Select(persona => new BrowserReading(
                    persona.Name,
                    new PersonaReading(persona, build.Email, workspace.Settings, now).Html(html)
                ))
                .DistinctBy(reading => reading.Html),
        ];
    }

    // Where several together do not come to an end, each is tried by itself, so that one of them does not hide what is wrong with the
    // others.
    private async Task<ImmutableArray<BrowserFindings>> MeasureAsync(
        Workspace workspace,
        ImmutableArray<BrowserSubject> subjects,
        CancellationToken cancellationToken
    )
    {
        if (await TryAsync(workspace, subjects, cancellationToken) is { } found)
            return found;
        if (subjects.Length == 1)
        {
            _unfinished.Add(subjects[0].Context.Issue.Slug);
            return [];
        }
        var each = ImmutableArray.CreateBuilder<BrowserFindings>();
        foreach (var subject in subjects)
            each.AddRange(await MeasureAsync(workspace, [subject], cancellationToken));
        return each.ToImmutable();
    }

    private async Task<ImmutableArray<BrowserFindings>?> TryAsync(
        Workspace workspace,
        ImmutableArray<BrowserSubject> subjects,
        CancellationToken cancellationToken
    )
    {
        // Not the machine's folder for temporary files: a browser that comes as a snap cannot read that.
        var folder = Directory.CreateDirectory(Path.Combine(workspace.StateDirectory, $"browser-{Guid.NewGuid():n}")).FullName;
        try
        {
            var page = Path.Combine(folder, "measure.html");
            await File.WriteAllTextAsync(page, BrowserChecks.Page(subjects), cancellationToken);
            var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
            foreach (var image in subjects.SelectMany(subject => subject.Context.Email.Images).DistinctBy(image => image.FileName))
                await File.WriteAllBytesAsync(Path.Combine(images, image.FileName), [.. image.Bytes], cancellationToken);
            var process = new BrowserProcess(program, ForStart + subjects.Length * ForEachIssue);
            var document = await process.DumpAsync(page, Path.Combine(folder, "profile"), cancellationToken);
            return document is null ? null : BrowserChecks.Findings(subjects, document);
        }
        finally
        {
            await DeleteAsync(folder);
        }
    }

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
