using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

/// <summary>Calls every operation of the sandbox once at least, so that each has a request and an answer to judge.</summary>
internal static class ApiTour
{
    /// <summary>The operations that have to be among those called.</summary>
    public static readonly string[] Operations =
    [
        "GET /",
        "GET /ping",
        "GET /lists",
        "POST /lists",
        "GET /lists/{list_id}",
        "PATCH /lists/{list_id}",
        "POST /lists/{list_id}",
        "DELETE /lists/{list_id}",
        "GET /lists/{list_id}/merge-fields",
        "POST /lists/{list_id}/merge-fields",
        "GET /lists/{list_id}/merge-fields/{merge_id}",
        "PATCH /lists/{list_id}/merge-fields/{merge_id}",
        "DELETE /lists/{list_id}/merge-fields/{merge_id}",
        "GET /lists/{list_id}/members",
        "POST /lists/{list_id}/members",
        "GET /lists/{list_id}/members/{subscriber_hash}",
        "PUT /lists/{list_id}/members/{subscriber_hash}",
        "PATCH /lists/{list_id}/members/{subscriber_hash}",
        "DELETE /lists/{list_id}/members/{subscriber_hash}",
        "POST /lists/{list_id}/members/{subscriber_hash}/actions/delete-permanent",
        "GET /lists/{list_id}/members/{subscriber_hash}/tags",
        "POST /lists/{list_id}/members/{subscriber_hash}/tags",
        "GET /lists/{list_id}/tag-search",
        "GET /lists/{list_id}/segments",
        "POST /lists/{list_id}/segments",
        "GET /lists/{list_id}/segments/{segment_id}",
        "PATCH /lists/{list_id}/segments/{segment_id}",
        "POST /lists/{list_id}/segments/{segment_id}",
        "DELETE /lists/{list_id}/segments/{segment_id}",
        "GET /lists/{list_id}/segments/{segment_id}/members",
        "POST /lists/{list_id}/segments/{segment_id}/members",
        "DELETE /lists/{list_id}/segments/{segment_id}/members/{subscriber_hash}",
        "GET /lists/{list_id}/interest-categories",
        "POST /lists/{list_id}/interest-categories",
        "GET /lists/{list_id}/interest-categories/{interest_category_id}",
        "PATCH /lists/{list_id}/interest-categories/{interest_category_id}",
        "DELETE /lists/{list_id}/interest-categories/{interest_category_id}",
        "GET /lists/{list_id}/interest-categories/{interest_category_id}/interests",
        "POST /lists/{list_id}/interest-categories/{interest_category_id}/interests",
        "GET /lists/{list_id}/interest-categories/{interest_category_id}/interests/{interest_id}",
        "PATCH /lists/{list_id}/interest-categories/{interest_category_id}/interests/{interest_id}",
        "DELETE /lists/{list_id}/interest-categories/{interest_category_id}/interests/{interest_id}",
        "GET /lists/{list_id}/webhooks",
        "POST /lists/{list_id}/webhooks",
        "GET /lists/{list_id}/webhooks/{webhook_id}",
        "PATCH /lists/{list_id}/webhooks/{webhook_id}",
        "DELETE /lists/{list_id}/webhooks/{webhook_id}",
        "GET /batch-webhooks",
        "POST /batch-webhooks",
        "GET /batch-webhooks/{batch_webhook_id}",
        "PATCH /batch-webhooks/{batch_webhook_id}",
        "DELETE /batch-webhooks/{batch_webhook_id}",
        "GET /campaigns",
        "POST /campaigns",
        "GET /campaigns/{campaign_id}",
        "PATCH /campaigns/{campaign_id}",
        "DELETE /campaigns/{campaign_id}",
        "GET /search-campaigns",
        "GET /campaigns/{campaign_id}/content",
        "PUT /campaigns/{campaign_id}/content",
        "GET /campaigns/{campaign_id}/send-checklist",
        "POST /campaigns/{campaign_id}/actions/test",
        "POST /campaigns/{campaign_id}/actions/schedule",
        "POST /campaigns/{campaign_id}/actions/unschedule",
        "POST /campaigns/{campaign_id}/actions/send",
        "POST /campaigns/{campaign_id}/actions/cancel-send",
        "POST /campaigns/{campaign_id}/actions/pause",
        "POST /campaigns/{campaign_id}/actions/resume",
        "POST /campaigns/{campaign_id}/actions/replicate",
        "POST /campaigns/{campaign_id}/actions/create-resend",
        "GET /campaign-folders",
        "POST /campaign-folders",
        "GET /campaign-folders/{folder_id}",
        "PATCH /campaign-folders/{folder_id}",
        "DELETE /campaign-folders/{folder_id}",
        "GET /file-manager/files",
        "POST /file-manager/files",
        "GET /file-manager/files/{file_id}",
        "PATCH /file-manager/files/{file_id}",
        "DELETE /file-manager/files/{file_id}",
        "GET /file-manager/folders",
        "POST /file-manager/folders",
        "GET /file-manager/folders/{folder_id}",
        "PATCH /file-manager/folders/{folder_id}",
        "DELETE /file-manager/folders/{folder_id}",
        "GET /file-manager/folders/{folder_id}/files",
        "GET /templates",
        "POST /templates",
        "GET /templates/{template_id}",
        "PATCH /templates/{template_id}",
        "DELETE /templates/{template_id}",
        "GET /batches",
        "POST /batches",
        "GET /batches/{batch_id}",
        "DELETE /batches/{batch_id}",
        "GET /reports",
        "GET /reports/{campaign_id}",
        "GET /reports/{campaign_id}/click-details",
        "GET /reports/{campaign_id}/click-details/{link_id}",
        "GET /reports/{campaign_id}/click-details/{link_id}/members",
        "GET /reports/{campaign_id}/open-details",
        "GET /reports/{campaign_id}/email-activity",
        "GET /reports/{campaign_id}/email-activity/{subscriber_hash}",
        "GET /reports/{campaign_id}/sent-to",
        "GET /reports/{campaign_id}/sent-to/{subscriber_hash}",
        "GET /reports/{campaign_id}/unsubscribed",
        "GET /reports/{campaign_id}/locations",
        "GET /reports/{campaign_id}/advice",
        "GET /reports/{campaign_id}/abuse-reports",
        "GET /reports/{campaign_id}/sub-reports",
        "GET /reports/{campaign_id}/domain-performance",
    ];

