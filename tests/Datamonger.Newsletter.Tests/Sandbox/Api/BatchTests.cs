using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class BatchTests
{
    [Fact]
    public async Task Operations_run_one_after_the_other_and_their_answers_come_in_a_tar()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (
            await host.PostAsync(
                "/batches",
                Json(
                    $$$"""
                    {"operations":[
                      {"method":"PUT","path":"lists/{{{SandboxHost.List}}}/members/{{{Inboxes.Subscriber(
                        "new@example.org"
                    )}}}","operation_id":"put","body":"{\"email_address\":\"new@example.org\",\"status_if_new\":\"subscribed\"}"},
                      {"method":"GET","path":"/lists/{{{SandboxHost.List}}}/members","operation_id":"get","params":{"count":"1","fields":"total_items"}},
                      {"method":"POST","path":"campaigns","operation_id":"bad","body":"{}"},
                      {"method":"POST","path":"campaigns","operation_id":"worse","body":"{"}]}
                    """
                )
            )
        ).Id;

        var batch = await FinishedAsync(host, id);

        Assert.Equal(
            (4, 4, 2),
            (
                batch["total_operations"]!.GetValue<int>(),
                batch["finished_operations"]!.GetValue<int>(),
                batch["errored_operations"]!.GetValue<int>()
            )
        );
        var results = await ResultsAsync(host, batch["response_body_url"]!.GetValue<string>());
        Assert.Equal(
            ["put 200", "get 200", "bad 400", "worse 400"],
            results.Select(result => $"{result!["operation_id"]} {result["status_code"]}")
        );
        Assert.Equal("""{"total_items":27}""", results[1]!["response"]!.GetValue<string>());
        Assert.Equal("new@example.org", JsonNode.Parse(results[0]!["response"]!.GetValue<string>())!["email_address"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_an_operation_of_a_batch_changed_before_it_failed_is_undone()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (
            await host.PostAsync(
                "/batches",
                Json(
                    $$$"""
                    {"operations":[{"method":"POST","path":"lists/{{{SandboxHost.List}}}/merge-fields","body":"{\"name\":\"X\",\"type\":\"text\",\"tag\":\"FNAME\"}"},
                                   {"method":"POST","path":"campaign-folders","body":"{\"name\":\"After\"}"}]}
                    """
                )
            )
        ).Id;

        Assert.Equal(1, (await FinishedAsync(host, id))["errored_operations"]!.GetValue<int>());
        Assert.Equal(["Newsletter", "After"], (await host.GetAsync("/campaign-folders")).All("folders", "name"));
        Assert.Equal(4, (await host.GetAsync($"/lists/{SandboxHost.List}/merge-fields")).Json["total_items"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"operations":[]}""", "operations")]
    [InlineData("""{"operations":[{"method":"FETCH","path":""}]}""", "operations.0.method,operations.0.path")]
    [InlineData("""{"operations":[{"method":"GET","path":"ping","body":{"a":1}}]}""", "operations.0.body")]
    public async Task A_batch_that_cannot_be_is_refused_whole(string body, string fields)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(fields.Split(','), (await host.PostAsync("/batches", Json(body))).Errors);
    }

    [Fact]
    public async Task Results_have_an_address_that_cannot_be_guessed()
    {
        await using var host = await SandboxHost.StartAsync();
        var id = (await host.PostAsync("/batches", Json("""{"operations":[{"method":"GET","path":"ping"}]}"""))).Id;

        Assert.DoesNotContain(id, (await FinishedAsync(host, id))["response_body_url"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(404, (await host.BrowseAsync($"batches/{id}.tar.gz")).Status);
    }

    private static async Task<JsonNode> FinishedAsync(SandboxHost host, string id)
    {
        while (true)
        {
            var batch = (await host.GetAsync($"/batches/{id}")).Json;
            if (batch["status"]!.GetValue<string>() == "finished")
                return batch;
        }
    }

    private static async Task<JsonArray> ResultsAsync(SandboxHost host, string url)
    {
        var file = await host.BrowseAsync(new Uri(url).AbsolutePath);
        using var tar = new TarReader(new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress));
        var entry = tar.GetNextEntry()!;
        Assert.EndsWith(".json", entry.Name, StringComparison.Ordinal);
        return JsonNode.Parse(entry.DataStream!)!.AsArray();
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
