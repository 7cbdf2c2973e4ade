using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Api;

public sealed class FileTests
{
    [Fact]
    public async Task A_picture_is_served_back_as_it_came()
    {
        await using var host = await SandboxHost.StartAsync();

        var file = (await UploadAsync(host, "dot.png", Convert.FromBase64String(Pictures.DotBase64))).Json;
        var served = await host.BrowseAsync(new Uri(file["full_size_url"]!.GetValue<string>()).AbsolutePath);

        Assert.Equal(
            ("image", 1, 1, 70),
            (
                file["type"]!.GetValue<string>(),
                file["width"]!.GetValue<int>(),
                file["height"]!.GetValue<int>(),
                file["size"]!.GetValue<int>()
            )
        );
        Assert.Equal("image/png", served.ContentType);
        Assert.Equal(Convert.FromBase64String(Pictures.DotBase64), served.Bytes);
    }

    [Fact]
    public async Task The_content_decides_the_ending()
    {
        await using var host = await SandboxHost.StartAsync();

        var file = (await UploadAsync(host, "../charts/dot.jpg", Convert.FromBase64String(Pictures.DotBase64))).Json;

        Assert.Equal("dot.png", file["name"]!.GetValue<string>());
        Assert.EndsWith(".png", file["full_size_url"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chart.webp", "RIFF....WEBP", "name")]
    [InlineData("run.exe", "MZ", "name")]
    [InlineData("fake.png", "<script>", "name")]
    public async Task What_is_not_taken_is_refused(string name, string bytes, string field)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal([field], (await UploadAsync(host, name, System.Text.Encoding.ASCII.GetBytes(bytes))).Errors);
    }

    [Fact]
    public async Task A_file_has_ten_megabytes_at_most()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(["file_data"], (await UploadAsync(host, "long.txt", new byte[(10 * 1024 * 1024) + 1])).Errors);
        Assert.Equal(200, (await UploadAsync(host, "long.txt", new byte[10 * 1024 * 1024])).Status);
    }

    [Fact]
    public async Task Base64_and_folder_are_checked()
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.Equal(
            ["folder_id", "file_data"],
            (await host.PostAsync("/file-manager/files", JsonNode.Parse("""{"name":"a.txt","file_data":"%%%","folder_id":7}""")!)).Errors
        );
    }

    [Fact]
    public async Task A_second_upload_is_a_second_file()
    {
        await using var host = await SandboxHost.StartAsync();
        var bytes = Convert.FromBase64String(Pictures.DotBase64);
        await UploadAsync(host, "dot.png", bytes);
        await UploadAsync(host, "dot.png", bytes);

        var files = await host.GetAsync("/file-manager/files?type=image");

        Assert.Equal((2, 140), (files.Json["total_items"]!.GetValue<int>(), files.Json["total_file_size"]!.GetValue<int>()));
        Assert.Equal(2, files.All("files", "full_size_url").Distinct().Count());
    }

    [Fact]
    public async Task An_uploaded_vector_picture_cannot_act_as_a_page()
    {
        await using var host = await SandboxHost.StartAsync();
        var file = (
            await UploadAsync(host, "x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"u8.ToArray())
        ).Json;

        var served = await host.BrowseAsync(new Uri(file["full_size_url"]!.GetValue<string>()).AbsolutePath);

        Assert.Contains("sandbox", Assert.Single(served.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_from_the_web_too()
    {
        await using var host = await SandboxHost.StartAsync();
        var file = (await UploadAsync(host, "dot.png", Convert.FromBase64String(Pictures.DotBase64))).Json;

        await host.DeleteAsync($"/file-manager/files/{file["id"]}");

        Assert.Equal(404, (await host.BrowseAsync(new Uri(file["full_size_url"]!.GetValue<string>()).AbsolutePath)).Status);
    }

    private static Task<Reply> UploadAsync(SandboxHost host, string name, byte[] bytes) =>
        host.PostAsync("/file-manager/files", new JsonObject { ["name"] = name, ["file_data"] = Convert.ToBase64String(bytes) });
}