    public static async Task RunAsync(SandboxHost host)
    {
        foreach (
            var path in new[]
            {
                "/",
                "/ping",
                "/lists?count=5&offset=0&sort_field=date_created&sort_dir=DESC",
                $"/lists/{SandboxHost.List}",
            }
        )
            await OkAsync(host.GetAsync(path));
        await AudienceAsync(host);
        await FilesAsync(host);
        await CampaignsAsync(host);
        await ReportsAsync(host);
        await BatchesAsync(host);
    }

    private static async Task AudienceAsync(SandboxHost host)
    {
        var list =
            "/lists/"
            + (
                await OkAsync(
                    host.PostAsync(
                        "/lists",
                        Json(
                            """
                            {"name":"Tour","permission_reminder":"You asked.","email_type_option":true,"contact":{"company":"Tour Ltd","address1":"2 Example Street","city":"Leeds","state":"","zip":"LS1 1AA","country":"GB"},
                             "campaign_defaults":{"from_name":"Tour","from_email":"tour@example.org","subject":"News","language":"en"}}
                            """
                        )
                    )
                )
            ).Id;
        await OkAsync(
            host.PatchAsync(
                list,
                Json(
                    """
                    {"name":"Tour 2","permission_reminder":"You asked.","email_type_option":true,"contact":{"company":"Tour Ltd","address1":"2 Example Street","city":"Leeds","state":"","zip":"LS1 1AA","country":"GB"},
                     "campaign_defaults":{"from_name":"Tour","from_email":"tour@example.org","subject":"News","language":"en"}}
                    """
                )
            )
        );
        await CrudAsync(
            host,
            list + "/merge-fields",
            "merge_id",
            """{"name":"Area","type":"dropdown","tag":"LA","options":{"choices":["Leeds","Kent"]}}""",
            """{"name":"Area of work","default_value":"Leeds"}""",
            keep: true
        );
        await DoneAsync(host.DeleteAsync(list + "/merge-fields/2"));

        var member =
            list
            + "/members/"
            + (
                await OkAsync(
                    host.PostAsync(
                        list + "/members",
                        Json(
                            """{"email_address":"a@example.org","status":"subscribed","merge_fields":{"FNAME":"A","LA":"Kent"},"tags":["First"]}"""
                        )
                    )
                )
            ).Id;
        await OkAsync(host.GetAsync(list + "/members?status=subscribed&count=1000&sort_field=last_changed"));
        await OkAsync(host.GetAsync(member));
        await OkAsync(
            host.PutAsync(member, Json("""{"email_address":"a@example.org","status_if_new":"subscribed","vip":true,"language":"en"}"""))
        );
        await OkAsync(host.PatchAsync(member, Json("""{"merge_fields":{"FNAME":"B"}}""")));
        await DoneAsync(
            host.PostAsync(
                member + "/tags",
                Json("""{"tags":[{"name":"Second","status":"active"},{"name":"First","status":"inactive"}]}""")
            )
        );
        await OkAsync(host.GetAsync(member + "/tags"));
        await OkAsync(host.GetAsync(list + "/tag-search?name=Sec"));
        await OkAsync(
            host.PostAsync(
                list,
                Json(
                    """{"members":[{"email_address":"b@example.org","status":"subscribed"},{"email_address":"a@example.org","status":"subscribed"}],"update_existing":false}"""
                )
            )
        );

        var segment = await CrudAsync(
            host,
            list + "/segments",
            "id",
            """{"name":"Named A","options":{"match":"all","conditions":[{"condition_type":"TextMerge","field":"FNAME","op":"is","value":"B"}]}}""",
            """{"name":"Named B"}""",
            keep: true
        );
        await DoneAsync(host.DeleteAsync(segment));
        segment =
            list
            + "/segments/"
            + (await OkAsync(host.PostAsync(list + "/segments", Json("""{"name":"Some","static_segment":["a@example.org"]}""")))).Id;
        await OkAsync(
            host.PostAsync(
                segment,
                Json("""{"members_to_add":["b@example.org","nobody@example.org"],"members_to_remove":["a@example.org"]}""")
            )
        );
        await OkAsync(host.PostAsync(segment + "/members", Json("""{"email_address":"a@example.org"}""")));
        await OkAsync(host.GetAsync(segment + "/members"));
        await DoneAsync(host.DeleteAsync($"{segment}/members/{member[(member.LastIndexOf('/') + 1)..]}"));

        var category = await CrudAsync(
            host,
            list + "/interest-categories",
            "id",
            """{"title":"Topics","type":"checkboxes"}""",
            """{"title":"Subjects","type":"checkboxes"}""",
            keep: true
        );
        await CrudAsync(host, category + "/interests", "id", """{"name":"Data"}""", """{"name":"Figures"}""");
        await DoneAsync(host.DeleteAsync(category));
        await CrudAsync(
            host,
            list + "/webhooks",
            "id",
            """{"url":"http://127.0.0.1:9/hook","events":{"campaign":true},"sources":{"api":true}}""",
            """{"events":{"subscribe":true}}"""
        );
        await CrudAsync(host, "/batch-webhooks", "id", """{"url":"http://127.0.0.1:9/hook"}""", """{"enabled":false}""");
        await DoneAsync(host.PostAsync(member + "/actions/delete-permanent"));
        await DoneAsync(
            host.DeleteAsync(list + "/members/" + (await OkAsync(host.GetAsync(list + "/members"))).All("members", "id").First())
        );
        await DoneAsync(host.DeleteAsync(list));
    }

