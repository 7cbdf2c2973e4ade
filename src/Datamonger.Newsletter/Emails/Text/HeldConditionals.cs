using System.Security.Cryptography;
using System.Text;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>
/// Takes conditionals out of the text part while its lines are laid out. Each is a word there, as wide as what it says to most, so that
/// a line is as long as that subscriber sees it, however many arms stand in it.
/// </summary>
internal sealed class HeldConditionals
{
    // Private-use characters cannot stand in an issue, but in data. A word begins, says its number, is filled up with what nobody can
    // guess, and ends.
    private const char Open = '\uE020';
    private const char Close = '\uE021';
    private const char Digit = '\uE100';
    private const int Base = 4096;
    private const int LeastFill = 2;

    /// <summary>Characters of the shortest word.</summary>
    public const int LeastWidth = LeastFill + 4;

    private readonly List<string> _held = [];
    private readonly char[] _fill = [.. Enumerable.Range(0, 64).Select(_ => (char)(Digit + RandomNumberGenerator.GetInt32(Base)))];

    /// <summary>The word that stands for a conditional.</summary>
    /// <param name="conditional">The conditional, its tags masked; a text without any is returned as it is.</param>
    /// <param name="width">How many characters wide it is when it goes out; the word is not shorter than <see cref="LeastWidth"/>.</param>
    public string Hold(string conditional, int width)
    {
        if (conditional.Length == 0)
            return conditional;
        _held.Add(conditional);
        return Word(_held.Count - 1, Math.Max(LeastFill, width - 4));
    }

    /// <summary>A text with its conditionals in their places.</summary>
    public string PutBack(string text)
    {
        if (text.IndexOf(Open) < 0)
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Open && NumberAt(text, i, out var length) is { } number)
            {
                result.Append(_held[number]);
                i += length - 1;
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }

    private string Word(int number, int fill) =>
        $"{Open}{(char)(Digit + (number / Base))}{(char)(Digit + (number % Base))}{string.Concat(Enumerable.Range(0, fill).Select(i => _fill[i % _fill.Length]))}{Close}";

    private int? NumberAt(string text, int at, out int length)
    {
        length = text.IndexOf(Close, at) + 1 - at;
        if (length < LeastWidth)
            return null;
        var number = ((text[at + 1] - Digit) * Base) + (text[at + 2] - Digit);
        return number >= 0 && number < _held.Count && text.AsSpan(at, length).SequenceEqual(Word(number, length - 4)) ? number : null;
    }
}
