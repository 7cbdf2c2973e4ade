using System.Text;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Publishing;

public sealed class SecretsTests
{
    private const string Key = "ca9a41ca9a41ca9a41ca9a41ca9a41xx-us19";
    private const string Tester = "proof.reader@private.example.org";

    [Fact]
    public async Task The_key_and_the_subscribers_addresses_are_in_no_output_no_file_and_no_exception()
    {
        await using var cli = await PublishingCli.StartAsync(key: Key);
        cli.Variables["MAILCHIMP_API_KEY"] = Key;
        cli.Variables["DATAMONGER_MAILCHIMP_URL"] = cli.Sandbox.Address.ToString();
        var addresses = await AddressesAsync(cli.Sandbox.Address);
        Assert.Equal(26, addresses.Length);

        // All but the two that only make wait.
        foreach (var kind in Enum.GetValues<FaultKind>().Except([FaultKind.Hang, FaultKind.Slow]))
        {
            foreach (var nth in new[] { 1, 4, 7 })
            {
                cli.Sandbox.Faults.Add(
                    new Fault
                    {
                        Kind = kind,
                        Nth = nth,
                        After = TimeSpan.FromSeconds(1),
                    }
                );
                await cli.RunAsync(nth == 4 ? ["publish", PublishingCli.Slug, "--json"] : ["publish", PublishingCli.Slug, "--stacktrace"]);
                cli.Sandbox.Faults.Clear();
                await cli.Sandbox.TakeConnectionsAsync(TestContext.Current.CancellationToken);
            }
            cli.Sandbox.Faults.Clear();
        }
        var token = await cli.PublishAsync();
        Assert.Equal(0, (await cli.RunAsync("test", PublishingCli.Slug, "--to", Tester, "--stacktrace")).ExitCode);
        cli.Sandbox.Faults.Add("400 POST /campaigns/*/actions/test");
        Assert.Equal(4, (await cli.RunAsync("test", PublishingCli.Slug, "--to", Tester, "--stacktrace")).ExitCode);
        await cli.RunAsync("test", PublishingCli.Slug, "--to", Tester, "no-address", "--stacktrace");
        await cli.RunAsync("doctor", "--fix");
        await cli.RunAsync("schedule", PublishingCli.Slug, "--at", "2017-03-20 12:00", "--token", token, "--stacktrace");
        await cli.RunAsync("unschedule", PublishingCli.Slug);
        cli.Sandbox.Faults.Add("500-after POST /campaigns/*/actions/send");
        Assert.Equal(0, (await cli.RunAsync("send", PublishingCli.Slug, "--token", token, "--stacktrace")).ExitCode);
        await cli.RunAsync("replicate-to-non-openers", PublishingCli.Slug, "--json");
        await cli.RunAsync("status", PublishingCli.Slug, "--json");
        cli.Variables["MAILCHIMP_API_KEY"] = Key + ".evil.example/";
        Assert.Equal(2, (await cli.RunAsync("publish", PublishingCli.Slug, "--stacktrace")).ExitCode);
        await cli.RunAsync("doctor");
        cli.Variables["MAILCHIMP_API_KEY"] = Key.Replace("us19", "us18", StringComparison.Ordinal);
        Assert.Equal(4, (await cli.RunAsync("publish", PublishingCli.Slug, "--stacktrace")).ExitCode);

        string[] secrets =
        [
            .. HostileAnswerTests.Secrets(Key),
            .. HostileAnswerTests.Secrets(Key.Replace("us19", "us18", StringComparison.Ordinal)),
            Tester,
            .. addresses,
            .. addresses.Select(Inboxes.Subscriber),
        ];
        Assert.NotEmpty(cli.Printed.ToString());
        Search("what was printed", cli.Printed.ToString());
        // The sandbox's own store is not ours: it plays Mailchimp, which knows its subscribers.
        var ours = Directory
            .GetFiles(cli.Newsletter.Root, "*", SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(cli.Newsletter.PathOf(".datamonger/sandbox"), StringComparison.Ordinal))
            .ToList();
        Assert.Contains(ours, path => path.EndsWith(".jsonl", StringComparison.Ordinal));
        foreach (var path in ours)
            Search(
                Path.GetRelativePath(cli.Newsletter.Root, path),
                Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))
            );

        void Search(string where, string text)
        {
            foreach (var secret in secrets)
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} holds {secret}");
        }
    }

    [Fact]
    public void A_key_is_no_text()
    {
        var key = MailchimpKey.Parse(Key);

        Assert.Equal("***", $"{key}");
        Assert.DoesNotContain(Key[..32], $"{PublishTarget.Mailchimp(key)}", StringComparison.Ordinal);
        Assert.DoesNotContain(
            typeof(MailchimpKey).GetProperties(),
            property =>
                property.GetValue(property.GetMethod!.IsStatic ? null : key) is string text
                && text.Contains(Key[..32], StringComparison.Ordinal)
        );
        Assert.Equal("https://us19.api.mailchimp.com/3.0/", key.ApiAddress.ToString());
    }

    private static async Task<string[]> AddressesAsync(Uri sandbox)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = MailchimpKey.Parse(Key).ToHeader();
        var members = System.Text.Json.Nodes.JsonNode.Parse(
            await client.GetStringAsync(
                new Uri(sandbox, $"3.0/lists/{SandboxHost.List}/members?count=1000"),
                TestContext.Current.CancellationToken
            )
        )!;
        return [.. members["members"]!.AsArray().Select(member => member!["email_address"]!.GetValue<string>())];
    }
}