    private static async Task FilesAsync(SandboxHost host)
    {
        var folder = await CrudAsync(host, "/file-manager/folders", "id", """{"name":"Charts"}""", """{"name":"Pictures"}""", keep: true);
        var id = folder[(folder.LastIndexOf('/') + 1)..];
        var file =
            "/file-manager/files/"
            + (
                await OkAsync(
                    host.PostAsync(
                        "/file-manager/files",
                        new JsonObject
                        {
                            ["name"] = "dot.png",
                            ["file_data"] = Pictures.DotBase64,
                            ["folder_id"] = int.Parse(id),
                        }
                    )
                )
            ).Id;
        await OkAsync(host.GetAsync("/file-manager/files?type=image&sort_field=added_date&sort_dir=DESC"));
        await OkAsync(host.GetAsync(folder + "/files"));
        await OkAsync(host.GetAsync(file));
        await OkAsync(host.PatchAsync(file, Json("""{"name":"point.png","folder_id":0}""")));
        await DoneAsync(host.DeleteAsync(file));
        await DoneAsync(host.DeleteAsync(folder));
        await CrudAsync(host, "/campaign-folders", "id", """{"name":"2026"}""", """{"name":"2027"}""");
        await CrudAsync(host, "/templates", "id", """{"name":"Plain","html":"<p>Hi</p>"}""", """{"name":"Plainer","html":"<p>Hi</p>"}""");
    }

