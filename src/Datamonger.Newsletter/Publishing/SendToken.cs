using System.Security.Cryptography;
using System.Text;
using Datamonger.Newsletter.Caching;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// What <c>publish</c> prints and <c>send</c> and <c>schedule</c> ask for: proof that the person who sends has seen what is sent.
/// Eight letters of a hash over the target, the campaign, the content, the audience, the segment and the numbers of recipients
/// that it covers: when one of them changes, the token no longer fits. It is not a secret, and is not kept anywhere.
/// </summary>
internal static class SendToken
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789"; // none that is taken for another when read aloud or typed

    public static string Of(string target, string campaign, string content, string audience, int? segment, RecipientBand band)
    {
        using var hash = new ContentHash();
        var digest = Convert.FromHexString(
            hash.Add("send-token")
                .Add(target)
                .Add(campaign)
                .Add(content)
                .Add(audience)
                .Add(segment?.ToString())
                .Add(band.ToString())
                .ToHex()
        );
        var text = new StringBuilder();
        for (var i = 0; i < 8; i++)
        {
            if (i == 4)
                text.Append('-');
            text.Append(Letters[(digest[2 * i] * 256 + digest[2 * i + 1]) % Letters.Length]);
        }
        return text.ToString();
    }

    /// <summary>Whether a typed token is the one that fits; spaces, hyphens and capitals do not matter.</summary>
    public static bool Fits(string typed, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Bare(typed)), Encoding.UTF8.GetBytes(Bare(token)));

    private static string Bare(string token) => new([.. token.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
}
