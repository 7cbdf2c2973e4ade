using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Data.Sources;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Looks what is installed, configured and reachable; each line with its remedy.</summary>
internal sealed class DoctorCommand : Verb
{
    private readonly PublishingParts _parts;
    private readonly Option<bool> _fix = new("--fix")
    {
        Description = "Create missing merge fields, set their fallbacks; at a terminal, ask about drafts left over",
    };
    private readonly Option<string?> _target = PublishingParts.TargetOption();

    public DoctorCommand(PublishingParts parts)
        : base("doctor", "Report what is installed, configured and reachable")
    {
        _parts = parts;
        Add(_fix);
        Add(_target);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger doctor", "look; changes nothing"),
            ("datamonger doctor --fix --target mailchimp", "bring the audience's merge fields to newsletter.yml"),
        ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = _parts.Session;
        List<Finding> findings = [.. Here(), .. await SourcesAsync(cancellationToken)];
        try
        {
            var target = await _parts.TargetAsync(parsed.GetValue(_target), cancellationToken);
            var doctor = new MailchimpDoctor(target, session.Workspace.StateDirectory, _parts.Options, _parts.Operator);
            findings.AddRange(await doctor.ExamineAsync(session.Workspace.Settings, parsed.GetValue(_fix), Ask(), cancellationToken));
        }
        catch (CliException e)
        {
            findings.Add(new Finding(Health.Ill, parsed.GetValue(_target) ?? session.Workspace.Settings.Target, e.Message, e.Hint));
        }
        catch (PublishStoppedException stopped)
        {
            new ReceiptPrinter(session).Print(stopped);
            return (int)stopped.Outcome;
        }
        var isWell = findings.TrueForAll(finding => finding.Health != Health.Ill);
        if (session.AsJson)
            session.Reporter.Json(new JsonObject { ["findings"] = new JsonArray([.. findings.Select(Json)]) });
        else
            Print(findings);
        return isWell ? ExitCode.Done : ExitCode.Usage;
    }

    private Func<string, CancellationToken, Task<bool>>? Ask()
    {
        var (session, environment) = (_parts.Session, _parts.Session.Environment);
        if (!environment.InputIsTerminal || session.AsJson)
            return null;
        return async (question, cancellationToken) =>
        {
            await environment.Error.WriteAsync(ConsoleReporter.Plain(question).AsMemory(), cancellationToken);
            return (await environment.Input.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes";
        };
    }

    // What can be said without asking anybody.
    private IEnumerable<Finding> Here()
    {
        var (session, variable) = (_parts.Session, _parts.Session.Environment.Variable);
        var (workspace, settings) = (session.Workspace, session.Workspace.Settings);
        yield return new Finding(
            Health.Well,
            "datamonger",
            $"{ToolVersion.Current} on {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}"
        );
        var mistakes = workspace.Diagnostics.Where(diagnostic => diagnostic.Rule.Severity == Severity.Error).ToList();
        yield return mistakes.Count == 0
            ? new Finding(Health.Well, "workspace", workspace.Root)
            : new Finding(
                Health.Ill,
                "workspace",
                $"{mistakes[0]}{(mistakes.Count > 1 ? $" (and {mistakes.Count - 1} more)" : "")}",
                mistakes[0].Hint ?? "Correct content/newsletter.yml."
            );
        var template = Path.Combine(workspace.TemplatesDirectory, settings.Template);
        yield return Directory.Exists(template)
            ? new Finding(Health.Well, "template", settings.Template)
            : new Finding(
                Health.Ill,
                "template",
                $"there is no {workspace.RelativePath(template)}",
                "datamonger init shows what a template holds."
            );
        yield return TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out var zone)
            ? new Finding(
                Health.Well,
                "time zone",
                $"{zone.Id}, now {TimeZoneInfo.ConvertTime(session.Environment.Time.GetUtcNow(), zone):HH:mm}"
            )
            : new Finding(
                Health.Ill,
                "time zone",
                $"\"{settings.TimeZone}\" is not known here",
                "Install the system's time zone data (tzdata)."
            );
        yield return Writable(workspace);
        yield return new Finding(
            Health.Well,
            "cache",
            $"{new BuildCache(workspace.CacheDirectory).BytesOnDisk / 1e6:#,0.0} MB; to clear it, delete .datamonger/cache"
        );
        yield return variable("MAILCHIMP_API_KEY") is { Length: > 0 } key
            ? KeyFinding(key)
            : new Finding(
                settings.Target == "mailchimp" ? Health.Ill : Health.Notice,
                "MAILCHIMP_API_KEY",
                "not set",
                "Only --target mailchimp needs it."
            );
        yield return variable("DATAMONGER_SMTP_URL") is { Length: > 0 }
            ? new Finding(Health.Well, "DATAMONGER_SMTP_URL", "set")
            : new Finding(Health.Notice, "DATAMONGER_SMTP_URL", "not set", "Only test --smtp needs it.");
        yield return InstalledBrowser.Find(variable) is { } browser
            ? new Finding(Health.Well, "browser", browser)
            : new Finding(
                Health.Notice,
                "browser",
                InstalledBrowser.Missing(variable),
                InstalledBrowser.Remedy + " Only check --browser needs it."
            );
    }