    private static async Task CampaignsAsync(SandboxHost host)
    {
        var id = await host.DraftAsync();
        var campaign = "/campaigns/" + id;
        await OkAsync(
            host.GetAsync(
                $"/campaigns?list_id={SandboxHost.List}&status=save&sort_field=create_time&sort_dir=DESC&count=1000&since_create_time=2026-11-23T08:00:00%2B00:00"
            )
        );
        await OkAsync(host.GetAsync(campaign));
        await OkAsync(host.GetAsync(campaign + "/content"));
        await OkAsync(host.GetAsync(campaign + "/send-checklist"));
        await OkAsync(host.GetAsync("/search-campaigns?query=Issue"));
        await OkAsync(
            host.PatchAsync(
                campaign,
                Json(
                    """{"settings":{"subject_line":"New","from_name":"N","reply_to":"n@example.org"},"tracking":{"opens":true,"html_clicks":true},"social_card":{"title":"T"}}"""
                )
            )
        );
        await DoneAsync(host.PostAsync(campaign + "/actions/test", Json("""{"test_emails":["editor@example.org"],"send_type":"html"}""")));
        await DoneAsync(host.PostAsync(campaign + "/actions/schedule", Json("""{"schedule_time":"2026-11-23T10:00:00+00:00"}""")));
        await OkAsync(host.GetAsync(campaign));
        await DoneAsync(host.PostAsync(campaign + "/actions/unschedule"));
        await OkAsync(host.GetAsync(campaign));
        var copy = "/campaigns/" + (await OkAsync(host.PostAsync(campaign + "/actions/replicate"))).Id;
        await DoneAsync(host.DeleteAsync(copy));
        await host.RestartAsync(
            new Datamonger.Mailchimp.Sandbox.SandboxOptions { DataDirectory = "", SendingTakes = TimeSpan.FromMinutes(1) }
        );
        await DoneAsync(host.PostAsync(campaign + "/actions/send"));
        await OkAsync(host.GetAsync(campaign));
        await DoneAsync(host.PostAsync(campaign + "/actions/cancel-send"));
        await OkAsync(host.GetAsync(campaign));
        await host.RestartAsync(new Datamonger.Mailchimp.Sandbox.SandboxOptions { DataDirectory = "" });
        var feed =
            "/campaigns/"
            + (
                await OkAsync(
                    host.PostAsync(
                        "/campaigns",
                        Json(
                            $$$"""
                            {"type":"rss","recipients":{"list_id":"{{{SandboxHost.List}}}"},"settings":{"subject_line":"S","from_name":"N","reply_to":"n@example.org"},"rss_opts":{"feed_url":"https://example.org/feed","frequency":"daily"}}
                            """
                        )
                    )
                )
            ).Id;
        foreach (var action in new[] { "send", "pause", "resume" })
            await DoneAsync(host.PostAsync($"{feed}/actions/{action}"));
        await OkAsync(host.GetAsync(feed));
    }

