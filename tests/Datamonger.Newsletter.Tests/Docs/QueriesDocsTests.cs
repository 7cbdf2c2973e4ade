using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Data;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Docs;

/// <summary>Runs what docs/queries.md shows, on the sample workspace: what is printed there is what the program prints.</summary>
public sealed partial class QueriesDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "queries.md"))
        .ReplaceLineEndings("\n");

    [Fact]
    public async Task Every_example_prints_what_the_page_shows()
    {
        var newsletter = new TestNewsletter();
        Directory.Delete(newsletter.PathOf("content"), recursive: true);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "content"), "*", SearchOption.AllDirectories))
        {
            var target = newsletter.PathOf(Path.GetRelativePath(RepositoryFolder.Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
        await using var cli = await PublishingCli.StartAsync(newsletter);
        var commands = Command().Matches(string.Concat(Block("console"))).ToList();

        var page = Page;
        foreach (var command in commands)
        {
            var (line, shown) = (command.Groups["line"].Value, command.Groups["shown"].Value);
            var printed = await RunAsync(cli, line, shown);
            if (!shown.StartsWith('…'))
                page = page.Replace(command.Value, $"$ {line}\n{Shown(printed)}".TrimEnd('\n') + "\n", StringComparison.Ordinal);
        }

        Assert.True(commands.Count >= 8);
        Snapshot.Match(page, "../../docs/queries.md");
    }

    [Fact]
    public async Task Every_condition_of_the_page_holds_where_it_says_it_does()
    {
        using var data = new TestData();
        var conditions = Condition()
            .Matches(Page[Page.IndexOf("## Promise", StringComparison.Ordinal)..Page.IndexOf("## Join", StringComparison.Ordinal)])
            .Select(row => row.Groups[1].Value)
            .ToList();
        Assert.True(conditions.Count >= 6);
        var expectations = string.Concat(conditions.Select(condition => $"--| expect: {condition}\n"));
        const string Rows = "select 1 as applications, 'a' as la, 'boys' as sex, 0.4 as share union all select 100000, 'b', 'girls', 0.6";
        var run = await data.RunAsync($"```sql q\n{expectations}{Rows}\n```\n");
        Assert.Equal("", run.Found);
        var broken = await data.RunAsync(
            $"```sql q\n{expectations}{Rows.Replace("'b'", "'a'", StringComparison.Ordinal).Replace("0.6", "0.5", StringComparison.Ordinal)}\n```\n"
        );
        Assert.Equal(["DM213", "DM213"], broken.Codes);
    }

    [Fact]
    public void What_is_declared_on_the_page_can_be_declared()
    {
        var (sources, datasets) = (
            Assert.Single(Block("yaml"), yaml => yaml.StartsWith("sources:", StringComparison.Ordinal)),
            Assert.Single(Block("yaml"), yaml => !yaml.StartsWith("sources:", StringComparison.Ordinal))
        );
        var bag = new DiagnosticBag();
        var settings = SettingsReader.Read(
            new SourceText(
                "newsletter.yml",
                $"name: T\norganisation: {{name: T}}\nsender: {{name: T, reply_to: editors@example.org}}\n{sources}"
            ),
            bag
        );
        Assert.Equal("warehouse", Assert.Single(settings.Sources).Name);
        var file = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "content", "datasets", "foster_places.csv"));
        using var data = new TestData().With("foster_places.csv", file).Declaring(datasets);
        DatasetCatalog.Read(data.Workspace, bag);
        Assert.Empty(bag.ToImmutable());
    }

    private static async Task<string> RunAsync(PublishingCli cli, string line, string shown)
    {
        // A file that the reader is shown is one that the reader has.
        if (line.StartsWith("cat ", StringComparison.Ordinal))
        {
            cli.Newsletter.WriteFile(line["cat ".Length..], shown);
            return shown;
        }
        if (Replacement().Match(line) is { Success: true } edit)
        {
            var path = cli.Newsletter.PathOf(edit.Groups["file"].Value);
            var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
            Assert.Contains(edit.Groups["old"].Value, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                path,
                text.Replace(edit.Groups["old"].Value, edit.Groups["new"].Value, StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
            return "";
        }
        Assert.StartsWith("datamonger ", line, StringComparison.Ordinal);
        var run = await cli.RunAsync([.. Word().Matches(line["datamonger ".Length..]).Select(word => word.Value.Trim('"'))]);
        return run.Output + run.Error;
    }

    // Blank lines and blanks at the ends are left to the page.
    private static string Shown(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0));

    private static IEnumerable<string> Block(string language) =>
        Regex.Matches(Page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(block => block.Groups[1].Value);

    [GeneratedRegex(@"^\$ (?<line>[^\n]*)\n(?<shown>((?!\$ )[^\n]*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^sed -i 's/(?<old>[^/]+)/(?<new>[^/]+)/' (?<file>.+)$")]
    private static partial Regex Replacement();

    [GeneratedRegex(@"^\| `([^`]+)` \| [^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex Condition();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}
