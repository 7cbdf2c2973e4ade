using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Golden;

/// <summary>The newsletter of this repository, built whole and compared with what was read and accepted.</summary>
public sealed partial class SampleIssueTests
{
    private const int MostBytes = 90 * 1024;

    public static TheoryData<string> Slugs => [.. Workspace.Open(RepositoryFolder.Root).Slugs];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task An_issue_of_the_sample_is_what_was_accepted(string slug)
    {
        var build = await BuildAsync(slug);
        Snapshot.Match(build.Email.Html, $"Golden/{slug}/email.verified.html");
        Snapshot.Match(build.Email.Text, $"Golden/{slug}/email.verified.txt");
        Snapshot.Match(build.Email.Web, $"Golden/{slug}/web.verified.html");
        Assert.DoesNotContain(EmailSource.Attribute, build.Email.Html + build.Email.Web, StringComparison.Ordinal);
        Snapshot.Match(FiguresJson.Write(build.Figures, build.Tables.Datasets), $"Golden/{slug}/figures.verified.json");
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task An_email_is_small_enough_to_be_shown_whole_and_has_LF_alone(string slug)
    {
        var email = (await BuildAsync(slug)).Email;
        Assert.InRange(Encoding.UTF8.GetByteCount(email.Html), 1, MostBytes);
        Assert.DoesNotContain('\r', email.Html + email.Text + email.Web);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task Every_merge_tag_is_one_that_somebody_wrote(string slug)
    {
        var build = await BuildAsync(slug);
        var workspace = Workspace.Open(RepositoryFolder.Root);
        string[] sources =
        [
            build.Issue.Source.Text,
            .. build.Issue.IncludedSources.Select(source => source.Text),
            .. Directory
                .EnumerateFiles(
                    Path.Combine(workspace.TemplatesDirectory, build.Issue.FrontMatter.Template),
                    "*",
                    SearchOption.AllDirectories
                )
                .Select(File.ReadAllText),
        ];
        // <<First Name>> stands for the field's own tag, and with another fallback for a conditional on it.
        var friendly = workspace
            .Settings.MergeFields.SelectMany(field => new[] { $"*|{field.Tag}|*", $"*|IF:{field.Tag}|*" })
            .Concat(["*|ELSE:|*", "*|END:IF|*"]);
        var written = sources
            .SelectMany(source => Tag().Matches(source))
            .Select(match => match.Value)
            .Concat(friendly)
            .ToHashSet(StringComparer.Ordinal);
        string[] sent =
        [
            .. Tag()
                .Matches(build.Email.Html + build.Email.Text + build.Email.Subject + build.Email.Preheader)
                .Select(match => match.Value)
                .Distinct(),
        ];
        Assert.NotEmpty(sent);
        Assert.Empty(sent.Except(written));
    }

    private static async Task<IssueBuild> BuildAsync(string slug)
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)));
        return await builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"\*\|[^|\r\n]{1,300}\|\*")]
    private static partial Regex Tag();
}
