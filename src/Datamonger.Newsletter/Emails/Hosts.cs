using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace Datamonger.Newsletter.Emails;

/// <summary>What the host of an address says of it.</summary>
internal static class Hosts
{
    // Second levels under which names are registered: example.co.uk, example.gov.uk.
    private static readonly FrozenSet<string> SecondLevels = new[]
    {
        "ac",
        "co",
        "com",
        "edu",
        "gov",
        "ltd",
        "me",
        "mil",
        "net",
        "nhs",
        "org",
        "plc",
        "police",
        "sch",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether only machines of the writer's own network reach it.</summary>
    public static bool IsPrivate(string host)
    {
        host = host.TrimEnd('.').ToLowerInvariant();
        if (
            host is "localhost"
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || host.EndsWith(".local", StringComparison.Ordinal)
            || host.EndsWith(".internal", StringComparison.Ordinal)
            || host.EndsWith(".lan", StringComparison.Ordinal)
        )
            return true;
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address))
            return !host.Contains('.');
        return IsPrivate(address);
    }

    /// <summary>Whether an address belongs to no public network.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return address.IsIPv6LinkLocal
                || address.IsIPv6SiteLocal
                || address.IsIPv6UniqueLocal
                || address.IsIPv6Multicast
                || address.Equals(IPAddress.IPv6Any);
        var bytes = address.GetAddressBytes();
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
            || (bytes[0] == 192 && bytes[1] == 168)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127);
    }

    /// <summary>Whether it is a number where a name should be.</summary>
    public static bool IsNumber(string host) => IPAddress.TryParse(host.Trim('[', ']'), out _);

    /// <summary>
    /// The part of a name that somebody registered: <c>example.co.uk</c> of <c>data.example.co.uk</c>, <c>gov.uk</c> of <c>www.gov.uk</c>.
    /// </summary>
    public static string Registered(string host)
    {
        host = host.TrimEnd('.').ToLowerInvariant();
        var labels = (host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host).Split('.');
        var keep = labels.Length >= 3 && labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        return labels.Length <= keep ? string.Join('.', labels) : string.Join('.', labels[^keep..]);
    }

    /// <summary>Whether a name mixes alphabets, so that a letter can pass for another.</summary>
    public static bool MixesAlphabets(string host)
    {
        var latin = host.Any(letter => letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '\u00C0' and <= '\u024F');
        return latin && host.Any(letter => letter is (>= '\u0370' and <= '\u03FF') or (>= '\u0400' and <= '\u052F'));
    }
}
