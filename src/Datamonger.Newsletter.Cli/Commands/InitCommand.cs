using System.Collections.Immutable;
using System.CommandLine;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Makes a workspace that builds at once.</summary>
internal sealed class InitCommand : Verb
{
    private static readonly string[] Many = ["templates/default/", "schemas/"];

    public InitCommand(CliSession session)
        : base("init", "Make a workspace that builds at once")
    {
        var folder = new Argument<string>("dir") { Description = "Folder to make it in", DefaultValueFactory = _ => "." };
        var ci = new Option<string?>("--ci")
        {
            Description = "Write a workflow that checks, publishes and sends: github; alone where there is a workspace already",
            HelpName = "host",
        };
        ci.AcceptOnlyFromAmong("github");
        Add(folder);
        Add(ci);
        SetAction(parsed =>
        {
            var environment = session.Environment;
            var root = Path.GetFullPath(parsed.GetValue(folder)!, environment.CurrentDirectory);
            var files = Starter.Files(DateOnly.FromDateTime(environment.Time.GetLocalNow().DateTime));
            if (parsed.GetValue(ci) is { } host)
                files = File.Exists(Path.Combine(root, "content/newsletter.yml"))
                    ? [Starter.Workflow(host)]
                    : [.. files, Starter.Workflow(host)];
            string[] there = [.. files.Select(file => file.Path).Where(path => File.Exists(Path.Combine(root, path)))];
            if (there.Length > 0)
            {
                throw new CliException(
                    ExitCode.Usage,
                    $"{Path.Combine(parsed.GetValue(folder)!, there[0])} is there already; nothing was written.",
                    "Name an empty folder: datamonger init my-newsletter"
                );
            }
            foreach (var (path, bytes) in files)
            {
                var target = Path.Combine(root, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllBytes(target, bytes.AsSpan());
            }
            // What an editor will open is named; the look and the schemas are there to be found later.
            foreach (var place in files.GroupBy(file => FolderOfMany(file.Path) ?? file.Path))
                session.Reporter.Say(place.Key.EndsWith('/') ? $"wrote {place.Key}  {place.Count()} files" : $"wrote {place.Key}");
            var change =
                root == Path.GetFullPath(environment.CurrentDirectory)
                    ? ""
                    : $"cd {Path.GetRelativePath(environment.CurrentDirectory, root)} && ";
            session.Reporter.Say($"Next: {change}datamonger build");
            return ExitCode.Done;
        });
    }

    private static string? FolderOfMany(string path) => Array.Find(Many, folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger init", "make one in this folder"),
            ("datamonger init my-newsletter", "make one in a new folder"),
            ("datamonger init --ci github", "with a workflow, or add it"),
        ];
}
