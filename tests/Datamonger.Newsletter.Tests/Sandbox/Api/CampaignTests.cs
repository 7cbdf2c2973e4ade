using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class CampaignTests
{
    [Fact]
    public async Task Only_a_type_is_needed_to_make_a_draft()
    {
        await using var host = await SandboxHost.StartAsync();

        var campaign = (await host.PostAsync("/campaigns", Json("""{"type":"regular"}"""))).Json;

        Assert.Equal(("save", ""), (campaign["status"]!.GetValue<string>(), campaign["send_time"]!.GetValue<string>()));
        Assert.Matches("^[0-9a-f]{10}$", campaign["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{}""", "type")]
    [InlineData("""{"type":"variate"}""", "type")]
    [InlineData("""{"type":"regular","recipients":{"list_id":"nosuch"}}""", "recipients.list_id")]
    [InlineData("""{"type":"regular","recipients":{}}""", "recipients.list_id")]
    [InlineData("""{"type":"regular","settings":{"template_id":"12"}}""", "settings.template_id")]
    [InlineData(
        """{"type":"regular","settings":{"reply_to":"nobody","subject_line":"a\nBcc: b"}}""",
        "settings.subject_line,settings.reply_to"
    )]
    [InlineData("""{"type":"regular","settings":{"folder_id":"nosuch"},"tracking":{"opens":"yes"}}""", "settings.folder_id,tracking.opens")]
    public async Task Every_mistake_is_named(string body, string fields)
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal(fields.Split(',').Order(), (await host.PostAsync("/campaigns", Json(body))).Errors.Distinct().Order());
        Assert.Equal(0, (await host.GetAsync("/campaigns")).Json["total_items"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"recipients":{"list_id":"5a4db0a17e"}}""", "settings")]
    [InlineData("""{"settings":{"title":"T"}}""", "settings.subject_line,settings.from_name,settings.reply_to")]
    public async Task A_change_brings_the_settings_that_are_required(string body, string fields)
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();

        Assert.Equal(fields.Split(','), (await host.PatchAsync($"/campaigns/{id}", Json(body))).Errors);
    }

    [Fact]
    public async Task A_draft_is_found_by_audience_and_time_newest_first()
    {
        await using var host = await SandboxHost.StartAsync();
        var first = await host.DraftAsync();
        host.Time.Advance(TimeSpan.FromMinutes(20));
        var second = await host.DraftAsync();
        const string list =
            $"/campaigns?list_id={SandboxHost.List}&sort_field=create_time&sort_dir=DESC&count=1000&fields=campaigns.id,campaigns.settings.title";

        Assert.Equal([second, first], (await host.GetAsync(list)).All("campaigns", "id"));
        Assert.Equal([second], (await host.GetAsync(list + "&since_create_time=2026-11-23T09:15:00%2B00:00")).All("campaigns", "id"));
        Assert.Equal([first], (await host.GetAsync(list + "&before_create_time=2026-11-23T10:15:00%2B01:00")).All("campaigns", "id"));
        Assert.Equal([first, second], (await host.GetAsync(list.Replace("DESC", "ASC"))).All("campaigns", "id"));
        Assert.Empty((await host.GetAsync(list + "&status=sent")).All("campaigns", "id"));
    }

    [Fact]
    public async Task Content_is_kept_as_it_was_sent()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync(text: "Text *|FNAME|*\n");

        var content = (await host.GetAsync($"/campaigns/{id}/content")).Json;

        Assert.Equal((Letter.Html, "Text *|FNAME|*\n"), (content["html"]!.GetValue<string>(), content["plain_text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Text_is_made_when_none_comes()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync(
            "<html><head><title>T</title><style>p{}</style></head><body><!-- c --><h1>Dear *|FNAME|*</h1><p>One\n two &amp; <a "
                + "href=\"https://example.org/a?b=1&amp;c=2\">three</a><br>four</p><img src=\"x\" alt=\"A chart\"></body></html>"
        );

        Assert.Equal(
            "Dear *|FNAME|*\n\nOne two & three (https://example.org/a?b=1&c=2)\nfour\n\nA chart\n",
            (await host.GetAsync($"/campaigns/{id}/content")).Json["plain_text"]!.GetValue<string>()
        );
    }

    [Theory]
    [InlineData("""{"url":"https://example.org/"}""", "url")]
    [InlineData("""{"template":{"id":1}}""", "template")]
    [InlineData("""{"archive":{"archive_content":"x"}}""", "archive")]
    [InlineData("""{}""", "html")]
    public async Task Other_ways_to_bring_content_are_refused(string body, string field)
    {
        await using var host = await SandboxHost.StartAsync();
        var id = await host.DraftAsync();

        Assert.Equal([field], (await host.PutAsync($"/campaigns/{id}/content", Json(body))).Errors);
        Assert.Equal(Letter.Html, (await host.GetAsync($"/campaigns/{id}/content")).Json["html"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_checklist_says_what_is_missing()
    {
        await using var host = await SandboxHost.StartAsync();
        var empty = (await host.PostAsync("/campaigns", Json("""{"type":"regular"}"""))).Id;
        var ready = await host.DraftAsync();
        var unverified = await host.DraftAsync(change: campaign => campaign["settings"]!["reply_to"] = "a@unverified.example.org");
        var unbalanced = await host.DraftAsync("<p>*|IF:FNAME|* *|UNSUB|*</p>");
        var footerless = await host.DraftAsync("<p>Hi</p>");

        Assert.Equal(["Audience", "Recipients", "Subject", "From", "HTML email"], await ItemsAsync(empty, "error"));
        Assert.Equal([], await ItemsAsync(ready, "error"));
        Assert.Equal(["From domain"], await ItemsAsync(unverified, "error"));
        Assert.Contains("Merge tags", await ItemsAsync(unbalanced, "error"));
        Assert.Equal(["Footer"], await ItemsAsync(footerless, "warning"));

        async Task<IEnumerable<string>> ItemsAsync(string id, string type)
        {
            var checklist = (await host.GetAsync($"/campaigns/{id}/send-checklist")).Json;
            var items = checklist["items"]!.AsArray();
            Assert.Equal(items.All(item => item!["type"]!.GetValue<string>() != "error"), checklist["is_ready"]!.GetValue<bool>());
            return items.Where(item => item!["type"]!.GetValue<string>() == type).Select(item => item!["heading"]!.GetValue<string>());
        }
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
