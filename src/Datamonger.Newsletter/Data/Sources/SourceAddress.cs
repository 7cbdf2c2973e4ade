using System.Net;
using System.Net.Sockets;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// Finds where a source is, once: what has been judged is what is connected to, whatever its name means a moment later. Addresses of
/// private networks, of this machine and of a cloud's own services are refused unless newsletter.yml allows them.
/// </summary>
internal static class SourceAddress
{
    /// <summary>The address of a host.</summary>
    /// <exception cref="QueryException">It cannot be found, or is private.</exception>
    public static async Task<IPAddress> ResolveAsync(DataSource source, string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await LookUpAsync(source, host, cancellationToken);
        // One private address among several is a way round the others.
        if (!source.AllowPrivate && addresses.Any(IsPrivate))
            throw Private(source);
        return addresses[0];
    }

    /// <summary>The source is at a private address.</summary>
    public static QueryException Private(DataSource source) =>
        SourceErrors.Refused(
            source,
            "is at an address of this machine or of a private network.",
            $"If that is meant, say so in newsletter.yml: sources: {{{source.Name}: {{allow_private: true}}}}"
        );

    /// <summary>Whether an address is not one of the public network.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Loopback and unspecified, unique local, link-local and multicast; the forms that carry an IPv4 address are judged by it.
            return IPAddress.IsLoopback(address)
                || address.Equals(IPAddress.IPv6None)
                || (bytes[0] & 0xFE) == 0xFC
                || address.IsIPv6LinkLocal
                || address.IsIPv6SiteLocal
                || address.IsIPv6Multicast
                || (bytes[0] == 0x20 && bytes[1] == 0x02 && IsPrivate(new IPAddress(bytes.AsSpan(2, 4))))
                || (
                    bytes[0] == 0x00
                    && bytes[1] == 0x64
                    && bytes[2] == 0xFF
                    && bytes[3] == 0x9B
                    && IsPrivate(new IPAddress(bytes.AsSpan(12, 4)))
                );
        }
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 100 && (bytes[1] & 0xC0) == 64)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && (bytes[1] & 0xF0) == 16)
            || (bytes[0] == 192 && (bytes[1] == 168 || (bytes[1] == 0 && bytes[2] == 0)))
            || (bytes[0] == 198 && (bytes[1] & 0xFE) == 18);
    }

    private static async Task<IPAddress[]> LookUpAsync(DataSource source, string host, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
            return found.Length > 0 ? found : throw SourceErrors.Silent(source, "its host has no address.");
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw SourceErrors.Silent(source, "its host is not known.");
        }
    }
}
