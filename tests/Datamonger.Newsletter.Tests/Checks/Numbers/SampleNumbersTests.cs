using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks.Numbers;

/// <summary>The sample newsletter as it is, and with its figures typed instead of bound.</summary>
public sealed partial class SampleNumbersTests
{
    private static readonly string[] Codes = ["DM560", "DM561", "DM562"];

    [Theory]
    [InlineData("2016-02-disabled-children")]
    [InlineData("2017-03-safeguarding")]
    public async Task The_sample_as_it_is_has_no_typed_number_and_nothing_else_that_these_rules_find(string slug)
    {
        var build = await BuildAsync(RepositoryFolder.Root, slug);
        Assert.Empty(build.Issue.FrontMatter.Allow);
        Assert.Equal(
            [],
            build
                .Diagnostics.Where(finding =>
                    finding.Rule.Code is "DM241" or "DM242" || string.CompareOrdinal(finding.Rule.Code, "DM560") >= 0
                )
                .Select(finding => finding.ToString())
        );
    }

    [Theory]
    [InlineData("2016-02-disabled-children")]
    [InlineData("2017-03-safeguarding")]
    public async Task Nineteen_of_twenty_figures_are_found_when_they_are_typed(string slug)
    {
        using var folder = new TemporaryFolder();
        Copy(Path.Combine(RepositoryFolder.Root, "content"), Path.Combine(folder.Path, "content"));
        Copy(Path.Combine(RepositoryFolder.Root, "templates"), Path.Combine(folder.Path, "templates"));
        var bound = await BuildAsync(folder.Path, slug);
        var (text, typed) = Type(bound);
        File.WriteAllText(Path.Combine(folder.Path, "content", "issues", slug, "index.md"), text);
        var source = new SourceText("index.md", text);

        var build = await BuildAsync(folder.Path, slug);
        var found = build.Diagnostics.Where(finding => Codes.Contains(finding.Rule.Code)).ToArray();
        var offsets = found.Select(finding => source.OffsetOf(finding.Location.Line, finding.Location.Column)).ToArray();
        var missed = typed
            .Where(figure => !offsets.Any(offset => offset >= figure.Start && offset < figure.Start + figure.Text.Length))
            .ToArray();
        var strays = found
            .Where((_, i) => !typed.Any(figure => offsets[i] >= figure.Start && offsets[i] < figure.Start + figure.Text.Length))
            .ToArray();

        Assert.True(typed.Length >= 10, $"{typed.Length} figures");
        Assert.True(
            missed.Length * 20 <= typed.Length,
            $"{typed.Length - missed.Length} of {typed.Length}; missed: {string.Join(", ", missed.Select(figure => figure.Text))}"
        );
        Assert.Equal([], strays.Select(finding => finding.ToString()));
        var named = found.Count(finding => finding.Hint!.Contains("which prints", StringComparison.Ordinal));
        Assert.True(named * 20 >= found.Length * 19, $"{named} of {found.Length} are named");
    }

    // The file with every figure printed into it, and those that are numbers: not the names and years that figures also print.
    private static (string Text, (int Start, string Text)[] Typed) Type(IssueBuild build)
    {
        var source = build.Issue.Source;
        var typed = new List<(int, string)>();
        var text = new System.Text.StringBuilder();
        var copied = 0;
        foreach (var figure in build.Figures.All.Where(figure => figure.Expression.Location.File == source.Path && figure.Citation is null))
        {
            var inner = source.OffsetOf(figure.Expression.Location.Line, figure.Expression.Location.Column);
            var start = source.Text.LastIndexOf("{{", inner, StringComparison.Ordinal);
            text.Append(source.Text, copied, start - copied);
            if (IsNumber().IsMatch(figure.Text) && !IsYear().IsMatch(figure.Text))
                typed.Add((text.Length, figure.Text));
            text.Append(figure.Text);
            copied = source.Text.IndexOf("}}", inner + figure.Expression.Expression.Length, StringComparison.Ordinal) + 2;
        }
        return (text.Append(source.Text, copied, source.Text.Length - copied).ToString(), [.. typed]);
    }

    private static async Task<IssueBuild> BuildAsync(string root, string slug)
    {
        var workspace = Workspace.Open(root);
        using var builder = IssueBuilder.For(workspace, TimeProvider.System);
        return await builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"\d|\b(?:two|three|ten|eighteen|twenty|forty|thirds?)\b")]
    private static partial Regex IsNumber();

    [GeneratedRegex(@"^(?:19|20)\d\d(?:/\d\d)?$")]
    private static partial Regex IsYear();
}
