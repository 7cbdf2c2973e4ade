using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data;

public sealed class EmbargoTests
{
    // The moments in UTC are worked out by hand from the days on which the clocks change.
    [Theory]
    [InlineData("2017-03-23", "2017-03-23 09:30")]
    [InlineData("2017-03-25", "2017-03-25 09:30")]
    [InlineData("2017-03-26", "2017-03-26 08:30")]
    [InlineData("2017-10-28", "2017-10-28 08:30")]
    [InlineData("2017-10-29", "2017-10-29 09:30")]
    [InlineData("2017-03-23 00:15", "2017-03-23 00:15")]
    [InlineData("2017-07-01T00:15", "2017-06-30 23:15")]
    [InlineData("2017-03-26 00:59", "2017-03-26 00:59")]
    // The clocks go from 01:00 to 02:00; half past one is half an hour behind that.
    [InlineData("2017-03-26 01:30", "2017-03-26 01:30")]
    [InlineData("2017-03-26 02:00", "2017-03-26 01:00")]
    // It comes twice; the second time is the later.
    [InlineData("2017-10-29 01:30", "2017-10-29 01:30")]
    [InlineData("2017-10-29 00:59", "2017-10-28 23:59")]
    [InlineData("2017-10-29 02:00", "2017-10-29 02:00")]
    public async Task A_release_is_a_moment_of_Londons_clock(string released, string utc)
    {
        var embargo = await OfAsync($"visits: {{released: {released}}}", "");
        Assert.Equal(Utc(utc), embargo.Until);
        Assert.Empty(embargo.HeldAt(Utc(utc)));
        Assert.Single(embargo.HeldAt(Utc(utc).AddTicks(-1)));
    }

    [Theory]
    [InlineData("{zone: Europe/Paris}", "2017-03-23 08:30")]
    [InlineData("{zone: America/New_York}", "2017-03-23 13:30")]
    [InlineData("{zone: Asia/Kolkata, time: 00:05}", "2017-03-22 18:35")]
    [InlineData("{time: 7:00}", "2017-03-23 07:00")]
    public async Task Newsletter_yml_says_when_a_day_begins_for_releases(string release, string utc) =>
        Assert.Equal(Utc(utc), (await OfAsync("visits: {released: 2017-03-23}", $"release: {release}\n")).Until);

    [Fact]
    public async Task A_moment_is_printed_by_the_clock_of_releases_and_by_that_of_the_editors()
    {
        var abroad = await OfAsync("visits: {released: 2017-03-27}", "time_zone: Europe/Paris\n");
        Assert.Equal("2017-03-27 09:30 Europe/London (2017-03-27 10:30 Europe/Paris)", abroad.Print(abroad.Until!.Value));
        var home = await OfAsync("visits: {released: 2017-03-27}", "");
        Assert.Equal("2017-03-27 09:30 Europe/London (2017-03-27 08:30 UTC)", home.Print(home.Until!.Value));
    }

    [Fact]
    public void The_latest_release_holds_the_issue_and_each_dataset_that_is_not_out_is_named()
    {
        var settings = Settings("");
        var embargo = Embargo.Of([Dataset("a", 22), Dataset("c", 24), Dataset("b", 23), Dataset("never", null)], settings);
        Assert.Equal(Utc("2017-03-24 09:30"), embargo.Until);
        Assert.Equal(["c", "b"], embargo.HeldAt(Utc("2017-03-22 09:30")).Select(release => release.Dataset.Name));
        Assert.Contains(": c, b", embargo.Banner(Utc("2017-03-22 09:30")), StringComparison.Ordinal);
        Assert.Null(embargo.Banner(Utc("2017-03-24 09:30")));
        Assert.Null(Embargo.Of([Dataset("never", null)], settings).Until);
    }

    private static Dataset Dataset(string name, int? day) =>
        new(name, $"content/datasets/{name}.csv", SourceLocation.StartOf("content/datasets/datasets.yml"))
        {
            Released = day is { } number ? new DateOnly(2017, 3, number) : null,
        };

    private static async Task<Embargo> OfAsync(string datasets, string settings)
    {
        using var newsletter = new TestNewsletter().Dataset("visits.csv", "n\n240\n").Datasets(datasets);
        newsletter.WriteFile("content/newsletter.yml", File.ReadAllText(newsletter.PathOf("content/newsletter.yml")) + settings);
        newsletter.Body("```sql v\nselect n from visits\n```\n\nThere were {{ v.n | num0 }}.");
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain(build.Diagnostics, found => found.Rule.Code[2] is '1' or '2');
        return build.EmbargoBy(newsletter.Open().Settings);
    }

    private static NewsletterSettings Settings(string yaml)
    {
        using var newsletter = new TestNewsletter();
        newsletter.WriteFile("content/newsletter.yml", File.ReadAllText(newsletter.PathOf("content/newsletter.yml")) + yaml);
        return newsletter.Open().Settings;
    }

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
