using Datamonger.Newsletter.Publishing.Smtp;
using Datamonger.Newsletter.Tests.Publishing.Support;
using MimeKit;

namespace Datamonger.Newsletter.Tests.Cli.Publishing;

public sealed class SmtpTestTests
{
    private const string Reader = "proof.reader@private.example.org";

    [Fact]
    public async Task An_unpublished_issue_goes_to_a_few_addresses_with_its_pictures_inside()
    {
        await using var cli = await PublishingCli.StartAsync();
        using var server = MailServer.Start();
        cli.Variables["DATAMONGER_SMTP_URL"] = $"smtp://127.0.0.1:{server.Port}";

        var run = await cli.RunAsync("test", PublishingCli.Slug, "--to", Reader, "second@example.org", "--smtp");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([Reader, "second@example.org"], server.Received.Select(received => received.To));
        var message = server.Received.First().Message;
        Assert.Equal("[Test] Visits to libraries rose again", message.Subject);
        Assert.Contains("Dear colleague,", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("Dear colleague,", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("*|", message.HtmlBody + message.TextBody, StringComparison.Ordinal);
        var picture = Assert.Single(message.BodyParts.OfType<MimePart>(), part => part.ContentType.MimeType == "image/png");
        Assert.Contains($"cid:{picture.ContentId}", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain(Reader, run.Output + run.Error, StringComparison.Ordinal);
        Assert.All(cli.Sandbox.Requests.Entries, entry => Assert.Equal("/ping", entry.Path));
    }

    [Fact]
    public async Task A_refused_login_repeats_neither_user_nor_password()
    {
        await using var cli = await PublishingCli.StartAsync();
        using var server = MailServer.Start(refusesLogin: true);
        cli.Variables["DATAMONGER_SMTP_URL"] = $"smtp://mailer:hunter2secret@127.0.0.1:{server.Port}";

        var run = await cli.RunAsync("test", PublishingCli.Slug, "--to", Reader, "--smtp", "--stacktrace");

        Assert.Equal(5, run.ExitCode);
        Assert.DoesNotContain("hunter2secret", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Reader, run.Output + run.Error, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Theory]
    [InlineData("http://user:hunter2secret@mail.example.org", 2)]
    [InlineData("hunter2secret", 2)]
    [InlineData("smtp://user:hunter2secret@127.0.0.1:1", 5)]
    public async Task A_server_that_is_none_is_said_so_without_its_password(string url, int exitCode)
    {
        await using var cli = await PublishingCli.StartAsync();
        cli.Variables["DATAMONGER_SMTP_URL"] = url;

        var run = await cli.RunAsync("test", PublishingCli.Slug, "--to", Reader, "--smtp", "--stacktrace");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("hunter2secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_or_a_server_nothing_is_sent()
    {
        await using var cli = await PublishingCli.StartAsync();
        Assert.Equal(2, (await cli.RunAsync("test", PublishingCli.Slug, "--to", Reader, "--smtp")).ExitCode);
        cli.Variables["DATAMONGER_SMTP_URL"] = "smtp://127.0.0.1:1";
        Assert.Equal(2, (await cli.RunAsync("test", PublishingCli.Slug, "--to", "nobody", "--smtp")).ExitCode);
    }

    [Theory]
    [InlineData("smtp://mail.example.org", "mail.example.org:587")]
    [InlineData("smtps://mail.example.org", "mail.example.org:465")]
    [InlineData("smtp://user:p%40ss@mail.example.org:2525", "mail.example.org:2525")]
    public void An_address_prints_as_host_and_port(string url, string printed) => Assert.Equal(printed, $"{SmtpAddress.Parse(url)}");
}
