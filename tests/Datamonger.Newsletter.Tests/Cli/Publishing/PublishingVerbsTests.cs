using System.Text.Json.Nodes;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

public sealed class PublishingVerbsTests
{
    private const string Slug = PublishingCli.Slug;

    [Fact]
    public async Task An_issue_goes_from_draft_to_sent_once()
    {
        await using var cli = await PublishingCli.StartAsync();

        Assert.Equal("none", (await cli.RunAsync("status", Slug)).Value("state"));
        var published = await cli.RunAsync("publish", "2017-03");
        Assert.Equal(
            (0, "sandbox", "draft", "Sandbox readers, 23 people"),
            (published.ExitCode, published.Value("target"), published.Value("state"), published.Value("goes to"))
        );
        var token = published.Value("token");
        Assert.Contains($"datamonger send {Slug} --token {token}", published.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await cli.RunAsync("test", Slug, "--to", "editor@example.org")).ExitCode);
        var scheduled = await cli.RunAsync("schedule", Slug, "--at", "2017-03-16 12:00", "--token", token);
        Assert.Equal(
            (0, "scheduled", "2017-03-16 12:00 (Europe/London)"),
            (scheduled.ExitCode, scheduled.Value("state"), scheduled.Value("time"))
        );
        Assert.Equal("scheduled", (await cli.RunAsync("status", Slug)).Value("state"));
        Assert.Equal("draft", (await cli.RunAsync("unschedule", Slug)).Value("state"));