    private async Task<IEnumerable<Finding>> SourcesAsync(CancellationToken cancellationToken)
    {
        var (workspace, doctor) = (_parts.Session.Workspace, new SourceDoctor(_parts.Session.Workspace, _parts.Session.Environment.Time));
        return await Task.WhenAll(
            workspace.Settings.Sources.Select(async source => SourceFinding(source, await doctor.ExamineAsync(source, cancellationToken)))
        );
    }

    private static Finding SourceFinding(DataSource source, SourceExamination? found)
    {
        var what = $"source {source.Name}";
        if (found is null)
            return new Finding(Health.Notice, what, $"{source.Variable} is not set", "Issues that query it cannot be built.");
        if (found.Fault is { } fault)
            return new Finding(Health.Ill, what, fault, found.Remedy);
        var answer = string.Create(
            CultureInfo.InvariantCulture,
            $"{source.Kind} {found.Version}, answers in {found.Latency.TotalMilliseconds:0} ms"
        );
        if (found.Writes is { } writes)
            return new Finding(Health.Notice, what, $"{answer}; its account may {writes}", found.Remedy);
        return new Finding(
            Health.Well,
            what,
            found.KnowsRights ? $"{answer}, can only read" : $"{answer}; whether its account can only read, it does not say"
        );
    }

    private static Finding KeyFinding(string key)
    {
        try
        {
            return new Finding(Health.Well, "MAILCHIMP_API_KEY", $"set, for data centre {MailchimpKey.Parse(key.Trim()).DataCentre}");
        }
        catch (FormatException e)
        {
            return new Finding(Health.Ill, "MAILCHIMP_API_KEY", e.Message, "Copy the key again.");
        }
    }

    private static Finding Writable(Workspace workspace)
    {
        var probe = Path.Combine(workspace.StateDirectory, $"doctor-{Guid.NewGuid():n}");
        try
        {
            Directory.CreateDirectory(workspace.StateDirectory);
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding(Health.Well, ".datamonger", "can be written");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                Health.Ill,
                ".datamonger",
                "cannot be written",
                "You need permission to write to it: nothing is published without its journal."
            );
        }
    }

    private void Print(List<Finding> findings)
    {
        var width = findings.Max(finding => finding.What.Length);
        foreach (var finding in findings)
        {
            var mark = finding.Health switch
            {
                Health.Well => "ok  ",
                Health.Notice => "note",
                _ => "ILL ",
            };
            _parts.Session.Environment.Output.WriteLine($"{mark}  {finding.What.PadRight(width)}  {ConsoleReporter.Plain(finding.Found)}");
            if (finding.Remedy is { } remedy && finding.Health != Health.Well)
                _parts.Session.Environment.Output.WriteLine($"      {new string(' ', width)}  {remedy}");
        }
    }

    private static JsonNode Json(Finding finding) =>
        new JsonObject
        {
            ["health"] = finding.Health.ToString().ToLowerInvariant(),
            ["what"] = finding.What,
            ["found"] = finding.Found,
            ["remedy"] = finding.Remedy,
        };
}
