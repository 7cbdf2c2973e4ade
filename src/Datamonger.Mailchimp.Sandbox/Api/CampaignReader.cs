using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>Reads what a campaign consists of from a request, over what it was before.</summary>
internal sealed class CampaignReader(ApiCall call)
{
    private const int LongestSetting = 150;

    // Whether the live service cuts titles there is not known; that it may is enough to hold the stamp against it.
    private const int LongestTitle = 100;
    private static readonly string[] TextSettings =
    [
        "subject_line",
        "preview_text",
        "title",
        "from_name",
        "reply_to",
        "to_name",
        "folder_id",
    ];
    private static readonly string[] FlagSettings =
    [
        "use_conversation",
        "authenticate",
        "auto_footer",
        "inline_css",
        "auto_tweet",
        "fb_comments",
    ];
    private static readonly string[] FlagTracking = ["opens", "html_clicks", "text_clicks", "goal_tracking", "ecomm360"];
    private static readonly string[] TextTracking = ["google_analytics", "clicktale"];

    /// <summary>What a campaign has when nothing is said.</summary>
    public static JsonObject Defaults() =>
        new()
        {
            ["settings"] = new JsonObject
            {
                ["subject_line"] = "",
                ["preview_text"] = "",
                ["title"] = "",
                ["from_name"] = "",
                ["reply_to"] = "",
                ["use_conversation"] = false,
                ["to_name"] = "",
                ["folder_id"] = "",
                ["authenticate"] = true,
                ["auto_footer"] = false,
                ["inline_css"] = false,
                ["auto_tweet"] = false,
                ["auto_fb_post"] = new JsonArray(),
                ["fb_comments"] = true,
                ["timewarp"] = false,
                ["template_id"] = 0,
                ["drag_and_drop"] = false,
            },
            ["tracking"] = new JsonObject
            {
                ["opens"] = true,
                ["html_clicks"] = true,
                ["text_clicks"] = false,
                ["goal_tracking"] = false,
                ["ecomm360"] = false,
                ["google_analytics"] = "",
                ["clicktale"] = "",
            },
        };

    public Campaign Read(BodyReader body, Campaign before)
    {
        var campaign = before with { Body = before.Body.DeepClone().AsObject() };
        if (body.Object("settings") is { } settings)
            Settings(settings, campaign.Settings);
        if (body.Object("tracking") is { } tracking)
            Tracking(tracking, campaign.Body["tracking"]!.AsObject());
        if (body.Object("recipients") is { } recipients)
            campaign = Recipients(recipients, campaign);
        if (body.Object("social_card") is { } card)
            campaign.Body["social_card"] = SocialCard(card);
        if (body.Object("rss_opts", required: before.Number == 0 && before.Type == "rss") is { } feed)
            campaign.Body["rss_opts"] = Feed(feed);
        body.Done();
        return campaign;
    }

    private void Settings(BodyReader given, JsonObject settings)
    {
        foreach (var name in TextSettings)
        {
            if (given.Text(name) is not { } text)
                continue;
            if (text.Length > LongestSetting && name is "subject_line" or "preview_text")
                given.Fail(name, $"At most {LongestSetting} characters.");
            if (text.AsSpan().IndexOfAny('\r', '\n') >= 0)
                given.Fail(name, "One line only.");
            settings[name] = name == "title" && text.Length > LongestTitle ? text[..LongestTitle] : text;
        }
        foreach (var name in FlagSettings)
            if (given.Flag(name) is { } flag)
                settings[name] = flag;
        if (given.Texts("auto_fb_post") is { } posts)
            settings["auto_fb_post"] = JsonTree.Array(posts);
        if (given.Whole("template_id") is { } template)
            settings["template_id"] = template;
        if (given.Text("reply_to") is { Length: > 0 } reply && !MemberReader.IsAddress(reply))
            given.Fail("reply_to", "This does not look like an email address.");
        if (
            given.Text("folder_id") is { Length: > 0 } folder
            && call.Store.Count("select count(*) from campaign_folder where id = $1", folder) == 0
        )
            given.Fail("folder_id", "There is no such folder.");
    }

    private static void Tracking(BodyReader given, JsonObject tracking)
    {
        foreach (var name in FlagTracking)
            if (given.Flag(name) is { } flag)
                tracking[name] = flag;
        foreach (var name in TextTracking)
        {
            if (given.Text(name) is not { } text)
                continue;
            if (System.Text.Encoding.UTF8.GetByteCount(text) > 50)
                given.Fail(name, "At most 50 bytes.");
            tracking[name] = text;
        }
    }

    private Campaign Recipients(BodyReader given, Campaign campaign)
    {
        var list = given.Text("list_id", required: true);
        if (list is { Length: > 0 } && Lists.Find(call.Store, list) is null)
            given.Fail("list_id", "There is no such audience.");
        // As on the live service: a segment that is not named stays what it was, an empty one takes it away.
        if (!given.Has("segment_opts") && list == campaign.ListId)
            return campaign;
        campaign.Body.Remove("segment_opts");
        if (SegmentsApi.Options(given, "segment_opts") is { Count: > 0 } options)
        {
            if (
                options["saved_segment_id"] is { } saved
                && list is not null
                && Segments.Find(call.Store, list, saved.GetValue<long>()) is null
            )
                given.Fail("segment_opts.saved_segment_id", "The audience has no such segment.");
            campaign.Body["segment_opts"] = options;
        }
        return campaign with { ListId = list ?? "" };
    }

    private static JsonObject SocialCard(BodyReader given)
    {
        var card = new JsonObject();
        foreach (var name in new[] { "image_url", "description", "title" })
            card[name] = given.Text(name) ?? "";
        return card;
    }

    private static JsonNode Feed(BodyReader given)
    {
        given.Text("feed_url", required: true);
        given.Text("frequency", required: true, ["daily", "weekly", "monthly"]);
        return given.Json.DeepClone();
    }
}
