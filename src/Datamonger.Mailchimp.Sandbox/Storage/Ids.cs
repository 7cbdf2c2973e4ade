using System.Security.Cryptography;
using System.Text;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>Identifiers in Mailchimp's forms.</summary>
internal static class Ids
{
    /// <summary>Ten hexadecimal digits, by chance: campaigns, audiences, folders, batches.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));

    /// <summary>A name that cannot be guessed, for addresses that need no key.</summary>
    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Ten hexadecimal digits that follow from a text.</summary>
    public static string From(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 5));

    /// <summary>
    /// The id of a subscriber: the MD5 of the address in lower case, which Mailchimp's API prescribes. It protects nothing.
    /// </summary>
#pragma warning disable CA5351 // MD5 is the API's identifier, not a safeguard.
    public static string Member(string email) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())));
#pragma warning restore CA5351
}
