using System.Globalization;
using System.Text;

namespace Datamonger.Newsletter.Emails;

/// <summary>
/// Words that stand for something while a text is made, and make way for it at the end: a prefix that nobody can guess, a number, an end.
/// </summary>
/// <param name="Prefix">Letters and digits that stand in no text by chance.</param>
internal readonly record struct NumberedWords(string Prefix)
{
    /// <summary>What stands behind the number.</summary>
    public const char End = 'z';

    /// <summary>A word.</summary>
    public string this[int number] => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}{End}");

    /// <summary>The number of the word that begins at an offset; null when none does.</summary>
    /// <param name="length">Its length; 0 when there is none.</param>
    public int? NumberAt(string text, int offset, out int length)
    {
        length = 0;
        if (!text.AsSpan(offset).StartsWith(Prefix))
            return null;
        var start = offset + Prefix.Length;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end == start || end == text.Length || text[end] != End || !int.TryParse(text.AsSpan(start, end - start), out var number))
            return null;
        length = end + 1 - offset;
        return number;
    }

    /// <summary>A text with each word replaced, in one go, however many there are.</summary>
    /// <param name="replacement">What stands in the place of a number's word; null leaves it.</param>
    public string Replace(string text, Func<int, string?> replacement)
    {
        var at = text.IndexOf(Prefix, StringComparison.Ordinal);
        if (at < 0)
            return text;
        var result = new StringBuilder(text.Length);
        var copied = 0;
        for (; at >= 0; at = text.IndexOf(Prefix, copied, StringComparison.Ordinal))
        {
            result.Append(text, copied, at - copied);
            var instead = NumberAt(text, at, out var length) is { } number ? replacement(number) : null;
            copied = at + (instead is null ? Prefix.Length : length);
            result.Append(instead ?? Prefix);
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
