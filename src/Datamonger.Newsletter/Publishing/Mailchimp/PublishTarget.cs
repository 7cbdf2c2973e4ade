namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>A Mailchimp to publish to: the service itself, or one on this machine.</summary>
public sealed record PublishTarget
{
    /// <summary>The name of the service itself.</summary>
    public const string MailchimpName = "mailchimp";

    /// <summary>The name of the workspace's sandbox.</summary>
    public const string SandboxName = "sandbox";

    private PublishTarget(string name, Uri address, MailchimpKey key) => (Name, Address, Key) = (name, address, key);

    /// <summary><c>mailchimp</c>, <c>sandbox</c>, or <c>loopback-&lt;port&gt;</c>: the folder of its journals.</summary>
    public string Name { get; }

    /// <summary>The address under which the API's paths stand, ending in <c>/3.0/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The key.</summary>
    public MailchimpKey Key { get; }

    /// <summary>Whether it is on this machine, so that nothing reaches a subscriber.</summary>
    public bool IsLocal => Address.IsLoopback;

    /// <summary>The service, at the address that the key names.</summary>
    public static PublishTarget Mailchimp(MailchimpKey key) => new(MailchimpName, key.ApiAddress, key);

    /// <summary>The workspace's sandbox.</summary>
    /// <exception cref="ArgumentException">The address is not on this machine.</exception>
    public static PublishTarget Sandbox(Uri address) => new(SandboxName, Api(address), MailchimpKey.Sandbox);

    /// <summary>Another Mailchimp-compatible server on this machine.</summary>
    /// <exception cref="ArgumentException">The address is not on this machine, or the key is one of the service itself: a key must not
    /// follow a setting to another server.</exception>
    public static PublishTarget Loopback(Uri address, MailchimpKey? key) =>
        key is { IsReal: true }
            ? throw new ArgumentException("A key of Mailchimp itself goes to Mailchimp alone, not to a server of this machine.")
            : new($"loopback-{address.Port}", Api(address), key ?? MailchimpKey.Sandbox);

    /// <summary>The service's name and key with a server of this machine in its place: for tests.</summary>
    internal static PublishTarget StandIn(Uri address, MailchimpKey key, string name = MailchimpName) => new(name, Api(address), key);

    /// <summary>The page of a campaign, for people; null where its number is not known.</summary>
    public Uri? PageOf(long? webId, string? campaign) =>
        IsLocal ? new Uri(Address, $"/inbox/campaigns/{campaign}")
        : webId is { } number ? new Uri($"https://{Key.DataCentre}.admin.mailchimp.com/campaigns/show?id={number}")
        : null;

    private static Uri Api(Uri address) =>
        address.IsAbsoluteUri && address.IsLoopback && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? new Uri(address, "/3.0/")
            : throw new ArgumentException("Only a server on this machine may stand in for Mailchimp (http://127.0.0.1:<port>/).");
}
