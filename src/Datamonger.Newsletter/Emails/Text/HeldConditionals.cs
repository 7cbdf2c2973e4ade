using System.Text;

namespace Datamonger.Newsletter.Emails.Text;

/// <summary>
/// Takes conditionals out of the text part while its lines are laid out. Each is a word there, as wide as what it says to most, so that
/// a line is as long as that subscriber sees it, however many arms stand in it.
/// </summary>
internal sealed class HeldConditionals
{
    // Private-use characters cannot stand in an issue. A word begins, says its number, is filled up, and ends.
    private const char Open = '\uE020';
    private const char Close = '\uE021';
    private const char Pad = '\uE022';
    private const char Digit = '\uE100';
    private const int Base = 4096;
    private readonly List<string> _held = [];

    /// <summary>The word that stands for a conditional.</summary>
    /// <param name="conditional">The conditional, its tags masked; a text without any is returned as it is.</param>
    /// <param name="width">How many characters wide it is when it goes out.</param>
    public string Hold(string conditional, int width)
    {
        if (conditional.Length == 0) return conditional;
        _held.Add(conditional);
        var number = _held.Count - 1;
        return $"{Open}{(char)(Digit + (number / Base))}{(char)(Digit + (number % Base))}{new string(Pad, Math.Max(0, width - 4))}{Close}";
    }

    /// <summary>A text with its conditionals in their places.</summary>
    public string PutBack(string text)
    {
        if (text.IndexOf(Open) < 0) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Open && i + 3 < text.Length && text.IndexOf(Close, i) is >= 0 and var end && ((text[i + 1] - Digit) * Base) + (text[i + 2] - Digit) is var number && number >= 0 && number < _held.Count)
            {
                result.Append(_held[number]);
                i = end;
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }
}