    private static async Task ReportsAsync(SandboxHost host)
    {
        var report = "/reports/" + await host.SentAsync();
        await OkAsync(
            host.PostAsync(
                report.Replace("/reports", "/campaigns") + "/actions/create-resend",
                Json("""{"shortcut_type":"to_non_openers"}""")
            )
        );
        var letter = await Inboxes.FirstLetterAsync(host);
        await host.BrowseAsync($"track/open/{letter}.gif");
        var link = (await OkAsync(host.GetAsync(report + "/click-details"))).All("urls_clicked", "id").First();
        await host.BrowseAsync($"track/click/{letter}/{link}");
        await host.BrowseAsync($"unsubscribe/{letter}", new() { ["reason"] = "Other" });
        await OkAsync(host.GetAsync("/reports?type=regular"));
        await OkAsync(host.GetAsync(report));
        foreach (
            var part in new[]
            {
                "click-details?sort_field=total_clicks&sort_dir=DESC",
                $"click-details/{link}",
                $"click-details/{link}/members",
                "open-details?sort_field=opens_count",
                "email-activity",
                "sent-to",
                "unsubscribed",
                "locations",
                "advice",
                "abuse-reports",
                "sub-reports",
                "domain-performance",
            }
        )
            await OkAsync(host.GetAsync($"{report}/{part}"));
        var who = (await OkAsync(host.GetAsync(report + "/sent-to?count=1"))).All("sent_to", "email_id").First();
        await OkAsync(host.GetAsync($"{report}/sent-to/{who}"));
        await OkAsync(host.GetAsync($"{report}/email-activity/{who}"));
    }

    private static async Task BatchesAsync(SandboxHost host)
    {
        var batch =
            "/batches/"
            + (
                await OkAsync(host.PostAsync("/batches", Json("""{"operations":[{"method":"GET","path":"ping","operation_id":"one"}]}""")))
            ).Id;
        await OkAsync(host.GetAsync("/batches"));
        await OkAsync(host.GetAsync(batch));
        await DoneAsync(host.DeleteAsync(batch));
    }

    /// <summary>Makes, lists, shows, changes and, unless it is kept, deletes; the path of what was made.</summary>
    private static async Task<string> CrudAsync(
        SandboxHost host,
        string collection,
        string id,
        string create,
        string change,
        bool keep = false
    )
    {
        var made = $"{collection}/{(await OkAsync(host.PostAsync(collection, Json(create)))).Json[id]}";
        await OkAsync(host.GetAsync(collection));
        await OkAsync(host.GetAsync(made));
        await OkAsync(host.PatchAsync(made, Json(change)));
        if (!keep)
            await DoneAsync(host.DeleteAsync(made));
        return made;
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static async Task<Reply> OkAsync(Task<Reply> call)
    {
        var reply = await call;
        Assert.True(reply.Status == 200, reply.Text);
        return reply;
    }

    private static async Task DoneAsync(Task<Reply> call)
    {
        var reply = await call;
        Assert.True(reply.Status == 204, reply.Text);
    }
}
