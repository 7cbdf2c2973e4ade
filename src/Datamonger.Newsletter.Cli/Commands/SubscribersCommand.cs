using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Brings a CSV file into the audience, and the audience into a CSV file.</summary>
internal sealed class SubscribersCommand : Verb
{
    private const long LargestFile = 50 * 1024 * 1024;

    private readonly PublishingParts _parts;

    public SubscribersCommand(PublishingParts parts)
        : base("subscribers", "Check a CSV file of subscribers, import it, or export the audience; prints no address")
    {
        _parts = parts;
        Add(new CheckVerb(this));
        Add(new ImportVerb(this));
        Add(new UnsubscribeVerb(this));
        Add(new ExportVerb(this));
    }

    /// <inheritdoc/>
    public override TimeSpan TimeToEnd => TimeSpan.FromMinutes(4);

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger subscribers check people.csv", "look at the file, and ask nobody"),
            ("datamonger subscribers import people.csv --dry-run", "say how many are new, changed, or have left"),
            ("datamonger subscribers export --out ~/people.csv", "into a file that only you can read"),
        ];

    private static Argument<string> FileArgument() =>
        new("file") { Description = "CSV with a column email, and columns named like merge fields", HelpName = "file" };

    // Null where the file has errors that leave nothing sound to go on with.
    private People? Read(string file, bool skipBad, bool mayHaveLeft, CancellationToken cancellationToken)
    {
        var session = _parts.Session;
        var path = Path.GetFullPath(file, session.Environment.CurrentDirectory);
        if (!File.Exists(path))
            throw new CliException(ExitCode.Usage, $"There is no file {file}.");
        if (new FileInfo(path).Length > LargestFile)
            throw new CliException(ExitCode.Usage, $"{file} is larger than {LargestFile / 1024 / 1024} MB.");
        var diagnostics = new DiagnosticBag();
        var lines = SubscriberText.Read(File.ReadAllBytes(path), file, diagnostics, cancellationToken);
        ImmutableArray<SubscriberRow> rows = lines is null
            ? []
            : SubscriberFile.Read(lines.Value, file, session.Workspace.Settings.MergeFields, diagnostics, mayHaveLeft);
        var findings = diagnostics.ToImmutable();
        session.Reporter.Report(findings);
        var isUsable = findings.All(finding =>
            finding.Rule.Severity != Severity.Error || (skipBad && lines is not null && SubscriberFile.IsOfALine(finding))
        );
        var filled = (lines ?? []).Skip(1).Count(line => !string.IsNullOrWhiteSpace(line));
        session.Reporter.Say($"{rows.Length} people in {filled} lines.");
        return isUsable ? new People(rows, lines ?? [], filled, findings) : null;
    }

    private sealed record People(
        ImmutableArray<SubscriberRow> Rows,
        ImmutableArray<string> Lines,
        int Filled,
        ImmutableArray<Diagnostic> Findings
    );

    // A file of people that only its owner can read, outside the workspace and any repository.
    private void WritePrivately(string path, Action<TextWriter> write)
    {
        RefuseShared(path, _parts.Session.Workspace.Root);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var text = new StreamWriter(path, options);
        write(text);
    }

    private async Task<MailchimpSubscribers> SubscribersAsync(string? target, CancellationToken cancellationToken) =>
        new(await _parts.TargetAsync(target, cancellationToken), _parts.Session.Workspace.StateDirectory, _parts.Options, _parts.Operator);

    private async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (PublishStoppedException stopped)
        {
            new ReceiptPrinter(_parts.Session).Print(stopped);
            return (int)stopped.Outcome;
        }
    }

    private void Print(params (string Name, int Value)[] figures)
    {
        if (_parts.Session.AsJson)
            _parts.Session.Reporter.Json(
                new JsonObject(figures.Select(figure => KeyValuePair.Create(figure.Name.Replace(' ', '_'), (JsonNode?)figure.Value)))
            );
        else
            foreach (var (name, value) in figures)
                _parts.Session.Environment.Output.WriteLine($"{name, -10} {value}");
    }

    private sealed class CheckVerb : Command
    {
        public CheckVerb(SubscribersCommand command)
            : base("check", "Look at a file, and ask nobody")
        {
            var file = FileArgument();
            Add(file);
            SetAction(
                (parsed, cancellationToken) =>
                {
                    if (command.Read(parsed.GetValue(file)!, skipBad: false, mayHaveLeft: false, cancellationToken) is not { } people)
                        return Task.FromResult(ExitCode.Diagnostics);
                    command.Print(("people", people.Rows.Length), ("lines", people.Filled));
                    return Task.FromResult(ExitCode.Done);
                }
            );
        }
    }

    private sealed class ImportVerb : Command
    {
        public ImportVerb(SubscribersCommand command)
            : base("import", "Add new people and change merge fields; nobody is removed, and who left is left alone")
        {
            var (file, target) = (FileArgument(), PublishingParts.TargetOption());
            var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Only say what would change" };
            var skipBad = new Option<string?>("--skip-bad")
            {
                Description = "Import the sound lines, and write the others with their reasons into this new file",
                HelpName = "file",
            };
            Add(file);
            Add(dryRun);
            Add(skipBad);
            Add(target);
            SetAction(
                (parsed, cancellationToken) =>
                    command.RunAsync(async () =>
                    {
                        var rest = parsed.GetValue(skipBad);
                        if (command.Read(parsed.GetValue(file)!, rest is not null, mayHaveLeft: false, cancellationToken) is not { } people)
                            return ExitCode.Diagnostics;
                        if (rest is not null && people.Findings.Any(SubscriberFile.IsOfALine))
                            command.WritePrivately(
                                Path.GetFullPath(rest, command._parts.Session.Environment.CurrentDirectory),
                                text => SubscriberFile.WriteRest(text, people.Lines, people.Findings)
                            );
                        var audience = command._parts.Session.Workspace.Settings.Audience.Id;
                        var subscribers = await command.SubscribersAsync(parsed.GetValue(target), cancellationToken);
                        var diff = await subscribers.CompareAsync(audience, people.Rows, cancellationToken);
                        (string, int)[] seen =
                        [
                            ("new", diff.New.Length),
                            ("changed", diff.Changed.Length),
                            ("unchanged", diff.Unchanged),
                            ("left", diff.Left),
                            ("suppressed", diff.Suppressed),
                        ];
                        if (parsed.GetValue(dryRun) || diff.IsEmpty)
                        {
                            command.Print(seen);
                            return ExitCode.Done;
                        }
                        var import = await subscribers.ImportAsync(audience, diff, cancellationToken);
                        command.Print([
                            .. seen,
                            ("created", import.Created),
                            ("updated", import.Updated),
                            ("skipped", import.Skipped),
                            ("refused", import.Refused.Length),
                        ]);
                        foreach (var (line, code) in import.Refused)
                            command._parts.Session.Reporter.Failure(
                                $"{parsed.GetValue(file)}:{line}: Mailchimp did not take it ({code}).",
                                null
                            );
                        return import.Refused.IsEmpty ? ExitCode.Done : ExitCode.Refused;
                    })
            );
        }
    }

    private sealed class ExportVerb : Command
    {
        public ExportVerb(SubscribersCommand command)
            : base("export", "Write everybody who is subscribed into a new file that only you can read")
        {
            var target = PublishingParts.TargetOption();
            var place = new Option<string>("--out")
            {
                Description = "The file; outside the workspace and any repository",
                Required = true,
                HelpName = "file",
            };
            Add(place);
            Add(target);
            SetAction(
                (parsed, cancellationToken) =>
                    command.RunAsync(async () =>
                    {
                        var session = command._parts.Session;
                        var path = Path.GetFullPath(parsed.GetValue(place)!, session.Environment.CurrentDirectory);
                        RefuseShared(path, session.Workspace.Root);
                        var fields = session.Workspace.Settings.MergeFields;
                        var subscribers = await command.SubscribersAsync(parsed.GetValue(target), cancellationToken);
                        var rows = await subscribers.ExportAsync(session.Workspace.Settings.Audience.Id, fields, cancellationToken);
                        command.WritePrivately(path, text => SubscriberFile.Write(text, rows, fields));
                        command.Print(("people", rows.Length));
                        session.Reporter.Say("They are people: delete the file when you no longer need it.");
                        return ExitCode.Done;
                    })
            );
        }
    }

    private sealed class UnsubscribeVerb : Command
    {
        public UnsubscribeVerb(SubscribersCommand command)
            : base("unsubscribe", "Unsubscribe everybody in a file, and never import them again; adds nobody")
        {
            var (file, target) = (FileArgument(), PublishingParts.TargetOption());
            Add(file);
            Add(target);
            SetAction(
                (parsed, cancellationToken) =>
                    command.RunAsync(async () =>
                    {
                        if (command.Read(parsed.GetValue(file)!, skipBad: false, mayHaveLeft: true, cancellationToken) is not { } people)
                            return ExitCode.Diagnostics;
                        var audience = command._parts.Session.Workspace.Settings.Audience.Id;
                        var subscribers = await command.SubscribersAsync(parsed.GetValue(target), cancellationToken);
                        var done = await subscribers.UnsubscribeAsync(audience, people.Rows, cancellationToken);
                        command.Print(("unsubscribed", done.Updated), ("not subscribed", done.Skipped), ("refused", done.Refused.Length));
                        return done.Refused.IsEmpty ? ExitCode.Done : ExitCode.Refused;
                    })
            );
        }
    }

    // A list of people that lies in a repository is published with it, sooner or later.
    private static void RefuseShared(string path, string root)
    {
        if (File.Exists(path))
            throw new CliException(ExitCode.Usage, $"{path} is there already.", "Name a new file.");
        var folder = Path.GetDirectoryName(path) ?? path;
        if (!Directory.Exists(folder))
            throw new CliException(ExitCode.Usage, $"There is no folder {folder}.");
        for (
            var above = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? new DirectoryInfo(folder);
            above is not null;
            above = above.Parent
        )
        {
            if (above.FullName == Path.GetFullPath(root) || Path.Exists(Path.Combine(above.FullName, ".git")))
                throw new CliException(
                    ExitCode.Usage,
                    "A list of people does not go into the workspace or a repository.",
                    "Name a file outside, such as one in your home folder."
                );
        }
    }
}
