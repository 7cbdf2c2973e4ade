using System.Collections.Immutable;
using Datamonger.Newsletter.Emails;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Datamonger.Newsletter.Publishing.Smtp;

/// <summary>What a test email says: the parts with their merge tags already filled in.</summary>
public sealed record TestMessage(string Subject, string FromName, string From, string Html, string Text, ImmutableArray<EmailImage> Images);

/// <summary>Sends a test email through a mail server of one's own, with its pictures inside.</summary>
public static class SmtpTest
{
    /// <summary>Sends one message to each address.</summary>
    /// <exception cref="PublishStoppedException">An address is none, or the server does not take the message. Addresses are not
    /// repeated.</exception>
    public static async Task SendAsync(
        SmtpAddress server,
        TestMessage test,
        IReadOnlyCollection<string> addresses,
        CancellationToken cancellationToken
    )
    {
        List<MailboxAddress> recipients = [];
        foreach (var address in addresses)
        {
            if (!MailboxAddress.TryParse(address, out var mailbox) || !address.Contains('@', StringComparison.Ordinal))
                throw new PublishStoppedException(PublishOutcome.Usage, "A test needs one or more email addresses.");
            recipients.Add(mailbox);
        }
        if (recipients.Count == 0)
            throw new PublishStoppedException(PublishOutcome.Usage, "A test needs one or more email addresses.");
        try
        {
            using var client = new SmtpClient { Timeout = 60_000 };
            var isLocal =
                server.Host is "localhost"
                || (System.Net.IPAddress.TryParse(server.Host, out var ip) && System.Net.IPAddress.IsLoopback(ip));
            // Outside this machine nothing goes without encryption, the password least of all.
            var security =
                server.UsesTlsFromTheStart ? SecureSocketOptions.SslOnConnect
                : isLocal ? SecureSocketOptions.StartTlsWhenAvailable
                : SecureSocketOptions.StartTls;
            await client.ConnectAsync(server.Host, server.Port, security, cancellationToken);
            if (server.User is { } user)
                await client.AuthenticateAsync(user, server.Password ?? "", cancellationToken);
            foreach (var recipient in recipients)
            {
                using var message = Compose(test, recipient);
                await client.SendAsync(message, cancellationToken);
            }
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e)
            when (e
                    is SmtpCommandException
                        or SmtpProtocolException
                        or AuthenticationException
                        or SslHandshakeException
                        or IOException
                        or System.Net.Sockets.SocketException
            )
        {
            // The server's words may repeat an address or the user: only the kind of the failure is passed on.
            throw new PublishStoppedException(
                PublishOutcome.Unknown,
                $"The mail server {server} did not take the test ({e.GetType().Name})."
            )
            {
                Facts = ["It may have gone to some of the addresses."],
            };
        }
    }

    internal static MimeMessage Compose(TestMessage test, MailboxAddress recipient)
    {
        var body = new BodyBuilder { TextBody = test.Text };
        var html = test.Html;
        foreach (var image in test.Images)
        {
            if (!html.Contains(image.Url, StringComparison.Ordinal))
                continue;
            var resource = body.LinkedResources.Add(image.FileName, [.. image.Bytes], ContentType.Parse(image.MediaType));
            resource.ContentId = image.FileName + "@datamonger.invalid";
            html = html.Replace(image.Url, "cid:" + resource.ContentId, StringComparison.Ordinal);
        }
        body.HtmlBody = html;
        var message = new MimeMessage { Subject = "[Test] " + test.Subject, Body = body.ToMessageBody() };
        message.From.Add(new MailboxAddress(test.FromName, test.From));
        message.To.Add(recipient);
        return message;
    }
}
