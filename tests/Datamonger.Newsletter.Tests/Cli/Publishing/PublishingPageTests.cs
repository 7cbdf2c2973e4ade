using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

/// <summary>Runs what docs/publishing.md shows, on the sample issue, and finds each line that it shows in what is printed.</summary>
public sealed partial class PublishingPageTests
{
    private const string Token = "k7mp-x2qd";
    private const string Campaign = "3c534dea82";

    [Fact]
    public async Task Every_example_of_the_page_prints_what_the_page_shows()
    {
        var newsletter = new TestNewsletter();
        Directory.Delete(newsletter.PathOf("content"), recursive: true);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "content"), "*", SearchOption.AllDirectories)) CopyTo(newsletter, path);
        await using var cli = await PublishingCli.StartAsync(newsletter);
        var (token, campaign, run) = (Token, Campaign, new CliRun(0, "", ""));
        var commands = 0;

        foreach (var line in Console().Matches(await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Root, "docs", "publishing.md"), TestContext.Current.CancellationToken)).SelectMany(block => block.Groups[1].Value.TrimEnd('\n').Split('\n')))
        {
            if (line.StartsWith("$ edit ", StringComparison.Ordinal)) await cli.EditOutsideAsync(campaign, line["$ edit 3c534dea82 ".Length..]);
            else if (line.StartsWith("$ datamonger ", StringComparison.Ordinal))
            {
                commands++;
                run = await cli.RunAsync([.. Word().Matches(line["$ datamonger ".Length..]).Select(word => word.Value.Trim('"').Replace(Token, token, StringComparison.Ordinal))]);
                if (TokenLine().Match(run.Output) is { Success: true } given) token = given.Groups[1].Value;
                if (CampaignLine().Match(run.Output) is { Success: true } made) campaign = made.Groups[1].Value;
            }
            else
            {
                var expected = Squeeze(line.Replace(Token, token, StringComparison.Ordinal).Replace(Campaign, campaign, StringComparison.Ordinal));
                var printed = (run.Output + run.Error).Split('\n').Select(Squeeze).ToList();
                Assert.True(printed.Contains(expected), $"No line “{expected}” in:\n{string.Join('\n', printed)}");
            }
        }

        Assert.True(commands > 10);
        Assert.Equal(1, cli.Sandbox.CountEffects("campaign.send"));
    }

    private static void CopyTo(TestNewsletter newsletter, string path)
    {
        var target = newsletter.PathOf(Path.GetRelativePath(RepositoryFolder.Root, path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(path, target, overwrite: true);
    }

    private static string Squeeze(string line) => Blanks().Replace(line.Trim(), " ");

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^token +([a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"^campaign +([0-9a-f]{10})", RegexOptions.Multiline)]
    private static partial Regex CampaignLine();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
