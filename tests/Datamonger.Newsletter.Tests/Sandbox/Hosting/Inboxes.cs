using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Tests.Sandbox.Hosting;

/// <summary>Finds emails by walking the inbox's pages, as a person does.</summary>
internal static partial class Inboxes
{
    /// <summary>The newest email of the reader who stands first.</summary>
    public static async Task<string> FirstLetterAsync(SandboxHost host)
    {
        var reader = Person().Match((await host.BrowseAsync("inbox/")).Text).Groups[1].Value;
        return (await LettersAsync(host, reader))[0];
    }

    /// <summary>The newest email to an address.</summary>
    public static async Task<string> LetterToAsync(SandboxHost host, string email) => (await LettersAsync(host, Subscriber(email)))[0];

    /// <summary>The emails of one reader, newest first.</summary>
    public static async Task<string[]> LettersAsync(SandboxHost host, string reader) =>
        [.. Message().Matches((await host.BrowseAsync($"inbox/people/{reader}")).Text).Select(match => match.Groups[1].Value).Distinct()];

#pragma warning disable CA5351 // The API's identifier, not a safeguard.
    /// <summary>Mailchimp's id of an address.</summary>
    public static string Subscriber(string email) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(email.ToLowerInvariant())));
#pragma warning restore CA5351

    [GeneratedRegex("/inbox/people/([0-9a-f]{32})")]
    private static partial Regex Person();

    [GeneratedRegex("/inbox/messages/([0-9a-f]{32})")]
    private static partial Regex Message();
}
