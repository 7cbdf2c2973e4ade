using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Mailchimp.Sandbox.Storage;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Sandbox.Storage;

public sealed class StoreTests
{
    [Fact]
    public async Task What_was_answered_is_there_after_a_kill_and_what_was_not_is_whole_or_absent()
    {
        using var folder = new TemporaryFolder();
        var cancellationToken = TestContext.Current.CancellationToken;
        var (answered, sent) = (new HashSet<string>(), new HashSet<string>());
        for (var round = 0; round < 4; round++)
        {
            using var sandbox = await KilledSandbox.StartAsync(folder.Path, cancellationToken);
            using var client = Client();
            await VerifyAsync(client, sandbox.Address, answered, sent);
            // Three writers go on until the server is gone from under them.
            using var written = new SemaphoreSlim(0);
            var writers = Enumerable.Range(0, 3).Select(_ => WriteAsync(client, sandbox.Address, answered, sent, written)).ToList();
            for (var campaign = 0; campaign < 6; campaign++)
                await written.WaitAsync(cancellationToken);
            await sandbox.KillAsync();
            await Task.WhenAll(writers);
        }
        using var last = await KilledSandbox.StartAsync(folder.Path, cancellationToken);
        using var reader = Client();
        await VerifyAsync(reader, last.Address, answered, sent);
        await last.KillAsync();
        using var store = Store.Open(folder.Path);
        Assert.Equal("ok", store.Read(session => session.Text("pragma integrity_check")));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_program_around_it_keeps_its_signals()
    {
        Require.Unix("There is no SIGTERM on Windows.");
        using var folder = new TemporaryFolder();
        using var sandbox = await KilledSandbox.StartAsync(folder.Path, TestContext.Current.CancellationToken);

        // Nothing in that program handles the signal: it ends, unless the sandbox took the signal for itself.
        await sandbox.TerminateAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_store_is_kept_over_a_restart_on_another_port()
    {
        await using var host = await SandboxHost.StartAsync();
        var file = (
            await host.PostAsync("/file-manager/files", new JsonObject { ["name"] = "dot.png", ["file_data"] = Pictures.DotBase64 })
        ).Json["full_size_url"]!.GetValue<string>();
        var id = await host.SentAsync($"<p>*|UNSUB|*</p><img src=\"{file}\" alt=\"\">");

        await host.RestartAsync();

        Assert.Equal("sent", await host.StatusAsync(id));
        var letter = await Inboxes.LetterToAsync(host, "amara.okafor@example.org");
        var mail = (await host.BrowseAsync($"inbox/messages/{letter}/mail")).Text;
        // The picture's address in the email is the server's of today.
        Assert.Contains($"src=\"{host.Server.Address}files/", mail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nobody_else_of_the_machine_reads_it(bool wasReadable)
    {
        Require.Unix("Files of Windows have no such mode.");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        using (var store = Store.Open(folder.Path))
            store.Write(session => session.Execute("pragma user_version"));
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (wasReadable)
        {
            foreach (var file in Directory.GetFiles(folder.Path, "sandbox.db*"))
                File.SetUnixFileMode(file, all);
        }
        using (var store = Store.Open(folder.Path))
        {
            store.Write(session => session.Execute("pragma user_version"));
            var files = Directory.GetFiles(folder.Path, "sandbox.db*");
            Assert.NotEmpty(files);
            foreach (var file in files)
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_store_of_a_newer_version_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        using (var store = Store.Open(folder.Path))
            store.Write(session => session.Execute("pragma user_version = 99"));

        Assert.Throws<InvalidDataException>(() => Store.Open(folder.Path));
    }

    [Fact]
    public async Task Without_a_seed_the_store_is_empty()
    {
        await using var host = await SandboxHost.StartAsync(new SandboxOptions { DataDirectory = "", Seed = false });
        Assert.Equal(0, (await host.GetAsync("/lists")).Json["total_items"]!.GetValue<int>());
    }

    private static HttpClient Client()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SandboxHost.Key);
        return client;
    }

    private static async Task WriteAsync(
        HttpClient client,
        Uri address,
        HashSet<string> answered,
        HashSet<string> sent,
        SemaphoreSlim written
    )
    {
        try
        {
            while (true)
            {
                var draft = await PostAsync(
                    "campaigns",
                    $$$"""{"type":"regular","recipients":{"list_id":"{{{SandboxHost.List}}}"},"settings":{"subject_line":"S","from_name":"N","reply_to":"n@example.org"}}"""
                );
                var id = draft!["id"]!.GetValue<string>();
                lock (answered)
                    answered.Add(id);
                written.Release();
                using (var content = new StringContent("""{"html":"<p>*|UNSUB|*</p>"}"""))
                    (await client.PutAsync(new Uri(address, $"3.0/campaigns/{id}/content"), content)).Dispose();
                await PostAsync($"campaigns/{id}/actions/send", null);
                lock (sent)
                    sent.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone.
        }

        async Task<JsonNode?> PostAsync(string path, string? body)
        {
            using var content = body is null ? null : new StringContent(body);
            using var response = await client.PostAsync(new Uri(address, "3.0/" + path), content);
            response.EnsureSuccessStatusCode();
            var text = await response.Content.ReadAsStringAsync();
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
    }

    /// <summary>Every campaign is sent to all or to none, those that were answered are there, and no send was counted twice.</summary>
    private static async Task VerifyAsync(HttpClient client, Uri address, HashSet<string> answered, HashSet<string> sent)
    {
        var campaigns = JsonNode.Parse(await client.GetStringAsync(new Uri(address, "3.0/campaigns?count=1000")))!["campaigns"]!
            .AsArray()
            .ToDictionary(campaign => campaign!["id"]!.GetValue<string>());
        var effects = JsonNode.Parse(await client.GetStringAsync(new Uri(address, "sandbox/effects")))!["campaigns"]!;
        Assert.Empty(answered.Except(campaigns.Keys));
        foreach (var (id, campaign) in campaigns)
        {
            var status = campaign!["status"]!.GetValue<string>();
            Assert.Contains(status, new[] { "save", "sent" });
            if (sent.Contains(id))
                Assert.Equal("sent", status);
            Assert.Equal(status == "sent" ? 23 : 0, campaign["emails_sent"]!.GetValue<int>());
            Assert.Equal(status == "sent" ? 1 : 0, effects[id]!["campaign.send"]?.GetValue<int>() ?? 0);
            if (status == "sent")
                Assert.Equal(
                    23,
                    JsonNode.Parse(await client.GetStringAsync(new Uri(address, $"3.0/reports/{id}/sent-to?fields=total_items")))![
                        "total_items"
                    ]!.GetValue<int>()
                );
        }
    }
}
