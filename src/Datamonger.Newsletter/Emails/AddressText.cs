using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Emails;

/// <summary>Writes addresses with nothing in them but what an address may hold (RFC 3986 §2).</summary>
internal static class AddressText
{
    private const string Kept = ";/?:@&=+$,-_.!~*'()#";
    private static readonly IdnMapping Idn = new();

    /// <summary>The address with a host in Latin letters and other characters percent-encoded; what is encoded stays as it is.</summary>
    public static string Encode(string address)
    {
        var encoded = new StringBuilder(address.Length);
        address = WithLatinHost(address);
        for (var i = 0; i < address.Length; i++)
        {
            var letter = address[i];
            var isEncoded =
                letter == '%' && i + 2 < address.Length && char.IsAsciiHexDigit(address[i + 1]) && char.IsAsciiHexDigit(address[i + 2]);
            if (isEncoded || char.IsAsciiLetterOrDigit(letter) || Kept.Contains(letter))
            {
                encoded.Append(letter);
                continue;
            }
            var length = char.IsSurrogatePair(address, i) ? 2 : 1;
            foreach (var unit in Encoding.UTF8.GetBytes(address.Substring(i, length)))
                encoded.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            i += length - 1;
        }
        return encoded.ToString();
    }

    /// <summary>The address with its host as readers know it, letters beyond ASCII and all.</summary>
    public static string WithOwnHost(string address) => WithHost(address, host => Idn.GetUnicode(host));

    private static string WithLatinHost(string address) =>
        System.Text.Ascii.IsValid(address)
            ? address
            : WithHost(address, host => System.Text.Ascii.IsValid(host) ? host : Idn.GetAscii(host));

    private static string WithHost(string address, Func<string, string> change)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
            return address;
        var end = address.AsSpan(start).IndexOfAny("/?#:") is >= 0 and var found ? start + found : address.Length;
        try
        {
            return address[..start] + change(address[start..end]) + address[end..];
        }
        catch (ArgumentException)
        {
            // No name of a host: a check says so.
            return address;
        }
    }
}