        var sent = await cli.RunAsync("send", Slug, "--token", token);
        Assert.Equal((0, "sent"), (sent.ExitCode, sent.Value("state")));
        Assert.Equal("sent", (await cli.RunAsync("status", Slug)).Value("state"));
        var again = await cli.RunAsync("publish", Slug);
        Assert.Equal((0, "sent"), (again.ExitCode, again.Value("state")));
        Assert.Contains("It has been sent", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("send", Slug, "--token", token)).ExitCode);
        Assert.Equal(1, cli.Sandbox.CountEffects("campaign.send"));
        Assert.True(File.Exists(cli.Newsletter.PathOf($".datamonger/sent/{Slug}/figures.json")));
    }

    [Fact]
    public async Task A_token_that_does_not_fit_sends_nothing()
    {
        await using var cli = await PublishingCli.StartAsync();
        var token = await cli.PublishAsync();

        var wrong = await cli.RunAsync("send", Slug, "--token", "aaaa-aaaa");
        var none = await cli.RunAsync("send", Slug);
        cli.Newsletter.Body("Something else.");
        var stale = await cli.RunAsync("send", Slug, "--token", token);

        Assert.Equal((1, 1, 1), (wrong.ExitCode, none.ExitCode, stale.ExitCode));
        Assert.Contains("DM608", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("No token was given", none.Error, StringComparison.Ordinal);
        Assert.Contains("DM607", stale.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(token, wrong.Error + none.Error, StringComparison.Ordinal);
        Assert.Equal(0, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Theory]
    [InlineData("no\n", 1, 0)]
    [InlineData("", 1, 0)]
    [InlineData(null, 0, 1)]
    public async Task At_a_terminal_the_token_is_typed(string? typed, int exitCode, int sends)
    {
        await using var cli = await PublishingCli.StartAsync();
        var token = await cli.PublishAsync();
        cli.Typed = typed ?? token.ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal) + "\n";

        var run = await cli.RunAsync("send", Slug);

        Assert.Equal((exitCode, sends), (run.ExitCode, cli.Sandbox.CountEffects("campaign.send")));
        Assert.Contains(
            $"“Visits to libraries rose again” to 23 people at sandbox. Type {token} to go on: ",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_token_when_the_output_is_for_a_program()
    {
        await using var cli = await PublishingCli.StartAsync();
        var token = await cli.PublishAsync();
        cli.Typed = token + "\n";

        var run = await cli.RunAsync("send", Slug, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("to go on", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task An_edit_at_Mailchimp_stops_with_code_3_until_it_is_taken_over()
    {
        await using var cli = await PublishingCli.StartAsync();
        var published = await cli.RunAsync("publish", Slug);
        await cli.EditOutsideAsync(published.Value("campaign"), """{"subject_line":"Visits fell"}""");

        var stopped = await cli.RunAsync("publish", Slug);
        var refused = await cli.RunAsync("send", Slug, "--token", published.Value("token"));
        var taken = await cli.RunAsync("publish", Slug, "--take-over");

        Assert.Equal((3, 3, 0), (stopped.ExitCode, refused.ExitCode, taken.ExitCode));
        Assert.Contains("somebody changed it", stopped.Error, StringComparison.Ordinal);
        Assert.Contains($"datamonger publish {Slug} --take-over", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(0, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task A_dry_run_lists_the_calls_and_makes_none()
    {
        await using var cli = await PublishingCli.StartAsync();

        var plan = await cli.RunAsync("publish", Slug, "--dry-run", "--json");

        Assert.Equal(0, plan.ExitCode);
        Assert.Equal(
            ["POST /file-manager/files", "POST /campaigns", "PUT /campaigns/{campaign}/content"],
            plan.Json["calls"]!.AsArray().Select(call => $"{call!["method"]} {call["path"]}")
        );
        Assert.All(cli.Sandbox.Requests.Entries, entry => Assert.Equal("GET", entry.Method));
        Assert.False(Directory.Exists(cli.Newsletter.PathOf(".datamonger/journal")));
    }

    [Fact]
    public async Task Json_has_the_same_members_whatever_the_state()
    {
        await using var cli = await PublishingCli.StartAsync();
        string[] members =
        [
            "issue",
            "target",
            "state",
            "campaign",
            "web_id",
            "page",
            "audience",
            "segment",
            "segment_members",
            "recipients",
            "recipients_low",
            "recipients_high",
            "approvals_needed",
            "approved_by",
            "token",
            "send_time",
            "calls",
            "notes",
            "next",
            "diagnostics",
        ];

        var published = (await cli.RunAsync("publish", Slug, "--json")).Json;
        var token = published["token"]!.GetValue<string>();
        var scheduled = (await cli.RunAsync("schedule", Slug, "--at", "2017-03-26 12:00", "--token", token, "--json")).Json;
        var status = (await cli.RunAsync("status", Slug, "--json")).Json;
        var stopped = await cli.RunAsync("schedule", Slug, "--at", "2017-03-26 13:00", "--token", token, "--json");

        Assert.All([published, scheduled, status], json => Assert.Equal(members, Members(json)));
        Assert.Equal("2017-03-26T11:00:00+00:00", scheduled["send_time"]!.GetValue<string>());
        Assert.Equal(23, published["recipients"]!.GetValue<int>());
        Assert.Equal(3, stopped.ExitCode);
        Assert.Equal(["outcome", "message", "facts", "next", "diagnostics"], Members(stopped.Json));
        Assert.Equal($"datamonger unschedule {Slug}", stopped.Json["next"]![0]!["command"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_wrong_with_the_issue_stops_before_anything_is_called()
    {
        await using var cli = await PublishingCli.StartAsync(new TestNewsletter().Body("{{ nothing.last.visits }}"));

        var run = await cli.RunAsync("publish", Slug);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"content/issues/{Slug}/index.md:7:", run.Error, StringComparison.Ordinal);
        Assert.All(cli.Sandbox.Requests.Entries, entry => Assert.Equal("/ping", entry.Path));
    }

    [Theory]
    [InlineData("publish", "2018-01")]
    [InlineData("schedule", Slug)]
    [InlineData("test", Slug)]
    [InlineData("publish", Slug, "--target", "elsewhere")]
    [InlineData("publish", Slug, "--target", "mailchimp")]
    public async Task What_cannot_be_meant_ends_with_code_2(params string[] arguments)
    {
        await using var cli = await PublishingCli.StartAsync();

        var run = await cli.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Empty(cli.Sandbox.Requests.Entries);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://evil.example:8080/3.0/")]
    [InlineData("http://key@127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task Another_server_is_taken_on_this_machine_alone(string url)
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Variables["DATAMONGER_MAILCHIMP_URL"] = url;

        var run = await cli.RunAsync("publish", Slug);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(cli.Sandbox.Requests.Entries);
    }

    [Fact]
    public async Task B9_a_server_of_this_machine_neither_takes_the_place_of_Mailchimp_nor_sees_its_key()
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Variables["DATAMONGER_MAILCHIMP_URL"] = cli.Sandbox.Address.ToString();
        cli.Variables["MAILCHIMP_API_KEY"] = "0123456789abcdef0123456789abcdef-us19";

        var meant = await cli.RunAsync("publish", Slug, "--target", "mailchimp");
        Assert.Equal(2, meant.ExitCode);
        Assert.Contains("Unset DATAMONGER_MAILCHIMP_URL", meant.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Sandbox.Requests.Entries);

        await using var server = await HostileServer.StartAsync(context =>
        {
            Assert.DoesNotContain(
                Convert.ToBase64String("datamonger:0123456789abcdef"u8)[..30],
                context.Request.Headers.Authorization.ToString(),
                StringComparison.Ordinal
            );
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        cli.Variables["DATAMONGER_MAILCHIMP_URL"] = server.Address.ToString();
        Assert.Equal(4, (await cli.RunAsync("publish", Slug)).ExitCode);
        Assert.NotEqual(0, server.Calls);
    }

    [Fact]
    public async Task Each_way_to_fail_has_its_code()
    {
        await using var cli = await PublishingCli.StartAsync();
        var token = await cli.PublishAsync();
        cli.Sandbox.Faults.Add("400 POST /campaigns/*/actions/send");
        Assert.Equal(4, (await cli.RunAsync("send", Slug, "--token", token)).ExitCode);
        cli.Sandbox.Faults.Add("500-before GET /ping times=always");
        Assert.Equal(5, (await cli.RunAsync("send", Slug, "--token", token)).ExitCode);
        cli.Sandbox.Faults.Clear();
        using (PublishLock.Take(cli.Newsletter.PathOf(".datamonger/journal/sandbox"), new PublishOperator("desk-two", 77, "0"), cli.Time))
        {
            var locked = await cli.RunAsync("send", Slug, "--token", token);
            Assert.Equal(6, locked.ExitCode);
            Assert.Contains("process 77 on desk-two", locked.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await cli.RunAsync("send", Slug, "--token", token)).ExitCode);
        Assert.Equal(1, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task Those_who_have_not_opened_it_get_it_once_more()
    {
        await using var cli = await PublishingCli.StartAsync();
        await cli.RunAsync("send", Slug, "--token", await cli.PublishAsync());

        var made = await cli.RunAsync("replicate-to-non-openers", Slug);
        var sent = await cli.RunAsync("send", Slug, "--non-openers", "--token", made.Value("token"));

        Assert.Equal((0, "draft"), (made.ExitCode, made.Value("state")));
        Assert.Equal((0, "sent"), (sent.ExitCode, sent.Value("state")));
        Assert.Equal("sent", (await cli.RunAsync("status", Slug, "--non-openers")).Value("state"));
        Assert.Equal(2, cli.Sandbox.CountEffects("campaign.send"));
    }

    [Fact]
    public async Task Doctor_mends_what_newsletter_yml_declares()
    {
        await using var cli = await PublishingCli.StartAsync();
        var before = await cli.RunAsync("doctor", "--json");
        var fixes = await cli.RunAsync("doctor", "--fix");
        var after = await cli.RunAsync("doctor", "--json");

        Assert.Equal(0, fixes.ExitCode);
        Assert.Contains(
            Findings(before),
            finding => finding.StartsWith("notice merge field FNAME: falls back to", StringComparison.Ordinal)
        );
        Assert.Contains(Findings(after), finding => finding == "well merge field FNAME: there");
        Assert.DoesNotContain("DM604", (await cli.RunAsync("publish", Slug)).Error, StringComparison.Ordinal);

        static IEnumerable<string> Findings(CliRun run) =>
            run.Json["findings"]!.AsArray().Select(finding => $"{finding!["health"]} {finding["what"]}: {finding["found"]}");
    }

    private static string[] Members(JsonNode json) => [.. json.AsObject().Select(pair => pair.Key)];
}
