using System.IO.Compression;
using System.Net;
using System.Text;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Tests.Publishing.Mailchimp;

/// <summary>What an API answers is somebody else's: it moves no key, fills no memory, steers no terminal and names no path.</summary>
public sealed class HostileAnswerTests
{
    private const string Key = "0f1e2d3c4b5a69788796a5b4c3d2e1f0-us7";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var elsewhere = await HostileServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await HostileServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Address.ToString();
            return Task.CompletedTask;
        });

        var stopped = await PublishAsync(server.Address);

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Equal(0, elsewhere.Calls);
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up_after_ten_megabytes()
    {
        await using var server = await HostileServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1L << 30;
            var block = new byte[64 * 1024];
            for (long sent = 0; sent < 1L << 30 && !context.RequestAborted.IsCancellationRequested; sent += block.Length)
                await context.Response.Body.WriteAsync(block);
        });
        using var relay = CountingRelay.Start(server.Address);

        var stopped = await PublishAsync(relay.Address);

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Contains("larger than it may be", stopped.Message, StringComparison.Ordinal);
        Assert.InRange(relay.Answered, 1, server.Calls * 20L * 1024 * 1024);
    }

    [Fact]
    public async Task A_small_answer_that_unfolds_is_given_up_too()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var block = 0; block < 64; block++)
                zip.Write(new byte[1024 * 1024]);
        }
        await using var server = await HostileServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length));
        });

        Assert.Contains("larger than it may be", (await PublishAsync(server.Address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_shorter_than_it_says_is_no_answer()
    {
        await using var server = await HostileServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"health_status":"fine"}""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.Equal(PublishOutcome.Unknown, (await PublishAsync(server.Address)).Outcome);
    }

    [Fact]
    public async Task A_refusal_steers_no_terminal_forges_no_line_and_repeats_no_key()
    {
        await using var server = await HostileServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/problem+json";
            var problem = new System.Text.Json.Nodes.JsonObject
            {
                ["title"] = "No\u001b[2J\u001b]0;owned\u0007",
                ["detail"] =
                    $"<script>alert(1)</script>\r\nerror: all is well\u202e {context.Request.Headers.Authorization} {Key} "
                    + $"{new string('x', 5000)}",
                ["instance"] = $"{Key}\u0000",
            };
            await context.Response.WriteAsync(problem.ToJsonString());
        });

        var stopped = await PublishAsync(server.Address);
        var said = stopped.Message + string.Concat(stopped.Facts);

        Assert.Equal(PublishOutcome.Refused, stopped.Outcome);
        Assert.DoesNotContain(said, char.IsControl);
        Assert.DoesNotContain('\u202e', said);
        Assert.InRange(said.Length, 1, 2500);
        foreach (var secret in Secrets())
            Assert.DoesNotContain(secret, stopped + said, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("\"../../x\"")]
    [InlineData("\"0123456789/../../ping\"")]
    [InlineData("\"0123456789?x=\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"javascript:alert(1)\"")]
    public async Task An_id_that_is_none_never_becomes_a_path(string id)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Recorder = () => new Replacing("/3.0/campaigns", HttpMethod.Post, $$"""{"id":{{id}},"status":"save"}""");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.All(host.Sandbox.Requests.Entries, entry => Assert.Matches("^/(ping|lists|campaigns|file-manager/files)", entry.Path));
        Assert.DoesNotContain(host.Sandbox.Requests.Entries, entry => entry.Path.StartsWith("/campaigns/", StringComparison.Ordinal));
        Assert.DoesNotContain(
            "..",
            await File.ReadAllTextAsync(host.JournalPath(Requests.Of().Slug), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://evil.example/x.png")]
    [InlineData("https://example.org/x.png\\\" onerror=\\\"alert(1)")]
    [InlineData("https://example.org/*|UNSUB|*.png")]
    [InlineData("../x.png")]
    public async Task A_pictures_address_that_is_none_never_stands_in_the_email(string url)
    {
        await using var host = await PublishingHost.StartAsync();
        host.Recorder = () =>
            new Replacing("/3.0/file-manager/files", HttpMethod.Post, $$"""{"id":1,"name":"x.png","full_size_url":"{{url}}"}""");

        var stopped = await PublishingHost.StopsAsync(() => host.PublishAsync(Requests.Of()));

        Assert.Equal(PublishOutcome.Unknown, stopped.Outcome);
        Assert.Equal(0, host.Effects("content.put"));
    }

    [Fact]
    public async Task A_web_id_that_is_no_number_is_no_answer()
    {
        await using var host = await PublishingHost.StartAsync();
        var published = await host.PublishAsync(Requests.Of());
        host.Recorder = () =>
            new Replacing(
                $"/3.0/campaigns/{published.Campaign}",
                HttpMethod.Get,
                $$"""{"id":"{{published.Campaign}}","web_id":"javascript:alert(1)","status":"save"}"""
            );

        Assert.Equal(PublishOutcome.Unknown, (await PublishingHost.StopsAsync(() => host.StatusAsync(Requests.Of()))).Outcome);
    }

    internal static string[] Secrets(string key = Key) =>
        [key, key[..32], Convert.ToBase64String(Encoding.ASCII.GetBytes("datamonger:" + key))];

    private static async Task<PublishStoppedException> PublishAsync(Uri server)
    {
        await using var host = await PublishingHost.StartAsync();
        var publisher = new MailchimpPublisher(
            host.Place(target: PublishTarget.StandIn(server, MailchimpKey.Parse(Key), PublishTarget.SandboxName))
        );
        return await PublishingHost.StopsAsync(() =>
            publisher.PublishAsync(Requests.Of(), new PublishOptions(), TestContext.Current.CancellationToken)
        );
    }

    /// <summary>Answers one call itself; the others go through.</summary>
    private sealed class Replacing(string path, HttpMethod method, string json) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == method && request.RequestUri!.AbsolutePath == path
                ? Task.FromResult(
                    new HttpResponseMessage(HttpStatusCode.OK)
                    {
                        Content = new StringContent(json, Encoding.UTF8, "application/json"),
                        RequestMessage = request,
                    }
                )
                : base.SendAsync(request, cancellationToken);
    }
}
