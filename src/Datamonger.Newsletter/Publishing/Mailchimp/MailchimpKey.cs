using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// A Mailchimp API key. It can mail everybody, so it never prints: not through <see cref="ToString"/>, not in a debugger,
/// not in the exception of a key that is not one.
/// </summary>
[DebuggerDisplay("***")]
public sealed partial class MailchimpKey
{
    /// <summary>The key the local sandbox is spoken to with. No secret.</summary>
    public static readonly MailchimpKey Sandbox = new("sandbox-us0");

    private readonly string _text;

    private MailchimpKey(string text) => _text = text;

    /// <summary>Where the key's account lives, from the suffix of the key and from nothing else.</summary>
    public Uri ApiAddress => new($"https://{DataCentre}.api.mailchimp.com/3.0/");

    /// <summary>The suffix: <c>us19</c>.</summary>
    public string DataCentre => _text[(_text.LastIndexOf('-') + 1)..];

    /// <summary>
    /// Whether it has the shape of the service's own keys, 32 hex digits before the data centre. Such a key never goes to a server of this
    /// machine.
    /// </summary>
    public bool IsReal => RealShape().IsMatch(_text);

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">The text does not look like a key; it is not repeated in the message.</exception>
    public static MailchimpKey Parse(string text)
    {
        // The suffix becomes a host name: anything but us and two digits could send the key elsewhere.
        if (!Shape().IsMatch(text))
            throw new FormatException("The Mailchimp API key does not end in its data centre (\"-us19\"). Copy the whole key.");
        return new MailchimpKey(text);
    }

    /// <summary>Three stars.</summary>
    public override string ToString() => "***";

    internal AuthenticationHeaderValue ToHeader() => new("Basic", Basic());

    /// <summary>A text that came from outside, without the key, should it echo it.</summary>
    internal string Redact(string text) =>
        ReferenceEquals(this, Sandbox)
            ? text
            : text.Replace(_text, "***", StringComparison.OrdinalIgnoreCase).Replace(Basic(), "***", StringComparison.Ordinal);

    private string Basic() => Convert.ToBase64String(Encoding.ASCII.GetBytes("datamonger:" + _text));

    [GeneratedRegex(@"\A[0-9A-Za-z]{1,64}-us[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{32}-us[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RealShape();
}
