using System.Diagnostics;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Docs;

/// <summary>
/// An editor's first hour, as docs/begin.md tells it: the program itself runs in an empty folder, every command of the page in its order, and
/// prints what the page shows.
/// </summary>
public sealed partial class BeginDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "begin.md"))
        .ReplaceLineEndings("\n");
    private static readonly DateTime Now = DateTime.Now;

    [Fact]
    public async Task The_page_leads_from_an_empty_folder_to_the_inbox()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page is written for the shells of Linux and macOS.");
        using var folder = new TemporaryFolder();
        var (home, workspace) = (
            Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName,
            Directory.CreateDirectory(Path.Combine(folder.Path, "newsletter")).FullName
        );
        var (token, run) = ("", 0);
        try
        {
            foreach (Match block in Block().Matches(ThisMonth(Page)))
            {
                var (language, path, body) = (block.Groups["language"].Value, block.Groups["path"].Value, block.Groups["body"].Value);
                if (path.Length > 0)
                {
                    await File.WriteAllTextAsync(Path.Combine(workspace, path), body, TestContext.Current.CancellationToken);
                    continue;
                }
                foreach (Match edit in Edit().Matches(language == "sh" ? body : ""))
                    Replace(Path.Combine(workspace, edit.Groups["file"].Value), edit);
                foreach (Match command in Command().Matches(language == "console" ? body : ""))
                {
                    var line = command.Groups["line"].Value.Replace("<token>", token, StringComparison.Ordinal);
                    var printed = await RunAsync(line.Split(' ')[1..], workspace, home);
                    AssertShows(line, command.Groups["shown"].Value, printed);
                    token = Token().Match(printed) is { Success: true } given ? given.Groups[1].Value : token;
                    run++;
                }
            }
        }
        finally
        {
            await RunAsync(["sandbox", "--stop"], workspace, home);
        }
        Assert.True(run >= 14, $"Only {run} commands of the page were run.");
    }

    // The page was written on 1 December 2026; a first issue has the month in which it is begun.
    private static string ThisMonth(string page) =>
        page.Replace("2027-01", new DateTime(Now.Year, Now.Month, 1).AddMonths(1).ToString("yyyy-MM", null), StringComparison.Ordinal)
            .Replace("2026-12-01", Now.ToString("yyyy-MM-dd", null), StringComparison.Ordinal)
            .Replace("2026-12", Now.ToString("yyyy-MM", null), StringComparison.Ordinal);

    private static async Task<string> RunAsync(string[] arguments, string workspace, string home)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "datamonger"), arguments)
        {
            WorkingDirectory = workspace,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing of this machine's own account is read or written.
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToArray())
            start.Environment.Remove(name);
        start.Environment["HOME"] = home;
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{await output}\n{await error}";
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("DATAMONGER_", StringComparison.Ordinal)
        || name.StartsWith("MAILCHIMP_", StringComparison.Ordinal)
        || name.StartsWith("XDG_", StringComparison.Ordinal);

    // A line of the page is a line of the output; "…" is whatever differs from run to run.
    private static void AssertShows(string command, string shown, string printed)
    {
        var lines = printed.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToArray();
        foreach (var line in shown.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Trim('…').Length > 0))
        {
            var pattern = $"^{Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal)}$";
            Assert.True(lines.Any(one => Regex.IsMatch(one, pattern)), $"$ {command}\n{line}\nis not among\n{printed}");
        }
    }

    private static void Replace(string path, Match edit)
    {
        var text = File.ReadAllText(path);
        var replaced = Regex.Replace(
            text,
            edit.Groups["old"].Value,
            edit.Groups["new"].Value.Replace(@"\n", "\n", StringComparison.Ordinal),
            RegexOptions.Multiline
        );
        Assert.NotEqual(text, replaced);
        File.WriteAllText(path, replaced);
    }

    [GeneratedRegex(
        @"^(?<fence>```+)(?<language>[a-z]+)( (?<path>[^\n]+))?\n(?<body>.*?)^\k<fence>$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"^\$ (?<line>datamonger [^\n]*)\n(?<shown>((?!\$ )[^\n]*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"^sed -i 's(?<mark>[/#])(?<old>.+?)\k<mark>(?<new>.+?)\k<mark>' (?<file>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Edit();

    [GeneratedRegex(@"^token +(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Token();
}
