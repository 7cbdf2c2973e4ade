using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class SegmentTests
{
    private const string Segments = $"/lists/{SandboxHost.List}/segments";

    [Theory]
    [InlineData("TextMerge", "LA", "is", "\"Lambeth\"", "amara.okafor")]
    [InlineData("TextMerge", "ORG", "contains", "\"fenmoor\"", "ben.whitlock uma.unknown")]
    [InlineData("TextMerge", "FNAME", "blank", "\"\"", "d.nameless")]
    [InlineData("TextMerge", "LNAME", "starts", "\"Wh\"", "ben.whitlock")]
    [InlineData("EmailAddress", "EMAIL", "starts", "\"k.\"", "k.oconnor")]
    [InlineData("Language", "language", "is", "\"tr\"", "yusuf.aydin")]
    [InlineData("VIP", "gmonkey", "member", "\"\"", "amara.okafor")]
    public async Task Conditions_choose_subscribed_members(string kind, string field, string op, string value, string people)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Judges = false;

        var id = (
            await host.PostAsync(
                Segments,
                Options($$"""{"condition_type":"{{kind}}","field":"{{field}}","op":"{{op}}","value":{{value}}}""")
            )
        ).Id;

        Assert.Equal(
            people.Split(' '),
            (await host.GetAsync($"{Segments}/{id}/members")).All("members", "email_address").Select(address => address.Split('@')[0])
        );
    }

    [Fact]
    public async Task Groups_and_tags_can_be_conditions()
    {
        await using var host = await SandboxHost.StartAsync();
        var category = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories")).All("categories", "id").Single();
        var housing = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories/{category}/interests"))
            .All("interests", "id")
            .Last();
        var analysts = (await host.GetAsync(Segments)).All("segments", "id").Single();

        var id = (
            await host.PostAsync(
                Segments,
                Options(
                    $$"""{"condition_type":"Interests","field":"interests-{{category}}","op":"interestcontains","value":["{{housing}}"]}""",
                    $$"""{"condition_type":"StaticSegment","field":"static_segment","op":"static_is","value":{{analysts}}}"""
                )
            )
        ).Id;

        Assert.Equal(["jun.watanabe@example.org"], (await host.GetAsync($"{Segments}/{id}/members")).All("members", "email_address"));
    }

    [Fact]
    public async Task A_condition_that_is_not_understood_is_refused_rather_than_ignored()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(
            ["options.conditions"],
            (await host.PostAsync(Segments, Options("""{"condition_type":"MemberRating","field":"rating","op":"is","value":5}"""))).Errors
        );
    }

    [Fact]
    public async Task A_campaign_to_a_segment_reaches_its_members_only()
    {
        await using var host = await SandboxHost.StartAsync();
        var analysts = int.Parse((await host.GetAsync(Segments)).All("segments", "id").Single());

        var id = await host.SentAsync(change: campaign =>
            campaign["recipients"]!["segment_opts"] = new JsonObject { ["saved_segment_id"] = analysts }
        );

        Assert.Equal(
            ["amara.okafor@example.org", "jun.watanabe@example.org", "priya.nair@example.com"],
            (await host.GetAsync($"/reports/{id}/sent-to")).All("sent_to", "email_address")
        );
    }

    [Fact]
    public async Task Every_operator_chooses_those_it_says_and_no_one_else()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Judges = false;
        var members = $"/lists/{SandboxHost.List}/members";
        var category = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories")).All("categories", "id").Single();
        var groups = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories/{category}/interests"))
            .All("interests", "id")
            .ToArray();
        var analysts = (await host.GetAsync(Segments)).All("segments", "id").Single();
        // Amara is in two groups, everybody else in one.
        await host.PatchAsync(
            $"{members}/amara.okafor@example.org",
            new JsonObject
            {
                ["interests"] = new JsonObject
                {
                    [groups[0]] = true,
                    [groups[1]] = true,
                    [groups[2]] = false,
                },
            }
        );
        var people = (await host.GetAsync($"{members}?count=100&status=subscribed")).Json["members"]!.AsArray();
        Assert.Equal(23, people.Count);
        string Field(JsonNode person, string tag) => person["merge_fields"]![tag]!.ToString();
        bool In(JsonNode person, int group) => person["interests"]![groups[group]]!.GetValue<bool>();
        bool IsTagged(JsonNode person) => person["tags"]!.AsArray().Any(tag => tag!["id"]!.ToString() == analysts);
        (string Kind, string Field, string Op, string Value, Func<JsonNode, bool> Holds)[] conditions =
        [
            ("TextMerge", "LA", "is", "\"lambeth\"", person => Field(person, "LA") == "Lambeth"),
            ("TextMerge", "LA", "not", "\"lambeth\"", person => Field(person, "LA") != "Lambeth"),
            ("TextMerge", "ORG", "contains", "\"COUNCIL\"", person => Field(person, "ORG").Contains("Council")),
            ("TextMerge", "ORG", "notcontain", "\"COUNCIL\"", person => !Field(person, "ORG").Contains("Council")),
            ("TextMerge", "LNAME", "starts", "\"wh\"", person => Field(person, "LNAME").StartsWith("Wh", StringComparison.Ordinal)),
            ("TextMerge", "LNAME", "ends", "\"OCK\"", person => Field(person, "LNAME").EndsWith("ock", StringComparison.Ordinal)),
            ("TextMerge", "FNAME", "blank", "\"\"", person => Field(person, "FNAME").Length == 0),
            ("TextMerge", "FNAME", "blank_not", "\"\"", person => Field(person, "FNAME").Length > 0),
            ("TextMerge", "LA", "greater", "\"Leeds\"", person => string.CompareOrdinal(Field(person, "LA"), "Leeds") > 0),
            ("TextMerge", "LA", "less", "\"Leeds\"", person => string.CompareOrdinal(Field(person, "LA"), "Leeds") < 0),
            ("SelectMerge", "LA", "is", "\"Leeds\"", person => Field(person, "LA") == "Leeds"),
            ("DateMerge", "LA", "less", "\"D\"", person => string.CompareOrdinal(Field(person, "LA"), "D") < 0),
            ("EmailAddress", "EMAIL", "ends", "\"example.com\"", person => person["email_address"]!.ToString().EndsWith("example.com")),
            ("Language", "language", "not", "\"en\"", person => person["language"]!.ToString() != "en"),
            ("VIP", "gmonkey", "member", "\"\"", person => person["vip"]!.GetValue<bool>()),
            ("VIP", "gmonkey", "notmember", "\"\"", person => !person["vip"]!.GetValue<bool>()),
            ("Date", "timestamp_opt", "greater", "\"2000-01-01\"", _ => true),
            ("Date", "info_changed", "less", "\"2000-01-01\"", _ => false),
            (
                "Interests",
                $"interests-{category}",
                "interestcontains",
                Json(groups[0], groups[1]),
                person => In(person, 0) || In(person, 1)
            ),
            (
                "Interests",
                $"interests-{category}",
                "interestcontainsall",
                Json(groups[0], groups[1]),
                person => In(person, 0) && In(person, 1)
            ),
            (
                "Interests",
                $"interests-{category}",
                "interestnotcontains",
                Json(groups[0], groups[1]),
                person => !In(person, 0) && !In(person, 1)
            ),
            ("StaticSegment", "static_segment", "static_is", analysts, IsTagged),
            ("StaticSegment", "static_segment", "static_not", analysts, person => !IsTagged(person)),
            ("Aim", "aim", "sent", "\"0123456789\"", _ => false),
            ("Aim", "aim", "noopen", "\"0123456789\"", _ => true),
            ("Aim", "aim", "click", "\"0123456789\"", _ => false),
        ];

        foreach (var (kind, field, op, value, holds) in conditions)
        {
            var id = (
                await host.PostAsync(
                    Segments,
                    Options($$"""{"condition_type":"{{kind}}","field":"{{field}}","op":"{{op}}","value":{{value}}}""")
                )
            ).Id;
            var chosen = (await host.GetAsync($"{Segments}/{id}/members?count=100")).All("members", "email_address");
            Assert.Equal(
                (
                    op,
                    string.Join(' ', people.Where(person => holds(person!)).Select(person => person!["email_address"]!.ToString()).Order())
                ),
                (op, string.Join(' ', chosen.Order()))
            );
            await host.DeleteAsync($"{Segments}/{id}");
            Assert.True(op is not "interestcontainsall" || chosen.Single().StartsWith("amara", StringComparison.Ordinal));
        }

        static string Json(params string[] values) => new JsonArray([.. values.Select(value => (JsonNode)value)]).ToJsonString();
    }

    private static JsonNode Options(params string[] conditions) =>
        JsonNode.Parse($$$"""{"name":"Chosen","options":{"match":"all","conditions":[{{{string.Join(',', conditions)}}}]}}""")!;
}
