using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Checks.Browser;
using Datamonger.Newsletter.Cli.Browser;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Tests.Support;
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
        var document = await new BrowserProcess(browser, TimeSpan.FromMinutes(2)).DumpAsync(folder.Write("what? #1 %20 ü/measure.html", BrowserChecks.Page(subjects)), Path.Combine(folder.Path, "profile"), TestContext.Current.CancellationToken);
        var measured = MeasurementReader.Read(document!)!.Value;

        Assert.Equal(2 * (PageLook.OfEmail.Length + PageLook.OfWeb.Length), measured.Length);
        string[] pages = [.. subjects.SelectMany(subject => new[] { subject.Readings[0].Html, subject.Build.Email.MarkedWeb })];
        Assert.All(measured, look =>
        {
            var elements = new HtmlParser().ParseDocument(pages[look.Page]).All;
            Assert.True(look.IsInScheme);
            Assert.True(look.Texts.Length >= 8, $"{look.Texts.Length} texts");
            Assert.All(look.Texts, text => Assert.Contains(text.Text, Blanks().Replace(elements[text.Element].TextContent, " "), StringComparison.Ordinal));
            Assert.All(look.Targets, target => Assert.Equal("a", elements[target.Element].LocalName));
        });
        Assert.All(BrowserChecks.Findings(workspace, subjects, document!)!.Value, found => Assert.Equal((0, true), (found.Diagnostics.Length, found.ShowsSchemes)));
    }

    [Fact]
    public async Task Contrast_is_judged_only_in_a_scheme_that_was_shown()
    {
        var (workspace, subjects) = await SampleAsync();
        string Look(int page, bool dark, bool isInScheme) =>
            $$"""
            {"page": {{page}}, "width": 375, "dark": {{(dark ? "true" : "false")}}, "styled": true, "isInScheme": {{(isInScheme ? "true" : "false")}}, "overflows": [], "unclear": 0, "overlaps": [], "targets": [],
             "texts": [{"element": 20, "text": "grey", "ink": [200, 200, 200], "ground": [255, 255, 255], "size": 16, "weight": 400}]}
            """;
        var json = $"[{Look(0, false, true)}, {Look(1, false, false)}, {Look(2, true, false)}, {Look(3, true, true)}]";
        var found = BrowserChecks.Findings(workspace, subjects, $"measured:{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}:")!.Value;
        Assert.Equal(["DM533", "DM534"], found.SelectMany(one => one.Diagnostics).Select(finding => finding.Rule.Code));
        Assert.All(found, one => Assert.False(one.ShowsSchemes));
    }

    private static async Task<(Workspace Workspace, System.Collections.Immutable.ImmutableArray<BrowserSubject> Subjects)> SampleAsync()
    {
        var workspace = Workspace.Open(RepositoryFolder.Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)));
        var builds = await Task.WhenAll(Slugs.Select(slug => builder.BuildAsync(slug, workspace.ReadIssue(slug), TestContext.Current.CancellationToken)));
        return (workspace, [.. builds.Select(build => new BrowserSubject(build, [new BrowserReading(null, HtmlWriter.Write(build.Email.Document, keepSources: true))]))]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
