using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class MemberTests
{
    private const string Members = $"/lists/{SandboxHost.List}/members";

    [Fact]
    public async Task The_seed_has_people_of_every_kind()
    {
        await using var host = await SandboxHost.StartAsync();

        var members = (await host.GetAsync(Members + "?count=1000")).Json["members"]!.AsArray();

        Assert.All(members, member => Assert.Matches("@example\\.(org|com)$", member!["email_address"]!.GetValue<string>()));
        Assert.Equal(
            ["subscribed", "unsubscribed", "pending", "cleaned"],
            members.Select(member => member!["status"]!.GetValue<string>()).Distinct()
        );
        Assert.Contains(members, member => member!["merge_fields"]!["FNAME"]!.GetValue<string>() == "");
        Assert.Contains(members, member => member!["merge_fields"]!["FNAME"]!.GetValue<string>() == "*|UNSUB|*");
        Assert.Equal(
            ["FNAME", "LNAME", "ORG", "LA"],
            (await host.GetAsync($"/lists/{SandboxSeed.AudienceId}/merge-fields")).All("merge_fields", "tag")
        );
    }

    [Fact]
    public async Task Put_makes_a_member_and_then_changes_what_is_given()
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"{Members}/{Inboxes.Subscriber("New.Person@example.org")}";

        var made = await host.PutAsync(
            path,
            Json("""{"email_address":"New.Person@example.org","status_if_new":"subscribed","merge_fields":{"FNAME":"New","ORG":"Here"}}""")
        );
        var changed = await host.PutAsync(
            path,
            Json("""{"email_address":"new.person@example.org","status_if_new":"subscribed","merge_fields":{"FNAME":"Newer"}}""")
        );

        Assert.Equal("subscribed", made.Json["status"]!.GetValue<string>());
        Assert.Equal(
            ("Newer", "Here"),
            (changed.Json["merge_fields"]!["FNAME"]!.GetValue<string>(), changed.Json["merge_fields"]!["ORG"]!.GetValue<string>())
        );
        Assert.Equal(made.Id, changed.Id);
    }

    [Fact]
    public async Task A_member_is_found_by_hash_and_by_address()
    {
        await using var host = await SandboxHost.StartAsync();

        Assert.Equal(
            (await host.GetAsync($"{Members}/{Inboxes.Subscriber("AMARA.okafor@example.org")}")).Text,
            (await host.GetAsync($"{Members}/amara.okafor@example.org")).Text
        );
    }

    [Fact]
    public async Task Post_refuses_a_member_who_exists()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(
            "Member Exists",
            await RefusalAsync(host.PostAsync(Members, Json("""{"email_address":"amara.okafor@example.org","status":"subscribed"}""")))
        );
    }

    [Theory]
    [InlineData("will.away@example.com")]
    [InlineData("zoe.bounced@example.com")]
    public async Task Who_left_or_bounced_is_not_put_back(string email)
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"{Members}/{Inboxes.Subscriber(email)}";

        Assert.Equal("Member In Compliance State", await RefusalAsync(host.PatchAsync(path, Json("""{"status":"subscribed"}"""))));
        Assert.Equal("pending", (await host.PatchAsync(path, Json("""{"status":"pending"}"""))).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_was_erased_stays_out()
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"{Members}/{Inboxes.Subscriber("george@example.org")}";

        Assert.Equal(204, (await host.PostAsync(path + "/actions/delete-permanent")).Status);

        Assert.Equal(404, (await host.GetAsync(path)).Status);
        Assert.Equal(
            "Forgotten Email Not Subscribed",
            await RefusalAsync(host.PostAsync(Members, Json("""{"email_address":"george@example.org","status":"subscribed"}""")))
        );
    }

    [Fact]
    public async Task An_archived_member_is_out_of_sight_until_added_again()
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"{Members}/{Inboxes.Subscriber("george@example.org")}";
        await host.DeleteAsync(path);

        Assert.DoesNotContain("george@example.org", (await host.GetAsync(Members + "?count=1000")).All("members", "email_address"));
        Assert.Equal(
            "subscribed",
            (await host.PostAsync(Members, Json("""{"email_address":"george@example.org","status":"subscribed"}"""))).Json[
                "status"
            ]!.GetValue<string>()
        );
    }

    [Theory]
    [InlineData("""{"email_address":"no address","status":"subscribed"}""", "email_address")]
    [InlineData("""{"email_address":"a@b","status":"asleep"}""", "email_address,status")]
    [InlineData("""{"email_address":"a@example.org"}""", "status")]
    [InlineData("""{"email_address":"a@example.org","status":"subscribed","timestamp_signup":"2026-11-23T09:00:00"}""", "timestamp_signup")]
    [InlineData("""{"email_address":"a@example.org","status":"subscribed","vip":"yes","merge_fields":[]}""", "vip,merge_fields")]
    [InlineData("""{"email_address":"a@example.org","status":"subscribed","interests":{"nosuch":true}}""", "interests.nosuch")]
    public async Task Every_mistake_is_named(string body, string fields)
    {
        await using var host = await SandboxHost.StartAsync();

        var reply = await host.PostAsync(Members, Json(body));

        Assert.Equal(400, reply.Status);
        Assert.Equal(fields.Split(',').Order(), reply.Errors.Distinct().Order());
    }

    [Fact]
    public async Task A_merge_field_is_held_to_its_type()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.PostAsync(
            $"/lists/{SandboxHost.List}/merge-fields",
            Json("""{"name":"Age","tag":"AGE","type":"number","required":true}""")
        );
        var body = Json("""{"email_address":"a@example.org","status":"subscribed","merge_fields":{"AGE":"old"}}""");

        Assert.Equal(["merge_fields.AGE"], (await host.PostAsync(Members, body)).Errors.Distinct());
        Assert.Equal(
            ["merge_fields.AGE"],
            (await host.PostAsync(Members, Json("""{"email_address":"a@example.org","status":"subscribed"}"""))).Errors
        );
        Assert.Equal(
            200,
            (
                await host.PostAsync(
                    Members + "?skip_merge_validation=true",
                    Json("""{"email_address":"a@example.org","status":"subscribed"}""")
                )
            ).Status
        );
        Assert.Equal(
            "36",
            (
                await host.PostAsync(
                    Members,
                    Json("""{"email_address":"b@example.org","status":"subscribed","merge_fields":{"AGE":"36"}}""")
                )
            ).Json["merge_fields"]!["AGE"]!.ToJsonString()
        );
    }

    [Theory]
    [InlineData("""{"name":"X","type":"text","tag":"TOOLONGATAG"}""", "tag")]
    [InlineData("""{"name":"X","type":"text","tag":"fname"}""", "tag")]
    [InlineData("""{"name":"X","type":"text","tag":"UNSUB"}""", "tag")]
    [InlineData("""{"name":"X","type":"text","tag":"A-B"}""", "tag")]
    [InlineData("""{"name":"X","type":"colour"}""", "type")]
    [InlineData("""{"type":"radio"}""", "name,options.choices")]
    public async Task A_merge_field_that_cannot_be_is_refused(string body, string fields)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(
            fields.Split(',').Order(),
            (await host.PostAsync($"/lists/{SandboxHost.List}/merge-fields", Json(body))).Errors.Distinct().Order()
        );
    }

    [Fact]
    public async Task A_batch_takes_what_is_right_and_reports_the_rest_inside_a_200()
    {
        await using var host = await SandboxHost.StartAsync();
        var batch = Json(
            """
            {"update_existing":true,"members":[
              {"email_address":"one@example.org","status":"subscribed"},{"email_address":"ONE@example.org","status":"subscribed"},
              {"email_address":"nonsense","status":"subscribed"},{"email_address":"will.away@example.com","status":"subscribed"},
              {"email_address":"amara.okafor@example.org","status":"subscribed","merge_fields":{"ORG":"Elsewhere"}}]}
            """
        );

        var reply = (await host.PostAsync($"/lists/{SandboxHost.List}", batch)).Json;

        Assert.Equal(
            (1, 1, 3),
            (reply["total_created"]!.GetValue<int>(), reply["total_updated"]!.GetValue<int>(), reply["error_count"]!.GetValue<int>())
        );
        Assert.Equal("Elsewhere", reply["updated_members"]![0]!["merge_fields"]!["ORG"]!.GetValue<string>());
        Assert.Equal("ERROR_GENERIC", reply["errors"]![1]!["error_code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_batch_has_five_hundred_members_at_most()
    {
        await using var host = await SandboxHost.StartAsync();
        var members = new JsonArray([
            .. Enumerable
                .Range(0, 501)
                .Select(number => new JsonObject { ["email_address"] = $"m{number}@example.org", ["status"] = "subscribed" }),
        ]);

        Assert.Equal(["members"], (await host.PostAsync($"/lists/{SandboxHost.List}", new JsonObject { ["members"] = members })).Errors);
        members.RemoveAt(500);
        Assert.Equal(
            500,
            (await host.PostAsync($"/lists/{SandboxHost.List}", new JsonObject { ["members"] = members.DeepClone() })).Json[
                "total_created"
            ]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task A_tag_is_a_static_segment()
    {
        await using var host = await SandboxHost.StartAsync();
        var path = $"{Members}/{Inboxes.Subscriber("ben.whitlock@example.org")}";

        await host.PostAsync(
            path + "/tags",
            Json("""{"tags":[{"name":"Speakers","status":"active"},{"name":"Never","status":"inactive"}]}""")
        );

        Assert.Equal(["Speakers"], (await host.GetAsync(path)).All("tags", "name"));
        Assert.Equal(
            ["Analysts", "Speakers"],
            (await host.GetAsync($"/lists/{SandboxHost.List}/segments?type=static")).All("segments", "name")
        );
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    private static async Task<string> RefusalAsync(Task<Reply> call)
    {
        var reply = await call;
        Assert.Equal(400, reply.Status);
        return reply.Json["title"]!.GetValue<string>();
    }
}
