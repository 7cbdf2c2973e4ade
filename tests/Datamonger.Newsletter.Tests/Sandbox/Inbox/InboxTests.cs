using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Inbox;

public sealed partial class InboxTests
{
    [Fact]
    public async Task Each_reader_has_an_email_with_their_own_values()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync(text: "Dear *|FNAME|* of *|ORG|*\n*|UNSUB|*");

        var (mail, text, page) = await ReadAsync(host, "k.oconnor@example.org");

        Assert.Contains("<h1>Dear Kieran</h1><p>Sons &amp; Daughters</p>", mail, StringComparison.Ordinal);
        Assert.Contains("Dear Kieran of Sons &amp; Daughters\n", text, StringComparison.Ordinal);
        Assert.Contains("Hello Kieran", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quentin.hostile@example.com", "Dear *|UNSUB|*")]
    [InlineData("nobody.markup@example.com", "Dear &lt;b&gt;Bold&lt;/b&gt;")]
    [InlineData("d.nameless@example.org", "Dear </h1>")]
    [InlineData("jun.watanabe@example.org", "Dear 純")]
    public async Task Values_of_every_kind_stay_text(string email, string expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync();

        var (mail, _, page) = await ReadAsync(host, email);

        Assert.Contains(expected, mail, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Bold", mail + page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail + page + (await host.BrowseAsync("inbox/")).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_reads_text_gets_text()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync();
        var letter = await Inboxes.LetterToAsync(host, "vera.text@example.com");

        Assert.Equal(404, (await host.BrowseAsync($"inbox/messages/{letter}/mail")).Status);
        Assert.Contains(
            "<pre class=\"text\">Dear Vera",
            (await host.BrowseAsync($"inbox/messages/{letter}")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Opens_and_clicks_are_in_the_report()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        var (mail, _, _) = await ReadAsync(host, "ben.whitlock@example.org");

        var pixel = await host.BrowseAsync(new Uri(Pixel().Match(mail).Groups[1].Value).AbsolutePath);
        var click = await host.BrowseAsync(new Uri(Tracked().Match(mail).Groups[1].Value).AbsolutePath);

        Assert.Equal("image/gif", pixel.ContentType);
        Assert.Equal((302, "https://example.org/data?a=1&b=2"), (click.Status, click.Headers.Location!.AbsoluteUri));
        var report = (await host.GetAsync($"/reports/{id}")).Json;
        Assert.Equal((1, 1), (report["opens"]!["unique_opens"]!.GetValue<int>(), report["clicks"]!["clicks_total"]!.GetValue<int>()));
        Assert.Equal(1.0 / 23, report["opens"]!["open_rate"]!.GetValue<double>(), 6);
        var link = (await host.GetAsync($"/reports/{id}/click-details")).Json["urls_clicked"]!.AsArray().Single()!;
        Assert.Equal(("https://example.org/data?a=1&b=2", 1), (link["url"]!.GetValue<string>(), link["total_clicks"]!.GetValue<int>()));
        Assert.Equal(["ben.whitlock@example.org"], (await host.GetAsync($"/reports/{id}/open-details")).All("members", "email_address"));
        Assert.Equal(
            ["open", "click"],
            (await host.GetAsync($"/reports/{id}/email-activity/{Inboxes.Subscriber("ben.whitlock@example.org")}")).All(
                "activity",
                "action"
            )
        );
    }

    [Fact]
    public async Task A_campaign_that_does_not_track_is_not_tracked()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync(change: campaign => campaign["tracking"] = new JsonObject { ["opens"] = false, ["html_clicks"] = false });

        Assert.DoesNotContain("/track/", (await ReadAsync(host, "ben.whitlock@example.org")).Mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_with_a_merge_tag_leads_each_reader_to_their_own_place()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync("<a href=\"https://example.org/areas/*|URL:LA|*\">Yours</a> *|UNSUB|*");
        var (mail, _, _) = await ReadAsync(host, "uma.unknown@example.com");
        var (other, _, _) = await ReadAsync(host, "maria.nunez@example.org");

        Assert.Equal("https://example.org/areas/Atlantis", await FollowAsync(mail));
        Assert.Equal("https://example.org/areas/Bristol%2C%20City%20of", await FollowAsync(other));
        Assert.Equal(
            2,
            (await host.GetAsync($"/reports/{id}/click-details")).Json["urls_clicked"]!.AsArray().Single()![
                "unique_clicks"
            ]!.GetValue<int>()
        );

        async Task<string> FollowAsync(string html) =>
            (await host.BrowseAsync(new Uri(Tracked().Match(html).Groups[1].Value).AbsolutePath)).Headers.Location!.AbsoluteUri;
    }

    [Fact]
    public async Task The_unsubscribe_link_works()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        var path = await LinkAsync(host, "rosie.tamm@example.com", "unsubscribe");

        Assert.Contains("rosie.tamm@example.com", (await host.BrowseAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal("subscribed", await StatusAsync());
        Assert.Contains(
            "You are unsubscribed",
            (await host.BrowseAsync(path, new() { ["reason"] = "I never signed up" })).Text,
            StringComparison.Ordinal
        );

        Assert.Equal("unsubscribed", await StatusAsync());
        var left = (await host.GetAsync($"/reports/{id}/unsubscribed")).Json["unsubscribes"]!.AsArray().Single()!;
        Assert.Equal(
            ("rosie.tamm@example.com", "I never signed up"),
            (left["email_address"]!.GetValue<string>(), left["reason"]!.GetValue<string>())
        );
        Assert.Equal(22, (await host.GetAsync($"/campaigns/{await host.SentAsync()}")).Json["emails_sent"]!.GetValue<int>());

        async Task<string> StatusAsync() =>
            (await host.GetAsync($"/lists/{SandboxHost.List}/members/rosie.tamm@example.com")).Json["status"]!.GetValue<string>();
    }

    [Fact]
    public async Task The_preferences_link_works()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync();
        var path = await LinkAsync(host, "george@example.org", "preferences");
        Assert.Contains("value=\"George\"", (await host.BrowseAsync(path)).Text, StringComparison.Ordinal);

        await host.BrowseAsync(path, new() { ["field:FNAME"] = "<i>Georg</i>", ["type"] = "text" });

        var member = (await host.GetAsync($"/lists/{SandboxHost.List}/members/george@example.org")).Json;
        Assert.Equal(
            ("<i>Georg</i>", "text"),
            (member["merge_fields"]!["FNAME"]!.GetValue<string>(), member["email_type"]!.GetValue<string>())
        );
        Assert.All(member["interests"]!.AsObject(), interest => Assert.False(interest.Value!.GetValue<bool>()));
        Assert.Contains("&lt;i&gt;Georg&lt;/i&gt;", (await host.BrowseAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_left_can_come_back_by_the_form()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.BrowseAsync($"subscribe/{SandboxHost.List}", new() { ["email"] = "will.away@example.com", ["field:FNAME"] = "Will" });

        Assert.Equal(
            "subscribed",
            (await host.GetAsync($"/lists/{SandboxHost.List}/members/will.away@example.com")).Json["status"]!.GetValue<string>()
        );
    }

    [Fact]
    public async Task A_test_email_is_marked_and_shows_nobodys_data()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();
        await host.PostAsync(
            $"/campaigns/{id}/actions/test",
            JsonNode.Parse("""{"test_emails":["amara.okafor@example.org","desk@example.org"],"send_type":"html"}""")!
        );

        var (mail, _, page) = await ReadAsync(host, "amara.okafor@example.org");

        Assert.Contains("&lt;&lt; Test First Name &gt;&gt;", mail, StringComparison.Ordinal);
        Assert.Contains("<span class=\"mark\">Test</span>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/track/", mail, StringComparison.Ordinal);
        Assert.Contains("desk@example.org", (await host.BrowseAsync("inbox/")).Text, StringComparison.Ordinal);
        Assert.Equal(
            ("save", 1, 0),
            (await host.StatusAsync(id), host.Server.CountEffects("campaign.test", id), host.Server.CountEffects("campaign.send", id))
        );
    }

    [Fact]
    public async Task What_was_delivered_does_not_change_any_more()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync();
        var before = (await ReadAsync(host, "george@example.org")).Mail;

        host.Time.Advance(TimeSpan.FromDays(400));
        await host.PatchAsync(
            $"/lists/{SandboxHost.List}/members/george@example.org",
            JsonNode.Parse("""{"merge_fields":{"FNAME":"Other"}}""")!
        );

        Assert.Equal(before, (await ReadAsync(host, "george@example.org")).Mail);
    }

    [Fact]
    public async Task A_footer_is_added_where_there_is_no_unsubscribe_link()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.SentAsync("<html><body><p>Hi</p></body></html>");

        var (mail, text, _) = await ReadAsync(host, "george@example.org");

        Assert.Matches(
            "<a href=\"http://127.0.0.1:\\d+/unsubscribe/[0-9a-f]{32}\">Unsubscribe from this list</a></div>.*</body></html>$",
            mail
        );
        Assert.Contains("Unsubscribe from this list: http://127.0.0.1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_web_page_of_a_campaign_holds_nobodys_values()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync("<p>Dear *|FNAME|*, *|EMAIL|*</p>*|IF:ARCHIVE_PAGE|*web*|ELSE:|*mail*|END:IF|* *|UNSUB|*");

        var page = await host.BrowseAsync($"archive/{id}");

        Assert.StartsWith("<p>Dear , </p>web ", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/track/", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_an_email_runs_in_the_page()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync("<script>alert(1)</script><p onclick=\"alert(2)\">*|UNSUB|*</p>");
        var letter = await Inboxes.FirstLetterAsync(host);

        foreach (var path in new[] { $"inbox/messages/{letter}/mail", $"archive/{id}" })
        {
            var policy = Assert.Single((await host.BrowseAsync(path)).Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("sandbox allow-popups", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script", policy, StringComparison.Ordinal);
        }
        Assert.Contains(
            "sandbox=\"allow-popups allow-popups-to-escape-sandbox\"",
            (await host.BrowseAsync($"inbox/messages/{letter}")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Every_page_is_there()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.SentAsync();
        await host.DraftAsync();
        var letter = await Inboxes.FirstLetterAsync(host);

        Assert.Equal("/inbox/", (await host.BrowseAsync("/")).Headers.Location!.OriginalString);
        foreach (
            var path in new[]
            {
                "inbox/",
                "inbox/style.css",
                "inbox/campaigns",
                $"inbox/campaigns/{id}",
                $"inbox/messages/{letter}?view=source",
                $"forward/{letter}",
                $"about/{SandboxHost.List}",
                $"subscribe/{SandboxHost.List}",
                $"vcard/{SandboxHost.List}",
            }
        )
            Assert.Equal(200, (await host.BrowseAsync(path)).Status);
        Assert.Equal(404, (await host.BrowseAsync("inbox/nowhere")).Status);
    }

    private static async Task<(string Mail, string Text, string Page)> ReadAsync(SandboxHost host, string email)
    {
        var letter = await Inboxes.LetterToAsync(host, email);
        return (
            (await host.BrowseAsync($"inbox/messages/{letter}/mail")).Text,
            (await host.BrowseAsync($"inbox/messages/{letter}?view=text")).Text,
            (await host.BrowseAsync($"inbox/messages/{letter}")).Text
        );
    }

    private static async Task<string> LinkAsync(SandboxHost host, string email, string page) =>
        Regex.Match(WebUtility.HtmlDecode((await ReadAsync(host, email)).Mail), $"{page}/[0-9a-f]{{32}}").Value;

    [GeneratedRegex("(http://[^\"]*/track/open/[^\"]*)")]
    private static partial Regex Pixel();

    [GeneratedRegex("(http://[^\"]*/track/click/[^\"]*)")]
    private static partial Regex Tracked();
}
