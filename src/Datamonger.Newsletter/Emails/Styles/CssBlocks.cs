using System.Collections.Immutable;
using System.Text;

namespace Datamonger.Newsletter.Emails.Styles;

/// <summary>A rule of a stylesheet as it is written.</summary>
/// <param name="Prelude">What stands before the brace, without comments.</param>
/// <param name="Body">What stands between the braces.</param>
/// <param name="Offset">Where the prelude begins.</param>
/// <param name="Keep">Whether a comment <c>/* keep */</c> stands before it.</param>
internal sealed record CssBlock(string Prelude, string Body, int Offset, bool Keep);

/// <summary>Cuts a stylesheet into its outer rules, and a rule into its declarations, without touching a value.</summary>
internal static class CssBlocks
{
    /// <summary>The outer rules in order. What is not closed, or closed and not opened, is reported and left out.</summary>
    public static IEnumerable<CssBlock> Read(string css, Action<int, string, string?> report)
    {
        var at = 0;
        var keep = false;
        while (true)
        {
            var start = SkipBlanks(css, at, ref keep);
            if (start >= css.Length)
                yield break;
            var open = Find(css, start, "{;}");
            if (open < 0)
            {
                report(start, "This rule has no body.", null);
                yield break;
            }
            var prelude = WithoutComments(css[start..open]).Trim();
            if (css[open] != '{')
            {
                if (css[open] == '}')
                    report(open, "This brace closes nothing.", null);
                else if (prelude.StartsWith('@'))
                    yield return new CssBlock(prelude, "", start, keep);
                (at, keep) = (open + 1, false);
                continue;
            }
            var close = Closing(css, open);
            if (close < 0)
            {
                report(open, "This brace is not closed.", null);
                yield break;
            }
            yield return new CssBlock(prelude, css[(open + 1)..close], start, keep);
            (at, keep) = (close + 1, false);
        }
    }

    /// <summary>The declarations of a rule's body, in order.</summary>
    public static ImmutableArray<StyleDeclaration> Declarations(string body)
    {
        var declarations = ImmutableArray.CreateBuilder<StyleDeclaration>();
        foreach (var text in Split(WithoutComments(body), ';'))
        {
            var colon = text.IndexOf(':');
            if (colon <= 0)
                continue;
            var property = text[..colon].Trim().ToLowerInvariant();
            var value = text[(colon + 1)..].Trim();
            var bang = value.LastIndexOf('!');
            var important = bang >= 0 && value[(bang + 1)..].Trim().Equals("important", StringComparison.OrdinalIgnoreCase);
            if (important)
                value = value[..bang].TrimEnd();
            if (value.Length > 0)
                declarations.Add(new StyleDeclaration(property, value, important));
        }
        return declarations.ToImmutable();
    }

    /// <summary>The parts between separators that stand outside quotes, brackets and parentheses; trimmed, without empty ones.</summary>
    public static IEnumerable<string> Split(string text, char separator)
    {
        var start = 0;
        while (start <= text.Length)
        {
            var end = Find(text, start, separator.ToString());
            if (end < 0)
                end = text.Length;
            var part = text[start..end].Trim();
            if (part.Length > 0)
                yield return part;
            start = end + 1;
        }
    }

    /// <summary>A text without its comments.</summary>
    public static string WithoutComments(string text)
    {
        if (!text.Contains("/*", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '"' or '\'')
            {
                var end = EndOfString(text, i);
                result.Append(text, i, end - i);
                i = end - 1;
            }
            else if (IsComment(text, i))
            {
                i = EndOfComment(text, i) - 1;
                result.Append(' ');
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }

    private static int SkipBlanks(string css, int at, ref bool keep)
    {
        while (at < css.Length)
        {
            if (char.IsWhiteSpace(css[at]))
            {
                at++;
            }
            else if (IsComment(css, at))
            {
                var end = EndOfComment(css, at);
                keep |= css.AsSpan(at, end - at).Trim("/* ").SequenceEqual("keep");
                at = end;
            }
            else
            {
                break;
            }
        }
        return at;
    }

    private static int Closing(string css, int open)
    {
        var depth = 0;
        for (var i = open; i >= 0 && i < css.Length; i = Find(css, i + 1, "{}"))
        {
            depth += css[i] == '{' ? 1 : -1;
            if (depth == 0)
                return i;
        }
        return -1;
    }

    // The first of the characters outside strings, comments, brackets and parentheses.
    private static int Find(string text, int start, string characters)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter is '"' or '\'')
                i = EndOfString(text, i) - 1;
            else if (IsComment(text, i))
                i = EndOfComment(text, i) - 1;
            else if (letter == '\\')
                i++;
            else if (depth == 0 && characters.Contains(letter))
                return i;
            else if (letter is '(' or '[')
                depth++;
            else if (letter is ')' or ']')
                depth = Math.Max(0, depth - 1);
        }
        return -1;
    }

    private static bool IsComment(string text, int at) => text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*';

    private static int EndOfComment(string text, int start) =>
        text.IndexOf("*/", start + 2, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : text.Length;

    private static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[start] || text[i] == '\n')
                return i + 1;
        }
        return text.Length;
    }
}
