using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Checks.Browser;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks.Browser;

public sealed partial class BrowserChecksTests
{
    private static readonly string[] Slugs = ["2016-02-disabled-children", "2017-03-safeguarding"];

    [Fact]
    public async Task Elements_have_the_numbers_here_that_they_have_in_the_browser()
    {
        var browser = Require.Browser();
        var (workspace, subjects) = await SampleAsync();
        using var folder = new TemporaryFolder();
        var document = await new BrowserProcess(browser, TimeSpan.FromMinutes(2)).DumpAsync(
            folder.Write("what? #1 %20 ü/measure.html", BrowserChecks.Page(subjects)),
            Path.Combine(folder.Path, "profile"),
            TestContext.Current.CancellationToken
        );
        var measured = MeasurementReader.Read(document!)!.Value;

        Assert.Equal(2 * (PageLook.OfEmail.Length + PageLook.OfWeb.Length), measured.Length);
        string[] pages = [.. subjects.SelectMany(subject => new[] { subject.Readings[0].Html, subject.Context.Email.MarkedWeb })];
        Assert.All(
            measured,
            look =>
            {
                var elements = new HtmlParser().ParseDocument(pages[look.Page]).All;
                Assert.True(look.IsInScheme);
                Assert.True(look.Texts.Length >= 8, $"{look.Texts.Length} texts");
                Assert.All(
                    look.Texts,
                    text => Assert.Contains(text.Text, Blanks().Replace(elements[text.Element].TextContent, " "), StringComparison.Ordinal)
                );
                Assert.All(look.Targets, target => Assert.Equal("a", elements[target.Element].LocalName));
            }
        );
        Assert.All(
            BrowserChecks.Findings(subjects, document!)!.Value,
            found => Assert.Equal((0, true), (found.Diagnostics.Length, found.ShowsSchemes))
        );
    }

    [Fact]
    public async Task Contrast_is_judged_only_in_a_scheme_that_was_shown()
    {
        var (workspace, subjects) = await SampleAsync();
        var found = Findings(subjects, Look(0, false, true), Look(1, false, false), Look(2, true, false), Look(3, true, true));
        Assert.Equal(["DM533", "DM534"], found.SelectMany(one => one.Diagnostics).Select(finding => finding.Rule.Code));
        Assert.All(found, one => Assert.False(one.ShowsSchemes));
    }

    [Fact]
    public async Task Colours_that_are_the_same_in_both_schemes_are_reported_once()
    {
        var (workspace, subjects) = await SampleAsync();
        Assert.Equal(
            ["DM533"],
            Findings(subjects, Look(0, false, true), Look(0, true, true), Look(2, true, true))[0]
                .Diagnostics.Select(finding => finding.Rule.Code)
        );
    }

    [Theory]
    [InlineData("of 24 pixels touch each other", 0, 0, 60, 24, false, 0, 24, 60, 24, false, 0)]
    [InlineData("are low, with a line of 24 pixels each", 0, 0, 60, 17, false, 0, 24, 60, 17, false, 0)]
    [InlineData("are low, with a line of 20 pixels each", 0, 0, 60, 17, false, 0, 20, 60, 17, false, 1)]
    [InlineData("are low and in one sentence", 0, 0, 60, 17, true, 0, 20, 60, 17, true, 0)]
    [InlineData("are narrow and side by side", 0, 0, 10, 24, false, 14, 0, 10, 24, false, 1)]
    [InlineData("are wide and side by side on a low line", 0, 0, 60, 17, false, 64, 0, 60, 17, false, 0)]
    [InlineData("are low below a high one that is near", 0, 0, 60, 40, false, 0, 42, 60, 17, false, 1)]
    [InlineData("are low below a high one that is not", 0, 0, 60, 40, false, 0, 48, 60, 17, false, 0)]
    public async Task Links_have_room_that(
        string what,
        double x,
        double y,
        double width,
        double height,
        bool inSentence,
        double x2,
        double y2,
        double width2,
        double height2,
        bool inSentence2,
        int expected
    )
    {
        var (workspace, subjects) = await SampleAsync();
        string Target(int element, bool isIn, params double[] box) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"element": {{element}}, "text": "link", "inSentence": {{(isIn ? "true" : "false")}}, "left": {{box[0]}}, "top": {{box[1]}}, "width": {{box[2]}}, "height": {{box[3]}}}"""
            );
        var look = $$"""
            {"page": 0, "width": 375, "dark": false, "styled": true, "isInScheme": true, "overflows": [], "texts": [], "unclear": 0, "overlaps": [],
             "targets": [{{Target(20, inSentence, x, y, width, height)}}, {{Target(30, inSentence2, x2, y2, width2, height2)}}]}
            """;
        Assert.True(
            expected == Findings(subjects, look, Look(2, false, true))[0].Diagnostics.Count(finding => finding.Rule.Code == "DM568"),
            what
        );
    }

    private static ImmutableArray<BrowserFindings> Findings(ImmutableArray<BrowserSubject> subjects, params string[] looks) =>
        BrowserChecks
            .Findings(subjects, $"measured:{Convert.ToBase64String(Encoding.UTF8.GetBytes($"[{string.Join(", ", looks)}]"))}:")!
            .Value;

    // A text that is hard to see.
    private static string Look(int page, bool dark, bool isInScheme) =>
        $$"""
            {"page": {{page}}, "width": 375, "dark": {{(dark ? "true" : "false")}}, "styled": true, "isInScheme": {{(
                isInScheme ? "true" : "false"
            )}}, "overflows": [], "unclear": 0, "overlaps": [], "targets": [],
             "texts": [{"element": 20, "text": "grey", "ink": [200, 200, 200], "ground": [255, 255, 255], "size": 16, "weight": 400}]}
            """;

    private static async Task<(Workspace Workspace, ImmutableArray<BrowserSubject> Subjects)> SampleAsync()
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)));
        var builds = await Task.WhenAll(
            Slugs.Select(slug => builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken))
        );
        return (
            workspace,
            [
                .. builds.Select(build => new BrowserSubject(
                    build.ForChecks(workspace),
                    [new BrowserReading(null, HtmlWriter.Write(build.Email.Document, keepSources: true))]
                )),
            ]
        );
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
