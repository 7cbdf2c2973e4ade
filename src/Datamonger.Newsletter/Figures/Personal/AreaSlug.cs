using System.Text;

namespace Datamonger.Newsletter.Figures.Personal;

/// <summary>Makes a part of an address of a key: lower-case letters of ASCII and digits, with single hyphens between words.</summary>
internal static class AreaSlug
{
    // The program runs without the tables of Unicode that take letters apart. These are Latin-1's and Latin Extended-A's, each with the
    // letters that stand for it.
    private const string Accented =
        "àáâãäåāăą çćĉċč ďđð èéêëēĕėęě ĝğġģ ĥħ ìíîïĩīĭįı ĵ ķ ĺļľŀł ñńņňŉŋ òóôõöøōŏő ŕŗř śŝşšſș ţťŧț ùúûüũūŭůűų ŵ ýÿŷ źżž";
    private const string Plain = "a c d e g h i j k l n o r s t u w y z";

    /// <summary>
    /// The slug: <c>Ynys Môn</c> is <c>ynys-mon</c>, <c>Kingston upon Hull, City of</c> is <c>kingston-upon-hull-city-of</c>.
    /// </summary>
    public static string Of(string key)
    {
        var slug = new StringBuilder(key.Length);
        foreach (var letter in key.ToLowerInvariant())
        {
            var word = letter switch
            {
                (>= 'a' and <= 'z') or (>= '0' and <= '9') => letter.ToString(),
                '&' => "-and-",
                'ß' => "ss",
                'æ' => "ae",
                'œ' => "oe",
                'þ' => "th",
                // An accent that stands on its own belongs to the letter before it, and an apostrophe to the word.
                (>= '\u0300' and <= '\u036F') or '\'' or '’' => "",
                _ => Plainly(letter),
            };
            foreach (var sign in word)
            {
                if (sign != '-' || (slug.Length > 0 && slug[^1] != '-'))
                    slug.Append(sign);
            }
        }
        return slug.ToString().TrimEnd('-');
    }

    private static string Plainly(char letter)
    {
        var at = letter == ' ' ? -1 : Accented.IndexOf(letter);
        return at < 0 ? "-" : Plain[2 * Accented.AsSpan(0, at).Count(' ')].ToString();
    }
}
