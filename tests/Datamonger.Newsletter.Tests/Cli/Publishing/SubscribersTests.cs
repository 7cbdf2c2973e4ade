using System.Text;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Sandbox.Contract;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

public sealed class SubscribersTests
{
    // Known and as it is; known and changed; two new; one who left, one who bounced.
    private const string People = """
        email,FNAME,LA
        amara.okafor@example.org,Amara,Lambeth
        ben.whitlock@example.org,Benjamin,Norfolk
        new.reader@private.example.org,Noor,Leeds
        other.reader@private.example.org,,
        will.away@example.com,Will,Lambeth
        zoe.bounced@example.com,Zoe,Durham

        """;

    [Fact]
    public async Task A_file_is_compared_imported_and_then_there()
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Newsletter.WriteFile("people.csv", People);

        var check = await cli.RunAsync("subscribers", "check", "people.csv", "--json");
        var plan = await cli.RunAsync("subscribers", "import", "people.csv", "--dry-run", "--json");
        Assert.All(cli.Sandbox.Requests.Entries, entry => Assert.Equal("GET", entry.Method));
        var import = await cli.RunAsync("subscribers", "import", "people.csv");
        var again = await cli.RunAsync("subscribers", "import", "people.csv");

        Assert.Equal((0, 6, 6), (check.ExitCode, check.Json["people"]!.GetValue<int>(), check.Json["lines"]!.GetValue<int>()));
        Assert.Equal("""{"new":2,"changed":1,"unchanged":1,"left":2,"suppressed":0}""", plan.Json.ToJsonString());
        Assert.Equal((0, "2", "1", "0"), (import.ExitCode, import.Value("created"), import.Value("updated"), import.Value("refused")));
        Assert.Equal(
            (0, "0", "0", "4", "2"),
            (again.ExitCode, again.Value("new"), again.Value("changed"), again.Value("unchanged"), again.Value("left"))
        );
        Assert.DoesNotContain("@", cli.Printed.ToString(), StringComparison.Ordinal);
        Assert.Equal("Sandbox readers, 25 people", (await cli.RunAsync("publish", PublishingCli.Slug)).Value("goes to"));
    }

    [Fact]
    public async Task No_address_is_printed_or_kept_whatever_goes_wrong()
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Newsletter.WriteFile("people.csv", People);
        using var folder = new TemporaryFolder();
        foreach (var fault in new[] { "400", "429 times=9", "500-before", "lost-response", "html-200", "truncated" })
        {
            cli.Sandbox.Faults.Add($"{fault} POST /lists/*");
            await cli.RunAsync("subscribers", "import", "people.csv", "--stacktrace");
            cli.Sandbox.Faults.Clear();
        }
        await cli.RunAsync("subscribers", "export", "--out", Path.Combine(folder.Path, "out.csv"), "--stacktrace");
        File.Delete(cli.Newsletter.PathOf("people.csv"));

        Assert.DoesNotContain("private.example.org", cli.Printed.ToString(), StringComparison.Ordinal);
        var ours = Directory
            .GetFiles(cli.Newsletter.Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(cli.Newsletter.PathOf(".datamonger/sandbox"), StringComparison.Ordinal));
        Assert.All(
            ours,
            path =>
                Assert.DoesNotContain("private.example.org", Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A6d_people_who_left_are_unsubscribed_and_never_imported_again()
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Newsletter.WriteFile(
            "left.csv",
            "Email Address,First Name,UNSUB_TIME\namara.okafor@example.org,Amara,2017-03-01\nnobody.knows@private.example.org,No,2017-03-01\n"
        );
        cli.Newsletter.WriteFile("people.csv", "email,FNAME\nnobody.knows@private.example.org,No\namara.okafor@example.org,Amara\n");

        Assert.Equal(1, (await cli.RunAsync("subscribers", "import", "left.csv")).ExitCode);
        var out1 = await cli.RunAsync("subscribers", "unsubscribe", "left.csv");
        var import = await cli.RunAsync("subscribers", "import", "people.csv");

        Assert.Equal((0, "1"), (out1.ExitCode, out1.Output.Split('\n')[0][12..].Trim()));
        Assert.Equal(("0", "2"), (import.Value("new"), import.Value("suppressed")));
        Assert.Equal("Sandbox readers, 22 people", (await cli.RunAsync("publish", PublishingCli.Slug)).Value("goes to"));
        var list = await File.ReadAllTextAsync(cli.Newsletter.PathOf(".datamonger/suppressed"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("@", list, StringComparison.Ordinal);
        Assert.DoesNotContain("@", cli.Printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A6e_sound_lines_can_go_and_the_others_are_written_down_with_their_reasons()
    {
        await using var cli = await PublishingCli.StartAsync();
        using var folder = new TemporaryFolder();
        var rest = Path.Combine(folder.Path, "rest.csv");
        cli.Newsletter.WriteFile(
            "people.csv",
            "email,FNAME\nsound@private.example.org,Ann\nno address,Bo\ntorn@private.example.org,\"Cy\nlast@private.example.org,Di\n"
        );

        Assert.Equal(1, (await cli.RunAsync("subscribers", "import", "people.csv")).ExitCode);
        Assert.Equal(2, (await cli.RunAsync("subscribers", "import", "people.csv", "--skip-bad", "rest.csv")).ExitCode);
        var import = await cli.RunAsync("subscribers", "import", "people.csv", "--skip-bad", rest);

        Assert.Equal((0, "2"), (import.ExitCode, import.Value("created")));
        Assert.Contains("2 people in 4 lines.", import.Error, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(rest, TestContext.Current.CancellationToken);
        Assert.Equal(["line", "3", "4"], lines.Select(line => line.Split(',')[0]));
        Assert.Contains("DM624", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("private", cli.Printed.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(rest));
    }

    [Fact]
    public async Task What_Mailchimp_does_not_take_is_named_by_its_line()
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Newsletter.WriteFile(
            "people.csv",
            $"email,FNAME\nsound@private.example.org,Ann\nlong@{new string('x', 250)}.private.example.org,Bo\n"
        );

        var run = await cli.RunAsync("subscribers", "import", "people.csv");

        Assert.Equal((4, "1", "1"), (run.ExitCode, run.Value("created"), run.Value("refused")));
        Assert.Contains("people.csv:3: Mailchimp did not take it (ERROR_GENERIC in email", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("private", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_is_for_its_owners_eyes_and_outside_the_workspace_and_imports_without_a_change()
    {
        await using var cli = await PublishingCli.StartAsync();
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "people.csv");
        Directory.CreateDirectory(Path.Combine(folder.Path, "repository", ".git"));

        Assert.Equal(2, (await cli.RunAsync("subscribers", "export", "--out", "people.csv")).ExitCode);
        Assert.Equal(
            2,
            (await cli.RunAsync("subscribers", "export", "--out", Path.Combine(folder.Path, "repository", "people.csv"))).ExitCode
        );
        Assert.Equal(2, (await cli.RunAsync("subscribers", "export")).ExitCode);
        var export = await cli.RunAsync("subscribers", "export", "--out", path);
        Assert.Equal(2, (await cli.RunAsync("subscribers", "export", "--out", path)).ExitCode);

        Assert.Equal((0, "23"), (export.ExitCode, export.Value("people")));
        Assert.Contains(
            "amara.okafor@example.org,Amara,Okafor,Lambeth\n",
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var plan = await cli.RunAsync("subscribers", "import", path, "--dry-run");
        Assert.Equal(("0", "0", "23"), (plan.Value("new"), plan.Value("changed"), plan.Value("unchanged")));
    }

    [Fact]
    public async Task Requests_and_answers_are_as_Mailchimps_own_description_says()
    {
        OpenApiDocument.Required();
        await using var cli = await PublishingCli.StartAsync();
        await using var proxy = await JudgingProxy.StartAsync(cli.Sandbox.Address);
        cli.Variables["DATAMONGER_MAILCHIMP_URL"] = proxy.Address.ToString();
        cli.Newsletter.WriteFile("people.csv", People);
        using var folder = new TemporaryFolder();

        Assert.Equal(0, (await cli.RunAsync("subscribers", "import", "people.csv")).ExitCode);
        Assert.Equal(0, (await cli.RunAsync("subscribers", "export", "--out", Path.Combine(folder.Path, "people.csv"))).ExitCode);

        Assert.Empty(proxy.Violations);
    }

    [Fact]
    public void People_print_as_nothing()
    {
        Assert.Equal("a member", $"{new Member { EmailAddress = "ann@example.org", Id = "0123" }}");
        Assert.Equal("a member", $"{new NewMember("ann@example.org", "subscribed", [])}");
        Assert.Equal("an error", $"{new MemberError { EmailAddress = "ann@example.org" }}");
    }
}
