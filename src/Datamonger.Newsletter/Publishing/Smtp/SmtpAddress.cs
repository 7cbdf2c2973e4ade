using System.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Smtp;

/// <summary>
/// A mail server and how to log in to it, from <c>smtp://user:password@host:port</c> or <c>smtps://…</c>. The password never prints.
/// </summary>
[DebuggerDisplay("***")]
public sealed class SmtpAddress
{
    private SmtpAddress(string host, int port, bool usesTlsFromTheStart, string? user, string? password) =>
        (Host, Port, UsesTlsFromTheStart, User, Password) = (host, port, usesTlsFromTheStart, user, password);

    /// <summary>The server.</summary>
    public string Host { get; }

    /// <summary>Its port: 465 for smtps, else 587.</summary>
    public int Port { get; }

    internal bool UsesTlsFromTheStart { get; }

    internal string? User { get; }

    internal string? Password { get; }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none; it is not repeated in the message.</exception>
    public static SmtpAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
            throw new FormatException("DATAMONGER_SMTP_URL is not of the form smtp://user:password@host:port.");
        var parts = uri.UserInfo.Split(':', 2);
        var user = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        return new SmtpAddress(
            uri.Host,
            uri.Port > 0 ? uri.Port
                : uri.Scheme == "smtps" ? 465
                : 587,
            uri.Scheme == "smtps",
            user,
            parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null
        );
    }

    /// <summary>Host and port.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
