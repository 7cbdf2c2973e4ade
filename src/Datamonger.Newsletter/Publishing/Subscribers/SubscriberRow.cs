using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>A person of a subscriber file. Prints as its line, never as the person.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Address">The email address.</param>
/// <param name="Fields">Merge fields by tag; a cell that is empty is not among them, and so changes nothing.</param>
public sealed record SubscriberRow(int Line, string Address, ImmutableSortedDictionary<string, string> Fields)
{
    /// <summary>Mailchimp's id of the person: MD5 of the address in lower case.</summary>
#pragma warning disable CA5351, CA1308 // The API's identifier, not a safeguard, and defined by lower case.
    internal string Id =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(Address.ToLowerInvariant())));
#pragma warning restore CA5351, CA1308

    /// <summary>The line.</summary>
    public override string ToString() => $"line {Line}";
}
