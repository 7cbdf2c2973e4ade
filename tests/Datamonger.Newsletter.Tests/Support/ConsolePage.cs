using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>
/// Runs what the <c>console</c> blocks of a page show, on the sample workspace, and finds each line that they show in what is printed. The
/// page's token and campaign stand for those that a run gives.
/// </summary>
internal sealed partial class ConsolePage(PublishingCli cli)
{
    private const string Token = "k7mp-x2qd";
    private const string Campaign = "3c534dea82";

    /// <summary>What other lines than those of the program do, by their first word.</summary>
    public Dictionary<string, Func<string[], Task>> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>The campaign of the last run that named one.</summary>
    public string LastCampaign { get; private set; } = Campaign;

    /// <summary>A program in a workspace with the sample's content.</summary>
    public static Task<PublishingCli> StartAsync()
    {
        var newsletter = new TestNewsletter();
        Directory.Delete(newsletter.PathOf("content"), recursive: true);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "content"), "*", SearchOption.AllDirectories))
        {
            var target = newsletter.PathOf(Path.GetRelativePath(RepositoryFolder.Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
        return PublishingCli.StartAsync(newsletter);
    }

    /// <summary>Runs a page of docs/.</summary>
    /// <returns>How many commands it shows.</returns>
    public async Task<int> RunAsync(string page)
    {
        var (token, run, commands) = (Token, new CliRun(0, "", ""), 0);
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Root, "docs", page), TestContext.Current.CancellationToken);
        foreach (var line in Console().Matches(text).SelectMany(block => block.Groups[1].Value.TrimEnd('\n').Split('\n')))
        {
            if (line.StartsWith("$ datamonger ", StringComparison.Ordinal))
            {
                commands++;
                run = await cli.RunAsync([
                    .. Words(line["$ datamonger ".Length..]).Select(word => word.Replace(Token, token, StringComparison.Ordinal)),
                ]);
                if (TokenLine().Match(run.Output) is { Success: true } given)
                    token = given.Groups[1].Value;
                if (CampaignLine().Match(run.Output) is { Success: true } made)
                    LastCampaign = made.Groups[1].Value;
            }
            else if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                string[] words = [.. Words(line[2..])];
                await Others[words[0]](words[1..]);
            }
            else
            {
                var expected = Squeeze(
                    line.Replace(Token, token, StringComparison.Ordinal).Replace(Campaign, LastCampaign, StringComparison.Ordinal)
                );
                var printed = (run.Output + run.Error).Split('\n').Select(Squeeze).ToList();
                Assert.True(printed.Contains(expected), $"No line “{expected}” in:\n{string.Join('\n', printed)}");
            }
        }
        return commands;
    }

    private static IEnumerable<string> Words(string line) => Word().Matches(line).Select(word => word.Value.Trim('"'));

    private static string Squeeze(string line) => Blanks().Replace(line.Trim(), " ");

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("\"[^\"]*\"|\\{.*\\}|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^token +([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"^campaign +([0-9a-f]{10})", RegexOptions.Multiline)]
    private static partial Regex CampaignLine();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
