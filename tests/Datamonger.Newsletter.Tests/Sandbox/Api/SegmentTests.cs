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

        var id = (await host.PostAsync(Segments, Options($$"""{"condition_type":"{{kind}}","field":"{{field}}","op":"{{op}}","value":{{value}}}"""))).Id;

        Assert.Equal(people.Split(' '), (await host.GetAsync($"{Segments}/{id}/members")).All("members", "email_address").Select(address => address.Split('@')[0]));
    }

    [Fact]
    public async Task Groups_and_tags_can_be_conditions()
    {
        await using var host = await SandboxHost.StartAsync();
        var category = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories")).All("categories", "id").Single();
        var housing = (await host.GetAsync($"/lists/{SandboxHost.List}/interest-categories/{category}/interests")).All("interests", "id").Last();
        var analysts = (await host.GetAsync(Segments)).All("segments", "id").Single();

        var id = (await host.PostAsync(Segments, Options(
            $$"""{"condition_type":"Interests","field":"interests-{{category}}","op":"interestcontains","value":["{{housing}}"]}""",
            $$"""{"condition_type":"StaticSegment","field":"static_segment","op":"static_is","value":{{analysts}}}"""))).Id;

        Assert.Equal(["jun.watanabe@example.org"], (await host.GetAsync($"{Segments}/{id}/members")).All("members", "email_address"));
    }

    [Fact]
    public async Task A_condition_that_is_not_understood_is_refused_rather_than_ignored()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(["options.conditions"], (await host.PostAsync(Segments, Options("""{"condition_type":"MemberRating","field":"rating","op":"is","value":5}"""))).Errors);
    }

    [Fact]
    public async Task A_campaign_to_a_segment_reaches_its_members_only()
    {
        await using var host = await SandboxHost.StartAsync();
        var analysts = int.Parse((await host.GetAsync(Segments)).All("segments", "id").Single());

        var id = await host.SentAsync(change: campaign => campaign["recipients"]!["segment_opts"] = new JsonObject { ["saved_segment_id"] = analysts });

        Assert.Equal(
            ["amara.okafor@example.org", "jun.watanabe@example.org", "priya.nair@example.com"],
            (await host.GetAsync($"/reports/{id}/sent-to")).All("sent_to", "email_address"));
    }

    private static JsonNode Options(params string[] conditions) => JsonNode.Parse($$$"""{"name":"Chosen","options":{"match":"all","conditions":[{{{string.Join(',', conditions)}}}]}}""")!;
}
